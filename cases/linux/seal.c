/* mseal and protection keys. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <string.h>

/* Private memory whose first page has been sealed: three pages, of 's'. */
static View sealed_memory(Story *s, Actor *actor)
{
    View view = memory_away(actor, 3 * page(s));
    expect_ok(fill(actor, view, 0, 3 * page(s), 's'));
    const Answer *sealed = CALL(actor, seal_memory, view.address, page(s), 0);
    if (answer_kind(sealed) == ANSWER_ERROR)
        skip_story(s, "this kernel seals no memory for this process: %s", answer_error(sealed));
    expect_ok(sealed);
    return view;
}

CASE(what_can_be_sealed, .claim = "mseal has no flags, takes whole mapped pages, may be repeated, and of nothing is 0.",
     .basis = "P-SEAL-001", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = sealed_memory(s, user);
    expect_ok(CALL(user, seal_memory, view.address, page(s), 0));
    expect_ok(CALL(user, seal_memory, view.address, 0, 0));
    expect_only_error(user, CALL(user, seal_memory, view.address, page(s), 1), EINVAL);
    expect_only_error(user, CALL(user, seal_memory, byte_of(view, 1), page(s), 0), EINVAL);
    const Answer *overflow = CALL(user, seal_memory, view.address, SIZE_MAX - page(s) + 1, 0);
    if (pointer_bits(s) == 64)
        expect_error(overflow, EINVAL);
    else
        expect_error(overflow, ENOMEM); /* only 64-bit kernels seal, and for them nothing wraps: it is not mapped */
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    expect_only_error(user, CALL(user, seal_memory, byte_of(view, page(s)), page(s), 0), ENOMEM);
    expect_only_error(user, CALL(user, seal_memory, view.address, 3 * page(s), 0), ENOMEM);
    expect_ok(CALL(user, munmap, byte_of(view, 2 * page(s)), page(s))); /* the failure sealed nothing */
}

typedef enum Change { UNMAP, PROTECT, PROTECT_BY_KEY, SHRINK, GROW, MOVE, TARGET, MAP_OVER, CHANGES } Change;
static const char *const change_words[CHANGES] = {"munmap",      "mprotect",    "pkey_mprotect", "mremap-shrink",
                                                  "mremap-grow", "mremap-move", "mremap-target", "mmap-over"};

static void change_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", change_words[cell]);
}

/* The change, tried on the two sealed pages at `place`; `spare` is a page elsewhere. */
static const Answer *change(Story *s, Actor *actor, Change wanted, Value place, Value spare)
{
    uint64_t size = 2 * page(s);
    switch (wanted) {
    case UNMAP:
        return CALL(actor, munmap, place, size);
    case PROTECT:
        return CALL(actor, mprotect, place, size, PROT_READ);
    case PROTECT_BY_KEY:
        return CALL(actor, key_mprotect, place, size, PROT_READ, -1);
    case SHRINK:
        return CALL(actor, mremap, place, size, page(s), 0, NULL);
    case GROW:
        return CALL(actor, mremap, place, size, 2 * size, MREMAP_MAYMOVE, NULL);
    case MOVE:
        return CALL(actor, mremap, place, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, spare);
    case TARGET:
        return CALL(actor, mremap, spare, page(s), page(s), MREMAP_MAYMOVE | MREMAP_FIXED, place);
    default:
        return CALL(actor, mmap, place, size, READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0);
    }
}

CASE(sealed_memory_stays,
     .claim = "Sealed memory is not unmapped, protected, moved or replaced: EPERM, nothing changed.",
     .basis = "P-SEAL-002", .level = MUST, .needs = CAP(LINUX), .cells = CHANGES, .cell_name = change_cell)
{
    Actor *user = cast(s, "user");
    View view = sealed_memory(s, user);
    expect_ok(CALL(user, seal_memory, view.address, 2 * page(s), 0));
    View spare = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, spare, 0, 2 * page(s), 'e'));
    expect_error(change(s, user, (Change)story_cell(s), view.address, spare.address), EPERM);
    expect_filled(user, view, 0, 3 * page(s), 's');
    expect_filled(user, spare, 0, 2 * page(s), 'e');
    expect_ok(store(user, view, page(s), "writable"));
}

CASE(a_range_with_a_sealed_page_stays, .claim = "munmap of sealed and other pages is EPERM and unmaps neither.",
     .basis = "P-SEAL-003", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = sealed_memory(s, user); /* the first of three pages */
    expect_only_error(user, CALL(user, munmap, view.address, 3 * page(s)), EPERM);
    expect_filled(user, view, 0, 3 * page(s), 's');
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), 2 * page(s)));
    expect_fault(load(user, view, page(s), 1));
    expect_filled(user, view, 0, page(s), 's');
}

