/* madvise: its arguments, and advice that throws bytes away or must not. */
#include "cases/linux/advice.h"
#include "cases/posix/regions.h"

#include <stdio.h>

CASE(ranges_of_advice, .claim = "madvise takes whole pages: an odd address or a length that wraps around is EINVAL.",
     .basis = "P-ADV-008", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'a'));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, madvise, byte_of(view, 1), page(s), MADV_DONTNEED), EINVAL);
    if (pointer_bits(s) == 64) { /* for a kernel of 64 bits no length of 32 wraps: it would throw away the actor */
        expect_only_error(user, CALL(user, madvise, view.address, SIZE_MAX, MADV_DONTNEED), EINVAL);
        expect_only_error(user, CALL(user, madvise, view.address, SIZE_MAX - 2 * page(s) + 1, MADV_DONTNEED), EINVAL);
    }
    expect_ok(CALL(user, madvise, view.address, 0, MADV_DONTNEED));
    expect_filled(user, view, 0, 2 * page(s), 'a');
    expect_regions(user, before);
    expect_ok(CALL(user, madvise, view.address, 1, MADV_DONTNEED)); /* the length is rounded up */
    expect_filled(user, view, 0, page(s), 0);
    expect_filled(user, view, page(s), page(s), 'a');
}

CASE(advice_beyond_a_hole, .claim = "Over a hole, advice is followed on both sides of it, and the answer is ENOMEM.",
     .basis = "P-ADV-009", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory_with_hole(s, user, PRIVATE_MEMORY);
    Value before = regions_of(user);
    expect_error(advise(user, view, MADV_DONTNEED), ENOMEM);
    expect_filled(user, view, 0, page(s), 0);
    expect_filled(user, view, 2 * page(s), page(s), 0);
    expect_regions(user, before);
    expect_only_error(user, CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_NORMAL), ENOMEM);
}

CASE(dontneed_asks_no_permission,
     .claim = "MADV_DONTNEED throws away pages without any access; once they can be read, they are zero.",
     .basis = "P-ADV-014", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'n'));
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_NONE));
    expect_ok(CALL(user, madvise, view.address, page(s), MADV_DONTNEED));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
    expect_filled(user, view, 0, page(s), 0);
    expect_filled(user, view, page(s), page(s), 'n');
}

CASE(freed_memory_is_old_or_zero,
     .claim = "After MADV_FREE a page has its old bytes or zeros, and what is stored from then on is kept.",
     .basis = "P-ADV-015", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_FREE, "MADV_FREE");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'f'));
    expect_ok(CALL(user, madvise, view.address, page(s), MADV_FREE));
    const Answer *first = load_word(user, view, 64, 1);
    Value seen = expect_ok(first);
    expect_true(s, seen.number == 'f' || seen.number == 0, "the byte was the old one or zero");
    expect_ok(store(user, view, 0, "stored since"));
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_PAGEOUT));
    expect_bytes(user, view, 0, "stored since");
    expect_filled(user, view, page(s), page(s), 'f'); /* nobody gave this one away */
}

/* Advice for private anonymous memory only ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int advice;
    int flags; /* of the view: of memory, or of a file */
} strangers[] = {{"free,shared", MADV_FREE, SHARED_MEMORY},
                 {"free,shared-file", MADV_FREE, MAP_SHARED},
                 {"free,private-file", MADV_FREE, MAP_PRIVATE},
                 {"wipeonfork,shared", MADV_WIPEONFORK, SHARED_MEMORY},
                 {"wipeonfork,shared-file", MADV_WIPEONFORK, MAP_SHARED},
                 {"wipeonfork,private-file", MADV_WIPEONFORK, MAP_PRIVATE}};

static void stranger_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", strangers[cell].name);
}

CASE(advice_for_private_memory_only,
     .claim = "MADV_FREE and MADV_WIPEONFORK are EINVAL for shared memory and for files, whose bytes stay.",
     .basis = "P-ADV-016", .level = MUST, .needs = CAP(LINUX), .cells = sizeof strangers / sizeof strangers[0],
     .cell_name = stranger_cell)
{
    int flags = strangers[story_cell(s)].flags;
    Actor *user = cast(s, "user");
    needs_advice(s, user, strangers[story_cell(s)].advice, strangers[story_cell(s)].name);
    Value file = flags & MAP_ANONYMOUS ? NUMBER(-1) : new_file(user, scratch_name(s, "advice"), page(s));
    View view = view_of(user, file, page(s), READ_WRITE, flags);
    expect_ok(store(user, view, 0, "stays"));
    Value before = regions_of(user);
    expect_error(advise(user, view, strangers[story_cell(s)].advice), EINVAL);
    expect_regions(user, before);
    expect_bytes(user, view, 0, "stays");
    Actor *child = fork_actor(user, "child");
    expect_bytes(child, view, 0, "stays");
}

/* MADV_REMOVE ---------------------------------------------------------------------------------------------------------------- */

CASE(removed_memory_is_a_hole,
     .claim = "MADV_REMOVE makes a hole in a shared object: zeros for everybody, the size unchanged.",
     .basis = "P-ADV-017", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "removed");
    Value object = new_shm(user, name, 3 * page(s));
    View view = view_of(user, object, 3 * page(s), READ_WRITE, MAP_SHARED);
    Value same = expect_ok(CALL(other, shm_open, name, O_RDWR, 0));
    View others = view_of(other, same, 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(other, others, 0, 3 * page(s), 'r'));
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_REMOVE));
    expect_filled(other, others, 0, page(s), 'r');
    expect_filled(other, others, page(s), page(s), 0);
    expect_filled(user, view, 2 * page(s), page(s), 'r');
    expect_equal(s, size_of_file(other, same), NUMBER(3 * page(s)), "the object's size");
    expect_ok(store(user, view, page(s), "usable"));
    expect_bytes(other, others, page(s), "usable");
}

CASE(only_shared_writable_memory_is_removed,
     .claim = "MADV_REMOVE is EINVAL for private memory and EACCES for views that cannot write to their file.",
     .basis = "P-ADV-017", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *name = unique_name(s, "kept");
    Value object = new_shm(user, name, page(s));
    expect_ok(CALL(user, pwrite, object, "kept", 4, 0));
    View copy = view_of(user, object, page(s), READ_WRITE, MAP_PRIVATE);
    Value read_only = expect_ok(CALL(user, shm_open, name, O_RDONLY, 0));
    View reading = view_of(user, read_only, page(s), PROT_READ, MAP_SHARED);
    View anonymous = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, anonymous, 0, "kept"));
    expect_error(advise(user, anonymous, MADV_REMOVE), EINVAL);
    expect_error(advise(user, copy, MADV_REMOVE), EACCES);
    expect_error(advise(user, reading, MADV_REMOVE), EACCES);
    expect_bytes(user, anonymous, 0, "kept");
    expect_bytes(user, copy, 0, "kept");
    expect_bytes(user, reading, 0, "kept");
}

CASES(linux_madvise, "linux/madvise", "posix", &ranges_of_advice, &advice_beyond_a_hole, &dontneed_asks_no_permission,
      &freed_memory_is_old_or_zero, &advice_for_private_memory_only, &removed_memory_is_a_hole,
      &only_shared_writable_memory_is_removed);
