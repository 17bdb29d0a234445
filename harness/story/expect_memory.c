/* Expectations about memory: what bytes are, and which fault an access meets. */
#include "story/expect_inside.h"

#include <inttypes.h>
#include <ctype.h>
#include <string.h>
#include <zlib.h>

/* Bytes as a person reads them: quoted while printable, else in hex. */
static const char *readable(Story *s, const void *bytes, size_t count)
{
    const unsigned char *from = bytes;
    Text text = {0};
    bool printable = count > 0;
    for (size_t i = 0; i < count; i++)
        printable = printable && isprint(from[i]);
    size_t shown = count < 64 ? count : 64;
    if (printable) {
        text_append(&text, "\"");
        text_append_bytes(&text, bytes, shown);
        text_append(&text, "\"");
    }
    for (size_t i = 0; i < shown && !printable; i++)
        text_printf(&text, "%s%02x", i ? " " : "", from[i]);
    if (count > shown)
        text_printf(&text, " ... (%llu bytes)", (unsigned long long)count);
    const char *kept = story_copy(s, text.bytes ? text.bytes : "nothing");
    text_free(&text);
    return kept;
}

static void compare_field(Place place, const Answer *answer, const char *path, const void *bytes, size_t count,
                          const char *where)
{
    Story *s = answer->story;
    Text escaped = {0};
    text_append(&escaped, "");
    text_append_escaped(&escaped, bytes, count);
    Text *expectation = expected(s, answer, "bytes");
    member_string(expectation, "path", path);
    member_string(expectation, "bytes", escaped.bytes);
    text_free(&escaped);
    need_ok(place, answer);
    const char *token = NULL;
    size_t length = 0;
    Text seen = {0};
    text_append(&seen, "");
    bool there = find_field(answer, path, &token, &length) && length >= 2 && token[0] == '"' &&
                 text_append_unescaped(&seen, token + 1, length - 2);
    bool same = there && seen.length == count && memcmp(seen.bytes, bytes, count) == 0;
    const char *shown = same ? "" : readable(s, seen.bytes, seen.length);
    text_free(&seen);
    if (!there)
        stop_story(s, OUTCOME_BROKEN, place, answer, "the answer has no bytes \"%s\"", path);
    if (!same)
        stop_story(s, OUTCOME_FAIL, place, answer, "expected %s%s, saw %s", readable(s, bytes, count), where, shown);
}

void expect_field_text_(Place place, const Answer *answer, const char *path, const void *bytes, size_t count)
{
    compare_field(place, answer, path, bytes, count, "");
}

static void expect_loaded(Place place, Actor *actor, View view, uint64_t offset, const void *bytes, size_t count)
{
    const char *where = story_text(actor->story, " at +%" PRIu64, offset);
    compare_field(place, load_(place, actor, view, offset, count), "bytes", bytes, count, where);
}

void expect_bytes_(Place place, Actor *actor, View view, uint64_t offset, const char *text)
{
    expect_loaded(place, actor, view, offset, text, strlen(text));
}

/* So the transcript need not hold what is right; what is not right is loaded piece by piece, to name the place. */
void expect_same_(Place place, Actor *actor, View view, uint64_t offset, const void *bytes, size_t count)
{
    enum { PIECE = 64 };
    const unsigned char *due = bytes;
    const Answer *answer = digest_(place, actor, view, offset, count);
    uint64_t wanted = crc32(0, due, (uInt)count);
    bool differs = answer->kind == ANSWER_OK && answer->result.number != wanted;
    for (size_t at = 0, part; differs && at < count; at += part) {
        part = count - at < PIECE ? count - at : PIECE;
        expect_loaded(place, actor, view, offset + at, due + at, part);
    }
    expect_result_(place, answer, box_unsigned(wanted));
}

void expect_object_bytes_(Place place, Actor *actor, Object object, uint64_t offset, const char *text)
{
    const char *where = story_text(actor->story, " in the object at %llu", (unsigned long long)offset);
    size_t count = strlen(text);
    compare_field(place, read_object_(place, actor, object, offset, count), "bytes", text, count, where);
}

void expect_filled_(Place place, Actor *actor, View view, uint64_t offset, uint64_t count, unsigned char byte)
{
    const Answer *answer = PORTABLE(place, actor, mismatch, at(view.address, (int64_t)offset), count, (unsigned)byte);
    member_symbol(expected(actor->story, answer, "result"), "number", NUMBER(count));
    Value first = need_ok(place, answer);
    if (first.number != count)
        stop_story(actor->story, OUTCOME_FAIL, place, answer, "expected %llu bytes of 0x%02x at +%llu, +%llu differs",
                   (unsigned long long)count, byte, (unsigned long long)offset,
                   (unsigned long long)offset + (unsigned long long)first.number);
}

static const char *how_word(unsigned how)
{
    return how == READ ? "read" : how == WRITE ? "write" : "execute";
}

static void expected_fault(const Answer *answer, unsigned how, const Value *address, const char *code)
{
    Text *expectation = expected(answer->story, answer, "fault");
    if (how)
        member_string(expectation, "access", how_word(how));
    if (address)
        member_symbol(expectation, "address", *address);
    if (code)
        member_string(expectation, "code", code);
}

void expect_fault_(Place place, const Answer *answer, unsigned how, const Value *address, const char *code)
{
    expected_fault(answer, how, address, code);
    settle(place, answer);
    Story *s = answer->story;
    if (answer->kind != ANSWER_FAULT)
        fail(place, answer, "a fault");
    Text word = {0};
    bool how_holds = !how || strcmp(answer_word(answer, 1, &word), how_word(how)) == 0;
    uint64_t number = 0;
    answer_word(answer, 2, &word);
    bool address_holds = !address ||
                         (parse_named_number(word.bytes, word.length, &number) && number == address->number);
    answer_word(answer, 3, &word);
    size_t length = code ? strlen(code) : 0;
    bool code_holds = !code || (strncmp(word.bytes, code, length) == 0 &&
                                (word.bytes[length] == '\0' || word.bytes[length] == ':'));
    text_free(&word);
    if (!how_holds)
        fail(place, answer, story_text(s, "a %s fault", how_word(how)));
    if (!address_holds)
        fail(place, answer, story_text(s, "a fault at 0x%llx", (unsigned long long)address->number));
    if (!code_holds)
        fail(place, answer, story_text(s, "a fault %s", code));
}
