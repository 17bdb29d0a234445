/* Files with holes: ranges that nobody has written yet, and ranges that are taken away again. */
#include "cases/posix/backings.h"

#include <string.h>

static uint64_t blocks_of(Actor *actor, Value file)
{
    const Answer *status = CALL(actor, fstat, file, OUT);
    expect_ok(status);
    return answer_field(status, "status.st_blocks").number;
}

CASE(a_hole_reads_as_zero,
     .claim = "A range that was never written reads as zero through views of two processes, and can be stored to.",
     .basis = "P-HOLE-001", .level = MUST, .needs = CAP(FORK), .cells = KINDS_OF_OBJECT, .cell_name = name_object_cell)
{
    Actor *writer = cast(s, "writer");
    Value object = new_object(s, writer, story_cell(s), 8 * page(s));
    expect_result(CALL(writer, pwrite, object, "end", 3, 7 * page(s)), 3);
    View view = view_of(writer, object, 8 * page(s), READ_WRITE, MAP_SHARED);
    Actor *reader = fork_actor(writer, "reader");
    expect_filled(reader, view, 0, 7 * page(s), 0);
    expect_bytes(reader, view, 7 * page(s), "end");
    expect_ok(store(writer, view, 3 * page(s) + 100, "middle"));
    expect_filled(reader, view, 0, 3 * page(s) + 100, 0);
    expect_bytes(reader, view, 3 * page(s) + 100, "middle");
    expect_filled(reader, view, 3 * page(s) + 106, 4 * page(s) - 106, 0);
    expect_field_text(CALL(reader, pread, object, OUT_ROOM(6), 6, 3 * page(s) + 100), "buffer", "middle", 6);
}

CASE(reading_a_hole_takes_no_room,
     .claim = "Whether reading a hole through a view allocates blocks is the file system's choice.",
     .basis = "P-HOLE-002", .level = OBSERVE, .cells = KINDS_OF_OBJECT, .cell_name = name_object_cell)
{
    Actor *reader = cast(s, "reader");
    Value object = new_object(s, reader, story_cell(s), 16 * page(s));
    View view = view_of(reader, object, 16 * page(s), PROT_READ, MAP_SHARED);
    expect_filled(reader, view, 0, 16 * page(s), 0);
    bool of_memory = story_cell(s) != KIND_OF_FILE || strcmp(fact_text(s, "filesystem"), "tmpfs") == 0;
    observe_text(s, "blocks after reading 16 pages", blocks_of(reader, object) ? "some" : "none",
                 of_memory ? "some" : "none");
}

CASE(storing_to_a_hole_takes_room,
     .claim = "After a store into a hole and msync, the file has blocks; when they appear is the file system's choice.",
     .basis = "P-HOLE-003", .level = OBSERVE, .cells = KINDS_OF_OBJECT, .cell_name = name_object_cell)
{
    Actor *writer = cast(s, "writer");
    Value object = new_object(s, writer, story_cell(s), 16 * page(s));
    View view = view_of(writer, object, 16 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(writer, view, 5 * page(s), page(s), 'h'));
    expect_ok(CALL(writer, msync, view.address, 16 * page(s), MS_SYNC));
    observe_text(s, "blocks after msync", blocks_of(writer, object) ? "some" : "none", "some");
}

CASE(a_stored_hole_is_data,
     .claim = "After a store into a hole through a view, lseek finds data at its page, and a hole before and behind.",
     .basis = "P-COH-013 P-HOLE-001", .level = MUST, .needs = CAP(LINUX), .cells = KINDS_OF_OBJECT,
     .cell_name = name_object_cell)
{
    Actor *writer = cast(s, "writer");
    Value object = new_object(s, writer, story_cell(s), 64 * page(s));
    const Answer *nothing = CALL(writer, lseek, object, 0, SEEK_DATA);
    if (answer_kind(nothing) == ANSWER_OK)
        skip_story(s, "this file system calls holes data");
    expect_error(nothing, ENXIO);
    View view = view_of(writer, object, 64 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(writer, view, 32 * page(s) + 5, "data"));
    expect_result(CALL(writer, lseek, object, 0, SEEK_DATA), 32 * page(s));
    expect_result(CALL(writer, lseek, object, 0, SEEK_HOLE), 0);
    expect_result(CALL(writer, lseek, object, 32 * page(s), SEEK_HOLE), 33 * page(s));
    expect_error(CALL(writer, lseek, object, 33 * page(s), SEEK_DATA), ENXIO);
}

