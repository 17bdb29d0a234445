/* Transparent huge pages: ordinary memory in huge pages, and what becomes of it when a part of one changes. */
#include "cases/linux/advice.h"
#include "cases/posix/limits.h"

#include <stdio.h>

static uint64_t huge_page(Story *s, Actor *actor)
{
    const Answer *size = CALL(actor, number_in, "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", "", OUT);
    if (answer_kind(size) == ANSWER_ERROR)
        skip_story(s, "this kernel has no transparent huge pages");
    expect_ok(size);
    return answer_field(size, "value").number;
}

/* Memory that begins and ends with a huge page: two of them, in the midst of more. */
static View aligned_memory(Actor *actor, uint64_t huge)
{
    View room = memory(actor, 4 * huge, PRIVATE_MEMORY);
    return VIEW_AT(byte_of(room, (huge - room.address.number % huge) % huge), 2 * huge);
}

static uint64_t bytes_in_huge_pages(Actor *actor, Value place)
{
    const Answer *amount = CALL(actor, region_amount, place, "AnonHugePages:", OUT);
    expect_ok(amount);
    return answer_field(amount, "kilobytes").number * KILOBYTE;
}

CASE(huge_pages_on_demand,
     .claim = "MADV_HUGEPAGE and MADV_NOHUGEPAGE mark a region, each instead of the other, and change no byte.",
     .basis = "P-ADV-028", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_HUGEPAGE, "MADV_HUGEPAGE");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'd'));
    expect_ok(advise(user, view, MADV_HUGEPAGE));
    expect_flag(user, view.address, "hg", true);
    expect_ok(advise(user, view, MADV_NOHUGEPAGE));
    expect_flag(user, view.address, "hg", false);
    expect_flag(user, view.address, "nh", true);
    expect_filled(user, view, 0, 2 * page(s), 'd');
}

/* What splits a huge page ------------------------------------------------------------------------------------------------------ */

typedef enum Split { UNMAP, PROTECT, DISCARD, MOVE, SPLITS } Split;
static const char *const split_names[SPLITS] = {"munmap", "mprotect", "dontneed", "mremap"};

static void split_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", split_names[cell]);
}

static void split(Story *s, Actor *actor, Value place)
{
    switch ((Split)story_cell(s)) {
    case UNMAP:
        expect_ok(CALL(actor, munmap, place, page(s)));
        return;
    case PROTECT:
        expect_ok(CALL(actor, mprotect, place, page(s), PROT_NONE));
        return;
    case DISCARD:
        expect_ok(CALL(actor, madvise, place, page(s), MADV_DONTNEED));
        return;
    default: {
        Value target = memory(actor, page(s), PRIVATE_MEMORY).address;
        Value moved = expect_ok(CALL(actor, mremap, place, page(s), page(s), MREMAP_MAYMOVE | MREMAP_FIXED, target));
        expect_filled(actor, VIEW_AT(moved, page(s)), 0, page(s), 't');
    }
    }
}

CASE(a_split_huge_page_keeps_its_bytes,
     .claim = "When one page of a transparent huge page is unmapped, protected, emptied or moved, the others stay.",
     .basis = "P-HUGE-009", .level = MUST, .needs = CAP(LINUX), .cells = SPLITS, .cell_name = split_cell,
     .tags = "long")
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    needs_advice(s, user, MADV_HUGEPAGE, "MADV_HUGEPAGE");
    View view = aligned_memory(user, huge);
    expect_ok(advise(user, view, MADV_HUGEPAGE));
    expect_ok(fill(user, view, 0, 2 * huge, 't'));
    if (bytes_in_huge_pages(user, view.address) < huge)
        skip_story(s, "the kernel used no transparent huge page: it gives none, or had none free");
    uint64_t middle = huge / 2;
    split(s, user, byte_of(view, middle));
    expect_filled(user, view, 0, middle, 't');
    expect_filled(user, view, middle + page(s), 2 * huge - middle - page(s), 't');
    if (story_cell(s) == DISCARD)
        expect_filled(user, view, middle, page(s), 0);
    else
        expect_fault_code(load(user, view, middle, 1), READ,
                          story_cell(s) == PROTECT ? "SIGSEGV:SEGV_ACCERR" : "SIGSEGV:SEGV_MAPERR");
}

/* Collapsing ------------------------------------------------------------------------------------------------------------------ */

CASE(small_pages_are_collapsed,
     .claim = "MADV_COLLAPSE puts a populated range into huge pages, or says why not; no byte changes.",
     .basis = "P-ADV-029", .level = MUST, .needs = CAP(LINUX), .tags = "long")
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    needs_advice(s, user, MADV_COLLAPSE, "MADV_COLLAPSE");
    View view = aligned_memory(user, huge);
    expect_ok(advise(user, view, MADV_NOHUGEPAGE));
    expect_ok(fill(user, view, 0, 2 * huge, 'c'));
    expect_equal(s, NUMBER(bytes_in_huge_pages(user, view.address)), NUMBER(0), "bytes in huge pages before");
    expect_ok(advise(user, view, MADV_HUGEPAGE));
    const Answer *collapsed = advise(user, view, MADV_COLLAPSE);
    expect_filled(user, view, 0, 2 * huge, 'c');
    if (answer_kind(collapsed) == ANSWER_ERROR) {
        expect_one_error(collapsed, EAGAIN, ENOMEM, EBUSY);
        return;
    }
    expect_ok(collapsed);
    expect_equal(s, NUMBER(bytes_in_huge_pages(user, view.address)), NUMBER(2 * huge), "bytes in huge pages then");
}

CASE(too_little_to_collapse, .claim = "MADV_COLLAPSE of a range without a whole huge page is EINVAL.",
     .basis = "P-ADV-029", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_COLLAPSE, "MADV_COLLAPSE");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, page(s), 'c'));
    Value before = regions_of(user);
    expect_error(advise(user, view, MADV_COLLAPSE), EINVAL);
    expect_regions(user, before);
    expect_filled(user, view, 0, page(s), 'c');
}

CASES(linux_transparent, "linux/transparent", "posix", &huge_pages_on_demand, &a_split_huge_page_keeps_its_bytes,
      &small_pages_are_collapsed, &too_little_to_collapse);
