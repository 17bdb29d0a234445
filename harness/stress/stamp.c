#include "stress/stamp.h"

/* Never 0 for the words in use: zeros are no stamp. */
static uint16_t check_of(unsigned actor, uint32_t count, unsigned word)
{
    uint64_t mixed = ((uint64_t)count << 16 | (actor & 0xff) << 8 | (word & 0xff)) * 0x9e3779b97f4a7c15u;
    return (uint16_t)(mixed >> 48 | 1);
}

static uint64_t stamp_word(unsigned actor, uint32_t count, unsigned word)
{
    return (uint64_t)(actor & 0xff) | (uint64_t)count << 8 | (uint64_t)(word & 0xff) << 40 |
           (uint64_t)check_of(actor, count, word) << 48;
}

void stamp_bytes(unsigned actor, uint32_t count, unsigned char *to, size_t length)
{
    for (size_t i = 0; i < length; i += STAMP_WORD) {
        uint64_t word = stamp_word(actor, count, (unsigned)(i / STAMP_WORD));
        for (size_t k = 0; k < STAMP_WORD && i + k < length; k++)
            to[i + k] = (unsigned char)(word >> (8 * k));
    }
}

bool stamp_read(const unsigned char *word, Stamp *stamp)
{
    uint64_t value = 0;
    for (size_t k = 0; k < STAMP_WORD; k++)
        value |= (uint64_t)word[k] << (8 * k);
    *stamp = (Stamp){.actor = word[0], .count = (uint32_t)(value >> 8), .word = word[5]};
    return value == stamp_word(stamp->actor, stamp->count, stamp->word);
}

void stamp_describe(const unsigned char *bytes, size_t length, size_t at, Text *out)
{
    Stamp stamp;
    for (size_t back = 0; back < STAMP_WORD && back <= at; back++) {
        size_t start = at - back;
        if (start + STAMP_WORD <= length && stamp_read(bytes + start, &stamp)) {
            text_printf(out, "word %u of store %u by %c", stamp.word, stamp.count, 'a' + (int)stamp.actor);
            return;
        }
    }
    text_append(out, bytes[at] ? "no whole stamp" : "zero");
}
