/* Several threads and processes at one file or section at a time: what each call may answer, what bytes may be seen.
 *
 * Which of two calls comes first is left to chance; what is checked holds in either order. */
#include "cases/win32/sections.h"
#include "cases/win32/seeded.h"

enum { STEP = 65536, READERS_LENGTH = 1 << 20, MARK = 0x5a };

/* A view of the random walk; length 0: none at present. */
typedef struct Walk {
    Value address;
    uint64_t offset;
    uint64_t length;
} Walk;

enum { THREADS = 4, SLOTS = 5, GRANULES = 12, WALK_ROUNDS = 20 };

/* Granule number i of the section is filled with i + 1. */
static void check_walk(Actor *lane, const Walk *view)
{
    for (uint64_t done = 0; done < view->length;) {
        uint64_t place = view->offset + done;
        uint64_t part = STEP - place % STEP;
        if (part > view->length - done)
            part = view->length - done;
        expect_filled(lane, VIEW_AT(view->address, view->length), done, part, (unsigned char)(place / STEP + 1));
        done += part;
    }
}

static void expect_apart(Story *s, Walk walks[THREADS][SLOTS], const Walk *one)
{
    for (size_t i = 0; i < (size_t)THREADS * SLOTS; i++) {
        const Walk *other = &walks[i / SLOTS][i % SLOTS];
        bool apart = other == one || !other->length || one->address.number + one->length <= other->address.number ||
                     other->address.number + other->length <= one->address.number;
        expect_true(s, apart, "no address is given to two views at a time");
    }
}

static const Answer *begin_walk(Actor *lane, Value section, Walk *view, uint64_t *seed)
{
    if (view->length)
        return BEGIN_CALL(lane, UnmapViewOfFile, view->address);
    view->offset = STEP * seeded_below(seed, GRANULES - 2);
    view->length = 4096 * (1 + seeded_below(seed, 32));
    return BEGIN_CALL(lane, MapViewOfFile, section, FILE_MAP_READ, 0, view->offset, view->length);
}

CASE(views_come_and_go,
     .claim = "Threads that map and unmap parts of a section see its bytes, each view at its own place.",
     .basis = "W-STR-001 W-MAP-026 W-COH-007", .level = OBSERVE, .tags = "race")
{
    static const char *const names[THREADS] = {"north", "east", "south", "west"};
    Actor *lanes[THREADS];
    Walk walks[THREADS][SLOTS] = {0};
    uint64_t seed = 20260101;
    lanes[0] = cast(s, names[0]);
    for (size_t i = 1; i < THREADS; i++)
        lanes[i] = lane_of(lanes[0], names[i]);
    Value section = make_section(lanes[0], NULL, GRANULES * STEP);
    View whole = view_of(lanes[0], section, FILE_MAP_WRITE);
    for (uint64_t i = 0; i < GRANULES; i++)
        expect_ok(fill(lanes[0], whole, i * STEP, STEP, (unsigned char)(i + 1)));
    for (unsigned round = 0; round < WALK_ROUNDS; round++) {
        const Answer *calls[THREADS];
        Walk *views[THREADS];
        bool mapping[THREADS];
        for (size_t i = 0; i < THREADS; i++) {
            views[i] = &walks[i][seeded_below(&seed, SLOTS)];
            mapping[i] = !views[i]->length;
            calls[i] = begin_walk(lanes[i], section, views[i], &seed);
        }
        for (size_t i = 0; i < THREADS; i++) {
            Value result = expect_ok(finish_call(calls[i]));
            *views[i] = mapping[i] ? (Walk){result, views[i]->offset, views[i]->length} : (Walk){.length = 0};
        }
        for (size_t i = 0; i < THREADS; i++) {
            expect_apart(s, walks, views[i]);
            check_walk(lanes[i], views[i]);
        }
    }
    observe_number(s, "rounds in which every byte was right", WALK_ROUNDS, "20");
}

CASE(protection_that_flickers, .claim = "A reader of a view whose protection changes sees right bytes or faults.",
     .basis = "W-STR-006 W-VPR-012", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 6, CHANGES = 4 };
    Actor *a = cast(s, "a");
    Actor *lane = lane_of(a, "reading");
    Value section = make_section(a, NULL, READERS_LENGTH);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(fill(a, view, 0, READERS_LENGTH, MARK));
    for (unsigned round = 0; round < ROUNDS; round++) {
        const Answer *reading = BEGIN_CALL_IN(portable, lane, mismatch, view.address, READERS_LENGTH, MARK);
        for (unsigned change = 0; change < CHANGES; change++)
            expect_ok(
                CALL(a, VirtualProtect, view.address, READERS_LENGTH, change % 2 ? PAGE_READONLY : PAGE_NOACCESS, OUT));
        finish_call(reading);
        if (answer_kind(reading) == ANSWER_OK)
            expect_result(reading, READERS_LENGTH);
        else
            expect_fault_code(reading, READ, "EXCEPTION_ACCESS_VIOLATION");
        expect_filled(lane, view, 0, READERS_LENGTH, MARK);
    }
    observe_number(s, "rounds without a wrong byte", ROUNDS, "6");
}

