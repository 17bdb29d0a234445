#include "actor/digest.h"

#include <zlib.h>

uint32_t digest_bytes(const void *bytes, size_t count)
{
    const Bytef *from = bytes;
    uLong crc = crc32(0, NULL, 0);
    while (count) {
        uInt part = count > 1u << 30 ? 1u << 30 : (uInt)count;
        crc = crc32(crc, from, part);
        from += part;
        count -= part;
    }
    return (uint32_t)crc;
}
