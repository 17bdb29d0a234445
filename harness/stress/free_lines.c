#include "stress/free_lines.h"

#include "wire/packed.h"

#include <stdlib.h>
#include <string.h>

static const char *after_comma(const char *at, const char *end)
{
    const char *comma = memchr(at, ',', (size_t)(end - at));
    return comma ? comma + 1 : end;
}

static void copy_word(const char *from, const char *end, char *to, size_t room)
{
    size_t length = 0;
    while (from + length < end && from[length] != ',' && length + 1 < room) {
        to[length] = from[length];
        length++;
    }
    to[length] = '\0';
}

/* "error,errno:ENOENT,-1", "fault,write,0x..,SIGBUS:BUS_ADRERR", or something that there is no use for. */
static void read_words(const char *at, const char *end, LineAnswer *answer)
{
    char word[16];
    copy_word(at, end, word, sizeof word);
    const char *next = after_comma(at, end);
    answer->fate = FATE_OTHER;
    if (!strcmp(word, "error")) {
        answer->fate = FATE_ERROR;
        copy_word(next, end, answer->error, sizeof answer->error);
    } else if (!strcmp(word, "fault")) {
        answer->fate = FATE_FAULT;
        copy_word(after_comma(after_comma(next, end), end), end, answer->error, sizeof answer->error);
    } else {
        copy_word(at, end, answer->error, sizeof answer->error);
    }
}

enum { RECORDED_WORDS, RECORDED_RESULT, RECORDED_BYTES };

bool line_answer_read(const char *word, size_t length, uint64_t since, LineAnswer *answer)
{
    const char *at = word, *end = word + length;
    uint64_t call, took, kind;
    *answer = (LineAnswer){.fate = FATE_SKIPPED};
    if (length == 1 && *word == '-')
        return true;
    if (!packed_read(&at, end, &call) || !packed_read(&at, end, &took) || !packed_read(&at, end, &kind))
        return false;
    answer->call = since + call;
    answer->back = answer->call + took;
    answer->fate = FATE_OK;
    if (kind == RECORDED_WORDS)
        read_words(at, end, answer);
    else if (kind > RECORDED_BYTES || !packed_read(&at, end, &answer->result))
        return false;
    return kind != RECORDED_BYTES ||
           packed_read_bytes(&at, end, answer->few, sizeof answer->few, &answer->bytes, &answer->length);
}

void line_answer_words(const char *word, size_t length, const LineAnswer *answer, Text *out)
{
    const char *at = word, *end = word + length;
    if (answer->fate == FATE_SKIPPED)
        text_append(out, "skipped");
    else if (answer->fate == FATE_OK)
        text_printf(out, "ok %llu", (unsigned long long)answer->result);
    else if (packed_skip(&at, end, 3))
        text_append_bytes(out, at, (size_t)(end - at));
    for (size_t i = 0; i < out->length; i++)
        out->bytes[i] = out->bytes[i] == ',' ? ' ' : out->bytes[i];
    if (answer->bytes) {
        text_append(out, " bytes=\"");
        text_append_escaped(out, answer->bytes, answer->length);
        text_append(out, "\"");
    }
}

void line_answer_free(LineAnswer *answer)
{
    if (answer->bytes != answer->few)
        free(answer->bytes);
    *answer = (LineAnswer){0};
}
