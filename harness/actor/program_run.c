/* Lines of a program, carried out: recorded, or bare. */
#include "actor/program_inside.h"
#include "wire/packed.h"

#include <string.h>

enum { LONGEST_WAIT = 2 };

/* False: an earlier line that it needs did not succeed. */
static bool resolve(Pending *pending)
{
    for (size_t i = 0; i < pending->reference_count; i++) {
        const Reference *reference = &pending->references[i];
        const Line *line = &program_lines.list[reference->line - 1];
        if (!line->answered)
            return false;
        pending->request.arguments[reference->argument].word = line->result + reference->behind;
    }
    return true;
}

static void take_result(Line *line)
{
    line->answered = line->pending->request.succeeded;
    line->result = line->pending->request.result;
}

/* An answer's words, joined by commas so that it is one. */
static void append_answer(Text *out, const Text *answer)
{
    size_t from = out->length;
    text_append(out, answer->bytes + 2);
    for (size_t i = from; i < out->length; i++) {
        if (out->bytes[i] == ' ')
            out->bytes[i] = ',';
    }
}

/* What became of a line, in one word (docs/wire.md). `since`: when the one before it was back; 0: times are told in full. */
static void append_record(Text *out, const Pending *pending, uint64_t since)
{
    const Request *request = &pending->request;
    if (!pending->back) {
        text_append(out, "-");
        return;
    }
    packed_append(out, pending->call - since);
    packed_append(out, pending->back - pending->call);
    packed_append(out, !request->succeeded ? 0 : request->bytes ? 2 : 1);
    if (request->succeeded)
        packed_append(out, request->result);
    if (request->succeeded && request->bytes)
        packed_append_bytes(out, request->bytes, request->byte_count);
    if (!request->succeeded)
        append_answer(out, &pending->answer);
}

/* Before a call that may be this process's last, and after it. */
static void note(size_t number, const Pending *pending, bool back)
{
    Text line = {0};
    text_printf(&line, "%zu %s", number, back ? "=" : "");
    if (back)
        append_record(&line, pending, 0);
    else
        text_printf(&line, "%llu", (unsigned long long)pending->call);
    text_append(&line, "\n");
    journal_write(&line);
    text_free(&line);
}

/* `since`: when the line before it was back, which is when this one is called. When it is back. */
static uint64_t carry_out(size_t index, bool journal, uint64_t since)
{
    Line *line = &program_lines.list[index];
    Pending *pending = line->pending;
    if (!resolve(pending))
        return since;
    pending->call = since;
    if (journal)
        note(index + 1, pending, false);
    request_carry_out(&pending->request);
    /* Without it a store could still stand in the processor's buffer when the clock says that it is done. */
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    pending->back = program_clock();
    take_result(line);
    if (journal)
        note(index + 1, pending, true);
    return pending->back;
}

static void tell(Request *request, size_t from)
{
    uint64_t since = 0;
    answer_number(request, program_lines.count - from);
    for (size_t i = from; i < program_lines.count; i++) {
        const Pending *pending = program_lines.list[i].pending;
        text_append_bytes(request->answer, " ", 1);
        append_record(request->answer, pending, since);
        since = pending->back ? pending->back : since;
    }
    program_forget(from);
}

/* Without clocks, fences, answers and history: what the same lines cost by themselves. */
static void run_bare(Request *request, size_t from)
{
    ProgramLines *lines = &program_lines;
    for (size_t i = from; i < lines->count; i++)
        lines->list[i].pending->request.quiet = true;
    uint64_t begin = program_clock();
    for (; lines->next < lines->count; lines->next++) {
        Line *line = &lines->list[lines->next];
        if (!resolve(line->pending))
            continue;
        request_carry_out(&line->pending->request);
        take_result(line);
    }
    uint64_t end = program_clock();
    answer_number(request, lines->count - from);
    text_printf(request->answer, " %llu %llu", (unsigned long long)begin, (unsigned long long)(end - begin));
    program_forget(from);
}

static void run_recorded(Request *request, size_t from, bool journal)
{
    ProgramLines *lines = &program_lines;
    for (size_t i = from; i < lines->count; i++)
        lines->list[i].pending->request.keeps = true;
    uint64_t now = program_clock();
    for (; lines->next < lines->count; lines->next++)
        now = carry_out(lines->next, journal, now);
    if (journal)
        journal_close();
    tell(request, from);
}

/* GATE: the time at which it begins, 0 for at once. JOURNAL: a path, or "". */
void program_run(Request *request, const char *tokens)
{
    uint64_t gate = 0;
    Text path = {0};
    const char *second = tokens + strcspn(tokens, " ");
    size_t length = *second ? strcspn(second + 1, " ") : 0;
    bool bare = *second && !strcmp(second + 1, "bare");
    bool read = text_to_number(tokens, (size_t)(second - tokens), &gate) && length >= 2 &&
                (bare || (second[1] == '"' && text_append_unescaped(&path, second + 2, length - 2)));
    if (!read || gate > program_clock() + LONGEST_WAIT * 1000000000u || (path.length && !journal_open(path.bytes))) {
        reply_bad(request, "program.run wants a time of at most %d s ahead and the path of a journal, or bare",
                  LONGEST_WAIT);
        text_free(&path);
        return;
    }
    size_t from = program_lines.next;
    program_use_room();
    program_wait(gate);
    if (bare)
        run_bare(request, from);
    else
        run_recorded(request, from, path.length > 0);
    text_free(&path);
}