/* Ranges that are taken away, put in, emptied ------------------------------------------------------------------------------ */

typedef struct Change {
    const char *name;
    int mode;
    const char *pages; /* of "abcdefgh" afterwards, where pages 2 and 3 are changed; a blank is a page of zeros */
} Change;
static const Change changes[] = {
    {"punch", FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, "ab  efgh"},
    {"zero", FALLOC_FL_ZERO_RANGE, "ab  efgh"},
    {"zero-keeping-size", FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, "ab  efgh"},
    {"collapse", FALLOC_FL_COLLAPSE_RANGE, "abefgh"},
    {"insert", FALLOC_FL_INSERT_RANGE, "ab  cdefgh"},
};

static void name_change_cell(size_t cell, char *name, size_t room)
{
    char kind[16];
    name_object_cell(cell, kind, sizeof kind);
    snprintf(name, room, "%s,%s", changes[cell / KINDS_OF_OBJECT].name, kind);
}

static void expect_page(Story *s, Actor *actor, Value object, View view, uint64_t index, char letter)
{
    unsigned char byte = letter == ' ' ? 0 : (unsigned char)letter;
    char bytes[4] = {(char)byte, (char)byte, (char)byte, (char)byte};
    expect_filled(actor, view, index * page(s), page(s), byte);
    expect_field_text(CALL(actor, pread, object, OUT_ROOM(4), 4, index * page(s)), "buffer", bytes, 4);
    expect_field_text(CALL(actor, pread, object, OUT_ROOM(4), 4, (index + 1) * page(s) - 4), "buffer", bytes, 4);
}

CASE(a_changed_range_is_changed_in_every_view,
     .claim =
         "What fallocate empties, takes away or puts in is so at once for reads and for the views of two processes.",
     .basis = "P-EOF-016 P-EOF-017", .level = MUST, .needs = CAP(LINUX) | CAP(FORK),
     .cells = KINDS_OF_OBJECT * sizeof changes / sizeof changes[0], .cell_name = name_change_cell)
{
    const Change *change = &changes[story_cell(s) / KINDS_OF_OBJECT];
    Actor *user = cast(s, "user");
    Value object = new_object(s, user, story_cell(s) % KINDS_OF_OBJECT, 8 * page(s));
    View view = view_of(user, object, 10 * page(s), READ_WRITE, MAP_SHARED);
    Actor *changer = fork_actor(user, "changer");
    for (unsigned i = 0; i < 8; i++)
        expect_ok(fill(user, view, i * page(s), page(s), (unsigned char)('a' + i)));
    const Answer *answer = CALL(changer, fallocate, object, change->mode, 2 * page(s), 2 * page(s));
    if (answer_kind(answer) == ANSWER_ERROR && strcmp(answer_error(answer), "EOPNOTSUPP") == 0)
        skip_story(s, "objects of this kind cannot do that to a range");
    if (answer_kind(answer) == ANSWER_ERROR && strcmp(answer_error(answer), "EINVAL") == 0 &&
        strchr("ci", change->name[0]))
        skip_story(s, "the blocks of this file system are larger than pages");
    expect_ok(answer);
    uint64_t count = strlen(change->pages);
    expect_equal(s, size_of_file(user, object), NUMBER(count * page(s)), "the object's size");
    for (unsigned i = 0; i < count; i++) {
        expect_page(s, user, object, view, i, change->pages[i]);
        expect_page(s, changer, object, view, i, change->pages[i]);
    }
    if (count < 10)
        expect_fault_code(load(user, view, count * page(s), 1), READ, "SIGBUS");
}

CASES(posix_holes, "posix/holes", "posix", &a_hole_reads_as_zero, &reading_a_hole_takes_no_room,
      &storing_to_a_hole_takes_room, &a_stored_hole_is_data, &a_changed_range_is_changed_in_every_view);
