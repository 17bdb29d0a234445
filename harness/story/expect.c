/* Expectations: what does not hold ends the story. */
#include "story/internal.h"

#include <ctype.h>
#include <string.h>

/* An answer that is no answer to a question of the API: late, dead, unsupported. Does not return for these. */
static void settle(Place place, const Answer *answer)
{
    Story *s = answer->story;
    s->checks++;
    const char *actor = answer->actor->name;
    switch (answer->kind) {
    case ANSWER_LATE:
        stop_story(s, OUTCOME_HANG, place, answer, "%s did not answer %s by the deadline", actor, answer->call.bytes);
    case ANSWER_DIED:
        stop_story(s, OUTCOME_CRASH, place, answer, "%s died in %s", actor, answer->call.bytes);
    case ANSWER_UNSUPPORTED: {
        const char *sentence = strchr(answer->line.bytes, '"');
        Text plain = {0};
        if (sentence)
            text_append_unescaped(&plain, sentence + 1, strcspn(sentence + 1, "\""));
        const char *kept = story_text(s, "%s", plain.bytes ? plain.bytes : "unsupported");
        text_free(&plain);
        s->skip_kind = "unsupported";
        stop_story(s, OUTCOME_SKIP, place, answer, "%s", kept);
    }
    case ANSWER_OK:
    case ANSWER_ERROR:
    case ANSWER_FAULT:
        break;
    }
    if (answer->awaited)
        stop_story(s, OUTCOME_BROKEN, place, answer, "an expectation about a call that was not finished");
}

static void fail(Place place, const Answer *answer, const char *expected)
{
    const char *text = story_text(answer->story, "%s", expected);
    stop_story(answer->story, OUTCOME_FAIL, place, answer, "expected %s, saw %s", text, answer->line.bytes);
}

Value expect_ok_(Place place, const Answer *answer)
{
    settle(place, answer);
    if (answer->kind != ANSWER_OK)
        fail(place, answer, "success");
    return answer->result;
}

void expect_refused_(Place place, const Answer *answer)
{
    settle(place, answer);
    if (answer->kind != ANSWER_ERROR)
        fail(place, answer, "an error");
}

/* `names` as the preprocessor made them of macro arguments: "EINVAL, ENOMEM". */
static bool among(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = names; (at = strstr(at, name)) != NULL; at += length) {
        bool begins = at == names || at[-1] == ' ' || at[-1] == ',';
        if (begins && (at[length] == '\0' || at[length] == ',' || at[length] == ' '))
            return true;
    }
    return false;
}

void expect_error_(Place place, const Answer *answer, const char *names)
{
    settle(place, answer);
    if (answer->kind != ANSWER_ERROR || !among(names, answer_error(answer)))
        fail(place, answer, names);
}

void expect_result_(Place place, const Answer *answer, uint64_t number)
{
    Value result = expect_ok_(place, answer);
    if (result.set && result.number == number)
        return;
    fail(place, answer,
         story_text(answer->story, "the result %llu (0x%llx)", (unsigned long long)number, (unsigned long long)number));
}

void expect_field_(Place place, const Answer *answer, const char *path, uint64_t number)
{
    expect_ok_(place, answer);
    Value seen = answer_field(answer, path);
    if (seen.number != number)
        fail(place, answer,
             story_text(answer->story, "%s = %llu (0x%llx)", path, (unsigned long long)number,
                        (unsigned long long)number));
}

void expect_last_error_(Place place, const Answer *answer, const char *name)
{
    settle(place, answer);
    Text word = {0};
    bool changed = word_value(answer->line.bytes, "last", &word);
    bool untouched = strcmp(name, "UNTOUCHED") == 0;
    bool holds = untouched ? !changed : changed && strcmp(word.bytes, name) == 0;
    text_free(&word);
    if (!holds)
        fail(place, answer, story_text(answer->story, untouched ? "the last error left alone" : "last error %s", name));
}

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
    const char *kept = story_text(s, "%s", text.bytes ? text.bytes : "nothing");
    text_free(&text);
    return kept;
}

static void compare_field(Place place, const Answer *answer, const char *path, const void *bytes, size_t count,
                          const char *where)
{
    expect_ok_(place, answer);
    Story *s = answer->story;
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

void expect_bytes_(Place place, Actor *actor, View view, uint64_t offset, const char *text)
{
    const char *where = story_text(actor->story, " at +%llu", (unsigned long long)offset);
    size_t count = strlen(text);
    compare_field(place, load_(place, actor, view, offset, count), "bytes", text, count, where);
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
    Value first = expect_ok_(place, answer);
    if (first.number != count)
        stop_story(actor->story, OUTCOME_FAIL, place, answer, "expected %llu bytes of 0x%02x at +%llu, +%llu differs",
                   (unsigned long long)count, byte, (unsigned long long)offset,
                   (unsigned long long)offset + (unsigned long long)first.number);
}

static const char *how_word(unsigned how)
{
    return how == READ ? "read" : how == WRITE ? "write" : "execute";
}

void expect_fault_(Place place, const Answer *answer, unsigned how, const Value *address, const char *code)
{
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

static const Answer *answer_of(Story *s, Value value)
{
    for (const Answer *answer = s->answers; answer; answer = answer->next) {
        if (value.operation && answer->operation == value.operation)
            return answer;
    }
    return NULL;
}

void expect_equal_(Place place, Story *s, Value seen, Value expected, const char *what)
{
    s->checks++;
    if (seen.number != expected.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: expected 0x%llx, saw 0x%llx", what,
                   (unsigned long long)expected.number, (unsigned long long)seen.number);
}

void expect_different_(Place place, Story *s, Value seen, Value other, const char *what)
{
    s->checks++;
    if (seen.number == other.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: both are 0x%llx", what,
                   (unsigned long long)seen.number);
}

void expect_true_(Place place, Story *s, bool condition, const char *what)
{
    s->checks++;
    if (!condition)
        stop_story(s, OUTCOME_FAIL, place, NULL, "expected: %s", what);
}
