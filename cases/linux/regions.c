/* The list of regions: what it says of protections, what merges, what splits. And memory that mmap did not make. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

/* The list ------------------------------------------------------------------------------------------------------------------- */

static void listed_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s%s%s%s", cell & PROT_READ ? "r" : "-", cell & PROT_WRITE ? "w" : "-",
             cell & PROT_EXEC ? "x" : "-", cell & 8 ? "s" : "p");
}

CASE(protections_are_listed,
     .claim = "/proc/self/maps has each region's protection, sharing, offset and file as they were asked for.",
     .basis = "P-MMAP-022", .level = MUST, .needs = CAP(LINUX), .cells = 16, .cell_name = listed_cell)
{
    int prot = (int)story_cell(s) & 7;
    bool shared = story_cell(s) & 8;
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "listed"), 3 * page(s));
    int flags = shared ? MAP_SHARED : MAP_PRIVATE;
    Value place = expect_ok(CALL(user, mmap, NULL, 2 * page(s), prot, flags, file, page(s)));
    const Answer *region = CALL(user, region_at, at(place, (int64_t)page(s)), OUT);
    expect_field(region, "region.prot", (uint64_t)prot);
    expect_field(region, "region.shared", shared);
    expect_field(region, "region.offset", page(s));
    expect_equal(s, answer_field(region, "region.first"), place, "where it begins");
    expect_equal(s, answer_field(region, "region.end"), at(place, (int64_t)(2 * page(s))), "where it ends");
    const Answer *status = CALL(user, fstat, file, OUT);
    expect_ok(status);
    expect_equal(s, answer_field(region, "region.inode"), answer_field(status, "status.st_ino"), "the file");
}

/* Merging and splitting ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    int prot;
    bool merges;
} fillings[] = {{"as-it-was", READ_WRITE, true}, {"read-only", PROT_READ, false}};

static void filling_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", fillings[cell].name);
}

CASE(a_filled_hole_merges,
     .claim = "A hole that is filled with the same kind of memory is one region with its neighbours again.",
     .basis = "P-UNMAP-015", .level = MUST, .needs = CAP(LINUX), .cells = 2, .cell_name = filling_cell)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    Value middle = byte_of(view, page(s));
    const Answer *region = CALL(user, region_at, middle, OUT);
    expect_ok(region);
    Value first = answer_field(region, "region.first"), end = answer_field(region, "region.end");
    expect_ok(CALL(user, munmap, middle, page(s)));
    int prot = fillings[story_cell(s)].prot;
    expect_ok(CALL(user, mmap, middle, page(s), prot, PRIVATE_MEMORY | MAP_FIXED_NOREPLACE, -1, 0));
    const Answer *filled = CALL(user, region_at, middle, OUT);
    expect_ok(filled);
    bool merges = fillings[story_cell(s)].merges;
    expect_equal(s, answer_field(filled, "region.first"), merges ? first : middle, "where it begins");
    expect_equal(s, answer_field(filled, "region.end"), merges ? end : at(middle, (int64_t)page(s)), "where it ends");
}

/* Growing regions ------------------------------------------------------------------------------------------------------------ */

