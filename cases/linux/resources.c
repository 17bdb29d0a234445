/* Limits reached in other ways than by mmap, and how a process gets on once it has given something back. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

enum { MEGABYTE = 1 << 20, LARGE = 64 * MEGABYTE };

/* Addresses ------------------------------------------------------------------------------------------------------------------- */

/* The actor may have so many bytes more of what /proc/self/status counts under `word`. */
static void limit_from_here(Actor *actor, int resource, const char *word, uint64_t more)
{
    const Answer *size = CALL(actor, number_in, "/proc/self/status", word, OUT);
    expect_ok(size);
    limit_to(actor, resource, answer_field(size, "value").number * KILOBYTE + more);
}

static const struct {
    const char *name;
    int prot, flags;
} ways[] = {{"private", READ_WRITE, PRIVATE_MEMORY},  {"shared", READ_WRITE, SHARED_MEMORY},
            {"no-access", PROT_NONE, PRIVATE_MEMORY}, {"noreserve", READ_WRITE, PRIVATE_MEMORY | MAP_NORESERVE},
            {"file", PROT_READ, MAP_SHARED},          {"copy", READ_WRITE, MAP_PRIVATE}};

static void way_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", ways[cell].name);
}

CASE(every_address_counts,
     .claim = "Mappings of every kind count for RLIMIT_AS: ENOMEM at the limit, given again for what is unmapped.",
     .basis = "P-MERR-027 P-MERR-034", .level = MUST, .needs = CAP(LINUX), .cells = sizeof ways / sizeof ways[0],
     .cell_name = way_cell)
{
    needs_plain_actor(s);
    int prot = ways[story_cell(s)].prot, flags = ways[story_cell(s)].flags;
    Actor *user = cast(s, "user");
    Value file = flags & MAP_ANONYMOUS ? NUMBER(-1) : new_file(user, scratch_name(s, "large"), LARGE);
    View view = view_of(user, file, LARGE, prot, flags);
    limit_from_here(user, RLIMIT_AS, "VmSize:", LARGE / 2);
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mmap, NULL, LARGE, prot, flags, file, 0), ENOMEM);
    expect_regions(user, before);
    expect_ok(CALL(user, mmap, view.address, LARGE, prot, flags | MAP_FIXED, file, 0)); /* in its place: not more */
    expect_only_error(user, CALL(user, mmap, NULL, LARGE, prot, flags, file, 0), ENOMEM);
    expect_ok(CALL(user, munmap, view.address, LARGE));
    View again = view_of(user, file, LARGE, prot, flags);
    if (prot & PROT_WRITE)
        expect_ok(store(user, again, LARGE - 4, "last"));
}

/* Data ------------------------------------------------------------------------------------------------------------------------ */

