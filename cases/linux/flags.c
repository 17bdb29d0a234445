/* mmap: flags that Linux has beside POSIX's. */
#include "cases/linux/advice.h"
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

/* Flags that change nothing ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int flag;
} ignored[] = {{"stack", MAP_STACK}, {"denywrite", MAP_DENYWRITE}, {"executable", MAP_EXECUTABLE},
               {"file", MAP_FILE},   {"noreserve", MAP_NORESERVE}, {"nonblock", MAP_NONBLOCK}};

static void ignored_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", ignored[cell].name);
}

CASE(flags_without_effect,
     .claim = "MAP_STACK, MAP_DENYWRITE and their like give ordinary memory and ordinary views of files.",
     .basis = "P-LNX-003 P-LNX-004", .level = MUST, .needs = CAP(LINUX), .cells = sizeof ignored / sizeof ignored[0],
     .cell_name = ignored_cell)
{
    int flag = ignored[story_cell(s)].flag;
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY | flag);
    expect_filled(user, view, 0, 2 * page(s), 0);
    expect_ok(store(user, view, page(s), "usable"));
    expect_bytes(user, view, page(s), "usable");
    const char *path = scratch_name(s, "file");
    Value file = new_file(user, path, page(s));
    View shared = view_of(user, file, page(s), READ_WRITE, MAP_SHARED | flag);
    expect_ok(store(user, shared, 0, "stored"));
    Value writing = open_file(user, path, O_WRONLY); /* MAP_DENYWRITE denies nothing */
    expect_result(CALL(user, pwrite, writing, "w", 1, 0), 1);
    expect_bytes(user, shared, 0, "wtored");
}

/* Growing downwards ----------------------------------------------------------------------------------------------------------- */

enum { GUARD_GAP = 256, ROOM = 400 }; /* in pages: the kernel's stack_guard_gap, and more than that */

/* A page that grows downwards at the end of a free range, which begins with one page of memory of this protection. */
static View growing_page(Story *s, Actor *actor, int neighbour)
{
    Value range = expect_ok(reserve(actor, ROOM * page(s), NUMBER(0)));
    expect_ok(CALL(actor, mprotect, range, page(s), neighbour));
    int64_t last = (int64_t)((ROOM - 1) * page(s));
    expect_ok(CALL(actor, munmap, at(range, (int64_t)page(s)), (ROOM - 1) * page(s)));
    int flags = PRIVATE_MEMORY | MAP_GROWSDOWN | MAP_FIXED_NOREPLACE;
    Value place = expect_ok(CALL(actor, mmap, at(range, last), page(s), READ_WRITE, flags, -1, 0));
    return VIEW_AT(place, page(s));
}

static View below(View view, uint64_t bytes)
{
    return VIEW_AT(at(view.address, -(int64_t)bytes), bytes);
}

CASE(memory_grows_downwards,
     .claim = "A MAP_GROWSDOWN region grows to the page below it that is touched, near or far, and is zero there.",
     .basis = "P-LNX-005", .level = MUST, .needs = CAP(LINUX))
{
    enum { FAR = 100 };
    Actor *user = cast(s, "user");
    View view = growing_page(s, user, PROT_NONE);
    expect_ok(store(user, view, 0, "first"));
    expect_ok(store(user, below(view, page(s)), page(s) - 4, "next"));
    View all = below(view, FAR * page(s));
    expect_ok(store(user, all, 0, "far"));
    expect_filled(user, all, page(s), (FAR - 2) * page(s), 0);
    expect_bytes(user, view, 0, "first");
    const Answer *region = CALL(user, region_at, view.address, OUT);
    expect_ok(region);
    expect_equal(s, answer_field(region, "region.first"), all.address, "where the region begins");
}

CASE(growth_keeps_its_distance,
     .claim = "A MAP_GROWSDOWN region does not grow into the guard gap over accessible memory: SIGSEGV.",
     .basis = "P-LNX-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = growing_page(s, user, PROT_READ);
    int64_t lowest = -(int64_t)((ROOM - 2) * page(s)); /* the page next to the neighbour */
    Value first_kept = at(view.address, lowest + (int64_t)(GUARD_GAP - 1) * (int64_t)page(s));
    expect_fault_code(store(user, VIEW_AT(first_kept, page(s)), 0, "x"), WRITE, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(load(user, VIEW_AT(at(view.address, lowest), page(s)), 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_error(CALL(user, region_at, first_kept, OUT), ENOMEM);
    expect_ok(store(user, VIEW_AT(at(first_kept, (int64_t)page(s)), page(s)), 0, "the last that it may have"));
}

CASE(shared_memory_does_not_grow, .claim = "MAP_GROWSDOWN is EINVAL for shared memory and for files.",
     .basis = "P-LNX-007", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "file"), page(s));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, SHARED_MEMORY | MAP_GROWSDOWN, -1, 0), EINVAL);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED | MAP_GROWSDOWN, file, 0), EINVAL);
    expect_regions(user, before);
    memory(user, page(s), PRIVATE_MEMORY | MAP_GROWSDOWN);
}

