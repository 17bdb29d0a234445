/* MADV_POPULATE_READ, MADV_POPULATE_WRITE and MAP_POPULATE: pages that are there before anybody touches them. */
#include "cases/linux/advice.h"

#include <stdio.h>

static const struct {
    const char *name;
    int advice;
} advices[] = {{"read", MADV_POPULATE_READ}, {"write", MADV_POPULATE_WRITE}};
enum { ADVICES = sizeof advices / sizeof advices[0] };

/* The cell's advice; how many cells there are is a multiple of two. */
static int populating(Story *s, Actor *actor)
{
    size_t row = story_cell(s) % ADVICES;
    needs_advice(s, actor, advices[row].advice, advices[row].name);
    return advices[row].advice;
}

static void advice_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", advices[cell].name);
}

/* Permission ---------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int prot;
} prots[] = {{"none", PROT_NONE}, {"read", PROT_READ}, {"write", PROT_WRITE}, {"read+write", READ_WRITE}};
enum { PROTS = sizeof prots / sizeof prots[0] };

static void prot_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", advices[cell % ADVICES].name, prots[cell / ADVICES].name);
}

CASE(populating_needs_permission,
     .claim = "Populating for reading wants readable memory, for writing writable memory; else it is EINVAL.",
     .basis = "P-ADV-022 P-ADV-025", .level = MUST, .needs = CAP(LINUX), .cells = (size_t)ADVICES * PROTS,
     .cell_name = prot_cell)
{
    Actor *user = cast(s, "user");
    int advice = populating(s, user), prot = prots[story_cell(s) / ADVICES].prot;
    View view = view_of(user, NUMBER(-1), 4 * page(s), prot, PRIVATE_MEMORY);
    bool allowed = prot & (advice == MADV_POPULATE_READ ? PROT_READ : PROT_WRITE);
    expect_resident(s, user, view, false);
    Value before = regions_of(user);
    if (allowed)
        expect_ok(advise(user, view, advice));
    else
        expect_error(advise(user, view, advice), EINVAL);
    expect_resident(s, user, view, allowed);
    expect_regions(user, before);
}

/* Holes and ends ------------------------------------------------------------------------------------------------------------ */

static const char *const hole_names[] = {"start", "middle", "end"};

static void hole_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", advices[cell % ADVICES].name, hole_names[cell / ADVICES]);
}

CASE(populating_stops_at_a_hole, .claim = "Populating a range with an unmapped page is ENOMEM, wherever the page is.",
     .basis = "P-ADV-023", .level = MUST, .needs = CAP(LINUX), .cells = (size_t)ADVICES * 3, .cell_name = hole_cell)
{
    Actor *user = cast(s, "user");
    int advice = populating(s, user);
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    uint64_t hole = story_cell(s) / ADVICES * page(s);
    expect_ok(CALL(user, munmap, byte_of(view, hole), page(s)));
    Value before = regions_of(user);
    expect_error(advise(user, view, advice), ENOMEM);
    expect_regions(user, before);
}

