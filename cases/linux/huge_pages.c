/* Huge pages of the pool: MAP_HUGETLB and files of huge pages. Where the pool has none, most of this is skipped:
 * vm.nr_hugepages or vm.nr_overcommit_hugepages of 16 is enough. */
#include "cases/linux/advice.h"
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

enum { SIZE_SHIFT = 26, NO_SUCH_SIZE = 5 };
#define HUGE_MEMORY (PRIVATE_MEMORY | MAP_HUGETLB)

static uint64_t huge_page(Story *s, Actor *actor)
{
    const Answer *size = CALL(actor, number_in, "/proc/meminfo", "Hugepagesize:", OUT);
    if (answer_kind(size) == ANSWER_ERROR)
        skip_story(s, "this kernel has no huge pages");
    expect_ok(size);
    return answer_field(size, "value").number * KILOBYTE;
}

/* A view of so many bytes in huge pages, or a skip where the pool has none left. */
static View huge_view(Story *s, Actor *actor, uint64_t length, int flags, Value file)
{
    const Answer *mapped = CALL(actor, mmap, NULL, length, READ_WRITE, flags, file, 0);
    if (strcmp(answer_error(mapped), "ENOMEM") == 0)
        skip_story(s, "the pool has no huge page to give: vm.nr_overcommit_hugepages=16 is enough");
    return VIEW_AT(expect_ok(mapped), length);
}

CASE(more_than_the_pool_has,
     .claim = "MAP_HUGETLB for more than the pool can give is ENOMEM at once; a size that there is not is EINVAL.",
     .basis = "P-LNX-008 P-HUGE-004", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    const Answer *memory_size = CALL(user, number_in, "/proc/meminfo", "MemTotal:", OUT);
    expect_ok(memory_size);
    uint64_t length = (answer_field(memory_size, "value").number * KILOBYTE / huge + 1) * huge;
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mmap, NULL, length, READ_WRITE, HUGE_MEMORY, -1, 0), ENOMEM);
    expect_only_error(user, CALL(user, mmap, NULL, huge, READ_WRITE, HUGE_MEMORY | NO_SUCH_SIZE << SIZE_SHIFT, -1, 0),
                      EINVAL);
    expect_regions(user, before);
}

CASE(huge_pages_are_whole,
     .claim = "A mapping of huge pages takes whole ones; parts of one can be neither unmapped nor protected: EINVAL.",
     .basis = "P-HUGE-001 P-HUGE-002", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    View view = huge_view(s, user, 1, HUGE_MEMORY, NUMBER(-1));
    expect_ok(store(user, VIEW_AT(view.address, huge), huge - 4, "last"));
    expect_equal(s, NUMBER(view.address.number % huge), NUMBER(0), "where it begins in a huge page");
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, munmap, view.address, page(s)), EINVAL);
    expect_only_error(user, CALL(user, munmap, byte_of(view, page(s)), huge), EINVAL);
    expect_only_error(user, CALL(user, mprotect, view.address, page(s), PROT_READ), EINVAL);
    expect_only_error(user, CALL(user, mprotect, byte_of(view, page(s)), huge, PROT_READ), EINVAL);
    expect_regions(user, before);
    expect_bytes(user, VIEW_AT(view.address, huge), huge - 4, "last");
    expect_ok(CALL(user, munmap, view.address, huge));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASE(huge_pages_are_aligned,
     .claim = "MAP_FIXED inside a huge page, and an offset inside one, are EINVAL and replace nothing.",
     .basis = "P-HUGE-003", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    View view = memory(user, 2 * huge, PRIVATE_MEMORY);
    uint64_t first = (huge - view.address.number % huge) % huge;
    expect_ok(store(user, view, first + page(s), "kept"));
    Value inside = byte_of(view, first + page(s));
    huge_view(s, user, huge, HUGE_MEMORY, NUMBER(-1));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mmap, inside, huge, READ_WRITE, HUGE_MEMORY | MAP_FIXED, -1, 0), EINVAL);
    Value file = expect_ok(CALL(user, memfd_create, "huge", MFD_HUGETLB | MFD_CLOEXEC));
    expect_only_error(user, CALL(user, mmap, NULL, huge, READ_WRITE, MAP_SHARED, file, page(s)), EINVAL);
    expect_regions(user, before);
    expect_bytes(user, view, first + page(s), "kept");
    expect_ok(CALL(user, mmap, byte_of(view, first), huge, READ_WRITE, HUGE_MEMORY | MAP_FIXED, -1, 0));
    expect_filled(user, view, first, huge, 0);
}

CASE(huge_pages_are_thrown_away, .claim = "MADV_DONTNEED empties huge pages; MADV_FREE is EINVAL for them.",
     .basis = "P-HUGE-005", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_kernel(s, 5, 18);
    uint64_t huge = huge_page(s, user);
    View view = huge_view(s, user, huge, HUGE_MEMORY, NUMBER(-1));
    expect_ok(fill(user, view, 0, huge, 'h'));
    expect_error(advise(user, view, MADV_FREE), EINVAL);
    expect_filled(user, view, 0, huge, 'h');
    expect_ok(advise(user, view, MADV_DONTNEED));
    expect_filled(user, view, 0, huge, 0);
}

