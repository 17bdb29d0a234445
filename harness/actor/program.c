#include "actor/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REFERENCES = 2, LONGEST_WAIT = 2 };

/* An argument that is known only when an earlier line has been carried out. */
typedef struct Reference {
    size_t argument;
    uint64_t line;
    uint64_t behind;
} Reference;

/* A line that is still to be carried out or told. */
typedef struct Pending {
    Request request;
    Arena arena;
    Text answer, fields;
    Reference references[MOST_REFERENCES];
    size_t reference_count;
    uint64_t call, back;
} Pending;

typedef struct Line {
    bool answered; /* ok */
    uint64_t result;
    Pending *pending; /* NULL: told */
} Line;

static Line *lines;
static size_t line_count, line_room, next_line;

static Pending *pending_new(void)
{
    Pending *pending = calloc(1, sizeof *pending);
    if (!pending)
        abort();
    pending->request.arena = &pending->arena;
    pending->request.answer = &pending->answer;
    pending->request.fields = &pending->fields;
    return pending;
}

static void pending_free(Pending *pending)
{
    arena_clear(&pending->arena);
    text_free(&pending->answer);
    text_free(&pending->fields);
    free(pending);
}

/* "$12+4096" into a reference. */
static bool read_reference(const char *token, size_t length, Reference *reference)
{
    const char *plus = memchr(token, '+', length);
    size_t digits = (plus ? (size_t)(plus - token) : length) - 1;
    reference->behind = 0;
    return text_to_number(token + 1, digits, &reference->line) && reference->line && reference->line <= line_count &&
           (!plus || text_to_number(plus + 1, length - digits - 2, &reference->behind));
}

/* Copies the tokens with a number in place of each reference, and notes the references. */
static bool take_references(Pending *pending, const char *tokens, Text *plain)
{
    size_t argument = 0;
    for (const char *at = tokens + strcspn(tokens, " "); *at == ' '; argument++) {
        const char *token = at + 1;
        size_t length = strcspn(token, " ");
        if (*token != '$') {
            text_append_bytes(plain, at, length + 1);
        } else {
            Reference *reference = &pending->references[pending->reference_count];
            if (pending->reference_count == MOST_REFERENCES || !read_reference(token, length, reference))
                return false;
            reference->argument = argument;
            pending->reference_count++;
            text_append(plain, " 0");
        }
        at = token + length;
    }
    return true;
}

static void line_add(Pending *pending)
{
    if (line_count == line_room) {
        line_room = line_room ? 2 * line_room : 256;
        lines = realloc(lines, line_room * sizeof *lines);
        if (!lines)
            abort();
    }
    lines[line_count++] = (Line){.pending = pending};
}

static void answer_number(Request *request, uint64_t number)
{
    text_clear(request->answer);
    text_printf(request->answer, "%llu ok %llu", (unsigned long long)request->number, (unsigned long long)number);
}

/* Memory that this process has and does not use: while a program runs the system may refuse it more, and the answers need
 * some. It is taken before the lines and given to the allocator behind them: what stands between keeps it from giving it back. */
static void *room[256];

static void keep_room(void)
{
    enum { BLOCK = 64 * 1024 };
    for (size_t i = 0; i < sizeof room / sizeof *room && !room[i]; i++)
        room[i] = malloc(BLOCK);
}

static void use_room(void)
{
    for (size_t i = 0; i < sizeof room / sizeof *room; i++) {
        free(room[i]);
        room[i] = NULL;
    }
}

static void add(Request *request, const char *tokens)
{
    keep_room();
    Pending *pending = pending_new();
    Text plain = {0}, problem = {0};
    text_append_bytes(&plain, tokens, strcspn(tokens, " "));
    bool read = take_references(pending, tokens, &plain);
    if (!read)
        text_append(&problem, "$K is a line of this program before this one, at most twice in a line");
    if (read && request_read(&pending->request, plain.bytes, &problem)) {
        line_add(pending);
        answer_number(request, line_count);
    } else {
        pending_free(pending);
        reply_bad(request, "%s", problem.bytes);
    }
    text_free(&plain);
    text_free(&problem);
}

