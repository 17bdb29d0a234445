/* File systems that had no room, and have some again: nothing that was refused meanwhile is lost for good. */
#include "cases/linux/room.h"

enum { PAGES = 64, STEP = 16 };

static const struct {
    const char *kind;
    uint64_t size;
    const char *options;
} places[] = {{"tmpfs", 4 * MEGABYTE, "mode=777"},
              {"ext4", 8 * MEGABYTE, ""},
              {"xfs", (uint64_t)320 * MEGABYTE, ""},
              {"btrfs", (uint64_t)128 * MEGABYTE, ""}};

static void name_place_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", places[cell].kind);
}

/* Stores into one hole after the other until one faults: what is kept back for the file system's own use may serve some. */
static uint64_t refused_page(Story *s, Actor *user, View view)
{
    for (uint64_t i = STEP; i < PAGES; i += STEP) {
        const Answer *stored = store(user, view, i * page(s), "refused");
        if (answer_kind(stored) == ANSWER_OK)
            continue;
        expect_fault_code(stored, WRITE, "SIGBUS:BUS_ADRERR");
        return i;
    }
    expect_true(s, false, "a store into a hole of a full file system faults");
    return 0;
}

CASE(what_was_refused_succeeds,
     .claim = "A store that raised SIGBUS and a write that was ENOSPC for want of room succeed once there is room.",
     .basis = "P-HOLE-004 P-HOLE-006 P-HOLE-007", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED),
     .cells = sizeof places / sizeof places[0], .cell_name = name_place_cell, .tags = "long")
{
    Actor *user = cast(s, "user");
    const char *folder = scratch_name(s, "room");
    mount_privately(s, user, folder, places[story_cell(s)].kind, places[story_cell(s)].size,
                    places[story_cell(s)].options);
    Value file = new_file(user, path_in(s, folder, "holes"), PAGES * page(s));
    View view = view_of(user, file, PAGES * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, page(s), 'k'));
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    take_all_room(s, user, folder);
    uint64_t refused = refused_page(s, user, view) * page(s);
    Value next = at(NUMBER(refused), (int64_t)page(s));
    expect_error(CALL(user, pwrite, file, "written", 7, next), ENOSPC);

    open_file(user, path_in(s, folder, "filler"), O_RDWR | O_TRUNC);
    expect_ok(CALL(user, fsync, file)); /* room that was given back may be had only when that is on the disk */
    expect_ok(store(user, view, refused, "stored"));
    expect_result(CALL(user, pwrite, file, "written", 7, next), 7);
    expect_ok(CALL(user, msync, view.address, PAGES * page(s), MS_SYNC));
    expect_field_text(CALL(user, pread, file, OUT_ROOM(6), 6, refused), "buffer", "stored", 6);
    expect_bytes(user, view, next.number, "written");
    expect_filled(user, view, 0, page(s), 'k');
}

CASES(linux_room_again, "linux/room_again", "posix", &what_was_refused_succeeds);
