/* Flags and protections of mmap that FreeBSD has, some of them NetBSD too. */
#include "cases/posix/bsd.h"

#include <stdio.h>

static const char *const guards[] = {"valid",       "accessible",    "with-descriptor",
                                     "with-offset", "with-MAP_ANON", "with-MAP_PRIVATE"};

static void name_guard_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", guards[cell]);
}

CASE(a_guard_is_no_memory,
     .claim = "MAP_GUARD takes a range that no access reaches, and is EINVAL together with anything that makes memory.",
     .basis = "P-BSD-001", .level = MUST, .cells = 6, .cell_name = name_guard_cell)
{
    needs_system(s, "freebsd");
    size_t cell = story_cell(s);
    Actor *user = cast(s, "user");
    int flags = constant_of(s, user, "MAP_GUARD");
    flags |= cell == 4 ? MAP_ANONYMOUS : cell == 5 ? MAP_PRIVATE : 0;
    Value file = cell == 2 ? new_file(user, scratch_name(s, "guard"), page(s)) : NUMBER(-1);
    const Answer *answer = CALL(user, mmap, NULL, page(s), cell == 1 ? PROT_READ : PROT_NONE, flags, file,
                                cell == 3 ? page(s) : 0);
    if (cell) {
        expect_error(answer, EINVAL);
        return;
    }
    View guard = VIEW_AT(expect_ok(answer), page(s));
    expect_fault_code(load(user, guard, 0, 1), READ, "SIGSEGV");
    expect_fault_code(store(user, guard, page(s) - 1, "x"), WRITE, "SIGSEGV");
    expect_ok(CALL(user, munmap, guard.address, page(s)));
}

CASE(an_exclusive_address,
     .claim = "MAP_EXCL without MAP_FIXED is EINVAL; on a busy range it is refused and the old view stays.",
     .basis = "P-BSD-002", .level = MUST)
{
    needs_system(s, "freebsd");
    Actor *user = cast(s, "user");
    int exclusive = constant_of(s, user, "MAP_EXCL");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "busy"));
    expect_error(CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY | exclusive, -1, 0), EINVAL);
    const Answer *taken = CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED | exclusive,
                               -1, 0);
    expect_one_error(taken, EINVAL, ENOMEM);
    expect_bytes(user, view, 0, "busy");
    expect_ok(CALL(user, munmap, view.address, page(s)));
    expect_result(CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED | exclusive, -1, 0),
                  view.address.number);
}

static const unsigned alignments[] = {0, 1, 16, 21, 24, 80};

static void name_alignment_cell(size_t cell, char *name, size_t room)
{
    if (cell)
        snprintf(name, room, "2-to-%u", alignments[cell]);
    else
        snprintf(name, room, "super");
}

CASE(addresses_are_aligned,
     .claim = "MAP_ALIGNED gives an address with so many zero bits, and is EINVAL for a number that there is not.",
     .basis = "P-BSD-003", .level = MUST, .cells = sizeof alignments / sizeof alignments[0],
     .cell_name = name_alignment_cell)
{
    needs_system(s, "freebsd netbsd");
    unsigned bits = alignments[story_cell(s)];
    Actor *user = cast(s, "user");
    int flag = bits ? (int)(bits << constant_of(s, user, "MAP_ALIGNMENT_SHIFT"))
                    : constant_of(s, user, "MAP_ALIGNED_SUPER");
    const Answer *answer = CALL(user, mmap, NULL, 4 << 20, READ_WRITE, PRIVATE_MEMORY | flag, -1, 0);
    if (bits == 1 || bits == 80) {
        expect_error(answer, EINVAL);
        return;
    }
    Value place = expect_ok(answer);
    expect_true(s, is_aligned(place, bits ? (uint64_t)1 << bits : page(s)), "the address is aligned");
    expect_ok(fill(user, VIEW_AT(place, 4 << 20), 0, page(s), 'a'));
}

static const char *const stacks[] = {"valid", "with-descriptor", "with-offset", "read-only"};

static void name_stack_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", stacks[cell]);
}

CASE(a_stack_is_memory_to_read_and_write,
     .claim = "MAP_STACK implies MAP_ANON, and is EINVAL with a descriptor, an offset or less than read and write.",
     .basis = "P-BSD-004", .level = MUST, .cells = 4, .cell_name = name_stack_cell)
{
    needs_system(s, "freebsd");
    size_t cell = story_cell(s);
    Actor *user = cast(s, "user");
    Value file = cell == 1 ? new_file(user, scratch_name(s, "stack"), page(s)) : NUMBER(-1);
    uint64_t length = 16 * page(s);
    const Answer *answer = CALL(user, mmap, NULL, length, cell == 3 ? PROT_READ : READ_WRITE,
                                constant_of(s, user, "MAP_STACK") | MAP_PRIVATE, file, cell == 2 ? page(s) : 0);
    if (cell) {
        expect_error(answer, EINVAL);
        return;
    }
    View stack = VIEW_AT(expect_ok(answer), length);
    expect_ok(store(user, stack, length - 8, "topmost"));
    expect_bytes(user, stack, length - 8, "topmost");
}

CASE(the_most_protection,
     .claim = "PROT_MAX bounds what a view may ever become: more at once is ENOTSUP, more later is refused.",
     .basis = "P-BSD-005", .level = MUST)
{
    needs_system(s, "freebsd");
    Actor *user = cast(s, "user");
    int most = PROT_READ << constant_of(s, user, "_PROT_MAX_SHIFT");
    expect_one_error(CALL(user, mmap, NULL, page(s), READ_WRITE | most, PRIVATE_MEMORY, -1, 0), ENOTSUP, EINVAL);
    View view = VIEW_AT(expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ | most, PRIVATE_MEMORY, -1, 0)), page(s));
    expect_one_error(CALL(user, mprotect, view.address, page(s), READ_WRITE), EACCES, ENOTSUP);
    expect_fault(store(user, view, 0, "x"));
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_NONE));
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
    expect_filled(user, view, 0, page(s), 0);
}

static const char *const undefined[] = {"flag", "protection"};

static void name_undefined_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", undefined[cell]);
}

CASE(what_is_not_defined_is_refused, .claim = "An undefined flag and an undefined protection are EINVAL.",
     .basis = "P-BSD-006", .level = MUST, .cells = 2, .cell_name = name_undefined_cell)
{
    enum { NO_FLAG = 0x00800000, NO_PROTECTION = 0x00001000 };
    needs_system(s, "freebsd");
    Actor *user = cast(s, "user");
    int flag = story_cell(s) ? 0 : NO_FLAG, prot = story_cell(s) ? NO_PROTECTION : 0;
    expect_error(CALL(user, mmap, NULL, page(s), READ_WRITE | prot, PRIVATE_MEMORY | flag, -1, 0), EINVAL);
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
}

CASE(the_end_of_an_object,
     .claim = "An access behind the object's end is SIGBUS with BUS_OBJERR; SIGSEGV has Linux's codes.",
     .basis = "P-BSD-017", .level = MUST)
{
    needs_system(s, "freebsd");
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "end"), page(s));
    View view = view_of(user, file, 2 * page(s), PROT_READ, MAP_SHARED);
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGBUS:BUS_OBJERR");
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, munmap, view.address, 2 * page(s)));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASES(posix_bsd_flags, "posix/bsd_flags", "posix", &a_guard_is_no_memory, &an_exclusive_address, &addresses_are_aligned,
      &a_stack_is_memory_to_read_and_write, &the_most_protection, &what_is_not_defined_is_refused,
      &the_end_of_an_object);
