#include "actor/program_inside.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA_PIECE = 32 * 1024 };

ProgramLines program_lines = {.arena.piece = ARENA_PIECE};

static Pending *pending_new(void)
{
    Pending *pending = calloc(1, sizeof *pending);
    if (!pending)
        abort();
    pending->request.arena = &program_lines.arena;
    pending->request.answer = &pending->answer;
    pending->request.fields = &pending->fields;
    return pending;
}

void pending_free(Pending *pending)
{
    text_free(&pending->answer);
    text_free(&pending->fields);
    free(pending);
}

void program_forget(size_t from)
{
    for (size_t i = from; i < program_lines.count; i++) {
        pending_free(program_lines.list[i].pending);
        program_lines.list[i].pending = NULL;
    }
    arena_clear(&program_lines.arena);
}

/* "$12+4096" into a reference. */
static bool read_reference(const char *token, size_t length, Reference *reference)
{
    const char *plus = memchr(token, '+', length);
    size_t digits = (plus ? (size_t)(plus - token) : length) - 1;
    reference->behind = 0;
    return text_to_number(token + 1, digits, &reference->line) && reference->line &&
           reference->line <= program_lines.count &&
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
    ProgramLines *lines = &program_lines;
    if (lines->count == lines->room) {
        lines->room = lines->room ? 2 * lines->room : 256;
        lines->list = realloc(lines->list, lines->room * sizeof *lines->list);
        if (!lines->list)
            abort();
    }
    lines->list[lines->count++] = (Line){.pending = pending};
}

void answer_number(Request *request, uint64_t number)
{
    text_clear(request->answer);
    text_append_number(request->answer, request->number);
    text_append(request->answer, " ok ");
    text_append_number(request->answer, number);
}

/* Memory that this process has and does not use: while a program runs the system may refuse it more, and the answers need
 * some. It is taken before the lines and given to the allocator behind them: what stands between keeps it from giving it back. */
static void *room[256];

/* Once: what was given to the allocator stays there. */
static void keep_room(void)
{
    enum { BLOCK = 64 * 1024 };
    static bool kept;
    if (kept)
        return;
    kept = true;
    for (size_t i = 0; i < sizeof room / sizeof *room && !room[i]; i++)
        room[i] = malloc(BLOCK);
}

void program_use_room(void)
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
        answer_number(request, program_lines.count);
    } else {
        pending_free(pending);
        reply_bad(request, "%s", problem.bytes);
    }
    text_free(&plain);
    text_free(&problem);
}

void program_request(Request *request, const char *tokens)
{
    if (!strncmp(tokens, "program.add ", 12))
        add(request, tokens + 12);
    else if (!strncmp(tokens, "program.run ", 12))
        program_run(request, tokens + 12);
    else
        reply_bad(request, "a program knows add and run, not \"%.40s\"", tokens);
}
