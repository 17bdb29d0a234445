#include "stress/free_tell.h"

#include "stress/stamp.h"

#include <string.h>

enum { MOST_TOLD = 16 };

static bool is_starred(const Judgement *judgement, const Event *event)
{
    for (size_t i = 0; i < judgement->starred_count; i++) {
        if (judgement->starred[i].line == event->line && judgement->starred[i].kind == event->kind)
            return true;
    }
    return false;
}

static void tell_seen(const Event *event, Text *out)
{
    unsigned char bytes[8];
    Stamp stamp;
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(event->value >> (8 * i));
    if (event->kind == EVENT_COUNT || event->kind == EVENT_ADD || event->kind == EVENT_SIZE)
        text_printf(out, " = %llu", (unsigned long long)event->value);
    else if (event->kind == EVENT_FAULT)
        text_append(out, " = fault");
    else if (event->kind == EVENT_OPEN && event->value)
        text_printf(out, " = object %llu", (unsigned long long)event->value);
    else if ((event->kind == EVENT_LOAD || event->kind == EVENT_STORE) && stamp_read(bytes, &stamp))
        text_printf(out, " : store %u by %c, word %u", stamp.count, 'a' + (int)stamp.actor, stamp.word);
    else if (event->kind == EVENT_LOAD || event->kind == EVENT_STORE)
        text_printf(out, " : %#llx", (unsigned long long)event->value);
}

static void tell_event(const FreePlan *plan, const LineAnswer *answers, const Judgement *judgement, const Event *event,
                       Text *out)
{
    const LineAnswer *answer = &answers[event->line];
    text_printf(out, "\n  %c ", is_starred(judgement, event) ? '*' : ' ');
    append_moment(out, event);
    text_append(out, "  ");
    planned_line_describe(&plan->lines[event->line], out);
    tell_seen(event, out);
    if (answer->fate != FATE_OK)
        text_printf(out, " = %s", answer->fate == FATE_CUT_OFF ? "its last one" : answer->error);
}

static bool belongs(const Judgement *judgement, const Event *event)
{
    return event_group(event) == judgement->group && event->place == judgement->place;
}

/* The starred ones, and those before the first of them in the list (the one that is wrong). */
static size_t first_told(const History *history, const Judgement *judgement)
{
    size_t judged = 0;
    for (size_t i = 0; i < history->count; i++) {
        if (belongs(judgement, &history->events[i]) && history->events[i].line == judgement->starred[0].line)
            judged = i;
    }
    return judged > MOST_TOLD / 2 ? judged - MOST_TOLD / 2 : 0;
}

void free_tell(const FreePlan *plan, const LineAnswer *answers, const History *history, const Judgement *judgement,
               Text *out)
{
    size_t first = first_told(history, judgement), told = 0;
    text_append(out, judgement->argument.bytes);
    for (size_t i = 0; i < history->count; i++) {
        const Event *event = &history->events[i];
        if (!belongs(judgement, event))
            continue;
        bool near = i >= first && told < MOST_TOLD;
        if (near || is_starred(judgement, event))
            tell_event(plan, answers, judgement, event, out);
        told += near;
    }
}