CASE(data_is_what_can_be_written,
     .claim =
         "RLIMIT_DATA counts memory that becomes private and writable: by mprotect, by mremap, by the program break.",
     .basis = "P-MERR-028", .level = MUST, .needs = CAP(LINUX))
{
    needs_plain_actor(s);
    needs_kernel(s, 4, 7);
    Actor *user = cast(s, "user");
    View reading = view_of(user, NUMBER(-1), LARGE, PROT_READ, PRIVATE_MEMORY);
    View small = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, small, 0, "kept"));
    limit_from_here(user, RLIMIT_DATA, "VmData:", LARGE / 2);
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mprotect, reading.address, LARGE, READ_WRITE), ENOMEM);
    expect_only_error(user, CALL(user, mremap, small.address, page(s), LARGE, MREMAP_MAYMOVE, NULL), ENOMEM);
    expect_error(CALL(user, sbrk, LARGE), ENOMEM);
    expect_regions(user, before);
    expect_fault_code(store(user, reading, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_bytes(user, small, 0, "kept");
    expect_ok(CALL(user, mprotect, reading.address, LARGE / 4, READ_WRITE));
    lift_limit(user, RLIMIT_DATA);
    expect_ok(CALL(user, mprotect, reading.address, LARGE, READ_WRITE));
    expect_ok(store(user, reading, LARGE - 4, "last"));
}

/* Regions --------------------------------------------------------------------------------------------------------------------- */

/* The calls that are given the middle page of a view of their own; and one that is given a segment. */
typedef enum Splitter { UNMAP, PROTECT, ADVISE, LOCK, MOVE, SPLITTERS, ATTACH = SPLITTERS } Splitter;

/* Each needs regions that there were not, done to a region's middle page or with a segment. */
static const Answer *take_regions(Story *s, Actor *actor, Splitter splitter, Value place)
{
    switch (splitter) {
    case UNMAP:
        return CALL(actor, munmap, place, page(s));
    case PROTECT:
        return CALL(actor, mprotect, place, page(s), PROT_READ);
    case ADVISE:
        return CALL(actor, madvise, place, page(s), MADV_DONTFORK);
    case LOCK:
        return CALL(actor, mlock, place, page(s));
    case MOVE:
        return CALL(actor, mremap, place, page(s), 2 * page(s), MREMAP_MAYMOVE, NULL);
    default:
        return CALL(actor, shmat, place, NULL, 0);
    }
}

/* How many regions a process may have; skips where that would take a case too long. */
static uint64_t region_limit(Story *s)
{
    enum { MOST_REGIONS = 200000 };
    uint64_t limit = fact_number(s, "max_map_count", 0);
    if (limit == 0 || limit > MOST_REGIONS)
        skip_story(s, "vm.max_map_count is %llu here; a limit of at most %d is tried", (unsigned long long)limit,
                   MOST_REGIONS);
    return limit;
}

/* What is tried: with a view for each splitter, which holds letters of its own, and with a segment. */
typedef struct Tried {
    View views[SPLITTERS];
    bool has_segment; /* some kernels are built without */
    Value segment;
} Tried;

static void make_segment(Story *s, Actor *user, Tried *tried)
{
    const Answer *made = CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600);
    tried->has_segment = answer_kind(made) != ANSWER_ERROR || strcmp(answer_error(made), "ENOSYS") != 0;
    if (!tried->has_segment)
        return;
    tried->segment = expect_ok(made);
    expect_ok(CALL(user, shmat, tried->segment, NULL, 0)); /* keeps it until the process ends */
    expect_ok(CALL(user, shmctl, tried->segment, IPC_RMID, NULL));
}

/* So many regions as there may be; one more is refused. */
static const Answer *take_all_regions(Story *s, Actor *user, uint64_t limit)
{
    const Answer *full = CALL(user, map_until_refused, limit + 10, OUT, OUT);
    uint64_t made = expect_ok(full).number, refusal = answer_field(full, "refusal").number;
    expect_true(s, made + 1000 > limit && made <= limit, "nearly as many regions were mapped as the limit says");
    observe_text(s, "the refusal", refusal == ENOMEM ? "ENOMEM" : refusal == EMFILE ? "EMFILE" : "another", "ENOMEM");
    expect_true(s, refusal == ENOMEM || refusal == EMFILE, "mmap was refused with ENOMEM or EMFILE");
    return full;
}

