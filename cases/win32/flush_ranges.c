/* FlushViewOfFile and NtFlushVirtualMemory: every kind of view with every kind of range, and what an unbuffered reader
 * finds afterwards. */
#include "cases/win32/images.h"

#include <stdio.h>

enum { LENGTH = 3 * 4096 + 100, WHOLE_PAGES = 4 * 4096, LAST_WORD = LENGTH - 8 };

typedef enum Call { FLUSH_VIEW_OF_FILE, NT_FLUSH_VIRTUAL_MEMORY, CALLS } Call;

static const char *const call_words[CALLS] = {"FlushViewOfFile", "NtFlushVirtualMemory"};

/* What the two answer for a range within the view. */
typedef struct Kind {
    const char *name;
    unsigned protection;
    unsigned access;
    bool of_file;
    bool stores; /* stores show in the section */
    const char *win32;
    const char *nt;
} Kind;

enum { PRIVATE_MEMORY = 0 };

static const Kind kinds[] = {
    {"file,READ", PAGE_READWRITE, FILE_MAP_READ, true, false, "ok", "ok"},
    {"file,WRITE", PAGE_READWRITE, FILE_MAP_WRITE, true, true, "ok", "ok"},
    {"file,COPY", PAGE_READWRITE, FILE_MAP_COPY, true, false, "ok", "ok"},
    {"file-read-only,READ", PAGE_READONLY, FILE_MAP_READ, true, false, "ok", "ok"},
    {"paging-file,READ", PAGE_READWRITE, FILE_MAP_READ, false, false, "ok", "STATUS_NOT_MAPPED_DATA"},
    {"paging-file,WRITE", PAGE_READWRITE, FILE_MAP_WRITE, false, true, "ok", "STATUS_NOT_MAPPED_DATA"},
    {"paging-file,COPY", PAGE_READWRITE, FILE_MAP_COPY, false, false, "ok", "STATUS_NOT_MAPPED_DATA"},
    {"reserved,WRITE", PAGE_READWRITE | SEC_RESERVE, FILE_MAP_WRITE, false, true, "ok", "STATUS_NOT_MAPPED_DATA"},
    {"image", PAGE_READONLY | SEC_IMAGE, FILE_MAP_READ, false, false, "ok", "STATUS_NOT_MAPPED_DATA"},
    {"private", PRIVATE_MEMORY, FILE_MAP_WRITE, false, false, "ERROR_INVALID_ADDRESS", "STATUS_NOT_MAPPED_VIEW"},
};

/* Lengths count from the offset; those that no view contains are told apart. */
static const struct {
    const char *name;
    uint64_t offset;
    uint64_t length;
    bool inside;
    bool reaches_the_word; /* the last one of the file */
} ranges[] = {
    {"all-by-0", 0, 0, true, true},
    {"rest-by-0", 4096, 0, true, true},
    {"all-bytes", 0, LENGTH, true, true},
    {"all-pages", 0, WHOLE_PAGES, true, true},
    {"one-page", 4096, 4096, true, false},
    {"one-byte", 5000, 1, true, false},
    {"across-a-seam", 4095, 2, true, false},
    {"last-byte", LENGTH - 1, 1, true, true},
    {"a-page-too-many", 0, WHOLE_PAGES + 4096, false, false},
    {"past-the-end", WHOLE_PAGES, 4096, false, false},
};

static const Kind *kind_of(size_t cell)
{
    return &kinds[cell / CALLS / LENGTH_OF(ranges)];
}

static void range_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", call_words[cell % CALLS], kind_of(cell)->name,
             ranges[cell / CALLS % LENGTH_OF(ranges)].name);
}

static Value section_of_kind(Story *s, Actor *a, const Kind *kind, const char *path)
{
    if (kind->protection == PRIVATE_MEMORY)
        return NUMBER(0);
    if (kind->protection & SEC_IMAGE) {
        const char *program = scratch_name(s, "program");
        make_image(s, a, program);
        return image_section(a, program);
    }
    if (kind->of_file) {
        unsigned access = kind->protection == PAGE_READONLY ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
        return section_of_file(a, open_file(a, path, access), kind->protection);
    }
    return expect_ok(
        CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, kind->protection, 0, LENGTH, NULL));
}

/* Private memory, or a view; all of its pages committed. */
static View memory_of_kind(Actor *a, const Kind *kind, Value section)
{
    if (kind->protection == PRIVATE_MEMORY)
        return VIEW_AT(
            expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, WHOLE_PAGES, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)),
            WHOLE_PAGES);
    View view = view_of(a, section, kind->access);
    if (kind->protection & SEC_RESERVE)
        expect_ok(CALL_IN(win32, a, VirtualAlloc, view.address, WHOLE_PAGES, MEM_COMMIT, PAGE_READWRITE));
    return view;
}