CASE(populating_beyond_the_end_is_no_signal,
     .claim = "Populating behind the file's end is EFAULT, and raises no signal.", .basis = "P-ADV-024", .level = MUST,
     .needs = CAP(LINUX), .cells = ADVICES, .cell_name = advice_cell)
{
    Actor *user = cast(s, "user");
    int advice = populating(s, user);
    Value file = new_file(user, scratch_name(s, "short"), page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    Value before = regions_of(user);
    expect_error(advise(user, view, advice), EFAULT);
    expect_regions(user, before);
    expect_ok(CALL(user, ftruncate, file, 2 * page(s)));
    expect_ok(advise(user, view, advice));
    expect_resident(s, user, view, true);
    expect_filled(user, view, 0, 2 * page(s), 0);
}

CASE(populating_writes_nothing,
     .claim = "Populating, for writing too, changes no byte of a private or shared view of a file.",
     .basis = "P-ADV-025 P-ADV-022", .level = MUST, .needs = CAP(LINUX), .cells = ADVICES, .cell_name = advice_cell)
{
    Actor *user = cast(s, "user");
    int advice = populating(s, user);
    Value file = new_file(user, scratch_name(s, "kept"), page(s));
    expect_ok(CALL(user, pwrite, file, "in the file", 11, 0));
    View shared = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    View copy = view_of(user, file, page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(advise(user, shared, advice));
    expect_ok(advise(user, copy, advice));
    expect_bytes(user, shared, 0, "in the file");
    expect_ok(store(user, shared, 0, "stored there"));
    bool copied = advice == MADV_POPULATE_WRITE; /* the page is the view's own from then on */
    expect_bytes(user, copy, 0, copied ? "in the file" : "stored there");
}

/* MAP_POPULATE -------------------------------------------------------------------------------------------------------------- */

CASE(mapped_and_populated, .claim = "With MAP_POPULATE, memory is resident when mmap returns, and without it is not.",
     .basis = "P-LNX-001", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View plain = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_resident(s, user, plain, false);
    View populated = memory(user, 4 * page(s), PRIVATE_MEMORY | MAP_POPULATE);
    expect_resident(s, user, populated, true);
    expect_filled(user, populated, 0, 4 * page(s), 0);
    expect_resident(s, user, memory(user, 4 * page(s), SHARED_MEMORY | MAP_POPULATE), true);
}

CASE(populating_a_short_file,
     .claim = "MAP_POPULATE of a view that reaches behind its file's end succeeds; the file's own pages are there.",
     .basis = "P-LNX-002", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "short"), page(s));
    expect_ok(CALL(user, pwrite, file, "short", 5, 0));
    View view = view_of(user, file, 4 * page(s), READ_WRITE, MAP_SHARED | MAP_POPULATE);
    expect_bytes(user, view, 0, "short");
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGBUS:BUS_ADRERR");
    Value empty = new_file(user, scratch_name(s, "empty"), 0);
    View nothing = view_of(user, empty, page(s), READ_WRITE, MAP_SHARED | MAP_POPULATE);
    expect_fault_code(load(user, nothing, 0, 1), READ, "SIGBUS:BUS_ADRERR");
}

/* What the process has of a page, as /proc/self/pagemap tells: bit 63 it is there, bit 55 it was written since. */
static uint64_t page_entry_of(Actor *actor, Value place)
{
    const Answer *entry = CALL(actor, page_entry, place, OUT);
    expect_ok(entry);
    return answer_field(entry, "entry").number;
}

CASE(populating_for_writing_dirties,
     .claim = "MADV_POPULATE_WRITE leaves its pages marked as written, MADV_POPULATE_READ does not.",
     .basis = "P-ADV-025", .level = MUST, .needs = CAP(LINUX), .cells = ADVICES, .cell_name = advice_cell)
{
    const uint64_t present = (uint64_t)1 << 63, written = (uint64_t)1 << 55;
    Actor *user = cast(s, "user");
    int advice = populating(s, user);
    Value marks = open_file(user, "/proc/self/clear_refs", O_WRONLY);
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "written"));
    if (!(page_entry_of(user, view.address) & written))
        skip_story(s, "this kernel does not note which pages were written");
    expect_ok(CALL(user, write, marks, "4", 1));
    expect_equal(s, NUMBER(page_entry_of(user, view.address) & written), NUMBER(0), "the mark once it is cleared");
    expect_ok(advise(user, view, advice));
    bool marked = page_entry_of(user, byte_of(view, page(s))) & written;
    expect_true(s, page_entry_of(user, byte_of(view, page(s))) & present, "the page is there");
    expect_true(s, marked == (advice == MADV_POPULATE_WRITE), "only what is populated for writing is marked");
}

CASE(pages_that_are_there_are_listed,
     .claim = "/proc/self/pagemap has a populated page as there, and one that nobody has touched as not there.",
     .basis = "P-ADV-025", .level = MUST, .needs = CAP(LINUX), .cells = ADVICES, .cell_name = advice_cell)
{
    const uint64_t present = (uint64_t)1 << 63;
    Actor *user = cast(s, "user");
    int advice = populating(s, user);
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_equal(s, NUMBER(page_entry_of(user, view.address) & present), NUMBER(0), "the first page before");
    expect_ok(CALL(user, madvise, view.address, page(s), advice));
    expect_equal(s, NUMBER(page_entry_of(user, view.address) & present), NUMBER(present), "the first page");
    expect_equal(s, NUMBER(page_entry_of(user, byte_of(view, page(s))) & present), NUMBER(0), "the page behind");
}

CASES(linux_populate, "linux/populate", "posix", &populating_needs_permission, &populating_stops_at_a_hole,
      &populating_beyond_the_end_is_no_signal, &populating_writes_nothing, &mapped_and_populated,
      &populating_a_short_file, &populating_for_writing_dirties, &pages_that_are_there_are_listed);