static void expect_none_taken(Story *s, Actor *user, const Tried *tried)
{
    const View *views = tried->views;
    Value before = regions_of(user);
    for (Splitter i = 0; i < SPLITTERS; i++) {
        const Answer *refused = take_regions(s, user, i, byte_of(views[i], page(s)));
        if (i == ADVISE || i == LOCK)
            expect_one_error(refused, ENOMEM, EAGAIN);
        else
            expect_error(refused, ENOMEM);
        expect_filled(user, views[i], 0, 3 * page(s), (unsigned char)('r' + i));
        expect_ok(store(user, views[i], page(s), "writable"));
    }
    if (tried->has_segment)
        expect_error(take_regions(s, user, ATTACH, tried->segment), ENOMEM);
    expect_regions(user, before);
    expect_ok(CALL(user, mprotect, views[PROTECT].address, 3 * page(s), PROT_READ));
    expect_fault_code(store(user, views[PROTECT], page(s), "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, views[PROTECT].address, 3 * page(s), READ_WRITE));
}

/* With room for some more. */
static void expect_all_taken(Story *s, Actor *user, const Tried *tried)
{
    const View *views = tried->views;
    if (tried->has_segment)
        expect_ok(take_regions(s, user, ATTACH, tried->segment));
    for (Splitter i = SPLITTERS; i-- > 0;) /* munmap is the last: nothing else is to come into its hole */
        expect_ok(take_regions(s, user, i, byte_of(views[i], page(s))));
    expect_fault_code(load(user, views[UNMAP], page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_filled(user, views[UNMAP], 2 * page(s), page(s), 'r' + UNMAP);
    expect_fault_code(store(user, views[PROTECT], page(s), "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
}

/* One case for all of it: to reach the limit takes longer than hundreds of other cases. So the list, which is as long, is
 * read once before all that is refused and once behind. */
CASE(regions_run_out,
     .claim =
         "At the limit of regions mmap is ENOMEM, or EMFILE as POSIX has it, and what would split a region or add one "
         "is refused and changes nothing: munmap, mprotect, madvise, mlock, mremap, shmat. What needs no region works "
         "there. With some less they work, as many can be mapped again, and without half of them all is as before.",
     .basis = "P-MERR-029 P-PROT-015 P-UNMAP-011 P-STR-013", .level = MUST, .needs = CAP(LINUX), .tags = "long")
{
    enum { SOME = 100, SLACK = 4, ROOM_AGAIN = 32 /* mremap wants several, whatever it will need */ };
    needs_plain_actor(s);
    uint64_t limit = region_limit(s);
    Actor *user = cast(s, "user");
    Tried tried = {.has_segment = false};
    make_segment(s, user, &tried);
    for (Splitter i = 0; i < SPLITTERS; i++) {
        tried.views[i] = memory(user, 3 * page(s), i == UNMAP || i == PROTECT ? SHARED_MEMORY : PRIVATE_MEMORY);
        expect_ok(fill(user, tried.views[i], 0, 3 * page(s), (unsigned char)('r' + i)));
    }
    const Answer *full = take_all_regions(s, user, limit);
    Value last = answer_field(full, "last");
    expect_none_taken(s, user, &tried);
    expect_ok(CALL(user, munmap, last, SOME * page(s)));
    const Answer *again = CALL(user, map_until_refused, 2 * SOME, OUT, OUT);
    uint64_t more = expect_ok(again).number;
    expect_true(s, more + SLACK >= SOME && more <= SOME + SLACK, "as many regions were mapped again as were unmapped");
    expect_ok(CALL(user, munmap, answer_field(again, "last"), ROOM_AGAIN * page(s)));
    expect_all_taken(s, user, &tried);
    expect_ok(CALL(user, munmap, last, answer_value(full).number / 2 * page(s)));
    expect_ok(store(user, memory(user, page(s), PRIVATE_MEMORY), 0, "works again"));
}

/* Room in a file system -------------------------------------------------------------------------------------------------------- */

CASE(room_comes_back,
     .claim = "A store that was SIGBUS on a full tmpfs succeeds once another file is removed, or a hole is punched.",
     .basis = "P-HOLE-004 P-ADV-017", .level = MUST, .needs = CAP(LINUX))
{
    enum { PAGES = 16 };
    Actor *user = cast(s, "user");
    const char *folder = scratch_name(s, "room");
    mount_privately(s, user, folder, "tmpfs", PAGES * page(s), "mode=0700");
    char path[512], other_path[512];
    snprintf(path, sizeof path, "%s/file", folder);
    snprintf(other_path, sizeof other_path, "%s/other", folder);
    Value file = new_file(user, path, 2 * PAGES * page(s));
    View view = view_of(user, file, 2 * PAGES * page(s), READ_WRITE, MAP_SHARED);
    Value other = new_file(user, other_path, PAGES * page(s));
    View others = view_of(user, other, PAGES * page(s), READ_WRITE, MAP_SHARED);
    uint64_t taken = 0;
    while (taken < PAGES && answer_kind(store(user, others, taken * page(s), "other")) == ANSWER_OK)
        taken++;
    expect_true(s, taken > 0, "the file system had room for a page");
    Actor *child = fork_actor(user, "child");
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGBUS:BUS_ADRERR");
    expect_fault_code(store(child, view, page(s), "x"), WRITE, "SIGBUS:BUS_ADRERR");
    expect_ok(CALL(child, madvise, others.address, page(s), MADV_REMOVE));
    expect_ok(store(user, view, 0, "the room of one page"));
    expect_bytes(child, view, 0, "the room of one page");
    expect_fault_code(store(user, view, page(s), "x"), WRITE, "SIGBUS:BUS_ADRERR");
    for (unsigned i = 0; i < 2; i++) { /* the file's room comes back with its last user */
        Actor *actor = i ? child : user;
        expect_ok(CALL(actor, munmap, others.address, others.length));
        expect_ok(CALL(actor, close, other));
    }
    expect_ok(CALL(user, unlink, other_path));
    expect_ok(fill(user, view, page(s), (taken - 1) * page(s), 'r'));
    expect_filled(child, view, page(s), (taken - 1) * page(s), 'r');
}

CASES(linux_resources, "linux/resources", "posix", &every_address_counts, &data_is_what_can_be_written,
      &regions_run_out, &room_comes_back);
