#include "actor/digest.h"

#include "actor/guard.h"

/* Remainders of four bits; the polynomial is that of zlib, PNG and Ethernet, its lowest coefficient in the top bit. */
static const uint32_t remainders[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                        0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};

static uint32_t digest_byte(uint32_t crc, unsigned char byte)
{
    crc ^= byte;
    crc = crc >> 4 ^ remainders[crc & 15];
    return crc >> 4 ^ remainders[crc & 15];
}

enum { STEP = 8, LONG = 16384 };

/* Eight bytes in one step: rows[n] has a byte's remainder with n zeros behind it. A thread's own, so that nobody waits. */
static _Thread_local uint32_t rows[STEP][256];

static void make_rows(void)
{
    for (unsigned byte = 0; byte < 256; byte++)
        rows[0][byte] = digest_byte(0, (unsigned char)byte);
    for (unsigned n = 1; n < STEP; n++) {
        for (unsigned byte = 0; byte < 256; byte++)
            rows[n][byte] = digest_byte(rows[n - 1][byte], 0);
    }
}

UNCHECKED_ACCESS static uint32_t digest_steps(uint32_t crc, const unsigned char *from, size_t steps)
{
    for (const unsigned char *end = from + steps * STEP; from < end; from += STEP) {
        crc ^= from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
        crc = rows[7][crc & 255] ^ rows[6][crc >> 8 & 255] ^ rows[5][crc >> 16 & 255] ^ rows[4][crc >> 24] ^
              rows[3][from[4]] ^ rows[2][from[5]] ^ rows[1][from[6]] ^ rows[0][from[7]];
    }
    return crc;
}

UNCHECKED_ACCESS uint32_t digest_bytes(const void *bytes, size_t count)
{
    const unsigned char *from = bytes;
    uint32_t crc = UINT32_MAX;
    size_t steps = count < LONG ? 0 : count / STEP; /* for few the rows are not worth their making */
    if (steps && !rows[0][1])
        make_rows();
    crc = digest_steps(crc, from, steps);
    for (size_t i = steps * STEP; i < count; i++)
        crc = digest_byte(crc, from[i]);
    return ~crc;
}
