#include "subjects/mutant_calls.h"

#include "actor/thunk.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FAMILIES = 4 };

static const CallTable *table_of(const Family *family)
{
    const CallTable *table = call_tables;
    while (strcmp(table->family, family->name) != 0)
        table++;
    return table;
}

static AnyFunction *pointers_of(const Family *family, size_t count)
{
    AnyFunction *pointers = calloc(count + 1, sizeof *pointers);
    if (!pointers)
        abort();
    for (size_t row = 0; row < count; row++)
        pointers[row] = call_pointer(family, row);
    return pointers;
}

static void append_changed(Text *out, Family *family, const AnyFunction *before)
{
    const CallTable *table = table_of(family);
    for (size_t row = 0; row < table->count; row++) {
        if (call_pointer(family, row) != before[row])
            text_printf(out, "%s%s", out->length ? " " : "", table->rows[row].name);
        call_pointer_set(family, row, before[row]);
    }
}

void append_replaced_calls(Text *out, const Mutant *mutant)
{
    AnyFunction *before[MOST_FAMILIES] = {NULL};
    size_t count = 0;
    for (; families[count]; count++)
        before[count] = pointers_of(families[count], table_of(families[count])->count);
    mutant->install(); /* may replace functions of several families */
    for (size_t i = 0; i < count; i++) {
        append_changed(out, families[i], before[i]);
        free(before[i]);
    }
}
