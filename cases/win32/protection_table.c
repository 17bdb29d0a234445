/* Four gates one after the other: file access, section protection, view access, new protection.
 *
 * A gate that refuses ends its row: behind it nothing can be called. So the table is a tree, each leaf of it a cell. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { CAN_READ = 1, CAN_WRITE = 2, CAN_EXECUTE = 4 };

static const struct {
    const char *name;
    unsigned access;
    unsigned holds;
} files[] = {
    {"R", GENERIC_READ, CAN_READ},
    {"RW", GENERIC_READ | GENERIC_WRITE, CAN_READ | CAN_WRITE},
    {"RX", GENERIC_READ | GENERIC_EXECUTE, CAN_READ | CAN_EXECUTE},
    {"RWX", GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE, CAN_READ | CAN_WRITE | CAN_EXECUTE},
};

/* What is needed of the gate before, and what is held for the one behind. */
typedef struct Gate {
    const char *name;
    unsigned value;
    unsigned needs;
    unsigned protection; /* of a view: as VirtualQuery tells it */
} Gate;

static const Gate sections[] = {
    {"RO", PAGE_READONLY, CAN_READ, 0},
    {"WC", PAGE_WRITECOPY, CAN_READ, 0},
    {"RW", PAGE_READWRITE, CAN_READ | CAN_WRITE, 0},
    {"XR", PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE, 0},
    {"XWC", PAGE_EXECUTE_WRITECOPY, CAN_READ | CAN_EXECUTE, 0},
    {"XRW", PAGE_EXECUTE_READWRITE, CAN_READ | CAN_WRITE | CAN_EXECUTE, 0},
};

/* A view to copy needs reading only, and holds no more: it is never asked to write through. */
static const Gate views[] = {
    {"READ", FILE_MAP_READ, CAN_READ, PAGE_READONLY},
    {"WRITE", FILE_MAP_WRITE, CAN_READ | CAN_WRITE, PAGE_READWRITE},
    {"COPY", FILE_MAP_COPY, CAN_READ, PAGE_WRITECOPY},
    {"EXECUTE+READ", FILE_MAP_EXECUTE | FILE_MAP_READ, CAN_READ | CAN_EXECUTE, PAGE_EXECUTE_READ},
    {"EXECUTE+WRITE", FILE_MAP_EXECUTE | FILE_MAP_WRITE, CAN_READ | CAN_WRITE | CAN_EXECUTE, PAGE_EXECUTE_READWRITE},
    {"EXECUTE+COPY", FILE_MAP_EXECUTE | FILE_MAP_COPY, CAN_READ | CAN_EXECUTE, PAGE_EXECUTE_WRITECOPY},
};

static const Gate wishes[] = {
    {"NOACCESS", PAGE_NOACCESS, 0, 0},
    {"READONLY", PAGE_READONLY, CAN_READ, 0},
    {"READWRITE", PAGE_READWRITE, CAN_READ | CAN_WRITE, 0},
    {"WRITECOPY", PAGE_WRITECOPY, CAN_READ, 0},
    {"EXECUTE", PAGE_EXECUTE, CAN_EXECUTE, 0},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE, 0},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, CAN_READ | CAN_WRITE | CAN_EXECUTE, 0},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, CAN_READ | CAN_EXECUTE, 0},
};

static bool holds(unsigned held, unsigned needed)
{
    return (held & needed) == needed;
}

/* W-ACC-002 to W-ACC-007: else ERROR_ACCESS_DENIED. */
static bool file_allows(size_t file, size_t section)
{
    return holds(files[file].holds, sections[section].needs);
}

/* W-MAP-021, W-MAP-022, W-CFM-021, W-CFM-022: else ERROR_ACCESS_DENIED. */
static bool section_allows(size_t section, size_t view)
{
    return holds(sections[section].needs, views[view].needs);
}