/* Droppable memory ------------------------------------------------------------------------------------------------------------ */

/* MAP_DROPPABLE stands where MAP_SHARED or MAP_PRIVATE would. */
static View droppable_memory(Story *s, Actor *actor, uint64_t length)
{
    const Answer *mapped = CALL(actor, mmap, NULL, length, READ_WRITE, MAP_DROPPABLE | MAP_ANONYMOUS, -1, 0);
    if (strcmp(answer_error(mapped), "EINVAL") == 0 || strcmp(answer_error(mapped), "EOPNOTSUPP") == 0) {
        needs_kernel(s, 6, 11);
        if (pointer_bits(s) == 32)
            skip_story(s, "32-bit processes have no MAP_DROPPABLE");
    }
    return VIEW_AT(expect_ok(mapped), length);
}

CASE(droppable_memory_is_a_childs_own,
     .claim = "MAP_DROPPABLE memory can be stored to, and is zero in the child of a fork.", .basis = "P-LNX-010",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View view = droppable_memory(s, parent, 2 * page(s));
    expect_filled(parent, view, 0, 2 * page(s), 0);
    expect_ok(fill(parent, view, 0, 2 * page(s), 'd'));
    Actor *child = fork_actor(parent, "child");
    expect_filled(child, view, 0, 2 * page(s), 0);
    expect_ok(store(child, view, 0, "child"));
    Value seen = expect_ok(load_word(parent, view, 0, 1));
    expect_true(s, seen.number == 'd' || seen.number == 0, "the parent's byte was its own, or had been dropped");
}

static const char *const droppable_names[] = {"locked", "growsdown", "file", "huge", "private"};

static void droppable_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", droppable_names[cell]);
}

CASE(what_cannot_be_dropped,
     .claim = "MAP_DROPPABLE is EINVAL for files, and together with locks, growth, huge pages or MAP_PRIVATE.",
     .basis = "P-LNX-010", .level = MUST, .needs = CAP(LINUX), .cells = 5, .cell_name = droppable_cell)
{
    static const int flags[] = {MAP_ANONYMOUS | MAP_LOCKED, MAP_ANONYMOUS | MAP_GROWSDOWN, 0,
                                MAP_ANONYMOUS | MAP_HUGETLB, MAP_ANONYMOUS | MAP_PRIVATE};
    Actor *user = cast(s, "user");
    droppable_memory(s, user, page(s));
    Value file = new_file(user, scratch_name(s, "file"), page(s));
    Value before = regions_of(user);
    int wanted = MAP_DROPPABLE | flags[story_cell(s)];
    Value from = wanted & MAP_ANONYMOUS ? NUMBER(-1) : file;
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, wanted, from, 0), EINVAL);
    expect_regions(user, before);
}

/* Files that are memory ------------------------------------------------------------------------------------------------------- */

CASE(a_synchronous_view,
     .claim = "Where MAP_SYNC is given, the region is marked so, and what is stored is the file's without msync.",
     .basis = "P-LNX-011", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "persistent");
    Value file = new_file(user, path, page(s));
    const Answer *mapped = CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED_VALIDATE | MAP_SYNC, file, 0);
    if (strcmp(answer_error(mapped), "EOPNOTSUPP") == 0)
        skip_story(s, "the scratch folder is not on persistent memory with DAX: no MAP_SYNC");
    View view = VIEW_AT(expect_ok(mapped), page(s));
    expect_flag(user, view.address, "sf", true);
    expect_ok(store(user, view, 0, "persistent"));
    kill_actor(user);
    Value same = open_file(reader, path, O_RDONLY);
    expect_field_text(CALL(reader, pread, same, OUT_ROOM(10), 10, 0), "buffer", "persistent", 10);
}

CASES(linux_flags, "linux/flags", "posix", &flags_without_effect, &memory_grows_downwards, &growth_keeps_its_distance,
      &shared_memory_does_not_grow, &droppable_memory_is_a_childs_own, &what_cannot_be_dropped, &a_synchronous_view);
