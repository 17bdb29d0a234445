/* Sizes beyond what there is, and beyond 4 GiB. */
#include "cases/win32/sections.h"

#define TERA ((uint64_t)1 << 40)

static const Answer *create_sized(Actor *actor, Value file, unsigned protection, uint64_t size)
{
    return CALL(actor, CreateFileMappingA, file, NULL, protection, size >> 32, size & 0xffffffff, NULL);
}

CASE(executable_section_grows_its_file, .claim = "A section to read, write and execute grows its file like another.",
     .basis = "W-SIZ-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "grown");
    close_handle(a, make_file(a, path, 0));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    Value section = expect_ok(create_sized(a, file, PAGE_EXECUTE_READWRITE, 10001));
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 10001);
    expect_filled(a, view_of(a, section, FILE_MAP_READ), 0, 10001, 0);
}

CASE(more_than_the_disk, .claim = "A file is not grown beyond what its disk holds.", .basis = "W-SIZ-013",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "full"), 5000);
    const Answer *section = create_sized(a, file, PAGE_READWRITE, 7000 * TERA);
    observe_outcome(s, "a section of 7000 TiB", section, "ERROR_DISK_FULL");
    if (answer_kind(section) == ANSWER_ERROR)
        expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 5000);
    else
        expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 7000 * TERA);
}

CASE(more_than_the_file_system, .claim = "FAT has no files of 4 GiB; what a section of that size gives is recorded.",
     .basis = "W-SIZ-014", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *system = fact_text(s, "filesystem");
    if (system[0] != 'F' || system[1] != 'A' || system[2] != 'T')
        skip_story(s, "the actors' files are on %s, not on FAT", *system ? system : "an unknown file system");
    Value file = make_file(a, scratch_name(s, "fat"), 5000);
    observe_outcome(s, "a section of 5 GiB", create_sized(a, file, PAGE_READWRITE, (uint64_t)5 << 30),
                    "ERROR_DISK_FULL, ERROR_INVALID_PARAMETER or ERROR_FILE_TOO_LARGE");
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 5000);
}

CASE(more_than_can_be_committed, .claim = "A committed section beyond the commit limit is ERROR_COMMITMENT_LIMIT.",
     .basis = "W-SIZ-015", .level = MUST)
{
    Actor *a = cast(s, "a");
    if (pointer_bits(s) == 32 && !fact_number(s, "wow64", 0))
        skip_story(s, "a 32-bit Windows has no sections of this size");
    expect_error(create_sized(a, NUMBER(-1), PAGE_READWRITE, 64 * TERA), ERROR_COMMITMENT_LIMIT);
}

CASE(reserved_section_of_8_tib, .claim = "What a reserved section of 8 TiB gives is recorded.", .basis = "W-SIZ-017",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    observe_outcome(s, "8 TiB", create_sized(a, NUMBER(-1), PAGE_READWRITE | SEC_RESERVE, 8 * TERA),
                    "ok or ERROR_NO_SYSTEM_RESOURCES");
    const Answer *small = create_sized(a, NUMBER(-1), PAGE_READWRITE | SEC_RESERVE, 65536);
    View view = view_of(a, expect_ok(small), FILE_MAP_WRITE);
    expect_field(query(s, a, view.address), "information.RegionSize", 65536);
}

CASE(view_beyond_4_gib_of_a_file, .claim = "A view beyond 4 GiB of a file shows the bytes that are there.",
     .basis = "W-SIZ-021", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "sparse");
    uint64_t far_away = ((uint64_t)1 << 32) + 0x30000;
    Value file = make_far_file(s, a, path, far_away + 65536);
    Value section = section_of_file(a, file, PAGE_READWRITE);
    View view = VIEW_AT(
        expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_WRITE, far_away >> 32, far_away & 0xffffffff, 65536)),
        65536);
    expect_ok(store(a, view, 100, "far away"));
    Value reader = open_file(b, path, GENERIC_READ);
    const Answer *read = CALL(b, ReadFile, reader, OUT_ROOM(8), 8, OUT,
                              FIELDS(F(Offset, (far_away + 100) & 0xffffffff), F(OffsetHigh, far_away >> 32)));
    expect_field_text(read, "buffer", "far away", 8);
    const Answer *near_by = CALL(b, ReadFile, reader, OUT_ROOM(8), 8, OUT, FIELDS(F(Offset, 0x30000 + 100)));
    expect_field_text(near_by, "buffer", "\0\0\0\0\0\0\0\0", 8);
}

CASES(win32_size_limits, "win32/size_limits", "win32", &executable_section_grows_its_file, &more_than_the_disk,
      &more_than_the_file_system, &more_than_can_be_committed, &reserved_section_of_8_tib,
      &view_beyond_4_gib_of_a_file);
