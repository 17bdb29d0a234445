/* Many accesses in one operation: what each is to show, and which one did not. */
#include "story/expect_inside.h"

#include <inttypes.h>
#include <string.h>

typedef struct ListedAccess {
    struct ListedAccess *next;
    uint64_t offset;
    uint64_t value; /* to be loaded, or stored */
    bool stores;
    const char *code; /* of the fault that it is to raise; NULL: none */
} ListedAccess;

struct Accesses {
    Story *story;
    unsigned width;
    ListedAccess *first, **end;
};

Accesses *access_list(Story *s, unsigned width)
{
    Accesses *list = story_keep(s, sizeof *list);
    *list = (Accesses){.story = s, .width = width};
    list->end = &list->first;
    return list;
}

static void append(Accesses *list, ListedAccess access)
{
    ListedAccess *kept = story_keep(list->story, sizeof *kept);
    *kept = access;
    *list->end = kept;
    list->end = &kept->next;
}

void then_load(Accesses *list, uint64_t offset, uint64_t value)
{
    append(list, (ListedAccess){.offset = offset, .value = value});
}

void then_store(Accesses *list, uint64_t offset, uint64_t value)
{
    append(list, (ListedAccess){.offset = offset, .value = value, .stores = true});
}

void then_load_faults(Accesses *list, uint64_t offset, const char *code)
{
    append(list, (ListedAccess){.offset = offset, .code = code});
}

void then_store_faults(Accesses *list, uint64_t offset, uint64_t value, const char *code)
{
    append(list, (ListedAccess){.offset = offset, .value = value, .stores = true, .code = code});
}

/* What is asked for. */
static const char *plan_of(const Accesses *list)
{
    Text plan = {0};
    for (const ListedAccess *access = list->first; access; access = access->next) {
        text_append(&plan, access == list->first ? "+" : ";+");
        text_append_number(&plan, access->offset);
        text_append(&plan, access->stores ? "=" : "");
        if (access->stores)
            text_append_number(&plan, access->value);
    }
    const char *kept = story_copy(list->story, plan.length ? plan.bytes : "");
    text_free(&plan);
    return kept;
}

/* The word that the actor is to answer for it. */
static void append_wanted(Text *wanted, const ListedAccess *access)
{
    if (access->code)
        text_printf(wanted, "%s:%s%+lld", access->stores ? "write" : "read", access->code, (long long)access->offset);
    else if (access->stores)
        text_append(wanted, "ok");
    else
        text_append_number(wanted, access->value);
}

static const char *wanted_of(const Accesses *list)
{
    Text wanted = {0};
    for (const ListedAccess *access = list->first; access; access = access->next) {
        text_append(&wanted, access == list->first ? "" : ";");
        append_wanted(&wanted, access);
    }
    const char *kept = story_copy(list->story, wanted.length ? wanted.bytes : "");
    text_free(&wanted);
    return kept;
}

/* Names the first access that shows something else. */
static void tell_difference(Place place, const Answer *answer, const Accesses *list, const char *wanted,
                            const char *seen)
{
    for (const ListedAccess *access = list->first; access; access = access->next) {
        size_t due = strcspn(wanted, ";"), shown = strcspn(seen, ";");
        if (due != shown || memcmp(wanted, seen, due) != 0)
            stop_story(list->story, OUTCOME_FAIL, place, answer, "expected %.*s of the %s at +%" PRIu64 ", saw %.*s",
                       (int)due, wanted, access->stores ? "store" : "load", access->offset, (int)shown, seen);
        wanted += due + (wanted[due] == ';');
        seen += shown + (seen[shown] == ';');
    }
    stop_story(list->story, OUTCOME_BROKEN, place, answer, "the answer has more accesses than were asked for");
}

void expect_accesses_(Place place, Actor *actor, View view, const Accesses *list)
{
    Story *s = actor->story;
    if (!list->first)
        return;
    const Answer *answer = PORTABLE(place, actor, access_each, view.address, list->width, plan_of(list));
    const char *wanted = wanted_of(list);
    Text *expectation = expected(s, answer, "bytes");
    member_string(expectation, "path", "seen");
    member_string(expectation, "bytes", wanted);
    need_ok(place, answer);
    Text seen = {0};
    bool there = word_value(answer->line.bytes, "seen", &seen);
    const char *kept = story_copy(s, there && seen.length ? seen.bytes : "");
    text_free(&seen);
    if (!there)
        stop_story(s, OUTCOME_BROKEN, place, answer, "the answer does not say what the accesses showed");
    if (strcmp(kept, wanted) != 0)
        tell_difference(place, answer, list, wanted, kept);
}