/* False: an earlier line that it needs did not succeed. */
static bool resolve(Pending *pending)
{
    for (size_t i = 0; i < pending->reference_count; i++) {
        const Reference *reference = &pending->references[i];
        const Line *line = &lines[reference->line - 1];
        if (!line->answered)
            return false;
        pending->request.arguments[reference->argument].word = line->result + reference->behind;
    }
    return true;
}

static void take_result(Line *line)
{
    const char *answer = line->pending->answer.bytes;
    line->answered = !strncmp(answer, "0 ok ", 5);
    if (line->answered && !text_to_number(answer + 5, strcspn(answer + 5, " "), &line->result))
        line->result = 0; /* "void" */
}

/* "CALL,TOOK,ok,7": an answer's words, joined by commas so that it is one word. */
static void append_event(Text *out, const Pending *pending)
{
    size_t from = out->length;
    text_printf(out, "%llu,%llu,", (unsigned long long)pending->call,
                (unsigned long long)(pending->back - pending->call));
    text_append(out, pending->answer.length ? pending->answer.bytes + 2 : "skipped");
    for (size_t i = from; i < out->length; i++) {
        if (out->bytes[i] == ' ')
            out->bytes[i] = ',';
    }
}

/* Before a call that may be this process's last, and after it. */
static void note(size_t number, const Pending *pending, bool back)
{
    Text line = {0};
    text_printf(&line, "%zu ", number);
    if (back)
        append_event(&line, pending);
    else
        text_printf(&line, "%llu", (unsigned long long)pending->call);
    text_append(&line, "\n");
    journal_write(&line);
    text_free(&line);
}

static void carry_out(size_t index, bool journal)
{
    Pending *pending = lines[index].pending;
    if (!resolve(pending))
        return;
    if (journal) {
        pending->call = program_clock();
        note(index + 1, pending, false);
    }
    /* Without the fences a store could still stand in the processor's buffer when the clock says that it is done. */
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    pending->call = program_clock();
    request_carry_out(&pending->request);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    pending->back = program_clock();
    take_result(&lines[index]);
    if (journal)
        note(index + 1, pending, true);
}

static void tell(Request *request, size_t from)
{
    answer_number(request, line_count - from);
    for (size_t i = from; i < line_count; i++) {
        text_append(request->answer, " ");
        append_event(request->answer, lines[i].pending);
        pending_free(lines[i].pending);
        lines[i].pending = NULL;
    }
}

/* GATE: the time at which it begins, 0 for at once. JOURNAL: a path, or "". */
static void run(Request *request, const char *tokens)
{
    uint64_t gate = 0;
    Text path = {0};
    const char *second = tokens + strcspn(tokens, " ");
    size_t length = *second ? strcspn(second + 1, " ") : 0;
    bool read = text_to_number(tokens, (size_t)(second - tokens), &gate) && length >= 2 &&
                text_append_unescaped(&path, second + 2, length - 2);
    if (!read || gate > program_clock() + LONGEST_WAIT * 1000000000u || (path.length && !journal_open(path.bytes))) {
        reply_bad(request, "program.run wants a time of at most %d s ahead and the path of a journal", LONGEST_WAIT);
        text_free(&path);
        return;
    }
    size_t from = next_line;
    use_room();
    program_wait(gate);
    for (; next_line < line_count; next_line++)
        carry_out(next_line, path.length > 0);
    if (path.length)
        journal_close();
    text_free(&path);
    tell(request, from);
}

void program_request(Request *request, const char *tokens)
{
    if (!strncmp(tokens, "program.add ", 12))
        add(request, tokens + 12);
    else if (!strncmp(tokens, "program.run ", 12))
        run(request, tokens + 12);
    else
        reply_bad(request, "a program knows add and run, not \"%.40s\"", tokens);
}
