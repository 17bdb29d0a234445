/* One request: "posix.mmap NULL 4096 PROT_READ ..." into words and memory, then carried out. */
#include "actor/actor.h"
#include "actor/portable.h"
#include "actor/program.h"
#include "actor/thunk.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { ROOM_PATTERN = 0xA5, MOST_ROOM = 64 << 20 };

static const char *next_token(const char *at, size_t *length)
{
    while (*at == ' ')
        at++;
    *length = strcspn(at, " ");
    return at;
}

static bool take(Request *request, Argument *argument, size_t size, Text *problem)
{
    argument->memory = size <= MOST_ROOM ? arena_take(request->arena, size ? size : 1) : NULL;
    argument->room = size;
    argument->word = (uintptr_t)argument->memory;
    if (!argument->memory)
        text_printf(problem, "the actor has no room for %zu bytes (at most %d)", size, MOST_ROOM);
    return argument->memory != NULL;
}

/* out, out:SIZE */
static bool read_room(Request *request, Argument *argument, const char *token, size_t length, Text *problem)
{
    uint64_t size = argument->layout ? argument->layout->size : 0;
    bool given = length > 4;
    if (given && !text_to_number(token + 4, length - 4, &size)) {
        text_printf(problem, "expected out:SIZE, not %.*s", (int)length, token);
        return false;
    }
    if (!given && !argument->layout) {
        text_append(problem, "room for bytes needs its size: out:SIZE");
        return false;
    }
    if (!take(request, argument, size > MOST_ROOM ? SIZE_MAX : (size_t)size, problem))
        return false;
    memset(argument->memory, ROOM_PATTERN, argument->room);
    return true;
}

static bool read_text(Request *request, Argument *argument, const char *token, size_t length, Text *problem)
{
    argument->memory = parse_text(token, length, request->arena, &argument->room, problem);
    argument->word = (uintptr_t)argument->memory;
    return argument->memory != NULL;
}

static bool read_wide(Request *request, Argument *argument, const char *token, size_t length, Text *problem)
{
    argument->memory = parse_wide(token, length, request->arena, &argument->room, problem);
    argument->word = (uintptr_t)argument->memory;
    return argument->memory != NULL;
}

static bool read_structure(Request *request, Argument *argument, const char *token, size_t length, Text *problem)
{
    return take(request, argument, argument->layout->size, problem) &&
           parse_structure(argument->layout, argument->memory, token, length, request->arena, problem);
}

/* A constant's name, which the conductor's headers have and ours have not. */
static bool is_constant(const char *token, size_t length)
{
    bool named = false;
    for (size_t i = 0; i < length; i++) {
        if (!isupper((unsigned char)token[i]) && !isdigit((unsigned char)token[i]) && !strchr("_|x", token[i]))
            return false;
        named = named || isupper((unsigned char)token[i]);
    }
    return named;
}

/* Addresses and sizes of a 64-bit conductor; small negative numbers are these in every width. */
static bool fits(const Parameter *parameter, uint64_t word)
{
    uintptr_t narrow = (uintptr_t)word;
    return (parameter->form != FORM_HEX && strcmp(parameter->kind, "SIZE") != 0) || narrow == word ||
           (uint64_t)(intptr_t)narrow == word;
}

static bool read_word(Request *request, size_t index, const char *token, size_t length, Text *problem)
{
    const Parameter *parameter = &request->row->parameters[index];
    uint64_t *word = &request->arguments[index].word;
    if (!parse_named_number(token, length, word)) {
        request->lacking = is_constant(token, length);
        text_printf(problem, request->lacking ? "%.*s is not in this system's headers" : "%.*s is no value for the %s",
                    (int)length, token, parameter->kind);
        return false;
    }
    request->lacking = !fits(parameter, *word);
    if (request->lacking)
        text_printf(problem, "%.*s does not fit into the %u bits that it has here", (int)length, token,
                    (unsigned)sizeof(uintptr_t) * 8);
    return !request->lacking;
}

