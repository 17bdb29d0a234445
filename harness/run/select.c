#include "run/select.h"

#include "run/glob.h"

#include <stdlib.h>
#include <string.h>

bool list_has(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; *at; at += strspn(at, ", ")) {
        size_t item = strcspn(at, ", ");
        if (item == length && !memcmp(at, word, length))
            return true;
        at += item;
    }
    return false;
}

bool parse_shard(const char *text, unsigned *shard, unsigned *shards)
{
    const char *slash = strchr(text, '/');
    uint64_t first, all;
    if (!slash || !text_to_number(text, (size_t)(slash - text), &first) ||
        !text_to_number(slash + 1, strlen(slash + 1), &all))
        return false;
    if (first < 1 || first > all || all > 1000000)
        return false;
    *shard = (unsigned)first;
    *shards = (unsigned)all;
    return true;
}

/* splitmix64: no state beside one number, and the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

void shuffle_cases(const Instance **cases, size_t count, uint64_t seed)
{
    for (size_t left = count; left > 1; left--) {
        size_t other = (size_t)(next_random(&seed) % left);
        const Instance *moved = cases[left - 1];
        cases[left - 1] = cases[other];
        cases[other] = moved;
    }
}

/* "!PATTERN" leaves out what PATTERN matches. */
static bool leaves_out(const char *pattern)
{
    return pattern[0] == '!';
}

static bool matches_any(const Instance *instance, const Words *patterns, bool leaving_out, bool when_none)
{
    for (size_t i = 0; i < patterns->count; i++) {
        if (leaves_out(patterns->list[i]) != leaving_out)
            continue;
        if (pattern_matches(patterns->list[i] + leaving_out, instance))
            return true;
        when_none = false;
    }
    return when_none;
}

static bool wanted_by_pattern(const Instance *instance, const Words *patterns)
{
    return matches_any(instance, patterns, false, true) && !matches_any(instance, patterns, true, false);
}

static bool is_subject(const Instance *instance, const char *name)
{
    return !strcmp(instance->subject_name, name) || !strcmp(instance->family, name);
}

static bool wanted_by_subject(const Instance *instance, const Words *subjects)
{
    for (size_t i = 0; i < subjects->count; i++) {
        if (is_subject(instance, subjects->list[i]))
            return true;
    }
    return subjects->count == 0;
}

/* A word that picks nothing is a slip of the pen; a run that silently does less than asked is worse than none. */
static bool check_words(const Instance *all, size_t count, const Selection *wanted, Text *problem)
{
    for (size_t i = 0; i < wanted->patterns->count; i++) {
        const char *pattern = wanted->patterns->list[i];
        size_t found = 0;
        while (found < count && !pattern_matches(pattern + leaves_out(pattern), &all[found]))
            found++;
        if (found == count) {
            text_printf(problem, "the pattern \"%s\" matches no case; `mapcheck list` shows them all", pattern);
            return false;
        }
    }
    for (size_t i = 0; i < wanted->subjects->count; i++) {
        size_t found = 0;
        while (found < count && !is_subject(&all[found], wanted->subjects->list[i]))
            found++;
        if (found == count) {
            text_printf(problem, "no case has the subject or family \"%s\"; `mapcheck list --long` shows the subjects",
                        wanted->subjects->list[i]);
            return false;
        }
    }
    return true;
}

static void leave_out(Selected *selected, const Instance *instance)
{
    selected->elsewhere++;
    if (selected->elsewhere_names.length && list_has(selected->elsewhere_names.bytes, instance->family))
        return;
    if (selected->elsewhere_names.length)
        text_append(&selected->elsewhere_names, ", ");
    text_append(&selected->elsewhere_names, instance->family);
}

bool select_cases(const Instance *all, size_t count, const Selection *wanted, Selected *selected, Text *problem)
{
    *selected = (Selected){0};
    if (!check_words(all, count, wanted, problem))
        return false;
    selected->cases = calloc(count + 1, sizeof *selected->cases);
    if (!selected->cases)
        abort();
    size_t matched = 0;
    for (size_t i = 0; i < count; i++) {
        if (!wanted_by_pattern(&all[i], wanted->patterns) || !wanted_by_subject(&all[i], wanted->subjects))
            continue;
        if (wanted->families && !list_has(wanted->families, all[i].family))
            leave_out(selected, &all[i]);
        else if (matched++ % wanted->shards == wanted->shard - 1)
            selected->cases[selected->count++] = &all[i];
    }
    if (wanted->shuffle)
        shuffle_cases(selected->cases, selected->count, wanted->seed);
    return true;
}

void selected_free(Selected *selected)
{
    free(selected->cases);
    text_free(&selected->elsewhere_names);
    *selected = (Selected){0};
}
