/* What may be done to a file that is mapped, by the kind of mapping and by what keeps it: handle, view, or neither. */
#include "cases/win32/images.h"

#include <stdio.h>

enum { LENGTH = 8192, DISPOSITION_CLASS = 4, ALLOCATION_CLASS = 5, REPLACE_EXISTING = 1 };

typedef enum Kind { DATA_TO_READ, DATA_TO_WRITE, DATA_TO_COPY, AS_IMAGE, KINDS } Kind;
typedef enum Keeper { BY_SECTION, BY_VIEW, BY_NOBODY, KEEPERS } Keeper;
typedef enum Deed {
    CUT,
    GROW,
    CREATE_ANEW,
    TRUNCATE,
    COPY_ONTO,
    MOVE_AWAY,
    MOVE_ONTO,
    REPLACE,
    DELETE_IT,
    DISPOSE_OF_IT,
    OPEN_TO_WRITE,
    OPEN_SHARING_READING,
    OPEN_TO_DELETE_ON_CLOSE,
    DEEDS
} Deed;

static const char *const kind_words[KINDS] = {"READONLY", "READWRITE", "WRITECOPY", "IMAGE"};
static const char *const keeper_words[KEEPERS] = {"section", "view", "nobody"};

/* What Windows answers while the file is mapped as data, as an image; once it is not, everything succeeds. */
static const struct {
    const char *name;
    const char *data;
    const char *image;
} deeds[DEEDS] = {
    [CUT] = {"SetEndOfFile-less", "ERROR_USER_MAPPED_FILE", "ERROR_SHARING_VIOLATION to open"},
    [GROW] = {"SetEndOfFile-more", "ok", "ERROR_SHARING_VIOLATION to open"},
    [CREATE_ANEW] = {"CREATE_ALWAYS", "ERROR_USER_MAPPED_FILE", "ERROR_SHARING_VIOLATION"},
    [TRUNCATE] = {"TRUNCATE_EXISTING", "ERROR_USER_MAPPED_FILE", "ERROR_SHARING_VIOLATION"},
    [COPY_ONTO] = {"CopyFile", "ERROR_USER_MAPPED_FILE or ERROR_SHARING_VIOLATION", "ERROR_SHARING_VIOLATION"},
    [MOVE_AWAY] = {"MoveFile", "ok", "ok"},
    [MOVE_ONTO] = {"MoveFileEx-onto-it", "ERROR_ACCESS_DENIED", "ERROR_ACCESS_DENIED"},
    [REPLACE] = {"ReplaceFile", NULL, "ok"},
    [DELETE_IT] = {"DeleteFile", "ERROR_ACCESS_DENIED", "ERROR_ACCESS_DENIED"},
    [DISPOSE_OF_IT] = {"disposition", "ERROR_ACCESS_DENIED", "ERROR_ACCESS_DENIED"},
    [OPEN_TO_WRITE] = {"open-to-write", "ok", "ERROR_SHARING_VIOLATION"},
    [OPEN_SHARING_READING] = {"open-sharing-reading", "ERROR_SHARING_VIOLATION for a mapping to write", "ok"},
    [OPEN_TO_DELETE_ON_CLOSE] = {"DELETE_ON_CLOSE", "ok", "ERROR_ACCESS_DENIED"},
};

static Deed deed_of(size_t cell)
{
    return (Deed)(cell / KINDS / KEEPERS);
}

static void deed_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", deeds[deed_of(cell)].name, kind_words[cell / KEEPERS % KINDS],
             keeper_words[cell % KEEPERS]);
}

static const Answer *open_with(Actor *a, const char *path, unsigned access, unsigned share, unsigned disposition,
                               unsigned flags)
{
    return CALL_IN(win32, a, CreateFileA, path, access, share, NULL, disposition, flags, NULL);
}

/* Where the file cannot be opened for it, that is the answer. */
static const Answer *move_end(Actor *a, const char *path, uint64_t size)
{
    const Answer *opened = open_with(a, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, OPEN_EXISTING, 0);
    return answer_kind(opened) == ANSWER_OK ? set_file_end(a, answer_value(opened), size) : opened;
}

static const Answer *dispose_of(Actor *a, const char *path)
{
    const Answer *opened = open_with(a, path, GENERIC_READ | DELETE, EVERY_SHARE, OPEN_EXISTING, 0);
    if (answer_kind(opened) != ANSWER_OK)
        return opened;
    return CALL_IN(win32, a, SetFileInformationByHandle, answer_value(opened), DISPOSITION_CLASS, BYTES("\1", 1), 1);
}