static bool read_argument(Request *request, size_t index, const char *token, size_t length, Text *problem)
{
    const Parameter *parameter = &request->row->parameters[index];
    Argument *argument = &request->arguments[index];
    bool pointer = parameter->form == FORM_IN || parameter->form == FORM_OUT || parameter->form == FORM_INOUT;
    bool bytes = pointer && strcmp(parameter->layout, "bytes") == 0;
    *argument = (Argument){0};
    if (pointer && !bytes) {
        argument->layout = find_layout(parameter->layout);
        if (!argument->layout) {
            text_printf(problem, "this actor does not know the structure %s", parameter->layout);
            return false;
        }
    }
    bool out = length >= 3 && memcmp(token, "out", 3) == 0 && (length == 3 || token[3] == ':');
    if (out && (parameter->form == FORM_OUT || parameter->form == FORM_INOUT))
        return read_room(request, argument, token, length, problem);
    if (token[0] == '"' && (parameter->form == FORM_TEXT || bytes))
        return read_text(request, argument, token, length, problem);
    if (token[0] == 'L' && length > 1 && token[1] == '"' && parameter->form == FORM_WIDE)
        return read_wide(request, argument, token, length, problem);
    if (token[0] == '{' && argument->layout)
        return read_structure(request, argument, token, length, problem);
    return read_word(request, index, token, length, problem);
}

static bool read_arguments(Request *request, const char *at, Text *problem)
{
    size_t length;
    for (size_t i = 0; i < request->row->arity; i++) {
        const char *token = next_token(at, &length);
        const char *name = request->row->parameters[i].name;
        if (!length) {
            text_printf(problem, "%s.%s takes %zu arguments, %s is missing", request->row->family, request->row->name,
                        request->row->arity, name);
            return false;
        }
        Text detail = {0};
        bool good = read_argument(request, i, token, length, &detail);
        if (!good)
            text_printf(problem, "%s.%s, %s: %s", request->row->family, request->row->name, name, detail.bytes);
        text_free(&detail);
        if (!good)
            return false;
        at = token + length;
    }
    const char *more = next_token(at, &length);
    if (length)
        text_printf(problem, "%s.%s takes %zu arguments, but %.*s follows", request->row->family, request->row->name,
                    request->row->arity, (int)length, more);
    return length == 0;
}

static const Family *find_family(const char *name)
{
    for (Family *const *family = families; *family; family++) {
        if (strcmp((*family)->name, name) == 0)
            return *family;
    }
    return NULL;
}

static void answer_facts(Request *request)
{
    text_clear(request->answer);
    text_printf(request->answer, "%llu ok void", (unsigned long long)request->number);
    append_facts(request->answer);
}

bool request_read(Request *request, const char *tokens, Text *problem)
{
    size_t length;
    const char *word = next_token(tokens, &length);
    const char *dot = memchr(word, '.', length);
    char family[16] = "", function[64] = "";
    if (dot && (size_t)(dot - word) < sizeof family && length - (size_t)(dot - word) - 1 < sizeof function) {
        memcpy(family, word, (size_t)(dot - word));
        memcpy(function, dot + 1, length - (size_t)(dot - word) - 1);
    }
    request->row = find_call(family, function);
    request->family = request->row ? find_family(family) : NULL;
    if (request->row)
        return read_arguments(request, word + length, problem);
    text_printf(problem, "%.*s is not a function of the call tables", (int)length, word);
    return false;
}

void request_carry_out(Request *request)
{
    if (request->family)
        exact_run(request->family, request);
    else if (strcmp(request->row->family, "portable") == 0)
        portable_run(request);
    else
        reply_unsupported(request, "this actor has no calls of the family %s", request->row->family);
}

void request_run(Request *request, const char *tokens)
{
    size_t length;
    const char *word = next_token(tokens, &length);
    if (length == 5 && memcmp(word, "facts", 5) == 0) {
        answer_facts(request);
        return;
    }
    if (length > 8 && memcmp(word, "program.", 8) == 0) {
        program_request(request, word);
        return;
    }
    Text problem = {0};
    request->lacking = false;
    if (request_read(request, tokens, &problem))
        request_carry_out(request);
    else if (request->lacking)
        reply_unsupported(request, "%s", problem.bytes);
    else
        reply_bad(request, "%s", problem.bytes);
    text_free(&problem);
}
