/* Many accesses in one operation: what one at a time would take as many round trips for. */
#include "actor/words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* "+OFFSET" or "+OFFSET=VALUE" at `*at`, which then stands behind it and its separator. False: it is neither. */
static bool next_access(const char **at, WordAccess *access, const char *base, bool *stores)
{
    char *end = NULL;
    if (**at != '+')
        return false;
    uint64_t offset = strtoull(*at + 1, &end, 10);
    *stores = *end == '=';
    access->place = (volatile void *)(uintptr_t)(base + offset);
    access->value = *stores ? strtoull(end + 1, &end, 10) : 0;
    *at = end + (*end == ';');
    return (*end == ';' || *end == '\0') && offset % access->width == 0;
}

static void tell_fault(const Fault *fault, uint64_t base, Text *seen, Text *codes)
{
    long long behind = (long long)(fault->address - base);
    text_printf(seen, "%s:%.*s%+lld", fault_access_word(fault->access), (int)strcspn(fault->code, ":"), fault->code,
                behind);
    text_append(codes, codes->length ? ";" : "");
    text_append(codes, fault->code);
}

static void tell_access(WordAccess *access, bool stores, uint64_t base, Text *seen, Text *codes)
{
    Fault fault = {0};
    text_append(seen, seen->length ? ";" : "");
    if (!guard_run(stores ? store_one_word : load_one_word, access, stores ? FAULT_WRITE : FAULT_READ, &fault))
        tell_fault(&fault, base, seen, codes);
    else if (stores)
        text_append(seen, "ok");
    else
        text_append_number(seen, access->result);
}

void portable_access_each(Request *request)
{
    WordAccess access = {0};
    if (!word_access(request, &access))
        return;
    const char *base = argument_address(request, 0), *at = argument_text(request, 2);
    Text seen = {0}, codes = {0};
    bool stores = false, fine = true;
    int before = errno; /* of the numbers' range; no answer of the subject */
    while (fine && *at) {
        fine = next_access(&at, &access, base, &stores);
        if (fine)
            tell_access(&access, stores, argument_word(request, 0), &seen, &codes);
    }
    errno = before;
    if (seen.length)
        reply_bytes_field(request, "seen", seen.bytes, seen.length);
    if (codes.length)
        reply_bytes_field(request, "codes", codes.bytes, codes.length);
    if (fine)
        reply_ok(request, 0);
    else
        reply_bad(request, "accesses are \"+OFFSET\" and \"+OFFSET=VALUE\", aligned, with \";\" between them");
    text_free(&seen);
    text_free(&codes);
}
