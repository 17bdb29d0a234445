#include "stress/replay.h"

#include "conductor/connection.h"

#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

static bool same_word(const char *left, const char *right, unsigned index)
{
    for (unsigned i = 0; i < index; i++) {
        left += strcspn(left, " ");
        left += *left == ' ';
        right += strcspn(right, " ");
        right += *right == ' ';
    }
    size_t length = strcspn(right, " ");
    return length == 0 || (strcspn(left, " ") == length && !memcmp(left, right, length));
}

/* "fault write SIGSEGV:SEGV_ACCERR", where an answer has the address too: "fault write 0x7f00 SIGSEGV:SEGV_ACCERR". */
static bool same_fault(const char *answer, const char *expect)
{
    const char *code = strrchr(expect, ' ');
    return same_word(answer, expect, 0) && same_word(answer, expect, 1) && code && strstr(answer, code) != NULL;
}

static bool byte_is_legal(const json_t *rows, size_t at, char byte)
{
    Text row = {0};
    bool legal = false;
    for (size_t i = 0; i < json_array_size(rows) && !legal; i++) {
        const char *escaped = json_string_value(json_array_get(rows, i));
        text_clear(&row);
        legal = escaped && text_append_unescaped(&row, escaped, strlen(escaped)) && at < row.length &&
                row.bytes[at] == byte;
    }
    text_free(&row);
    return legal;
}

/* Every byte of the answer must stand in its place in one of the rows; there are as many as in the first row. */
static bool bytes_are_legal(const json_t *rows, const char *answer, Text *problem)
{
    Text bytes = {0}, first = {0};
    const char *escaped = json_string_value(json_array_get(rows, 0));
    text_append(&first, "");
    text_append(&bytes, "");
    bool fine = escaped && text_append_unescaped(&first, escaped, strlen(escaped)) &&
                word_value(answer, "bytes", &bytes);
    bool legal = fine && bytes.length == first.length;
    if (!legal)
        text_printf(problem, "%zu bytes were expected, %zu came", first.length, bytes.length);
    for (size_t i = 0; legal && i < bytes.length; i++) {
        legal = byte_is_legal(rows, i, bytes.bytes[i]);
        if (!legal)
            text_printf(problem, "byte %zu: expected %02x, saw %02x", i, (unsigned char)first.bytes[i],
                        (unsigned char)bytes.bytes[i]);
    }
    text_free(&bytes);
    text_free(&first);
    return legal;
}

static bool as_expected(const json_t *record, const char *expect, const char *answer, Text *problem)
{
    const json_t *rows = json_object_get(record, "bytes");
    bool fine = !strcmp(expect, "end")         ? !*answer
                : !strncmp(expect, "fault", 5) ? same_fault(answer, expect)
                                               : same_word(answer, expect, 0) && same_word(answer, expect, 1);
    if (!fine)
        text_printf(problem, "expected %s, saw %.200s", expect, *answer ? answer : "the actor's end");
    return fine && (!rows || bytes_are_legal(rows, answer, problem));
}

/* A field of bytes that was recorded is the same now. */
static bool same_bytes(const char *recorded, const char *answer, const char *field)
{
    Text before = {0}, now = {0};
    bool same = !word_value(recorded, field, &before) ||
                (word_value(answer, field, &now) && now.length == before.length &&
                 (!now.length || !memcmp(now.bytes, before.bytes, now.length)));
    text_free(&before);
    text_free(&now);
    return same;
}

/* A ledger has no expectations: the answer must be of the same kind, an error the same, bytes the same. */
static bool as_recorded(const char *recorded, const char *answer, Text *problem)
{
    bool error = !strncmp(recorded, "error ", 6);
    bool fine = same_word(answer, recorded, 0) && (!error || same_word(answer, recorded, 1)) &&
                same_bytes(recorded, answer, "bytes") && same_bytes(recorded, answer, "seen");
    if (!fine)
        text_printf(problem, "recorded was %.200s, now it is %.200s", *recorded ? recorded : "no answer",
                    *answer ? answer : "no answer");
    return fine;
}

bool replay_check(const json_t *record, const char *answer, Text *problem)
{
    const char *expect = text_member(record, "expect");
    if (*expect)
        return as_expected(record, expect, answer, problem);
    return as_recorded(text_member(record, "answer"), answer, problem);
}