static const Answer *flush_range(Story *s, Actor *a, View view)
{
    size_t range = story_cell(s) / CALLS % LENGTH_OF(ranges);
    Value base = at(view.address, (int64_t)ranges[range].offset);
    if (story_cell(s) % CALLS == FLUSH_VIEW_OF_FILE)
        return CALL_IN(win32, a, FlushViewOfFile, base, ranges[range].length);
    return CALL_IN(nt, a, NtFlushVirtualMemory, CURRENT_PROCESS, FIELDS(F(value, base)),
                   FIELDS(F(value, ranges[range].length)), OUT);
}

static const char *expected_answer(size_t cell)
{
    bool nt = cell % CALLS == NT_FLUSH_VIRTUAL_MEMORY;
    if (ranges[cell / CALLS % LENGTH_OF(ranges)].inside)
        return nt ? kind_of(cell)->nt : kind_of(cell)->win32;
    return nt ? "STATUS_NOT_MAPPED_VIEW or STATUS_INVALID_PARAMETER_2"
              : "ERROR_INVALID_ADDRESS or ERROR_INVALID_PARAMETER";
}

/* The file's last page, read past the cache; its tail is not read. */
static void observe_unbuffered(Story *s, Actor *a, const char *path, const char *expected)
{
    Value file = expect_ok(CALL_IN(win32, a, CreateFileA, path, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING,
                                   FILE_FLAG_NO_BUFFERING, NULL));
    Value room = expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_ok(CALL_IN(win32, a, ReadFile, file, room, 4096, OUT, FIELDS(F(Offset, LENGTH / 4096 * 4096))));
    observe(s, "an unbuffered read afterwards (W-FLU-015)", load(a, VIEW_AT(room, 4096), LAST_WORD % 4096, 8),
            expected);
}

CASE(every_view_and_range,
     .claim = "A range within a view of whatever kind can be flushed; its bytes stay what they are.",
     .basis = "W-FLU-001 W-FLU-002 W-FLU-003 W-FLU-004 W-FLU-006 W-FLU-007 W-FLU-008 W-FLU-009 W-FLU-010 W-FLU-015 "
              "W-COW-013",
     .level = OBSERVE, .cells = CALLS * LENGTH_OF(kinds) * LENGTH_OF(ranges), .cell_name = range_name)
{
    const Kind *kind = kind_of(story_cell(s));
    size_t range = story_cell(s) / CALLS % LENGTH_OF(ranges);
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "ranges");
    Value file = make_file(a, path, LENGTH);
    write_file_at(a, file, LAST_WORD, "original");
    Value section = section_of_kind(s, a, kind, path);
    View view = memory_of_kind(a, kind, section);
    if (kind->access != FILE_MAP_READ)
        expect_ok(store(a, view, LAST_WORD, "stored!!"));
    Value before = expect_ok(digest(a, view, 0, LENGTH));
    const Answer *flushing = flush_range(s, a, view);
    observe_outcome(s, "the flush", flushing, expected_answer(story_cell(s)));
    /* Documented for views to write; their full length, and views of other kinds, are only observed. */
    if (ranges[range].inside && ranges[range].length < LENGTH && kind->stores &&
        (kind->of_file || story_cell(s) % CALLS == FLUSH_VIEW_OF_FILE))
        expect_ok(flushing);
    expect_equal(s, expect_ok(digest(a, view, 0, LENGTH)), before, "the digest of the view");
    bool in_file = kind->of_file && kind->stores;
    expect_file_bytes(a, file, LAST_WORD, in_file ? "stored!!" : "original");
    if (in_file && answer_kind(flushing) == ANSWER_OK && ranges[range].reaches_the_word)
        observe_unbuffered(s, a, path, "ok void bytes=\"stored!!\"");
    if (kind->access == FILE_MAP_COPY && kind->of_file)
        observe_unbuffered(s, a, path, "ok void bytes=\"original\"");
    if (kind->protection == PRIVATE_MEMORY || kind->protection & SEC_IMAGE)
        return; /* no other view of it shows anything */
    View other = view_of(a, section, FILE_MAP_READ);
    if (kind->stores)
        expect_bytes(a, other, LAST_WORD, "stored!!");
    else if (kind->of_file)
        expect_bytes(a, other, LAST_WORD, "original");
    else
        expect_filled(a, other, 0, LENGTH, 0); /* a copy's stores are nobody else's */
}

CASES(win32_flush_ranges, "win32/flush_ranges", "win32", &every_view_and_range);
