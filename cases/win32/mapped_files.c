/* What may be done to a file while it is mapped: copied over, deleted, replaced, cut by other ways, locked. */
#include "cases/win32/images.h"

/* Classes of SetFileInformationByHandle, and a control code. */
enum { DISPOSITION_CLASS = 4, ALLOCATION_CLASS = 5, FSCTL_ZERO_DATA = 0x980c8, REPLACE_EXISTING = 1 };

static const Answer *open_with(Actor *a, const char *path, unsigned access, unsigned flags)
{
    return CALL(a, CreateFileA, path, access, EVERY_SHARE, NULL, OPEN_EXISTING, flags, NULL);
}

CASE(copying_onto_a_mapped_file, .claim = "A copy onto a mapped file is refused, and the file stays as it is.",
     .basis = "W-FIL-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *from = scratch_name(s, "from");
    const char *to = scratch_name(s, "to");
    close_handle(a, make_file(a, from, 100));
    Value file = make_file(a, to, 8192);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 8000, "mapped"));
    expect_one_error(CALL(a, CopyFileA, from, to, FALSE), ERROR_USER_MAPPED_FILE, ERROR_SHARING_VIOLATION);
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 8192);
    expect_bytes(a, view, 8000, "mapped");
}

CASE(writing_to_a_mapped_image, .claim = "A file mapped as an image cannot be opened for writing.",
     .basis = "W-FIL-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_error(open_with(a, path, FILE_WRITE_DATA, FILE_ATTRIBUTE_NORMAL), ERROR_SHARING_VIOLATION);
    expect_bytes(a, view, IMAGE_CODE, "code");
}

CASE(deleting_a_mapped_image, .claim = "A file mapped as an image cannot be deleted.", .basis = "W-FIL-010",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_error(CALL(a, DeleteFileA, path), ERROR_ACCESS_DENIED);
    expect_bytes(a, view, IMAGE_CODE, "code");
    expect_ok(open_with(a, path, GENERIC_READ, FILE_ATTRIBUTE_NORMAL));
}

CASE(disposition_of_a_mapped_file, .claim = "A mapped file takes no disposition to be deleted; an unmapped one does.",
     .basis = "W-FIL-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "mapped");
    close_handle(a, make_file(a, path, 4096));
    Value file = expect_ok(open_with(a, path, GENERIC_READ | DELETE, FILE_ATTRIBUTE_NORMAL));
    Value section = section_of_file(a, file, PAGE_READONLY);
    const Answer *mapped = CALL(a, SetFileInformationByHandle, file, DISPOSITION_CLASS, BYTES("\1", 1), 1);
    expect_error(mapped, ERROR_ACCESS_DENIED);
    close_handle(a, section);
    expect_ok(CALL(a, SetFileInformationByHandle, file, DISPOSITION_CLASS, BYTES("\1", 1), 1));
    close_handle(a, file);
    expect_error(open_with(a, path, GENERIC_READ, FILE_ATTRIBUTE_NORMAL), ERROR_FILE_NOT_FOUND);
}

CASE(moving_onto_a_mapped_file, .claim = "A mapped file is not replaced by a move.", .basis = "W-FIL-015",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *from = scratch_name(s, "from");
    const char *to = scratch_name(s, "to");
    close_handle(a, make_file(a, from, 100));
    Value file = make_file(a, to, 4096);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "mapped"));
    observe_outcome(s, "the move", CALL(a, MoveFileExA, from, to, REPLACE_EXISTING), "ERROR_ACCESS_DENIED");
    expect_bytes(a, view, 0, "mapped");
    expect_file_bytes(a, file, 0, "mapped");
}

CASE(replacing_a_mapped_image, .claim = "ReplaceFile replaces a file that is mapped as an image.", .basis = "W-FIL-016",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    const char *fresh = scratch_name(s, "fresh");
    const char *backup = scratch_name(s, "backup");
    make_image(s, a, path);
    write_file_at(a, make_file(a, fresh, 4096), 0, "fresh");
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_ok(CALL(a, ReplaceFileA, path, fresh, backup, 0, NULL, NULL));
    expect_bytes(a, view, IMAGE_CODE, "code");
    expect_file_bytes(a, open_file(a, path, GENERIC_READ), 0, "fresh");
    expect_file_bytes(a, open_file(a, backup, GENERIC_READ), 0, "MZ");
}

CASE(other_ways_to_cut, .claim = "What zeroing and shrinking the allocation of a mapped file give is recorded.",
     .basis = "W-FIL-017 W-FIL-018", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "cut"), 131072);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "mapped"));
    static const char range[16] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2}; /* from 65536 to 131072, little-endian */
    observe_outcome(
        s, "FSCTL_SET_ZERO_DATA (W-FIL-017)",
        CALL(a, DeviceIoControl, file, FSCTL_ZERO_DATA, BYTES(range, sizeof range), sizeof range, NULL, 0, OUT, NULL),
        "ERROR_USER_MAPPED_FILE");
    static const char less[8] = {0, 16}; /* 4096 */
    observe_outcome(s, "an allocation below the end (W-FIL-018)",
                    CALL(a, SetFileInformationByHandle, file, ALLOCATION_CLASS, BYTES(less, sizeof less), sizeof less),
                    "ERROR_USER_MAPPED_FILE");
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 131072);
    expect_file_bytes(a, file, 0, "mapped");
}

CASE(locked_file, .claim = "Views do not look at byte-range locks; a section of a locked file is recorded.",
     .basis = "W-FIL-020", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "locked");
    Value file = make_file(a, path, 4096);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    Value locker = open_file(b, path, GENERIC_READ | GENERIC_WRITE);
    expect_ok(CALL(b, LockFile, locker, 0, 0, 4096, 0));
    observe_outcome(s, "a section of the locked file",
                    CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 0, NULL), "ok or ERROR_LOCK_VIOLATION");
    expect_ok(store(a, view, 0, "through"));
    expect_file_bytes(b, locker, 0, "through");
}

CASE(sparse_file, .claim = "A sparse file is mapped like any other; its holes are zeros.", .basis = "W-FIL-021",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "sparse"), 0);
    observe_outcome(s, "making it sparse", make_sparse(a, file), "ok");
    expect_ok(set_file_end(a, file, 1 << 20));
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_filled(a, view, 0, 1 << 20, 0);
    expect_ok(store(a, view, 700000, "in a hole"));
    expect_file_bytes(a, file, 700000, "in a hole");
    observe_number(s, "bytes mapped", 1 << 20, "1048576");
}

CASE(section_is_no_file, .claim = "GetFileType of a section is unknown, with ERROR_INVALID_HANDLE.",
     .basis = "W-FIL-022", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, GetFileType, make_section(a, NULL, 4096)), ERROR_INVALID_HANDLE);
}

CASE(type_of_a_file, .claim = "GetFileType of a mapped file is that of a disk file.", .basis = "W-FIL-022",
     .level = MUST)
{
    enum { DISK = 1 };
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 4096);
    section_of_file(a, file, PAGE_READWRITE);
    expect_result(CALL(a, GetFileType, file), DISK);
}

CASES(win32_mapped_files, "win32/mapped_files", "win32", &copying_onto_a_mapped_file, &writing_to_a_mapped_image,
      &deleting_a_mapped_image, &disposition_of_a_mapped_file, &moving_onto_a_mapped_file, &replacing_a_mapped_image,
      &other_ways_to_cut, &locked_file, &sparse_file, &section_is_no_file, &type_of_a_file);
