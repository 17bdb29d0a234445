#include "reports/pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Picked pick_cases(const Run *run, bool (*wanted)(const ReportCase *c))
{
    Picked picked = {malloc((run->case_count + 1) * sizeof *picked.cases), 0};
    if (!picked.cases) {
        fputs("mapcheck: out of memory while writing a report\n", stderr);
        abort();
    }
    for (size_t i = 0; i < run->case_count; i++) {
        if (wanted(&run->cases[i]))
            picked.cases[picked.count++] = &run->cases[i];
    }
    return picked;
}

Picked pick_unexpected(const Run *run)
{
    return pick_cases(run, case_is_unexpected);
}

static bool is_known_deviation(const ReportCase *c)
{
    return case_is_deviation(c) && !case_is_unexpected(c);
}

Picked pick_known_deviations(const Run *run)
{
    return pick_cases(run, is_known_deviation);
}

static bool has_observations(const ReportCase *c)
{
    return c->observation_count > 0;
}

Picked pick_observed(const Run *run)
{
    return pick_cases(run, has_observations);
}

static bool is_alternative(const char *value, const char *alternative, size_t length)
{
    const char *result = strncmp(value, "ok ", 3) ? value : value + 3;
    return (strlen(value) == length && !memcmp(value, alternative, length)) ||
           (strcspn(result, " ") == length && !memcmp(result, alternative, length));
}

/* Ends before " or ", a comma or a line end. */
static size_t alternative_length(const char *text)
{
    size_t length = strcspn(text, ",\n");
    const char * or = strstr(text, " or ");
    return or &&(size_t)(or -text) < length ? (size_t)(or -text) : length;
}

bool observation_differs(const ReportObservation *observation)
{
    const char *at = observation->expected;
    if (!at || !strcmp(at, observation->value))
        return false;
    while (*at) {
        size_t length = alternative_length(at);
        if (is_alternative(observation->value, at, length))
            return false;
        if (memchr(at, ' ', length) && strncmp(at, "ok ", 3) != 0)
            return false;
        at += length;
        at += strncmp(at, " or ", 4) ? strspn(at, ", \n") : 4;
    }
    return true;
}

static bool is_skipped(const ReportCase *c)
{
    return c->finished && c->outcome == OUTCOME_SKIP;
}

static int by_sentence(const void *left, const void *right)
{
    const ReportCase *a = *(const ReportCase *const *)left, *b = *(const ReportCase *const *)right;
    int order = strcmp(a->skip.sentence, b->skip.sentence);
    return order ? order : (a > b) - (a < b); /* the run's order otherwise */
}

size_t skip_group(Picked skipped, size_t at)
{
    size_t end = at;
    while (end < skipped.count && !strcmp(skipped.cases[end]->skip.sentence, skipped.cases[at]->skip.sentence))
        end++;
    return end - at;
}

typedef struct Group {
    size_t from, count;
} Group;

static int by_count(const void *left, const void *right)
{
    const Group *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return (a->from > b->from) - (a->from < b->from);
}

Picked pick_skipped(const Run *run)
{
    Picked sorted = pick_cases(run, is_skipped);
    if (!sorted.count)
        return sorted;
    qsort(sorted.cases, sorted.count, sizeof *sorted.cases, by_sentence);
    Group *groups = malloc(sorted.count * sizeof *groups);
    Picked picked = {malloc(sorted.count * sizeof *picked.cases), 0};
    if (!groups || !picked.cases) { /* the order by sentence tells the same */
        free(groups);
        free(picked.cases);
        return sorted;
    }
    size_t count = 0;
    for (size_t at = 0; at < sorted.count; at += groups[count++].count)
        groups[count] = (Group){at, skip_group(sorted, at)};
    qsort(groups, count, sizeof *groups, by_count);
    for (size_t i = 0; i < count; i++) {
        memcpy(picked.cases + picked.count, sorted.cases + groups[i].from, groups[i].count * sizeof *picked.cases);
        picked.count += groups[i].count;
    }
    free(groups);
    free(sorted.cases);
    return picked;
}

static bool has_time(const ReportCase *c)
{
    return c->finished && c->milliseconds > 0;
}

static int by_time(const void *left, const void *right)
{
    const ReportCase *a = *(const ReportCase *const *)left, *b = *(const ReportCase *const *)right;
    if (a->milliseconds != b->milliseconds)
        return a->milliseconds < b->milliseconds ? 1 : -1;
    return (a > b) - (a < b);
}

Picked pick_slowest(const Run *run, size_t most)
{
    Picked picked = pick_cases(run, has_time);
    if (picked.count)
        qsort(picked.cases, picked.count, sizeof *picked.cases, by_time);
    if (picked.count > most)
        picked.count = most;
    return picked;
}
