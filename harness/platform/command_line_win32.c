#include "platform/command_line.h"

#include <string.h>

/* Backslashes mean themselves except before a quote: there each is doubled, and the quote gets one of its own. */
static void append_quoted(Text *out, const char *word)
{
    text_append(out, "\"");
    for (size_t backslashes = 0;; word++) {
        if (*word == '\\') {
            backslashes++;
            continue;
        }
        size_t times = *word == '"' || !*word ? 2 * backslashes : backslashes;
        for (size_t i = 0; i < times; i++)
            text_append(out, "\\");
        backslashes = 0;
        if (!*word)
            break;
        if (*word == '"')
            text_append(out, "\\");
        text_append_bytes(out, word, 1);
    }
    text_append(out, "\"");
}

void append_command_line(Text *out, const char *const *words)
{
    text_append(out, "\"");
    for (const char *at = words[0]; *at; at++)
        text_append_bytes(out, *at == '/' ? "\\" : at, 1);
    text_append(out, "\"");
    for (size_t i = 1; words[i]; i++) {
        text_append(out, " ");
        if (*words[i] && !strpbrk(words[i], " \t\n\v\""))
            text_append(out, words[i]);
        else
            append_quoted(out, words[i]);
    }
}
