#include "reports/markdown.h"

#include "reports/transcript.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 2000 };

/* There an underscore is only an underscore. */
static bool within_word(const Text *text, size_t at)
{
    return at && isalnum((unsigned char)text->bytes[at - 1]) && isalnum((unsigned char)text->bytes[at + 1]);
}

void markdown_plain(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, LONGEST, true);
    for (size_t i = 0; i < printable.length; i++) {
        char byte = printable.bytes[i];
        if (byte == '\n' || byte == '\t')
            byte = ' ';
        else if (strchr("\\`*[]<>|#~&$", byte) || (byte == '_' && !within_word(&printable, i)))
            text_append(out, "\\");
        text_append_bytes(out, &byte, 1);
    }
    text_free(&printable);
}

void markdown_html(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, LONGEST, false);
    for (size_t i = 0; i < printable.length; i++) {
        char byte = printable.bytes[i];
        if (byte == '<' || byte == '>' || byte == '&')
            text_append(out, byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : "&amp;");
        else
            text_append_bytes(out, &byte, 1);
    }
    text_free(&printable);
}
