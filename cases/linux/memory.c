/* Linux's own: MAP_FIXED_NOREPLACE, madvise, mincore, memfd_create and its seals. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>

typedef struct Overlap {
    const char *name;
    int first, count; /* in pages, from the beginning of the two that are occupied */
    bool free;
} Overlap;
static const Overlap overlaps[] = {{"exact", 0, 2, false},           {"inside", 1, 1, false},
                                   {"over-the-start", -1, 2, false}, {"over-the-end", 1, 2, false},
                                   {"around", -1, 4, false},         {"just-before", -1, 1, true},
                                   {"just-after", 2, 1, true}};

static void name_overlap_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", overlaps[cell].name);
}

CASE(noreplace_replaces_nothing,
     .claim = "MAP_FIXED_NOREPLACE is EEXIST wherever it would touch a mapping, and exact where the range is free.",
     .basis = "P-FIX-013 P-FIX-014 P-FIX-015 P-FIX-016 P-FIX-017", .level = MUST, .needs = CAP(LINUX),
     .cells = sizeof overlaps / sizeof overlaps[0], .cell_name = name_overlap_cell)
{
    const Overlap *cell = &overlaps[story_cell(s)];
    Actor *user = cast(s, "user");
    Value range = expect_ok(reserve(user, 6 * page(s), NUMBER(0)));
    expect_ok(release(user, range, 6 * page(s)));
    Value base = at(range, (int64_t)(2 * page(s)));
    int flags = PRIVATE_MEMORY | MAP_FIXED_NOREPLACE;
    expect_result(CALL(user, mmap, base, 2 * page(s), READ_WRITE, flags, -1, 0), base);
    View view = VIEW_AT(base, 2 * page(s));
    expect_ok(fill(user, view, 0, 2 * page(s), 'o'));
    Value wanted = at(base, cell->first * (int64_t)page(s));
    uint64_t length = (uint64_t)cell->count * page(s);
    const Answer *answer = CALL(user, mmap, wanted, length, READ_WRITE, flags, -1, 0);
    if (cell->free) {
        expect_result(answer, wanted);
    } else {
        expect_error(answer, EEXIST);
        expect_only_error(user, CALL(user, mmap, wanted, length, READ_WRITE, flags | MAP_FIXED, -1, 0), EEXIST);
    }
    expect_only_error(user, CALL(user, mmap, at(wanted, 1), length, READ_WRITE, flags, -1, 0), EINVAL);
    expect_filled(user, view, 0, 2 * page(s), 'o');
}

CASE(dontneed_drops_private_and_keeps_shared,
     .claim = "MADV_DONTNEED turns private memory into zeros or its file's bytes, and leaves what is shared as it is.",
     .basis = "P-ADV-010 P-ADV-011 P-ADV-012 P-ADV-013", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "advice"), page(s));
    expect_ok(CALL(user, pwrite, file, "public", 6, 0));
    View anonymous = memory(user, page(s), PRIVATE_MEMORY);
    View shared = memory(user, page(s), SHARED_MEMORY);
    View copy = view_of(user, file, page(s), READ_WRITE, MAP_PRIVATE);
    View views[3] = {anonymous, shared, copy};
    for (unsigned i = 0; i < 3; i++)
        expect_ok(store(user, views[i], 0, "secret"));
    Actor *child = fork_actor(user, "child");
    for (unsigned i = 0; i < 3; i++)
        expect_result(CALL(child, madvise, views[i].address, page(s), MADV_DONTNEED), 0);
    expect_filled(child, anonymous, 0, page(s), 0);
    expect_bytes(child, shared, 0, "secret");
    expect_bytes(child, copy, 0, "public");
    for (unsigned i = 0; i < 3; i++)
        expect_bytes(user, views[i], 0, "secret"); /* the advice was the child's alone */
}

CASE(advice_about_fork_is_followed,
     .claim = "After MADV_DONTFORK a child lacks the page, after MADV_WIPEONFORK it is zero there.",
     .basis = "P-ADV-018 P-ADV-019", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View absent = memory(parent, page(s), SHARED_MEMORY);
    View wiped = memory(parent, page(s), PRIVATE_MEMORY);
    expect_ok(store(parent, absent, 0, "absent"));
    expect_ok(store(parent, wiped, 0, "wiped"));
    expect_ok(CALL(parent, madvise, absent.address, page(s), MADV_DONTFORK));
    expect_ok(CALL(parent, madvise, wiped.address, page(s), MADV_WIPEONFORK));
    Actor *child = fork_actor(parent, "child");
    expect_fault_code(load(child, absent, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_filled(child, wiped, 0, page(s), 0);
    expect_bytes(parent, wiped, 0, "wiped");
    expect_ok(CALL(parent, madvise, absent.address, page(s), MADV_DOFORK));
    expect_ok(CALL(parent, madvise, wiped.address, page(s), MADV_KEEPONFORK));
    Actor *second = fork_actor(parent, "second");
    expect_bytes(second, absent, 0, "absent");
    expect_bytes(second, wiped, 0, "wiped");
}

CASE(posix_advice_has_no_effect, .claim = "posix_madvise answers 0 without touching errno, and no advice loses a byte.",
     .basis = "P-ADV-001 P-ADV-002 P-ADV-003 P-ADV-007", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "kept"));
    const int advices[] = {POSIX_MADV_NORMAL, POSIX_MADV_SEQUENTIAL, POSIX_MADV_RANDOM, POSIX_MADV_WILLNEED,
                           POSIX_MADV_DONTNEED};
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        const Answer *answer = CALL(user, posix_madvise, view.address, page(s), advices[i]);
        expect_result(answer, 0);
        expect_last_error(answer, UNTOUCHED);
        expect_bytes(user, view, 0, "kept");
    }
    expect_only_error(user, CALL(user, posix_madvise, view.address, page(s), 12345), EINVAL);
    expect_only_error(user, CALL(user, madvise, view.address, page(s), 12345), EINVAL);
}

