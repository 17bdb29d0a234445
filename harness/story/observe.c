/* Observations: recorded beside what is expected, never judged. */
#include "story/internal.h"

#include <string.h>

void observe_text_(Place place, Story *s, const char *key, const char *text, const char *expected)
{
    (void)place;
    s->checks++;
    json_t *observation = json_pack("{s:s, s:s, s:s?}", "key", key, "value", text, "expected", expected);
    if (!observation)
        stop_story(s, OUTCOME_BROKEN, place, NULL, "the observation %s is not text", key);
    json_array_append_new(s->observations, observation);
}

void observe_number_(Place place, Story *s, const char *key, uint64_t number, const char *expected)
{
    observe_text_(place, s, key, story_text(s, "%llu", (unsigned long long)number), expected);
}

/* An observed answer that is a hang or a death is still one; what is unsupported is skipped like anywhere. */
void observe_(Place place, Story *s, const char *key, const Answer *answer, const char *expected)
{
    if (answer->kind == ANSWER_LATE || answer->kind == ANSWER_DIED || answer->kind == ANSWER_UNSUPPORTED)
        expect_ok_(place, answer);
    const char *seen = answer->line.bytes;
    if (answer->kind == ANSWER_ERROR)
        seen = answer_error(answer);
    observe_text_(place, s, key, seen, expected);
}

void observe_last_error_(Place place, Story *s, const char *key, const Answer *answer, const char *expected)
{
    Text word = {0};
    bool changed = word_value(answer->line.bytes, "last", &word);
    observe_text_(place, s, key, changed ? word.bytes : "UNTOUCHED", expected);
    text_free(&word);
}
