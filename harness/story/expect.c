/* Expectations: what does not hold ends the story. */
#include "story/expect_inside.h"

#include <string.h>

Text *expected(Story *s, const Answer *answer, const char *what)
{
    Text *list = &s->expectations;
    text_append(list, list->length ? "},{" : "{");
    member_string(list, "is", what);
    if (answer)
        member_integer(list, "operation", answer->operation);
    return list;
}

void member_symbol(Text *object, const char *key, Value value)
{
    member_key(object, key);
    text_append(object, "\"");
    if (value.operation)
        append_symbol(object, value);
    else
        text_append_number(object, value.number);
    text_append(object, "\"");
}

void settle(Place place, const Answer *answer)
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
        const char *kept = story_copy(s, plain.bytes ? plain.bytes : "unsupported");
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

void fail(Place place, const Answer *answer, const char *expected)
{
    const char *text = story_copy(answer->story, expected);
    stop_story(answer->story, OUTCOME_FAIL, place, answer, "expected %s, saw %s", text, answer->line.bytes);
}

Value need_ok(Place place, const Answer *answer)
{
    settle(place, answer);
    if (answer->kind != ANSWER_OK)
        fail(place, answer, "success");
    return answer->result;
}

Value expect_ok_(Place place, const Answer *answer)
{
    expected(answer->story, answer, "ok");
    return need_ok(place, answer);
}

void expect_refused_(Place place, const Answer *answer)
{
    expected(answer->story, answer, "refused");
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
    member_string(expected(answer->story, answer, "error"), "names", names);
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
    member_symbol(expected(answer->story, answer, "result"), "number", wanted);
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
    Text *expectation = expected(answer->story, answer, "field");
    member_symbol(expectation, "number", wanted);
    member_string(expectation, "path", path);
    need_ok(place, answer);
    Value seen = answer_field(answer, path);
    if (seen.number != wanted.number)
        fail(place, answer,
             story_text(answer->story, "%s = %llu (0x%llx)", path, (unsigned long long)wanted.number,
                        (unsigned long long)wanted.number));
}

void expect_last_error_(Place place, const Answer *answer, const char *name)
{
    member_string(expected(answer->story, answer, "last"), "names", name);
    settle(place, answer);
    Text word = {0};
    bool changed = word_value(answer->line.bytes, "last", &word);
    bool untouched = strcmp(name, "UNTOUCHED") == 0;
    bool holds = untouched ? !changed : changed && strcmp(word.bytes, name) == 0;
    text_free(&word);
    if (!holds)
        fail(place, answer, story_text(answer->story, untouched ? "the last error left alone" : "last error %s", name));
}

static const Answer *answer_of(Story *s, Value value)
{
    for (const Answer *answer = s->answers; answer; answer = answer->next) {
        if (value.operation && answer->operation == value.operation)
            return answer;
    }
    return NULL;
}

static void expected_of_two(Story *s, const char *is, Value left, Value right, const char *what)
{
    Text *expectation = expected(s, NULL, is);
    member_symbol(expectation, "left", left);
    member_symbol(expectation, "right", right);
    member_string(expectation, "what", what);
}

void expect_equal_(Place place, Story *s, Value seen, Value wanted, const char *what)
{
    expected_of_two(s, "equal", seen, wanted, what);
    s->checks++;
    if (seen.number != wanted.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: expected 0x%llx, saw 0x%llx", what,
                   (unsigned long long)wanted.number, (unsigned long long)seen.number);
}

void expect_different_(Place place, Story *s, Value seen, Value other, const char *what)
{
    expected_of_two(s, "different", seen, other, what);
    s->checks++;
    if (seen.number == other.number)
        stop_story(s, OUTCOME_FAIL, place, answer_of(s, seen), "%s: both are 0x%llx", what,
                   (unsigned long long)seen.number);
}

void expect_true_(Place place, Story *s, bool condition, const char *what)
{
    member_string(expected(s, NULL, "true"), "what", what);
    s->checks++;
    if (!condition)
        stop_story(s, OUTCOME_FAIL, place, NULL, "expected: %s", what);
}