static const struct {
    const char *name;
    int advice;
} losses[] = {
    {"dontneed", MADV_DONTNEED}, {"free", MADV_FREE}, {"dontfork", MADV_DONTFORK}, {"wipeonfork", MADV_WIPEONFORK}};

static void loss_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", losses[cell].name);
}

CASE(sealed_bytes_are_not_thrown_away,
     .claim = "Advice that loses bytes is EPERM for sealed memory that cannot be written, and followed for other.",
     .basis = "P-SEAL-004", .level = MUST, .needs = CAP(LINUX), .cells = sizeof losses / sizeof losses[0],
     .cell_name = loss_cell)
{
    Actor *user = cast(s, "user");
    int advice = losses[story_cell(s)].advice;
    View view = sealed_memory(s, user);
    expect_ok(CALL(user, madvise, view.address, page(s), advice)); /* who can write could lose them anyway */
    Value second = byte_of(view, page(s));
    expect_ok(CALL(user, mprotect, second, page(s), PROT_READ));
    expect_ok(CALL(user, seal_memory, second, page(s), 0));
    expect_only_error(user, CALL(user, madvise, second, page(s), advice), EPERM);
    expect_filled(user, view, page(s), 2 * page(s), 's');
}

CASE(seals_and_processes, .claim = "What becomes of a seal in a forked child, and after exec.", .basis = "P-SEAL-005",
     .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = sealed_memory(s, user);
    Actor *child = fork_actor(user, "child");
    observe(s, "munmap in the child", CALL(child, munmap, view.address, page(s)), "EPERM");
    exec_actor(child);
    Value again = expect_ok(
        CALL(child, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED_NOREPLACE, -1, 0));
    observe(s, "munmap there after exec", CALL(child, munmap, again, page(s)), "0");
}

CASE(keys_that_there_are_not, .claim = "pkey_alloc has no flags, pkey_mprotect wants a key that was allocated, or -1.",
     .basis = "P-SEAL-006", .level = MUST, .needs = CAP(LINUX))
{
    enum { NO_SUCH_KEY = 100 };
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    const Answer *flagged = CALL(user, key_alloc, 1, 0);
    if (answer_kind(flagged) == ANSWER_ERROR && strcmp(answer_error(flagged), "ENOSYS") == 0)
        skip_story(s, "this kernel has no protection keys");
    expect_error(flagged, EINVAL);
    expect_only_error(user, CALL(user, key_mprotect, view.address, page(s), PROT_READ, NO_SUCH_KEY), EINVAL);
    expect_ok(store(user, view, 0, "writable"));
    expect_ok(CALL(user, key_mprotect, view.address, page(s), PROT_READ, -1));
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_bytes(user, view, 0, "writable");
    if (strcmp(fact_text(s, "pkeys"), "yes") != 0)
        observe(s, "pkey_alloc on a machine without keys", CALL(user, key_alloc, 0, 0), "ENOSPC, or EINVAL");
}

static const struct {
    const char *name;
    unsigned rights; /* PKEY_DISABLE_ACCESS, PKEY_DISABLE_WRITE */
} key_rights[] = {{"no-access", 1}, {"no-write", 2}};

static void key_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", key_rights[cell].name);
}

CASE(a_key_takes_rights,
     .claim = "What a key's rights take away faults as SEGV_PKUERR, whatever the protection allows.",
     .basis = "P-SEAL-007", .level = MUST, .needs = CAP(LINUX), .cells = 2, .cell_name = key_cell)
{
    Actor *user = cast(s, "user");
    if (strcmp(fact_text(s, "pkeys"), "yes") != 0)
        skip_story(s, "this machine has no protection keys");
    bool readable = story_cell(s) == 1;
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "before"));
    Value key = expect_ok(CALL(user, key_alloc, 0, key_rights[story_cell(s)].rights));
    expect_ok(CALL(user, key_mprotect, view.address, page(s), READ_WRITE, key));
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_PKUERR");
    if (readable)
        expect_bytes(user, view, 0, "before");
    else
        expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_PKUERR");
    expect_ok(CALL(user, key_mprotect, view.address, page(s), READ_WRITE, -1));
    expect_ok(CALL(user, key_free, key));
    expect_only_error(user, CALL(user, key_mprotect, view.address, page(s), READ_WRITE, key), EINVAL);
}

CASES(linux_seal, "linux/seal", "posix", &what_can_be_sealed, &sealed_memory_stays, &a_range_with_a_sealed_page_stays,
      &sealed_bytes_are_not_thrown_away, &seals_and_processes, &keys_that_there_are_not, &a_key_takes_rights);