/* W-VPR-001 to W-VPR-005: else ERROR_INVALID_PARAMETER. */
static bool view_allows(size_t view, size_t wish)
{
    return holds(views[view].needs, wishes[wish].needs);
}

/* One way through the gates; `refused_by` is the one that it ends at. */
typedef struct Leaf {
    enum { BY_FILE, BY_SECTION, BY_VIEW_OR_NOBODY } refused_by;
    size_t file, section, view, wish;
} Leaf;

/* The leaf of this number, in the order of the tables; false behind the last. */
static bool leaf(size_t number, Leaf *found)
{
    Leaf l = {BY_FILE, 0, 0, 0, 0};
    for (l.file = 0; l.file < LENGTH_OF(files); l.file++) {
        for (l.section = 0; l.section < LENGTH_OF(sections); l.section++) {
            size_t ways = file_allows(l.file, l.section) ? LENGTH_OF(views) : 0;
            for (l.view = 0; l.view < ways || (!ways && l.view < 1); l.view++) {
                bool mapped = ways && section_allows(l.section, l.view);
                size_t leaves = mapped ? LENGTH_OF(wishes) : 1;
                if (number < leaves) {
                    l.refused_by = mapped ? BY_VIEW_OR_NOBODY : ways ? BY_SECTION : BY_FILE;
                    l.wish = number;
                    *found = l;
                    return true;
                }
                number -= leaves;
            }
        }
    }
    return false;
}

enum { LEAVES = 407 }; /* leaf() has them; the case sees to it that the two agree */

static void leaf_name(size_t cell, char *name, size_t room)
{
    Leaf l = {0};
    leaf(cell, &l);
    int used = snprintf(name, room, "file-%s,%s", files[l.file].name, sections[l.section].name);
    if (l.refused_by != BY_FILE)
        used += snprintf(name + used, room - (size_t)used, ",%s", views[l.view].name);
    if (l.refused_by == BY_VIEW_OR_NOBODY)
        snprintf(name + used, room - (size_t)used, ",%s", wishes[l.wish].name);
}

CASE(four_gates,
     .claim = "File access bounds the section, its protection the view, the view's access what it may become.",
     .basis = "W-ACC-002 W-ACC-003 W-ACC-004 W-ACC-005 W-ACC-006 W-ACC-007 W-MAP-017 W-MAP-019 W-MAP-021 W-MAP-022 "
              "W-CFM-021 W-CFM-022 W-VPR-001 W-VPR-002 W-VPR-003 W-VPR-004 W-VPR-005",
     .level = MUST, .cells = LEAVES, .cell_name = leaf_name)
{
    Leaf l = {0};
    expect_true(s, leaf(story_cell(s), &l) && !leaf(LEAVES, &(Leaf){0}), "the table has as many leaves as it says");
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "gates");
    close_handle(a, make_file(a, path, 8192));
    Value file = open_file(a, path, files[l.file].access);
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL, sections[l.section].value, 0, 0, NULL);
    if (l.refused_by == BY_FILE) {
        expect_error(section, ERROR_ACCESS_DENIED);
        return;
    }
    const Answer *view = try_view(a, expect_ok(section), views[l.view].value);
    if (l.refused_by == BY_SECTION) {
        expect_error(view, ERROR_ACCESS_DENIED);
        return;
    }
    Value base = expect_ok(view);
    unsigned before = views[l.view].protection;
    expect_field(query(s, a, base), "information.Protect", before);
    const Answer *changed = CALL(a, VirtualProtect, base, 4096, wishes[l.wish].value, OUT);
    bool allowed = view_allows(l.view, l.wish);
    if (allowed)
        expect_field(changed, "old", before);
    else
        expect_error(changed, ERROR_INVALID_PARAMETER);
    expect_field(query(s, a, base), "information.Protect", allowed ? wishes[l.wish].value : before);
    expect_field(query(s, a, at(base, 4096)), "information.Protect", before);
}

CASES(win32_protection_table, "win32/protection_table", "win32", &four_gates);
