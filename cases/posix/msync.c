/* msync: what it writes and what it refuses. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>

typedef struct Flags {
    const char *name;
    int flags;
    const char *error; /* "": success */
} Flags;
static const Flags table[] = {{"MS_SYNC", MS_SYNC, ""},
                              {"MS_ASYNC", MS_ASYNC, ""},
                              {"MS_INVALIDATE", MS_INVALIDATE, ""},
                              {"MS_SYNC+MS_INVALIDATE", MS_SYNC | MS_INVALIDATE, ""},
                              {"MS_ASYNC+MS_INVALIDATE", MS_ASYNC | MS_INVALIDATE, ""},
                              {"MS_SYNC+MS_ASYNC", MS_SYNC | MS_ASYNC, "EINVAL"},
                              {"unknown-bit", MS_SYNC | 0x100, "EINVAL"},
                              {"all-bits", -1, "EINVAL"}};

static void name_flags_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", table[cell].name);
}

CASE(each_combination_of_flags,
     .claim = "Valid flags give 0 and lose nothing; contradictory and unknown ones are EINVAL.",
     .basis = "P-MSYNC-001 P-MSYNC-002 P-MSYNC-003 P-MSYNC-004 P-MSYNC-006", .level = MUST,
     .cells = sizeof table / sizeof table[0], .cell_name = name_flags_cell)
{
    const Flags *cell = &table[story_cell(s)];
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "flags");
    Value file = new_file(writer, path, page(s));
    View view = view_of(writer, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(writer, view, 0, "stored"));
    const Answer *answer = CALL(writer, msync, view.address, page(s), cell->flags);
    if (cell->error[0])
        expect_error_(HERE, answer, cell->error);
    else
        expect_result(answer, 0);
    expect_bytes(writer, view, 0, "stored");
    View readers = view_of(reader, open_file(reader, path, O_RDONLY), page(s), PROT_READ, MAP_SHARED);
    expect_bytes(reader, readers, 0, "stored");
}

CASE(synchronised_bytes_are_in_the_file, .claim = "After msync, another process reads the bytes from the file.",
     .basis = "P-MSYNC-001 P-MSYNC-011", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "synced");
    Value file = new_file(writer, path, 3 * page(s));
    View view = view_of(writer, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    Value same = open_file(reader, path, O_RDONLY);
    for (unsigned i = 0; i < 3; i++) {
        expect_ok(store_word(writer, view, i * page(s), 8, 0x1122334455667700 + i));
        expect_ok(CALL(writer, msync, byte_of(view, i * page(s)), 1, MS_SYNC));
        View fresh = view_of(reader, same, 3 * page(s), PROT_READ, MAP_PRIVATE);
        expect_result(load_word(reader, fresh, i * page(s), 8), 0x1122334455667700 + i);
    }
    expect_ok(CALL(writer, pwrite, file, "by call", 7, 100));
    expect_ok(CALL(writer, msync, view.address, page(s), MS_SYNC | MS_INVALIDATE));
    expect_bytes(writer, view, 100, "by call");
}

CASE(an_unmapped_page_is_no_memory,
     .claim = "A page in the range that is not mapped is ENOMEM; what is mapped keeps its bytes.",
     .basis = "P-MSYNC-009", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "hole"), 3 * page(s));
    View view = view_of(user, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 2 * page(s), "behind"));
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    expect_only_error(user, CALL(user, msync, view.address, 3 * page(s), MS_SYNC), ENOMEM);
    expect_only_error(user, CALL(user, msync, byte_of(view, page(s)), page(s), MS_SYNC), ENOMEM);
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    expect_bytes(user, view, 2 * page(s), "behind");
    expect_field_text(CALL(user, pread, file, OUT_ROOM(6), 6, 2 * page(s)), "buffer", "behind", 6);
}

CASE(an_unaligned_address_is_invalid, .claim = "An address within a page is EINVAL.", .basis = "P-MSYNC-008",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "unaligned"), 2 * page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_only_error(user, CALL(user, msync, byte_of(view, 1), page(s), MS_SYNC), EINVAL);
    expect_only_error(user, CALL(user, msync, byte_of(view, page(s) - 1), 1, MS_ASYNC), EINVAL);
    expect_ok(CALL(user, msync, byte_of(view, page(s)), 1, MS_SYNC));
}

CASE(private_bytes_are_not_written, .claim = "msync of a private view gives 0 and leaves the file as it was.",
     .basis = "P-MSYNC-013 P-COW-002", .level = MUST)
{
    Actor *copier = cast(s, "copier");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "private");
    Value file = new_file(copier, path, page(s));
    View view = view_of(copier, file, page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(copier, view, 0, "secret"));
    expect_result(CALL(copier, msync, view.address, page(s), MS_SYNC), 0);
    expect_bytes(copier, view, 0, "secret");
    Value same = open_file(reader, path, O_RDONLY);
    expect_field_text(CALL(reader, pread, same, OUT_ROOM(6), 6, 0), "buffer", "\0\0\0\0\0\0", 6);
}

CASE(freedom_of_flushing, .claim = "Where the standard says nothing, this is what msync answers.",
     .basis = "P-MSYNC-005 P-MSYNC-010 P-MSYNC-012 P-MSYNC-014", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, page(s), 'm'));
    observe_text(s, "anonymous memory", answer_error(CALL(user, msync, view.address, page(s), MS_SYNC)), "");
    observe_text(s, "no flags", answer_error(CALL(user, msync, view.address, page(s), 0)), "");
    observe_text(s, "no length", answer_error(CALL(user, msync, view.address, 0, MS_SYNC)), "");
    observe_text(s, "SIZE_MAX bytes", answer_error(CALL(user, msync, view.address, SIZE_MAX, MS_SYNC)), "");
    expect_filled(user, view, 0, page(s), 'm'); /* whatever it answers, it loses no byte */
}

CASES(posix_msync, "posix/msync", "posix", &each_combination_of_flags, &synchronised_bytes_are_in_the_file,
      &an_unmapped_page_is_no_memory, &an_unaligned_address_is_invalid, &private_bytes_are_not_written,
      &freedom_of_flushing);
