/* Expectations: what does not hold ends the story. */
#include "story/internal.h"

#include <ctype.h>
#include <string.h>

/* What was expected, for whoever tells the operations again without the case: kept before it is known to hold, so that
 * of a failed story the last one is the one that did not. Takes `members` over. */
static void expected(Story *s, const Answer *answer, const char *what, json_t *members)
{
    json_t *record = json_pack("{s:s}", "is", what);
    if (answer)
        json_object_set_new(record, "operation", json_integer(answer->operation));
    if (members)
        json_object_update_new(record, members);
    json_array_append_new(s->expectations, record);
}

/* A value as the transcript has it. */
static json_t *as_symbol(const char *key, Value value)
{
    Text text = {0};
    if (value.operation)
        append_symbol(&text, value);
    else
        text_printf(&text, "%llu", (unsigned long long)value.number);
    json_t *object = json_pack("{s:s}", key, text.bytes);
    text_free(&text);
    return object;
}

static json_t *with(json_t *object, json_t *more)
{
    json_object_update_new(object, more);
    return object;
}

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

static Value need_ok(Place place, const Answer *answer)
{
    settle(place, answer);
    if (answer->kind != ANSWER_OK)
        fail(place, answer, "success");
    return answer->result;
}

Value expect_ok_(Place place, const Answer *answer)
{
    expected(answer->story, answer, "ok", NULL);
    return need_ok(place, answer);
}

void expect_refused_(Place place, const Answer *answer)
{
    expected(answer->story, answer, "refused", NULL);
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
    expected(answer->story, answer, "error", json_pack("{s:s}", "names", names));
    settle(place, answer);
    if (answer->kind != ANSWER_ERROR || !among(names, answer_error(answer)))
        fail(place, answer, names);
}

static Value boxed(Box box)
{
    return box.form == BOX_VALUE ? box.value : NUMBER(box.number);
}

void expect_result_(Place place, const Answer *answer, Box box)
{
    Value wanted = boxed(box);
    expected(answer->story, answer, "result", as_symbol("number", wanted));
    Value result = need_ok(place, answer);
    if (result.set && result.number == wanted.number)
        return;
    fail(place, answer,
         story_text(answer->story, "the result %llu (0x%llx)", (unsigned long long)wanted.number,
                    (unsigned long long)wanted.number));
}

void expect_field_(Place place, const Answer *answer, const char *path, Box box)
{
    Value wanted = boxed(box);
    expected(answer->story, answer, "field", with(as_symbol("number", wanted), json_pack("{s:s}", "path", path)));
    need_ok(place, answer);
    Value seen = answer_field(answer, path);
    if (seen.number != wanted.number)
        fail(place, answer,
             story_text(answer->story, "%s = %llu (0x%llx)", path, (unsigned long long)wanted.number,
                        (unsigned long long)wanted.number));
}

void expect_last_error_(Place place, const Answer *answer, const char *name)
{
    expected(answer->story, answer, "last", json_pack("{s:s}", "names", name));
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
    Story *s = answer->story;
    Text escaped = {0};
    text_append(&escaped, "");
    text_append_escaped(&escaped, bytes, count);
    expected(s, answer, "bytes", json_pack("{s:s, s:s}", "path", path, "bytes", escaped.bytes));
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
    expected(actor->story, answer, "result", as_symbol("number", NUMBER(count)));
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
    json_t *members = json_object();
    if (how)
        json_object_set_new(members, "access", json_string(how_word(how)));
    if (address)
        json_object_update_new(members, as_symbol("address", *address));
    if (code)
        json_object_set_new(members, "code", json_string(code));
    expected(answer->story, answer, "fault", members);
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

static const Answer *answer_of(Story *s, Value value)
{
    for (const Answer *answer = s->answers; answer; answer = answer->next) {
        if (value.operation && answer->operation == value.operation)
            return answer;
    }
    return NULL;
}

void expect_equal_(Place place, Story *s, Value seen, Value wanted, const char *what)
{
    expected(s, NULL, "equal",
             with(as_symbol("left", seen), with(as_symbol("right", wanted), json_pack("{s:s}", "what", what))));
    s->checks++;
    if (seen.number != wanted.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: expected 0x%llx, saw 0x%llx", what,
                   (unsigned long long)wanted.number, (unsigned long long)seen.number);
}

void expect_different_(Place place, Story *s, Value seen, Value other, const char *what)
{
    expected(s, NULL, "different",
             with(as_symbol("left", seen), with(as_symbol("right", other), json_pack("{s:s}", "what", what))));
    s->checks++;
    if (seen.number == other.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: both are 0x%llx", what,
                   (unsigned long long)seen.number);
}

void expect_true_(Place place, Story *s, bool condition, const char *what)
{
    expected(s, NULL, "true", json_pack("{s:s}", "what", what));
    s->checks++;
    if (!condition)
        stop_story(s, OUTCOME_FAIL, place, NULL, "expected: %s", what);
}
