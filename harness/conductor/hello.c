#include "conductor/hello.h"

#include <string.h>

bool word_value(const char *words, const char *key, Text *value)
{
    size_t length = strlen(key);
    for (const char *at = words; *at;) {
        const char *end = at + strcspn(at, " ");
        if ((size_t)(end - at) > length && at[length] == '=' && memcmp(at, key, length) == 0) {
            const char *from = at + length + 1;
            size_t count = (size_t)(end - from);
            text_clear(value);
            text_append(value, "");
            if (count >= 2 && from[0] == '"' && end[-1] == '"')
                return text_append_unescaped(value, from + 1, count - 2);
            text_append_bytes(value, from, count);
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

static bool hello_text(const char *words, const char *key, char *to, size_t room)
{
    Text value = {0};
    bool found = word_value(words, key, &value) && value.length < room;
    if (found)
        memcpy(to, value.bytes, value.length + 1);
    text_free(&value);
    return found;
}

static bool hello_number(const char *words, const char *key, uint64_t *number)
{
    Text value = {0};
    bool found = word_value(words, key, &value) && text_to_number(value.bytes, value.length, number);
    text_free(&value);
    return found;
}

bool read_hello(Hello *hello, const char *line)
{
    static const char prefix[] = "0 hello 1 ";
    if (strncmp(line, prefix, sizeof prefix - 1) != 0)
        return false;
    const char *words = line + sizeof prefix - 1;
    uint64_t bits = 0;
    bool whole = hello_number(words, "pid", &hello->process) && hello_number(words, "bits", &bits) &&
                 hello_number(words, "page", &hello->page) && hello_number(words, "granularity", &hello->granularity) &&
                 hello_text(words, "system", hello->system, sizeof hello->system) &&
                 hello_text(words, "join", hello->join, sizeof hello->join) &&
                 hello_text(words, "families", hello->families, sizeof hello->families);
    hello_text(words, "program", hello->program, sizeof hello->program); /* other adapters may leave it out */
    hello->bits = (unsigned)bits;
    return whole;
}
