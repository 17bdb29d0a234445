#include "reports/basis.h"

#include <string.h>

static const ReportStatement *statement_of(const Run *run, const char *id, size_t length)
{
    for (size_t i = 0; i < run->statement_count; i++) {
        const ReportStatement *statement = &run->statements[i];
        if (strlen(statement->id) == length && !memcmp(statement->id, id, length))
            return statement;
    }
    return NULL;
}

const ReportStatement *next_statement(const Run *run, const char **ids)
{
    const ReportStatement *found = NULL;
    while (!found && *(*ids += strspn(*ids, " "))) {
        size_t length = strcspn(*ids, " ");
        found = statement_of(run, *ids, length);
        *ids += length;
    }
    return found;
}