CASE(huge_pages_do_not_grow, .claim = "mremap that would grow a mapping of huge pages is EINVAL and changes nothing.",
     .basis = "P-HUGE-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    View view = huge_view(s, user, huge, HUGE_MEMORY, NUMBER(-1));
    expect_ok(store(user, view, huge - 4, "last"));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mremap, view.address, huge, 2 * huge, MREMAP_MAYMOVE, NULL), EINVAL);
    expect_regions(user, before);
    expect_bytes(user, view, huge - 4, "last");
}

/* Huge pages that a view of this object has, by its blocks of 512 bytes. */
static uint64_t pages_of(Actor *actor, Value file, uint64_t huge)
{
    const Answer *status = CALL(actor, fstat, file, OUT);
    expect_ok(status);
    return answer_field(status, "status.st_blocks").number * 512 / huge;
}

CASE(huge_files_shrink,
     .claim = "Behind the new end of a file of huge pages a view is SIGBUS; the pages are the pool's again.",
     .basis = "P-HUGE-007", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *other;
    uint64_t huge = huge_page(s, user);
    Value file = expect_ok(CALL(user, memfd_create, "huge", MFD_HUGETLB | MFD_CLOEXEC));
    expect_ok(CALL(user, ftruncate, file, 2 * huge));
    View view = huge_view(s, user, 2 * huge, MAP_SHARED, file);
    expect_ok(fill(user, view, 0, 2 * huge, 'h'));
    other = fork_actor(user, "other");
    expect_filled(other, view, huge, huge, 'h');
    expect_equal(s, NUMBER(pages_of(user, file, huge)), NUMBER(2), "the file's huge pages");
    expect_ok(CALL(user, ftruncate, file, huge));
    expect_fault_code(load(user, view, huge, 1), READ, "SIGBUS:BUS_ADRERR");
    expect_fault_code(store(other, view, 2 * huge - 1, "x"), WRITE, "SIGBUS:BUS_ADRERR");
    expect_filled(other, view, 0, huge, 'h');
    expect_equal(s, NUMBER(pages_of(user, file, huge)), NUMBER(1), "the file's huge pages once it has shrunk");
    expect_ok(CALL(user, ftruncate, file, 2 * huge));
    expect_filled(other, view, huge, huge, 0);
}

CASE(private_huge_pages_are_copied,
     .claim = "Parent and child of a fork have private huge pages of their own from the first store on.",
     .basis = "P-HUGE-008", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    Actor *lane = lane_of(parent, "lane");
    uint64_t huge = huge_page(s, parent);
    View view = huge_view(s, parent, huge, HUGE_MEMORY, NUMBER(-1));
    huge_view(s, parent, huge, HUGE_MEMORY, NUMBER(-1)); /* reserved: room for the copy that is due */
    expect_ok(fill(parent, view, 0, huge, 'p'));
    Actor *child = fork_actor(parent, "child");
    expect_ok(store(lane, view, 0, "lane"));
    expect_ok(store(parent, view, huge - 6, "parent"));
    expect_bytes(parent, view, 0, "lane");
    expect_bytes(lane, view, huge - 6, "parent");
    const Answer *kept = load_word(child, view, page(s), 1);
    if (answer_kind(kept) == ANSWER_FAULT)
        skip_story(s, "the pool had no huge page for the parent's copy, which takes the child's");
    expect_filled(child, view, 0, huge, 'p');
    expect_ok(store(child, view, 0, "child"));
    expect_bytes(parent, view, 0, "lane");
    expect_filled(parent, view, 4, huge - 10, 'p');
}

CASE(who_may_have_huge_pages, .claim = "What an ordinary user gets of MAP_HUGETLB, MFD_HUGETLB and SHM_HUGETLB.",
     .basis = "P-LNX-009", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t huge = huge_page(s, user);
    View probe = huge_view(s, user, huge, HUGE_MEMORY, NUMBER(-1));
    expect_ok(CALL(user, munmap, probe.address, huge));
    become_nobody(s, user);
    const Answer *mapped = CALL(user, mmap, NULL, huge, READ_WRITE, HUGE_MEMORY, -1, 0);
    observe_text(s, "mmap", answer_error(mapped), "");
    const Answer *object = CALL(user, memfd_create, "huge", MFD_HUGETLB);
    observe_text(s, "memfd_create", answer_error(object), "");
    const Answer *segment = CALL(user, shmget, IPC_PRIVATE, huge, IPC_CREAT | SHM_HUGETLB | 0600);
    observe_text(s, "shmget", answer_error(segment), "EPERM");
    if (answer_kind(segment) == ANSWER_OK)
        expect_ok(CALL(user, shmctl, expect_ok(segment), IPC_RMID, NULL));
}

CASES(linux_huge_pages, "linux/huge_pages", "posix", &more_than_the_pool_has, &huge_pages_are_whole,
      &huge_pages_are_aligned, &huge_pages_are_thrown_away, &huge_pages_do_not_grow, &huge_files_shrink,
      &private_huge_pages_are_copied, &who_may_have_huge_pages);
