/* Who cites what of the registry. */
#include "run/glob.h"
#include "run/registry.h"

#include <string.h>

typedef struct CaseCheck {
    const Registry *registry;
    const Case *told;
    Text *problem;
    bool fine;
} CaseCheck;

static bool check_citation(const char *id, void *context)
{
    CaseCheck *check = context;
    if (registry_find(check->registry, id))
        return true;
    text_printf(check->problem, "%s%s:%d: the case %s cites %s, which is no id of cases/requirements/",
                check->problem->length ? "\n" : "", check->told->file, check->told->line, check->told->name, id);
    check->fine = false;
    return true;
}

bool registry_check_cases(const Registry *registry, const Instance *cases, size_t count, Text *problem)
{
    CaseCheck check = {.registry = registry, .problem = problem, .fine = true};
    for (size_t i = 0; i < count; i++) {
        if (i && cases[i].told == cases[i - 1].told)
            continue; /* another subject or cell of the same case */
        check.told = cases[i].told;
        each_requirement(check.told, check_citation, &check);
    }
    return check.fine;
}

bool registry_cited_in(const Registry *registry, const char *text)
{
    static const char separators[] = " \t,;.:()";
    Text word = {0};
    bool found = false;
    for (const char *at = text; !found && *(at += strspn(at, separators));) {
        size_t length = strcspn(at, separators);
        text_clear(&word);
        text_append_bytes(&word, at, length);
        found = registry_find(registry, word.bytes) != NULL;
        at += length;
    }
    text_free(&word);
    return found;
}