CASE(flush_against_everything,
     .claim = "A flush while others store, cut the file and unmap the view says TRUE, 33, 487 or 87, and ends.",
     .basis = "W-STR-005 W-FIL-001 W-FLU-014", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 10, LENGTH = 16 * 4096 };
    Actor *writer = cast(s, "writer");
    Actor *flusher = cast(s, "flusher");
    Actor *lane = lane_of(flusher, "unmapping");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "busy");
    View stored = view_of(writer, section_of_file(writer, make_file(writer, path, LENGTH), PAGE_READWRITE),
                          FILE_MAP_WRITE);
    Value section = section_of_file(flusher, open_file(flusher, path, GENERIC_READ | GENERIC_WRITE), PAGE_READWRITE);
    Value file = open_file(cutter, path, GENERIC_READ | GENERIC_WRITE);
    expect_ok(CALL(cutter, SetFilePointerEx, file, 4096, NULL, FILE_BEGIN));
    for (unsigned char round = 1; round <= ROUNDS; round++) {
        View view = view_of(flusher, section, FILE_MAP_WRITE);
        expect_ok(store(flusher, view, LENGTH - 8, "dirty"));
        const Answer *storing = BEGIN_CALL_IN(portable, writer, fill, stored.address, LENGTH / 2, round);
        const Answer *flushing = BEGIN_CALL(flusher, FlushViewOfFile, view.address, LENGTH);
        const Answer *cutting = BEGIN_CALL(cutter, SetEndOfFile, file);
        const Answer *unmapping = BEGIN_CALL(lane, UnmapViewOfFile, view.address);
        expect_ok(finish_call(storing));
        finish_call(flushing);
        if (answer_kind(flushing) == ANSWER_ERROR)
            expect_one_error(flushing, ERROR_LOCK_VIOLATION, ERROR_INVALID_ADDRESS, ERROR_INVALID_PARAMETER);
        else
            expect_ok(flushing);
        expect_error(finish_call(cutting), ERROR_USER_MAPPED_FILE);
        expect_ok(finish_call(unmapping));
        expect_filled(writer, stored, 0, LENGTH / 2, round);
        expect_bytes(writer, stored, LENGTH - 8, "dirty");
    }
    observe_number(s, "rounds that ended well", ROUNDS, "10");
}

CASE(growing_against_cutting,
     .claim = "Growing a mapped file is never lost to an attempt to cut it; what is cut and grown again is zero.",
     .basis = "W-STR-004 W-FIL-001 W-FIL-002 W-FIL-003", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 12 };
    Actor *viewer = cast(s, "viewer");
    Actor *grower = cast(s, "grower");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "grown");
    Value file = make_file(viewer, path, 8192);
    Value section = section_of_file(viewer, file, PAGE_READWRITE);
    View view = view_of(viewer, section, FILE_MAP_WRITE);
    Value growing = open_file(grower, path, GENERIC_READ | GENERIC_WRITE);
    Value cutting = open_file(cutter, path, GENERIC_READ | GENERIC_WRITE);
    expect_ok(CALL(cutter, SetFilePointerEx, cutting, 4096, NULL, FILE_BEGIN));
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        uint64_t size = 8192 + round * 4096;
        expect_ok(CALL(grower, SetFilePointerEx, growing, size, NULL, FILE_BEGIN));
        const Answer *grown = BEGIN_CALL(grower, SetEndOfFile, growing);
        const Answer *cut = BEGIN_CALL(cutter, SetEndOfFile, cutting);
        expect_ok(fill(viewer, view, 0, 8192, (unsigned char)round));
        expect_ok(finish_call(grown));
        expect_error(finish_call(cut), ERROR_USER_MAPPED_FILE);
        expect_field(CALL(cutter, GetFileSizeEx, cutting, OUT), "size", size);
        expect_filled(viewer, view, 0, 8192, (unsigned char)round);
    }
    unmap_view(viewer, view);
    close_handle(viewer, section);
    expect_ok(CALL(cutter, SetEndOfFile, cutting));
    expect_ok(set_file_end(cutter, cutting, 16384));
    View again = view_of(viewer, section_of_file(viewer, file, PAGE_READONLY), FILE_MAP_READ);
    expect_filled(viewer, again, 0, 4096, ROUNDS);
    expect_filled(viewer, again, 4096, 16384 - 4096, 0);
    observe_number(s, "rounds in which no growth was lost", ROUNDS, "12");
}

CASES(win32_races, "win32/races", "win32", &views_come_and_go, &protection_that_flickers, &flush_against_everything,
      &growing_against_cutting);
