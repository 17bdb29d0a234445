/* The ledger's records of one case (docs/ledger.md), one JSON line each on standard output. */
#include "story/internal.h"
#include "story/members.h"

#include <stdio.h>
#include <string.h>

static void open_record(Text *line, const char *record, const Story *s)
{
    text_append(line, "{");
    member_string(line, "record", record);
    member_string(line, "case", s->instance->id);
}

static void write_record(Text *line)
{
    text_append(line, "}\n");
    fwrite(line->bytes, 1, line->length, stdout);
    fflush(stdout);
    text_free(line);
}

void record_begin(const Story *s)
{
    Text line = {0};
    open_record(&line, "begin", s);
    member_integer(&line, "worker", s->options->worker);
    member_integer(&line, "attempt", s->attempt);
    write_record(&line);
}

static void open_operation(Text *line, Story *s, unsigned number, const Actor *actor, const char *call)
{
    if (!s->opening.length) {
        open_record(&s->opening, "operation", s);
        member_integer(&s->opening, "attempt", s->attempt);
    }
    text_append_bytes(line, s->opening.bytes, s->opening.length);
    member_integer(line, "number", number);
    member_string(line, "actor", actor->name);
    member_string(line, "call", call);
}

static void write_operation(const Answer *answer)
{
    static const char *const kinds[] = {"ok", "error", "fault", "died", "late", "unsupported"};
    const Actor *actor = answer->actor;
    Text line = {0};
    open_operation(&line, answer->story, answer->operation, actor, answer->call.bytes);
    member_printable(&line, "answer", &answer->line);
    member_string(&line, "kind", kinds[answer->kind]);
    member_string(&line, "file", answer->place.file);
    member_integer(&line, "line", (uint64_t)answer->place.line);
    if (actor->lane_owner)
        member_string(&line, "lane_of", actor->lane_owner->name);
    write_record(&line);
}

/* An actor works while the record of the call before is made. */
void record_operation(const Answer *answer)
{
    record_pending(answer->story);
    answer->story->unrecorded = answer;
}

void record_pending(Story *s)
{
    if (s->unrecorded)
        write_operation(s->unrecorded);
    s->unrecorded = NULL;
}

void record_note(const Actor *actor, const char *what)
{
    Story *s = actor->story;
    record_pending(s);
    Text line = {0};
    open_operation(&line, s, ++s->operations, actor, what);
    member_string(&line, "answer", "");
    member_string(&line, "kind", "note");
    write_record(&line);
}

static void append_requirements(Text *line, const char *basis)
{
    member_key(line, "requirements");
    const char *before = "[";
    for (const char *at = basis; *at;) {
        size_t length = strcspn(at, " ");
        if (length) {
            text_printf(line, "%s\"%.*s\"", before, (int)length, at);
            before = ",";
        }
        at += length + strspn(at + length, " ");
    }
    text_append(line, *before == '[' ? "[]" : "]");
}

static const char *level_word(Level level)
{
    return level == MUST ? "MUST" : level == SHOULD ? "SHOULD" : "OBSERVE";
}

static void append_failure(Text *line, const Story *s)
{
    member_key(line, "failure");
    text_append(line, "{");
    member_printable(line, "message", &s->message);
    if (s->failed_at.file) {
        member_string(line, "file", s->failed_at.file);
        member_integer(line, "line", (uint64_t)s->failed_at.line);
    }
    if (s->failed_operation)
        member_integer(line, "operation", s->failed_operation);
    text_append(line, "}");
}

static void append_skip(Text *line, const Story *s)
{
    member_key(line, "skip");
    text_append(line, "{");
    member_string(line, "kind", s->skip_kind ? s->skip_kind : "capability");
    member_printable(line, "sentence", &s->message);
    text_append(line, "}");
}

static unsigned processes(const Story *s)
{
    unsigned count = 0;
    for (const Actor *actor = s->actors; actor; actor = actor->next)
        count += !actor->lane_owner;
    return count;
}

static void append_case(Text *line, const Instance *instance)
{
    const Case *told = instance->told;
    member_string(line, "chapter", instance->chapter->path);
    member_string(line, "subject", instance->subject_name);
    member_string(line, "level", level_word(told->level));
    member_string(line, "claim", told->claim);
    append_requirements(line, told->basis);
    member_string(line, "file", told->file);
    member_integer(line, "line", (uint64_t)told->line);
}

static void append_expectations(Text *line, const Story *s)
{
    if (!s->expectations.length)
        return;
    member_key(line, "expectations");
    text_append(line, "[");
    text_append_bytes(line, s->expectations.bytes, s->expectations.length);
    text_append(line, "}]");
}

void record_end(const Story *s, double milliseconds)
{
    Text line = {0};
    open_record(&line, "end", s);
    member_integer(&line, "attempt", s->attempt);
    member_string(&line, "outcome", outcome_word(s->outcome));
    member_key(&line, "milliseconds");
    text_printf(&line, "%.3f", milliseconds);
    member_value(&line, "observations", s->observations);
    if (s->outcome == OUTCOME_SKIP)
        append_skip(&line, s);
    else if (s->outcome != OUTCOME_PASS && s->outcome != OUTCOME_OBSERVED)
        append_failure(&line, s);
    if (s->noise.length)
        member_printable(&line, "noise", &s->noise);
    append_case(&line, s->instance); /* from here on the conductor hands it on unread (run/pool_intake.c) */
    member_integer(&line, "processes", processes(s));
    member_integer(&line, "checks", s->checks);
    append_expectations(&line, s);
    write_record(&line);
}
