#include "run/baseline.h"

#include "platform/system.h"
#include "run/words.h"

#include <stdlib.h>
#include <string.h>

typedef struct Line {
    const char *path;
    bool included;
    unsigned number;
    const char *at; /* what is left of it */
    const char *end;
    Text *problem;
} Line;

static const char shape[] = "PATTERN OUTCOME [if FACT=VALUE,...] : REASON";

static bool refuse(const Line *line, const char *expected)
{
    text_printf(line->problem, "%s:%u: expected %s; an entry is: %s", line->path, line->number, expected, shape);
    return false;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static void skip_blanks(Line *line)
{
    while (line->at < line->end && is_blank(*line->at))
        line->at++;
}

/* Next word, or NULL at the end of the line. The caller frees it. */
static char *take_word(Line *line)
{
    skip_blanks(line);
    const char *from = line->at;
    while (line->at < line->end && !is_blank(*line->at))
        line->at++;
    return line->at > from ? copy_bytes(from, (size_t)(line->at - from)) : NULL;
}

static bool parse_outcomes(const Line *line, BaselineEntry *entry)
{
    if (!strcmp(entry->outcome, "not-run")) {
        entry->outcomes = BASELINE_NOT_RUN;
        return true;
    }
    for (const char *at = entry->outcome; *at;) {
        size_t length = strcspn(at, "|");
        char *word = copy_bytes(at, length);
        Outcome outcome;
        bool known = outcome_from_word(word, &outcome) && outcome != OUTCOME_OBSERVED;
        free(word);
        if (!known)
            return refuse(line, "an outcome of fail, crash, hang, broken, skip, pass|fail or not-run");
        entry->outcomes |= 1u << outcome;
        at += length + (at[length] == '|');
    }
    if (entry->outcomes == 1u << OUTCOME_PASS)
        return refuse(line, "an outcome other than pass: to pass is what every case is expected to do");
    return true;
}

static bool check_condition(const Line *line, const char *condition)
{
    if (!condition)
        return refuse(line, "FACT=VALUE after \"if\"");
    for (const char *at = condition; *at;) {
        size_t length = strcspn(at, ",");
        const char *equals = memchr(at, '=', length);
        if (!equals || equals == at)
            return refuse(line, "FACT=VALUE[,FACT=VALUE...] after \"if\", without blanks");
        at += length + (at[length] == ',');
    }
    return true;
}

static bool take_reason(Line *line, BaselineEntry *entry)
{
    skip_blanks(line);
    while (line->end > line->at && is_blank(line->end[-1]))
        line->end--;
    if (line->at == line->end)
        return refuse(line, "a reason after the colon");
    entry->reason = copy_bytes(line->at, (size_t)(line->end - line->at));
    if (strstr(entry->reason, BASELINE_REASON_MARKER))
        return refuse(line, "a reason in place of " BASELINE_REASON_MARKER);
    return true;
}

static bool take_entry(Line *line, BaselineEntry *entry)
{
    entry->file = copy_bytes(line->path, strlen(line->path));
    entry->line = line->number;
    entry->pattern = take_word(line);
    entry->outcome = take_word(line);
    if (!entry->outcome)
        return refuse(line, "an outcome after the pattern");
    if (!parse_outcomes(line, entry))
        return false;
    char *word = take_word(line);
    if (word && !strcmp(word, "if")) {
        free(word);
        entry->condition = take_word(line);
        if (!check_condition(line, entry->condition))
            return false;
        word = take_word(line);
    }
    bool colon = word && !strcmp(word, ":");
    free(word);
    if (!colon)
        return refuse(line, "a colon between blanks, then the reason");
    return take_reason(line, entry);
}

static bool read_entries(const char *path, bool included, Baseline *baseline, Text *problem);

/* include FILE: the entries of a file beside this one, in its place. */
static bool take_include(Baseline *baseline, Line *line)
{
    char *name = take_word(line);
    bool fine = name && !strpbrk(name, "/\\") && !line->included;
    if (!fine) {
        text_printf(line->problem, "%s:%u: expected include and the name of a file in the same folder%s", line->path,
                    line->number, line->included ? ", which itself includes none" : "");
    } else {
        Text path = {0};
        const char *slash = strrchr(line->path, '/');
        text_printf(&path, "%.*s%s", slash ? (int)(slash - line->path) + 1 : 0, line->path, name);
        fine = read_entries(path.bytes, true, baseline, line->problem);
        text_free(&path);
    }
    free(name);
    return fine;
}

static bool is_include(const Line *line)
{
    static const char word[] = "include";
    size_t length = sizeof word - 1;
    return (size_t)(line->end - line->at) > length && !memcmp(line->at, word, length) && is_blank(line->at[length]);
}

static bool take_line(Baseline *baseline, Line *line)
{
    skip_blanks(line);
    if (line->at == line->end || *line->at == '#')
        return true;
    if (is_include(line)) {
        line->at += strlen("include");
        return take_include(baseline, line);
    }
    BaselineEntry *entries = realloc(baseline->entries, (baseline->count + 1) * sizeof *entries);
    if (!entries)
        abort();
    baseline->entries = entries;
    entries[baseline->count] = (BaselineEntry){0};
    return take_entry(line, &entries[baseline->count++]);
}

static bool read_entries(const char *path, bool included, Baseline *baseline, Text *problem)
{
    Text content = {0};
    bool fine = read_file(path, &content, problem);
    const char *at = content.bytes;
    const char *end = at ? at + content.length : at;
    for (unsigned number = 1; fine && at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline ? newline : end;
        Line line = {path, included, number, at, line_end, problem};
        fine = take_line(baseline, &line);
        at = line_end + (newline != NULL);
    }
    text_free(&content);
    return fine;
}

bool baseline_read(const char *path, Baseline *baseline, Text *problem)
{
    *baseline = (Baseline){.path = copy_bytes(path, strlen(path))};
    bool fine = read_entries(path, false, baseline, problem);
    if (!fine)
        baseline_free(baseline);
    return fine;
}
