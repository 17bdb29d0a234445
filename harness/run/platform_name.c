#include "run/platform_name.h"

#include "run/ledger.h"

#include <ctype.h>
#include <string.h>

/* The name goes into file names: lower case, and what is not a letter, digit or underscore ends the word ("glibc 2.36"
 * is "glibc"). */
static void append_word(Text *out, const char *fact)
{
    for (; isalnum((unsigned char)*fact) || *fact == '_'; fact++)
        text_printf(out, "%c", tolower((unsigned char)*fact));
}

void append_platform_name(Text *out, const json_t *facts)
{
    if (json_object_get(facts, "wine"))
        text_append(out, "wine");
    else
        append_word(out, record_text(facts, "system", "unknown"));
    text_append(out, "-");
    append_word(out, record_text(facts, "arch", "unknown"));
    const char *libc = record_text(facts, "libc", "");
    if (isalpha((unsigned char)libc[0])) {
        text_append(out, "-");
        append_word(out, libc);
    }
}

void append_baseline_path(Text *out, const char *data, const char *platform)
{
    text_printf(out, "%s/reports/baseline/%s.txt", data, platform);
}
