#include "run/baseline.h"

#include "run/glob.h"
#include "run/words.h"

#include <stdlib.h>
#include <string.h>

/* A condition is FACT=VALUE[,FACT=VALUE...]; every part must hold. */
static bool part_holds(const char *part, size_t length, const json_t *facts)
{
    const char *equals = memchr(part, '=', length);
    char *key = copy_bytes(part, (size_t)(equals - part));
    char *value = copy_bytes(equals + 1, length - (size_t)(equals + 1 - part));
    const char *fact = json_string_value(json_object_get(facts, key));
    bool holds = fact && glob_matches(value, fact);
    free(key);
    free(value);
    return holds;
}

static bool condition_holds(const char *condition, const json_t *facts)
{
    for (const char *at = condition; at && *at;) {
        size_t length = strcspn(at, ",");
        if (!part_holds(at, length, facts))
            return false;
        at += length + (at[length] == ',');
    }
    return true;
}

const BaselineEntry *baseline_find(const Baseline *baseline, const char *id, const json_t *facts)
{
    for (size_t i = 0; i < baseline->count; i++) {
        const BaselineEntry *entry = &baseline->entries[i];
        if (glob_matches(entry->pattern, id) && condition_holds(entry->condition, facts))
            return entry;
    }
    return NULL;
}

bool baseline_entry_matches_any(const BaselineEntry *entry, const Instance *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (glob_matches(entry->pattern, cases[i].id))
            return true;
    }
    return false;
}

bool baseline_check_reasons(const Baseline *baseline, const Registry *registry, Text *problem)
{
    for (size_t i = 0; i < baseline->count; i++) {
        const BaselineEntry *entry = &baseline->entries[i];
        if (registry_cited_in(registry, entry->reason))
            continue;
        text_printf(problem, "%s:%u: the reason cites no requirement: expected an id of cases/requirements/ in it",
                    entry->file, entry->line);
        return false;
    }
    return true;
}

void baseline_free(Baseline *baseline)
{
    for (size_t i = 0; i < baseline->count; i++) {
        free(baseline->entries[i].pattern);
        free(baseline->entries[i].outcome);
        free(baseline->entries[i].condition);
        free(baseline->entries[i].reason);
        free(baseline->entries[i].file);
    }
    free(baseline->entries);
    free(baseline->path);
    *baseline = (Baseline){0};
}
