/* Mappings as the memory of other system calls, and what else is done with a mapped file. */
#include "cases/posix/swap.h"

#include <stdio.h>
#include <string.h>

CASE(a_buffer_with_a_bad_end, .claim = "How much is read into or written from a buffer whose second half is not there.",
     .basis = "P-SYS-003", .level = OBSERVE)
{
    enum { HALF = 10 };
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "source"), page(s));
    expect_ok(CALL(user, pwrite, file, "0123456789abcdefghij", 20, 0));
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    Value half = byte_of(view, page(s) - HALF);
    observe(s, "pread of 20 into 10", CALL(user, pread, file, half, 2 * HALF, 0), "10, or EFAULT");
    observe(s, "pwrite of 20 from 10", CALL(user, pwrite, file, half, 2 * HALF, 0), "10, or EFAULT");
    const Answer *ends = CALL(user, pipe, OUT);
    expect_ok(ends);
    observe(s, "write of 20 from 10 to a pipe", CALL(user, write, answer_field(ends, "fds.1"), half, 2 * HALF),
            "EFAULT on Linux");
}

CASE(direct_reading_into_the_same_file,
     .claim = "What reading a file past the page cache does with a view of the same file as its buffer.",
     .basis = "P-SYS-005", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "direct");
    Value file = new_file(user, path, 2 * page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, page(s), '1'));
    expect_ok(fill(user, view, page(s), page(s), '2'));
    expect_ok(CALL(user, fsync, file));
    const Answer *opened = CALL(user, open, path, O_RDWR | O_DIRECT | O_CLOEXEC, 0);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "this file system has no direct reading: %s", answer_error(opened));
    const Answer *other = CALL(user, pread, answer_value(opened), view.address, page(s), page(s));
    observe(s, "into another page", other, "the page's bytes, or an error");
    expect_filled(user, view, 0, page(s), answer_kind(other) == ANSWER_OK ? '2' : '1');
    observe(s, "into the same page", CALL(user, pread, answer_value(opened), byte_of(view, page(s)), page(s), page(s)),
            "the page's bytes, or an error");
    expect_filled(user, view, page(s), page(s), '2');
}

CASE(another_process_reads_a_view, .claim = "What process_vm_readv and process_vm_writev do with read-only views.",
     .basis = "P-SYS-007", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    Value file = new_file(owner, scratch_name(s, "read"), page(s));
    expect_ok(CALL(owner, pwrite, file, "looked at", 9, 0));
    View view = view_of(owner, file, page(s), PROT_READ, MAP_SHARED);
    expect_bytes(owner, view, 0, "looked at");
    Value pid = expect_ok(CALL0(owner, getpid));
    observe(s, "reading it", CALL(other, read_process, pid, view.address, OUT_ROOM(9), 9), "its bytes");
    observe(s, "writing it", CALL(other, write_process, pid, view.address, "changed", 7), "EFAULT");
    expect_ok(CALL(owner, mprotect, view.address, page(s), PROT_NONE));
    observe(s, "reading without PROT_READ", CALL(other, read_process, pid, view.address, OUT_ROOM(9), 9), "EFAULT");
}

CASE(locks_and_leases_know_no_views,
     .claim = "Mapping and unmapping a file neither takes nor ends its locks and leases.", .basis = "P-SYS-008",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "locked");
    Value file = new_file(owner, path, page(s));
    Value same = open_file(other, path, O_RDWR);
    expect_ok(CALL(owner, lockf, file, F_TLOCK, 0));
    expect_ok(CALL(owner, flock, file, LOCK_EX));
    View others = view_of(other, same, page(s), READ_WRITE, MAP_SHARED); /* no mandatory locks: not EAGAIN */
    expect_ok(store(other, others, 0, "not locked"));
    View view = view_of(owner, file, page(s), READ_WRITE, MAP_SHARED);
    expect_bytes(owner, view, 0, "not locked");
    expect_ok(CALL(owner, munmap, view.address, page(s)));
    expect_one_error(CALL(other, lockf, same, F_TEST, 0), EACCES, EAGAIN);
    expect_error(CALL(other, flock, same, LOCK_EX | LOCK_NB), EAGAIN);
    expect_ok(CALL(owner, flock, file, LOCK_UN));
    expect_ok(CALL(other, flock, same, LOCK_EX | LOCK_NB));
}

CASE(a_lease_outlives_a_view, .claim = "A read lease of a file stays while the file is mapped and unmapped.",
     .basis = "P-SYS-008", .level = MUST, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    const char *path = scratch_name(s, "leased");
    expect_ok(CALL(owner, close, new_file(owner, path, page(s))));
    Value file = open_file(owner, path, O_RDONLY);
    const Answer *leased = CALL(owner, fcntl, file, F_SETLEASE, F_RDLCK);
    if (answer_kind(leased) == ANSWER_ERROR)
        skip_story(s, "this file system or user has no leases: %s", answer_error(leased));
    expect_ok(leased);
    View view = view_of(owner, file, page(s), PROT_READ, MAP_SHARED);
    expect_filled(owner, view, 0, page(s), 0);
    expect_result(CALL(owner, fcntl, file, F_GETLEASE, 0), F_RDLCK);
    expect_ok(CALL(owner, munmap, view.address, page(s)));
    expect_result(CALL(owner, fcntl, file, F_GETLEASE, 0), F_RDLCK);
}

CASE(a_swap_file_is_not_written, .claim = "A file that the system swaps to cannot be mapped to write: ETXTBSY.",
     .basis = "P-SYS-010", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .tags = "long")
{
    enum { PAGES = 10 };
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "swap");
    Value file = new_file(user, path, 0);
    make_swap_file(s, user, file, PAGES);
    const Answer *on = CALL(user, swapon, path, 0);
    if (answer_kind(on) == ANSWER_ERROR)
        skip_story(s, "this file cannot be swapped to: %s", answer_error(on));
    const Answer *mapped = CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0);
    const Answer *off = CALL(user, swapoff, path); /* before anything can end the story */
    expect_ok(on);
    expect_error(mapped, ETXTBSY);
    expect_ok(off);
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0));
}

CASES(posix_buffers, "posix/buffers", "posix", &a_buffer_with_a_bad_end, &direct_reading_into_the_same_file,
      &another_process_reads_a_view, &locks_and_leases_know_no_views, &a_lease_outlives_a_view,
      &a_swap_file_is_not_written);
