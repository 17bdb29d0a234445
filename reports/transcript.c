#include "reports/transcript.h"

#include <string.h>

/* Length of the character at `at` if it may stand in every format as it is; 0: show its first byte as \xNN. Besides
 * what is not UTF-8 that is C0 and C1 controls, surrogates, the two non-characters that XML forbids, and the marks
 * that turn the direction of writing, which would make a transcript read otherwise than it is. */
static size_t harmless(const unsigned char *at, bool lines)
{
    if (at[0] < 0x80)
        return (at[0] >= ' ' && at[0] != 0x7f) || (lines && (at[0] == '\n' || at[0] == '\t'));
    size_t length = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4)
        return 0;
    unsigned point = at[0] & (0x7f >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (at[i] & 0x3f);
    }
    bool shortest = point >= (length == 4 ? 0x10000u : length == 3 ? 0x800u : 0x80u);
    bool turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    bool forbidden = point < 0xa0 || (point >= 0xd800 && point < 0xe000) || point == 0xfffe || point == 0xffff;
    return shortest && !turns && !forbidden && point < 0x110000 ? length : 0;
}

void append_printable(Text *out, const char *text, bool lines)
{
    append_clipped(out, text, (size_t)-1, lines);
}

void append_clipped(Text *out, const char *text, size_t most, bool lines)
{
    const unsigned char *from = (const unsigned char *)text, *at = from;
    const unsigned char *plain = at; /* what waits to be appended in one piece */
    while (*at && (size_t)(at - from) < most) {
        size_t length = harmless(at, lines);
        if (length) {
            at += length;
            continue;
        }
        text_append_bytes(out, plain, (size_t)(at - plain));
        text_printf(out, "\\x%02X", *at++);
        plain = at;
    }
    text_append_bytes(out, plain, (size_t)(at - plain));
    if (*at)
        text_printf(out, " ... (%zu bytes more)", strlen((const char *)at));
}

const char *call_words(const ReportOperation *operation)
{
    const char *call = operation->call;
    size_t word = strspn(call, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return word && call[word] == '.' ? call + word + 1 : call;
}

/* The next token of an answer: its length, and `*rest` at the token after it. */
static size_t token(const char *from, const char **rest)
{
    size_t length = strcspn(from, " ");
    *rest = from + length + strspn(from + length, " ");
    return length;
}

static void append_error(Text *out, const char *words)
{
    const char *result, *rest;
    size_t name = token(words, &result);
    size_t value = token(result, &rest);
    const char *colon = memchr(words, ':', name);
    if (colon) {
        name -= (size_t)(colon + 1 - words);
        words = colon + 1;
    }
    /* The NT functions' result is the error itself, and is said once. */
    if (value == name && !memcmp(result, words, name))
        text_append(out, "= ");
    else if (value && strncmp(result, "void", value) != 0)
        text_printf(out, "= %.*s ", (int)value, result);
    else
        text_append(out, "error ");
    text_append_bytes(out, words, name);
    if (*rest)
        text_printf(out, "  %s", rest);
}

static void append_fault(Text *out, const char *words)
{
    const char *address, *code, *rest;
    size_t how = token(words, &address);
    size_t place = token(address, &code);
    size_t name = token(code, &rest);
    text_printf(out, "fault: %.*s at %.*s, %.*s", (int)how, words, (int)place, address, (int)name, code);
    if (!strcmp(rest, "by=call"))
        text_append(out, ", inside the call");
}

/* Bytes that a load delivered, and nothing else: as text where all of it is, a few others as hex pairs. False: it is
 * something else. */
static bool append_loaded(Text *out, const char *fields)
{
    enum { MOST_PAIRS = 24 };
    static const char prefix[] = "bytes=\"";
    size_t before = sizeof prefix - 1, length = strlen(fields);
    if (strncmp(fields, prefix, before) != 0 || length <= before)
        return false;
    Text bytes = {0};
    bool fine = strchr(fields + before, '"') == fields + length - 1 &&
                text_append_unescaped(&bytes, fields + before, length - before - 1);
    bool text = fine;
    for (size_t i = 0; fine && i < bytes.length; i++)
        text = text && bytes.bytes[i] >= ' ' && bytes.bytes[i] < 0x7f;
    fine = fine && (text || bytes.length <= MOST_PAIRS);
    if (fine && text)
        text_printf(out, "\"%s\"", bytes.length ? bytes.bytes : "");
    for (size_t i = 0; fine && !text && i < bytes.length; i++)
        text_printf(out, "%s%02x", i ? " " : "", (unsigned char)bytes.bytes[i]);
    text_free(&bytes);
    return fine;
}

void append_answer(Text *out, const ReportOperation *operation)
{
    const char *answer = operation->answer, *words, *rest;
    size_t first = token(answer, &words);
    if (!strncmp(answer, "ok ", 3)) {
        bool nothing = token(words, &rest) == 4 && !strncmp(words, "void", 4);
        if (!nothing)
            text_printf(out, "= %s", words);
        else if (!append_loaded(out, rest))
            text_printf(out, "ok%s%s", *rest ? "  " : "", rest);
    } else if (!strncmp(answer, "error ", 6)) {
        append_error(out, words);
    } else if (!strncmp(answer, "fault ", 6)) {
        append_fault(out, words);
    } else if (first) {
        text_append(out, answer);
    } else if (strcmp(operation->kind, "note") != 0) { /* what the story did itself has no answer */
        text_append(out, operation->kind);
    }
}

void append_place(Text *out, const ReportCase *c)
{
    bool failed = *c->failure.file;
    const char *file = failed ? c->failure.file : c->file;
    if (*file)
        text_printf(out, "%s:%d", file, failed ? c->failure.line : c->line);
}

size_t judged_operation(const ReportCase *c)
{
    size_t found = c->operation_count;
    for (size_t i = 0; c->failure.operation && i < c->operation_count; i++) {
        if (c->operations[i].number == c->failure.operation)
            found = i;
    }
    return found;
}

Window transcript_window(const ReportCase *c, size_t most)
{
    size_t count = c->operation_count;
    if (count <= most)
        return (Window){count, count, count};
    size_t judged = judged_operation(c);
    size_t end = judged + 3 < count ? judged + 3 : count;
    size_t head = most / 4;
    if (end <= most)
        return (Window){end, end, end};
    return (Window){head, end - (most - head), end};
}

void append_duration(Text *out, double milliseconds)
{
    if (milliseconds < 10)
        text_printf(out, "%.1f ms", milliseconds);
    else if (milliseconds < 1000)
        text_printf(out, "%.0f ms", milliseconds);
    else if (milliseconds < 120000)
        text_printf(out, "%.1f s", milliseconds / 1000);
    else
        text_printf(out, "%d min %d s", (int)(milliseconds / 60000), (int)(milliseconds / 1000) % 60);
}

void append_again(Text *out, const Run *run, const ReportCase *c)
{
    text_append(out, "mapcheck run ");
    append_printable(out, c->id, false);
    text_append(out, " --trace");
    if (*run->actor_options) {
        text_append(out, " ");
        append_printable(out, run->actor_options, false);
    }
}

void append_alone(Text *out, const Run *run, const ReportCase *c)
{
    text_append(out, "mapcheck export-c ");
    append_printable(out, c->id, false);
    if (*run->actor_options) {
        text_append(out, " ");
        append_printable(out, run->actor_options, false);
    }
    text_append(out, " > repro.c");
}