CASE(mincore_tells_what_is_resident, .claim = "mincore has one byte for each page: 0 while untouched, 1 once touched.",
     .basis = "P-ADV-036 P-ADV-037", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    const Answer *answer = CALL(user, mincore, view.address, 3 * page(s), OUT_ROOM(3));
    expect_field_text(answer, "vec", "\0\0\0", 3);
    expect_ok(store(user, view, page(s), "x"));
    answer = CALL(user, mincore, view.address, 2 * page(s) + 1, OUT_ROOM(3));
    expect_field_text(answer, "vec", "\0\1\0", 3);
    expect_only_error(user, CALL(user, mincore, byte_of(view, 1), page(s), OUT_ROOM(3)), EINVAL);
    expect_ok(CALL(user, munmap, byte_of(view, 2 * page(s)), page(s)));
    expect_only_error(user, CALL(user, mincore, view.address, 3 * page(s), OUT_ROOM(3)), ENOMEM);
}

CASE(a_memfd_is_a_file_without_a_name,
     .claim = "memfd_create gives an empty, writable object that passes exec unless told not to.",
     .basis = "P-MFD-001 P-MFD-003 P-MFD-004 P-MFD-005", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = expect_ok(CALL(user, memfd_create, "memory", 0));
    expect_equal(s, size_of_file(user, object), NUMBER(0), "the size");
    expect_result(CALL(user, fcntl, object, F_GETFD, 0), 0);
    expect_result(CALL(user, fcntl, object, F_GET_SEALS, 0), F_SEAL_SEAL);
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_SHRINK), EPERM);
    Value closing = expect_ok(CALL(user, memfd_create, "memory", MFD_CLOEXEC));
    expect_result(CALL(user, fcntl, closing, F_GETFD, 0), FD_CLOEXEC);
    expect_error(CALL(user, memfd_create, "memory", 0x8000), EINVAL);
    expect_ok(CALL(user, ftruncate, object, page(s)));
    Actor *child = fork_actor(user, "child");
    expect_ok(store(child, view_of(child, object, page(s), READ_WRITE, MAP_SHARED), 0, "child"));
    expect_bytes(user, view_of(user, object, page(s), PROT_READ, MAP_SHARED), 0, "child");
}

CASE(seals_hold_for_everyone,
     .claim = "A sealed object cannot be resized or written by any process that has it, private views aside.",
     .basis = "P-MFD-006 P-MFD-007 P-MFD-010 P-MFD-011 P-MFD-012 P-MFD-013 P-MFD-015 P-MFD-020", .level = MUST,
     .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Value object = expect_ok(CALL(owner, memfd_create, "sealed", MFD_ALLOW_SEALING));
    expect_ok(CALL(owner, ftruncate, object, 2 * page(s)));
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    Actor *child = fork_actor(owner, "child");
    expect_ok(CALL(owner, fcntl, object, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW));
    expect_error(CALL(child, ftruncate, object, page(s)), EPERM);
    expect_error(CALL(child, ftruncate, object, 3 * page(s)), EPERM);
    expect_error(CALL(owner, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE), EBUSY); /* somebody may still write */
    expect_ok(CALL(owner, munmap, view.address, page(s)));
    expect_error(CALL(owner, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE), EBUSY); /* the child */
    expect_ok(CALL(child, munmap, view.address, page(s)));
    expect_ok(CALL(owner, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL));
    expect_error(CALL(child, pwrite, object, "x", 1, 0), EPERM);
    expect_only_error(child, CALL(child, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, 0), EPERM);
    expect_ok(store(child, view_of(child, object, page(s), READ_WRITE, MAP_PRIVATE), 0, "private"));
    expect_error(CALL(child, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE), EPERM);
    expect_result(CALL(child, fcntl, object, F_GET_SEALS, 0), F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
}

CASE(a_hole_reads_as_zero_at_once,
     .claim = "A hole punched by one process is zero in another's view at once; the size stays.", .basis = "P-EOF-016",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *puncher = cast(s, "puncher");
    const char *name = unique_name(s, "hole");
    Value object = new_shm(user, name, 3 * page(s));
    View view = view_of(user, object, 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, 3 * page(s), 'f'));
    Value same = expect_ok(CALL(puncher, shm_open, name, O_RDWR, 0));
    expect_ok(CALL(puncher, fallocate, same, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, page(s), page(s)));
    expect_filled(user, view, 0, page(s), 'f');
    expect_filled(user, view, page(s), page(s), 0);
    expect_filled(user, view, 2 * page(s), page(s), 'f');
    expect_equal(s, size_of_file(user, object), NUMBER(3 * page(s)), "the object's size");
    expect_ok(store(user, view, page(s), "usable"));
}

CASES(linux_memory, "linux/memory", "posix", &noreplace_replaces_nothing, &dontneed_drops_private_and_keeps_shared,
      &advice_about_fork_is_followed, &posix_advice_has_no_effect, &mincore_tells_what_is_resident,
      &a_memfd_is_a_file_without_a_name, &seals_hold_for_everyone, &a_hole_reads_as_zero_at_once);