CASE(protection_to_the_end_of_growth,
     .claim =
         "PROT_GROWSDOWN reaches down to a growing region's first page; elsewhere, or with PROT_GROWSUP, it is EINVAL.",
     .basis = "P-PROT-013", .level = MUST, .needs = CAP(LINUX))
{
    enum { PAGES = 4 };
    Actor *user = cast(s, "user");
    View plain = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, plain, 0, 2 * page(s), 'p'));
    View view = memory(user, PAGES * page(s), PRIVATE_MEMORY | MAP_GROWSDOWN);
    expect_ok(fill(user, view, 0, PAGES * page(s), 'g'));
    Value before = regions_of(user);
    Value third = byte_of(view, 2 * page(s));
    expect_only_error(user, CALL(user, mprotect, third, page(s), PROT_READ | PROT_GROWSDOWN | PROT_GROWSUP), EINVAL);
    expect_only_error(user, CALL(user, mprotect, plain.address, page(s), PROT_READ | PROT_GROWSDOWN), EINVAL);
    expect_regions(user, before);
    expect_ok(CALL(user, mprotect, third, page(s), PROT_READ | PROT_GROWSDOWN));
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_fault_code(store(user, view, 2 * page(s), "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(store(user, view, 3 * page(s), "above"));
    expect_filled(user, view, 0, 3 * page(s), 'g');
}

/* Execution ------------------------------------------------------------------------------------------------------------------ */

CASE(execution_is_not_added_on_a_noexec_mount,
     .claim = "PROT_EXEC for a view of a file on a mount without execution is EACCES, and the view stays as it was.",
     .basis = "P-PROT-016", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *mount = scratch_name(s, "noexec");
    mount_privately(s, user, mount, "tmpfs", 1 << 20, "mode=0700");
    expect_ok(CALL(user, mount, "none", mount, NULL, MS_REMOUNT | MS_BIND | MS_NOEXEC, NULL));
    char path[512];
    snprintf(path, sizeof path, "%s/program", mount);
    View view = view_of(user, new_file(user, path, page(s)), page(s), READ_WRITE, MAP_PRIVATE);
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mprotect, view.address, page(s), PROT_READ | PROT_EXEC), EACCES);
    expect_regions(user, before);
    expect_ok(store(user, view, 0, "writable"));
    View elsewhere = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, mprotect, elsewhere.address, page(s), PROT_READ | PROT_EXEC));
}

CASE(writable_code_can_be_denied,
     .claim = "After PR_SET_MDWE nothing is both writable and executable, nor becomes executable, for good.",
     .basis = "P-LNX-012", .level = MUST, .needs = CAP(LINUX))
{
    enum { REFUSE_EXEC_GAIN = 1 };
    Actor *user = cast(s, "user");
    View before = memory(user, page(s), PRIVATE_MEMORY);
    View code = view_of(user, NUMBER(-1), page(s), PROT_READ | PROT_EXEC, PRIVATE_MEMORY);
    const Answer *denied = CALL(user, deny_write_execute, REFUSE_EXEC_GAIN);
    if (strcmp(answer_error(denied), "EINVAL") == 0)
        needs_kernel(s, 6, 3);
    expect_ok(denied);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE | PROT_EXEC, PRIVATE_MEMORY, -1, 0), EACCES);
    expect_only_error(user, CALL(user, mprotect, before.address, page(s), PROT_READ | PROT_EXEC), EACCES);
    expect_error(CALL(user, deny_write_execute, 0), EPERM);
    expect_regions(user, regions);
    expect_ok(store(user, before, 0, "writable"));
    expect_ok(CALL(user, mprotect, code.address, page(s), PROT_EXEC)); /* it was before */
    view_of(user, NUMBER(-1), page(s), PROT_READ | PROT_EXEC, PRIVATE_MEMORY);
}

/* Beside mmap ---------------------------------------------------------------------------------------------------------------- */

CASE(memory_that_mmap_did_not_make,
     .claim = "Whether stack and heap can be protected, and whether the page at NULL can be unmapped, is left open.",
     .basis = "P-PROT-021 P-UNMAP-014", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    observe(s, "mprotect of the stack", CALL(user, protect_stack, PROT_READ), "0");
    observe(s, "munmap of the page at NULL", CALL(user, munmap, NULL, page(s)), "0");
    const Answer *more = CALL(user, sbrk, 4 * page(s));
    if (answer_kind(more) == ANSWER_ERROR) /* musl moves no program break */
        return;
    Value old = expect_ok(more);
    uint64_t into = (page(s) - old.number % page(s)) % page(s);
    View heap = VIEW_AT(at(old, (int64_t)into), page(s));
    observe(s, "mprotect of the heap", CALL(user, mprotect, heap.address, page(s), PROT_READ), "0");
    observe_text(s, "a store there then", answer_fault_code(store(user, heap, 0, "x")), "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, heap.address, page(s), READ_WRITE));
}

CASES(linux_regions, "linux/regions", "posix", &protections_are_listed, &a_filled_hole_merges,
      &protection_to_the_end_of_growth, &execution_is_not_added_on_a_noexec_mount, &writable_code_can_be_denied,
      &memory_that_mmap_did_not_make);