static const Answer *do_deed(Story *s, Actor *a, const char *path)
{
    const char *other = scratch_name(s, "other");
    Deed deed = deed_of(story_cell(s));
    if (deed == COPY_ONTO || deed == MOVE_ONTO || deed == REPLACE)
        close_handle(a, make_file(a, other, 100));
    switch (deed) {
    case CUT:
        return move_end(a, path, 4096);
    case GROW:
        return move_end(a, path, 4 * LENGTH);
    case CREATE_ANEW:
        return open_with(a, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, CREATE_ALWAYS, 0);
    case TRUNCATE:
        return open_with(a, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, TRUNCATE_EXISTING, 0);
    case COPY_ONTO:
        return CALL_IN(win32, a, CopyFileA, other, path, FALSE);
    case MOVE_AWAY:
        return CALL_IN(win32, a, MoveFileA, path, other);
    case MOVE_ONTO:
        return CALL_IN(win32, a, MoveFileExA, other, path, REPLACE_EXISTING);
    case REPLACE:
        return CALL_IN(win32, a, ReplaceFileA, path, other, scratch_name(s, "backup"), 0, NULL, NULL);
    case DELETE_IT:
        return CALL_IN(win32, a, DeleteFileA, path);
    case DISPOSE_OF_IT:
        return dispose_of(a, path);
    case OPEN_TO_WRITE:
        return open_with(a, path, FILE_WRITE_DATA, EVERY_SHARE, OPEN_EXISTING, 0);
    case OPEN_SHARING_READING:
        return open_with(a, path, GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING, 0);
    case OPEN_TO_DELETE_ON_CLOSE:
    case DEEDS:
        break;
    }
    return open_with(a, path, GENERIC_READ | DELETE, EVERY_SHARE, OPEN_EXISTING, FILE_FLAG_DELETE_ON_CLOSE);
}

/* The file's mapping and, left open, what keeps it. */
static View map_it(Story *s, Actor *a, Kind kind, Keeper keeper, const char *path)
{
    static const unsigned protections[KINDS] = {PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY, PAGE_READONLY};
    static const unsigned accesses[KINDS] = {FILE_MAP_READ, FILE_MAP_WRITE, FILE_MAP_COPY, FILE_MAP_READ};
    Value section = {0};
    if (kind == AS_IMAGE) {
        make_image(s, a, path);
        section = image_section(a, path);
    } else {
        Value file = make_file(a, path, LENGTH);
        write_file_at(a, file, IMAGE_CODE, "code");
        section = section_of_file(a, file, protections[kind]);
        close_handle(a, file);
    }
    View view = view_of(a, section, accesses[kind]);
    if (keeper != BY_VIEW)
        unmap_view(a, view);
    if (keeper != BY_SECTION)
        close_handle(a, section);
    return keeper == BY_SECTION ? VIEW_AT(section, 0) : view;
}

static const char *expected_of(size_t cell)
{
    Kind kind = (Kind)(cell / KEEPERS % KINDS);
    if (cell % KEEPERS == BY_NOBODY)
        return "ok";
    if (deed_of(cell) == OPEN_SHARING_READING)
        return kind == DATA_TO_WRITE ? "ERROR_SHARING_VIOLATION" : "ok";
    return kind == AS_IMAGE ? deeds[deed_of(cell)].image : deeds[deed_of(cell)].data;
}

CASE(deed_against_mapping,
     .claim = "What is done to a mapped file succeeds or not, and the mapping's bytes are what they were.",
     .basis = "W-FIL-001 W-FIL-002 W-FIL-003 W-FIL-004 W-FIL-005 W-FIL-006 W-FIL-007 W-FIL-008 W-FIL-009 W-FIL-010 "
              "W-FIL-011 W-FIL-012 W-FIL-013 W-FIL-014 W-FIL-015 W-FIL-016 W-LIF-003",
     .level = OBSERVE, .cells = (size_t)DEEDS * KINDS * KEEPERS, .cell_name = deed_name)
{
    Kind kind = (Kind)(story_cell(s) / KEEPERS % KINDS);
    Keeper keeper = (Keeper)(story_cell(s) % KEEPERS);
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "used");
    View kept = map_it(s, mapper, kind, keeper, path);
    const Answer *answer = do_deed(s, other, path);
    observe_outcome(s, "the deed", answer, expected_of(story_cell(s)));
    if (keeper == BY_SECTION)
        kept = view_of(mapper, kept.address, FILE_MAP_READ);
    if (keeper != BY_NOBODY && answer_kind(answer) == ANSWER_ERROR)
        expect_bytes(mapper, kept, IMAGE_CODE, "code");
    else if (keeper != BY_NOBODY)
        observe(s, "the mapping's bytes afterwards", load(mapper, kept, IMAGE_CODE, 4), "ok void bytes=\"code\"");
    else
        expect_ok(answer);
}

CASES(win32_used_files, "win32/used_files", "win32", &deed_against_mapping);
