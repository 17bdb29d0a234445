#include "stress/replay.h"

#include "calls/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_process_start(const char *call)
{
    return !strncmp(call, "portable.process_fork(", 22) || !strncmp(call, "portable.process_spawn(", 23) ||
           !strncmp(call, "portable.process_exec(", 22);
}

bool replay_child(const char *call, char *name, size_t room)
{
    const char *at = is_process_start(call) ? strstr(call, "($") : NULL;
    if (!at)
        return false;
    at += 2;
    size_t length = strcspn(at, ",)");
    if (!length || length >= room)
        return false;
    memcpy(name, at, length);
    name[length] = '\0';
    return true;
}

/* "a" in "{b=1,a={c=2}}": the token of the field, braces respected. */
static const char *field_of(const char *from, size_t length, const char *name, size_t name_length, size_t *found)
{
    for (size_t i = 1; i + 1 < length;) {
        size_t start = i, depth = 0;
        for (; i + 1 < length && (depth || from[i] != ','); i++)
            depth += from[i] == '{' ? 1 : from[i] == '}' ? (size_t)-1 : 0;
        if (i - start > name_length && from[start + name_length] == '=' && !memcmp(from + start, name, name_length)) {
            *found = i - start - name_length - 1;
            return from + start + name_length + 1;
        }
        i++;
    }
    return NULL;
}

/* The word of an answer that a symbol's path names; "" is the result. */
static const char *answered(const char *answer, const char *path, size_t path_length, size_t *length)
{
    size_t first = strcspn(answer, " ");
    const char *at = answer + first + (answer[first] == ' ');
    if (!path_length) {
        *length = strcspn(at, " ");
        return at;
    }
    size_t head = 0;
    while (head < path_length && path[head] != '.')
        head++;
    for (; *at; at += strcspn(at, " "), at += *at == ' ') {
        size_t word = strcspn(at, " ");
        if (word <= head || at[head] != '=' || memcmp(at, path, head) != 0)
            continue;
        *length = word - head - 1;
        return head == path_length ? at + head + 1
                                   : field_of(at + head + 1, *length, path + head + 1, path_length - head - 1, length);
    }
    return NULL;
}

/* From "$" to the end of the symbol: what it stands for. NULL: nothing. */
static const char *symbol_value(const Replay *replay, const char *at, uint64_t *value)
{
    char *end;
    unsigned long operation = strtoul(at + 1, &end, 10);
    const char *path = *end == '.' ? end + 1 : end;
    size_t path_length = 0;
    while (*end == '.' &&
           (isalnum((unsigned char)path[path_length]) || path[path_length] == '_' || path[path_length] == '.'))
        path_length++;
    const char *rest = path + path_length;
    size_t length = 0;
    const char *token = operation < replay->answer_count && replay->answers[operation].length
                            ? answered(replay->answers[operation].bytes, path, path_length, &length)
                            : NULL;
    if (!token || !parse_named_number(token, length, value))
        return NULL;
    if ((*rest == '+' || *rest == '-') && isdigit((unsigned char)rest[1])) {
        uint64_t behind = strtoull(rest + 1, &end, 0);
        *value = *rest == '+' ? *value + behind : *value - behind;
        rest = end;
    }
    return rest;
}

bool replay_value(const Replay *replay, const char *text, uint64_t *value)
{
    if (*text != '$')
        return parse_named_number(text, strlen(text), value);
    const char *end = symbol_value(replay, text, value);
    return end && !*end;
}

static const char *append_symbol_value(const Replay *replay, const char *at, Text *line)
{
    uint64_t value = 0;
    const char *rest = symbol_value(replay, at, &value);
    if (rest)
        text_printf(line, "%llu", (unsigned long long)value);
    return rest;
}

/* The handles that a spawned child gets: "$3+$5" is text of numbers. */
static const char *append_handles(const Replay *replay, const char *at, Text *line)
{
    text_append(line, "\"");
    while (at && *at == '$') {
        uint64_t value = 0;
        at = symbol_value(replay, at, &value);
        if (at)
            text_printf(line, "0x%llx%s", (unsigned long long)value, *at == '+' ? "+" : "\"");
        if (at && *at == '+')
            at++;
    }
    return at;
}

/* Names carry the id of the run that made them; ours has another. */
static const char *append_plain(const Replay *replay, const char *at, Text *line)
{
    size_t length = replay->old_run ? strlen(replay->old_run) : 0;
    if (length && !strncmp(at, replay->old_run, length)) {
        text_append(line, replay->grounds->id.bytes);
        return at + length;
    }
    text_append_bytes(line, at, 1);
    return at + 1;
}

/* A dollar within quotes is a byte, not a symbol. */
static const char *append_quoted(const Replay *replay, const char *at, Text *line)
{
    text_append_bytes(line, at++, 1);
    while (*at && *at != '"')
        at = append_plain(replay, at, line);
    if (*at)
        text_append_bytes(line, at++, 1);
    return at;
}

static const char *append_piece(const Replay *replay, const char *at, const char *rendezvous, bool handles, Text *line)
{
    if (*at == '"')
        return append_quoted(replay, at, line);
    if (handles && *at == '$' && isdigit((unsigned char)at[1]))
        return append_handles(replay, at, line);
    if (*at == '$' && isdigit((unsigned char)at[1]))
        return append_symbol_value(replay, at, line);
    if (*at == '$') {
        text_append(line, "\"");
        text_append_escaped(line, rendezvous, strlen(rendezvous));
        text_append(line, "\"");
        return at + strcspn(at, ",)");
    }
    if (at[0] == ',' && at[1] == ' ') {
        text_append(line, " ");
        return at + 2;
    }
    return append_plain(replay, at, line);
}

bool replay_request(Replay *replay, const char *call, const char *rendezvous, Text *line, Text *problem)
{
    size_t name = strcspn(call, "(");
    size_t length = strlen(call);
    if (call[name] != '(' || call[length - 1] != ')') {
        text_printf(problem, "\"%.120s\" is not a call: family.function(argument, ...) is", call);
        return false;
    }
    text_append_bytes(line, call, name);
    const char *end = call + length - 1;
    if (call + name + 1 < end)
        text_append(line, " ");
    for (const char *at = call + name + 1; at < end;) {
        const char *next = append_piece(replay, at, rendezvous, is_process_start(call), line);
        if (!next) {
            text_printf(problem, "%.*s: no answer has this value", (int)strcspn(at, ",)"), at);
            return false;
        }
        at = next;
    }
    return true;
}
