#include "run/glob.h"

#include "wire/text.h"

#include <string.h>

bool glob_matches(const char *pattern, const char *text)
{
    const char *star = NULL;   /* behind the last star, */
    const char *resume = NULL; /* which has eaten the text up to here */
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
        } else if (*pattern == '?' || (*pattern && *pattern == *text)) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

const char *level_word(Level level)
{
    return level == MUST ? "MUST" : level == SHOULD ? "SHOULD" : "OBSERVE";
}

bool is_level_word(const char *word)
{
    return !strcmp(word, "MUST") || !strcmp(word, "SHOULD") || !strcmp(word, "OBSERVE");
}

bool each_requirement(const Case *told, bool (*each)(const char *id, void *context), void *context)
{
    const char *at = told->basis ? told->basis : "";
    Text id = {0};
    bool go_on = true;
    while (go_on && *(at += strspn(at, " "))) {
        size_t length = strcspn(at, " ");
        text_clear(&id);
        text_append_bytes(&id, at, length);
        go_on = each(id.bytes, context);
        at += length;
    }
    text_free(&id);
    return go_on;
}

static bool cites_no_match(const char *id, void *glob)
{
    return !glob_matches(glob, id);
}

/* A word of the list that the glob matches. */
static bool tagged_in(const char *glob, const char *list, const char *separators)
{
    bool found = false;
    Text word = {0};
    for (const char *at = list ? list : ""; *at && !found; at += strspn(at, separators)) {
        size_t length = strcspn(at, separators);
        text_clear(&word);
        text_append_bytes(&word, at, length);
        found = length && glob_matches(glob, word.bytes);
        at += length;
    }
    text_free(&word);
    return found;
}

/* What a case is about is said by its place; its own tags say the rest. */
static bool is_tagged(const char *glob, const Instance *instance)
{
    return tagged_in(glob, instance->told->tags, " ") || tagged_in(glob, instance->chapter->path, "/") ||
           glob_matches(glob, instance->subject_name) || glob_matches(glob, instance->family) ||
           (instance->told->cell_name && glob_matches(glob, "table"));
}

static bool names_it_or_its_parent(const char *pattern, const char *id)
{
    size_t length = strlen(pattern);
    while (length && pattern[length - 1] == '/')
        length--;
    return length && !strncmp(pattern, id, length) && (id[length] == '/' || id[length] == '@' || id[length] == '\0');
}

bool pattern_matches(const char *pattern, const Instance *instance)
{
    if (!strncmp(pattern, "requirement:", 12))
        return !each_requirement(instance->told, cites_no_match, (void *)(pattern + 12));
    if (!strncmp(pattern, "tag:", 4))
        return is_tagged(pattern + 4, instance);
    if (!strncmp(pattern, "level:", 6))
        return glob_matches(pattern + 6, level_word(instance->told->level));
    if (strpbrk(pattern, "*?"))
        return glob_matches(pattern, instance->id);
    return names_it_or_its_parent(pattern, instance->id);
}
