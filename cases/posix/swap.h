/* Files to swap to. Included by the cases that make the system do so. */
#ifndef MAPCHECK_CASES_POSIX_SWAP_H
#define MAPCHECK_CASES_POSIX_SWAP_H

#include "cases/posix/posix.h"

/* Makes the file one that the system can swap to: the header that mkswap(8) writes, without a label. */
static inline void make_swap_file(Story *s, Actor *actor, Value file, uint64_t pages)
{
    static const char magic[] = "SWAPSPACE2";
    enum { HEADER = 1024, MAGIC = sizeof magic - 1 };
    const uint32_t header[] = {1, (uint32_t)pages - 1, 0}; /* version, last page, bad pages */
    expect_ok(CALL(actor, posix_fallocate, file, 0, pages * page(s)));
    View zeros = memory(actor, pages * page(s), PRIVATE_MEMORY);
    expect_result(CALL(actor, pwrite, file, zeros.address, zeros.length, 0), zeros.length);
    expect_ok(CALL(actor, munmap, zeros.address, zeros.length));
    expect_ok(CALL(actor, pwrite, file, BYTES(header, sizeof header), sizeof header, HEADER));
    expect_ok(CALL(actor, pwrite, file, magic, MAGIC, page(s) - MAGIC));
    expect_ok(CALL(actor, fsync, file));
}

#endif
