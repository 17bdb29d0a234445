#include "run/words.h"

#include <stdlib.h>
#include <string.h>

char *copy_bytes(const char *from, size_t length)
{
    Text copy = {0};
    text_append_bytes(&copy, from, length);
    return copy.bytes;
}

void words_add(Words *words, const char *word)
{
    char **list = realloc(words->list, (words->count + 2) * sizeof *list);
    if (!list)
        abort();
    words->list = list;
    words->list[words->count++] = copy_bytes(word, strlen(word));
    words->list[words->count] = NULL;
}

void words_add_all(Words *words, const Words *others)
{
    for (size_t i = 0; i < others->count; i++)
        words_add(words, others->list[i]);
}

void words_free(Words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->list[i]);
    free(words->list);
    *words = (Words){0};
}

const char *const *words_argv(const Words *words)
{
    static const char *const none[] = {NULL};
    return words->count ? (const char *const *)words->list : none;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Takes one quoted part; `at` stands on its quote. NULL: it does not end. */
static const char *take_quoted(Text *word, const char *at)
{
    char quote = *at++;
    for (; *at && *at != quote; at++) {
        if (quote == '"' && *at == '\\' && (at[1] == '"' || at[1] == '\\'))
            at++;
        text_append_bytes(word, at, 1);
    }
    return *at ? at + 1 : NULL;
}

static const char *take_word(Text *word, const char *at)
{
    while (at && *at && !is_blank(*at)) {
        if (*at == '\'' || *at == '"') {
            at = take_quoted(word, at);
            continue;
        }
        if (*at == '\\' && (is_blank(at[1]) || at[1] == '\'' || at[1] == '"' || at[1] == '\\'))
            at++;
        text_append_bytes(word, at++, 1);
    }
    return at;
}

bool words_split(Words *words, const char *command, Text *problem)
{
    Text word = {0};
    const char *at = command;
    for (;;) {
        while (is_blank(*at))
            at++;
        if (!*at)
            break;
        text_clear(&word);
        text_append(&word, ""); /* "" is a word too */
        at = take_word(&word, at);
        if (!at) {
            text_printf(problem, "a quote without its end in the command: %s", command);
            text_free(&word);
            return false;
        }
        words_add(words, word.bytes);
    }
    text_free(&word);
    return true;
}

void append_shell_word(Text *out, const char *word)
{
    static const char bare[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=@%:,./";
    if (*word && word[strspn(word, bare)] == '\0') {
        text_append(out, word);
        return;
    }
    text_append(out, "'");
    for (; *word; word++) {
        if (*word == '\'')
            text_append(out, "'\\''");
        else
            text_append_bytes(out, word, 1);
    }
    text_append(out, "'");
}
