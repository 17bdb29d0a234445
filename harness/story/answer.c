/* Reading answers of the wire. */
#include "story/internal.h"

#include <stdlib.h>
#include <string.h>

const char *answer_word(const Answer *answer, unsigned index, Text *word)
{
    const char *at = answer->line.bytes ? answer->line.bytes : "";
    for (unsigned i = 0; i < index; i++) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    text_clear(word);
    text_append_bytes(word, at, strcspn(at, " "));
    return word->bytes;
}

static bool starts(const char *line, const char *word)
{
    size_t length = strlen(word);
    return strncmp(line, word, length) == 0 && (line[length] == ' ' || line[length] == '\0');
}

static void read_result(Answer *answer, unsigned index)
{
    Text word = {0};
    answer_word(answer, index, &word);
    uint64_t number = 0;
    if (parse_named_number(word.bytes, word.length, &number))
        answer->result = (Value){.number = number, .operation = answer->operation, .set = 1};
    text_free(&word);
}

void read_answer(Answer *answer)
{
    const char *line = answer->line.bytes;
    if (starts(line, "ok")) {
        answer->kind = ANSWER_OK;
        read_result(answer, 1);
    } else if (starts(line, "error")) {
        answer->kind = ANSWER_ERROR;
        read_result(answer, 2);
    } else if (starts(line, "fault")) {
        answer->kind = ANSWER_FAULT;
    } else if (starts(line, "unsupported")) {
        answer->kind = ANSWER_UNSUPPORTED;
    } else {
        stop_story(answer->story, OUTCOME_BROKEN, answer->place, answer, "%s could not read the request: %s",
                   answer->actor->name, line);
    }
}

/* In "a=1,b={c=2},d=3" the token of a key, braces and quotes respected. `separator` is what stands between the pairs. */
static bool find_pair(const char *pairs, size_t length, const char *key, size_t key_length, char separator,
                      const char **token, size_t *token_length)
{
    size_t start = 0;
    unsigned depth = 0;
    bool quoted = false;
    for (size_t i = 0; i <= length; i++) {
        char byte = i < length ? pairs[i] : separator;
        if (byte == '"')
            quoted = !quoted;
        else if (!quoted && byte == '{')
            depth++;
        else if (!quoted && byte == '}' && depth)
            depth--;
        if (byte != separator || quoted || depth)
            continue;
        if (i - start > key_length && pairs[start + key_length] == '=' && memcmp(pairs + start, key, key_length) == 0) {
            *token = pairs + start + key_length + 1;
            *token_length = i - start - key_length - 1;
            return true;
        }
        start = i + 1;
    }
    return false;
}

bool find_field(const Answer *answer, const char *path, const char **token, size_t *length)
{
    const char *pairs = answer->line.bytes ? answer->line.bytes : "";
    size_t pairs_length = strlen(pairs);
    char separator = ' ';
    for (;;) {
        size_t key = strcspn(path, ".");
        if (!find_pair(pairs, pairs_length, path, key, separator, token, length))
            return false;
        if (!path[key])
            return true;
        if (*length < 2 || (*token)[0] != '{')
            return false;
        pairs = *token + 1;
        pairs_length = *length - 2;
        separator = ',';
        path += key + 1;
    }
}

Value at(Value value, int64_t offset)
{
    value.number += (uint64_t)offset;
    value.delta += offset;
    return value;
}

static void need_answer(const Answer *answer, const char *what)
{
    if (answer->awaited)
        stop_story(answer->story, OUTCOME_BROKEN, answer->place, answer, "%s of a call that was not finished", what);
}

Value answer_value(const Answer *answer)
{
    need_answer(answer, "the result");
    return answer->result;
}

Value answer_field(const Answer *answer, const char *path)
{
    need_answer(answer, "a field");
    if (answer->kind == ANSWER_LATE || answer->kind == ANSWER_DIED || answer->kind == ANSWER_UNSUPPORTED)
        expect_ok_(answer->place, answer); /* a hang, a crash or a skip, like anywhere */
    const char *token = NULL;
    size_t length = 0;
    uint64_t number = 0;
    if (!find_field(answer, path, &token, &length) || !parse_named_number(token, length, &number))
        stop_story(answer->story, OUTCOME_BROKEN, answer->place, answer, "the answer has no number \"%s\" (it is: %s)",
                   path, answer->line.bytes);
    return (Value){
        .number = number, .operation = answer->operation, .field = story_copy(answer->story, path), .set = 1};
}

AnswerKind answer_kind(const Answer *answer)
{
    need_answer(answer, "the kind");
    return answer->kind;
}

const char *answer_error(const Answer *answer)
{
    if (answer->kind != ANSWER_ERROR)
        return "";
    Text word = {0};
    answer_word(answer, 1, &word);
    const char *colon = strchr(word.bytes, ':');
    const char *name = story_copy(answer->story, colon ? colon + 1 : word.bytes);
    text_free(&word);
    return name;
}

const char *answer_fault_code(const Answer *answer)
{
    if (answer->kind != ANSWER_FAULT)
        return "";
    Text word = {0};
    const char *code = story_copy(answer->story, answer_word(answer, 3, &word));
    text_free(&word);
    return code;
}
