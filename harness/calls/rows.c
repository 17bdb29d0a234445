/* The descriptions that the call tables expand to. */
#include "calls/call.h"
#include "calls/kinds.h"
#include "calls/macros.h"
#include "calls/name_tables.h"

#include <string.h>

#define DETAIL(kind) \
    KIND_APPLY(KIND_FORM, KIND_##kind), KIND_APPLY(KIND_NAMES, KIND_##kind), KIND_APPLY(KIND_LAYOUT, KIND_##kind)
#define PARAMETER_(kind, name)                                               \
    {                                                                        \
#name, #kind, KIND_APPLY(KIND_CLASS_WORD, KIND_##kind), DETAIL(kind) \
    }
#define PARAMETER(context, index, tuple) PARAMETER_ tuple

#define CALL(name, result, failure, ...)                                              \
    {FAMILY,                                                                          \
     #name,                                                                           \
     failure,                                                                         \
     {"result", #result, KIND_APPLY(KIND_CLASS_WORD, KIND_##result), DETAIL(result)}, \
     COUNT(__VA_ARGS__),                                                              \
     (const Parameter[]){EACH_COMMA(PARAMETER, , __VA_ARGS__)}},
#define CALL0(name, result, failure) \
    {FAMILY, #name, failure, {"result", #result, KIND_APPLY(KIND_CLASS_WORD, KIND_##result), DETAIL(result)}, 0, NULL},

#define FAMILY "posix"
static const CallRow posix_rows[] = {
#include "calls/posix.calls"
};
#undef FAMILY
#define FAMILY "win32"
static const CallRow win32_rows[] = {
#include "calls/win32.calls"
};
#undef FAMILY
#define FAMILY "nt"
static const CallRow nt_rows[] = {
#include "calls/nt.calls"
};
#undef FAMILY
#define FAMILY "portable"
static const CallRow portable_rows[] = {
#include "calls/portable.calls"
};

#define TABLE(family)                                                          \
    {                                                                          \
#family, family##_rows, sizeof family##_rows / sizeof family##_rows[0] \
    }

const CallTable call_tables[] = {TABLE(posix), TABLE(win32), TABLE(nt), TABLE(portable), {NULL, NULL, 0}};

size_t row_index(const CallRow *row)
{
    for (const CallTable *table = call_tables; table->family; table++) {
        if (strcmp(table->family, row->family) == 0)
            return (size_t)(row - table->rows);
    }
    return 0;
}

const CallRow *find_call(const char *family, const char *name)
{
    for (const CallTable *table = call_tables; table->family; table++) {
        if (strcmp(table->family, family) != 0)
            continue;
        for (size_t i = 0; i < table->count; i++) {
            if (strcmp(table->rows[i].name, name) == 0)
                return &table->rows[i];
        }
    }
    return NULL;
}
