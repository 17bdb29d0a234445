/* The expectations that a case had, held against the answers of a replay. */
#include "stress/replay.h"

#include "calls/names.h"

#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

/* The nth word of an answer, and its length. */
static const char *word_at(const char *answer, unsigned index, size_t *length)
{
    for (unsigned i = 0; i < index; i++) {
        answer += strcspn(answer, " ");
        answer += *answer == ' ';
    }
    *length = strcspn(answer, " ");
    return answer;
}

/* `names` as a case has them: "EINVAL, ENOMEM". */
static bool among(const char *names, const char *name, size_t length)
{
    for (const char *at = names; *at;) {
        size_t word = strcspn(at, ", ");
        if (word == length && !memcmp(at, name, length))
            return true;
        at += word + strspn(at + word, ", ");
    }
    return false;
}

static bool error_holds(const char *answer, const char *names)
{
    size_t length = 0;
    const char *error = word_at(answer, 1, &length), *colon = memchr(error, ':', length);
    if (strncmp(answer, "error ", 6) != 0 || !colon)
        return false;
    return among(names, colon + 1, length - (size_t)(colon + 1 - error));
}

static bool number_holds(const Replay *replay, const json_t *expectation, unsigned operation, const char *path)
{
    Text symbol = {0};
    uint64_t seen = 0, wanted = 0;
    text_printf(&symbol, "$%u%s%s", operation, *path ? "." : "", path);
    bool holds = replay_value(replay, symbol.bytes, &seen) &&
                 replay_value(replay, text_member(expectation, "number"), &wanted) && seen == wanted;
    text_free(&symbol);
    return holds;
}

static bool bytes_hold(const char *answer, const char *path, const char *escaped)
{
    Text seen = {0}, wanted = {0};
    bool holds = text_append_unescaped(&wanted, escaped, strlen(escaped)) && word_value(answer, path, &seen) &&
                 seen.length == wanted.length && (!seen.length || !memcmp(seen.bytes, wanted.bytes, seen.length));
    text_free(&seen);
    text_free(&wanted);
    return holds;
}

static bool last_holds(const char *answer, const char *name)
{
    Text word = {0};
    bool changed = word_value(answer, "last", &word);
    bool holds = !strcmp(name, "UNTOUCHED") ? !changed : changed && !strcmp(word.bytes, name);
    text_free(&word);
    return holds;
}

static bool fault_holds(const Replay *replay, const json_t *expectation, const char *answer)
{
    const char *access = text_member(expectation, "access"), *code = text_member(expectation, "code");
    const char *address = text_member(expectation, "address");
    size_t length = 0;
    uint64_t seen = 0, wanted = 0;
    if (strncmp(answer, "fault ", 6) != 0)
        return false;
    const char *word = word_at(answer, 1, &length);
    if (*access && (strlen(access) != length || memcmp(word, access, length) != 0))
        return false;
    word = word_at(answer, 2, &length);
    if (*address &&
        (!parse_named_number(word, length, &seen) || !replay_value(replay, address, &wanted) || seen != wanted))
        return false;
    word = word_at(answer, 3, &length);
    size_t whole = strlen(code);
    return !whole || (length >= whole && !memcmp(word, code, whole) && (length == whole || word[whole] == ':'));
}

static bool holds_of(const Replay *replay, const json_t *expectation, unsigned operation)
{
    const char *is = text_member(expectation, "is"), *answer = replay->answers[operation].bytes;
    bool ok = !strncmp(answer, "ok", 2);
    if (!strcmp(is, "ok"))
        return ok;
    if (!strcmp(is, "refused"))
        return !strncmp(answer, "error ", 6);
    if (!strcmp(is, "error"))
        return error_holds(answer, text_member(expectation, "names"));
    if (!strcmp(is, "result") || !strcmp(is, "field"))
        return ok && number_holds(replay, expectation, operation, text_member(expectation, "path"));
    if (!strcmp(is, "bytes"))
        return ok && bytes_hold(answer, text_member(expectation, "path"), text_member(expectation, "bytes"));
    if (!strcmp(is, "last"))
        return last_holds(answer, text_member(expectation, "names"));
    if (!strcmp(is, "fault"))
        return fault_holds(replay, expectation, answer);
    return true; /* of a version that is newer */
}

static unsigned operation_in(const char *symbol)
{
    return *symbol == '$' ? (unsigned)strtoul(symbol + 1, NULL, 10) : 0;
}

/* "equal" and "different" are due when the later of their two operations is answered. */
static bool comparison_holds(const Replay *replay, const json_t *expectation, unsigned operation)
{
    const char *is = text_member(expectation, "is");
    const char *left = text_member(expectation, "left"), *right = text_member(expectation, "right");
    unsigned last = operation_in(left) > operation_in(right) ? operation_in(left) : operation_in(right);
    uint64_t one = 0, other = 0;
    if (last != operation || !replay_value(replay, left, &one) || !replay_value(replay, right, &other))
        return true;
    return !strcmp(is, "equal") ? one == other : !strcmp(is, "different") ? one != other : true;
}

bool replay_expect(const Replay *replay, unsigned operation, Text *problem)
{
    for (size_t i = 0; i < json_array_size(replay->expectations); i++) {
        const json_t *expectation = json_array_get(replay->expectations, i);
        unsigned of = (unsigned)json_integer_value(json_object_get(expectation, "operation"));
        bool holds = of ? of != operation || holds_of(replay, expectation, operation)
                        : operation == 0 || comparison_holds(replay, expectation, operation);
        if (holds)
            continue;
        char *members = json_dumps(expectation, JSON_COMPACT);
        const char *answer = replay->answers[operation].bytes;
        text_printf(problem, "expected %s, saw %.200s", members ? members : "something else",
                    *answer ? answer : "the actor's end");
        free(members);
        return false;
    }
    return true;
}
