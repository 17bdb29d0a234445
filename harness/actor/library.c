/* --subject-library FAMILY=PATH: the functions of a family from another library. */
#include "actor/actor.h"
#include "actor/thunk.h"

#include <string.h>

static Family *family_of_option(const char *option, size_t length)
{
    for (Family *const *family = families; *family; family++) {
        if (strlen((*family)->name) == length && memcmp((*family)->name, option, length) == 0)
            return *family;
    }
    return NULL;
}

/* A name is looked up as for a program linked with the library, so what the library's own dependencies define counts as
 * its. A library without any of the names is a mistake, one without some of them is a subject that lacks them. */
static size_t replace_rows(Family *family, const CallTable *table, void *library)
{
    size_t found = 0;
    for (size_t row = 0; row < table->count; row++) {
        AnyFunction function = library_symbol(library, table->rows[row].name);
        found += function != NULL;
        call_pointer_set(family, row, function);
    }
    return found;
}

bool library_replace(const char *option, Text *problem)
{
    const char *equals = strchr(option, '=');
    Family *family = equals ? family_of_option(option, (size_t)(equals - option)) : NULL;
    if (!family) {
        text_printf(problem, "--subject-library %s: expected FAMILY=PATH with one of the families", option);
        for (Family *const *known = families; *known; known++)
            text_printf(problem, " %s", (*known)->name);
        return false;
    }
    void *library = library_open(equals + 1, problem);
    if (!library)
        return false;
    for (const CallTable *table = call_tables; table->family; table++) {
        if (strcmp(table->family, family->name) == 0 && replace_rows(family, table, library) == 0) {
            text_printf(problem, "--subject-library %s: the library has none of the family's functions", option);
            return false;
        }
    }
    family->source = equals + 1;
    return true;
}
