/* mmap: what a successful call gives. */
#include "cases/posix/posix.h"

#include <stdio.h>

static const int prots[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
static const char *const prot_names[] = {"none", "read", "write", "read+write"};

static void name_prot_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", cell % 2 ? "private" : "shared", prot_names[cell / 2]);
}

CASE(every_protection_is_accepted, .claim = "Each of the four protections is accepted, shared and private, and holds.",
     .basis = "P-MMAP-005 P-MMAP-007 P-SIG-001 P-SIG-003", .level = MUST, .cells = 8, .cell_name = name_prot_cell)
{
    int prot = prots[story_cell(s) / 2];
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "prot"), page(s));
    expect_result(CALL(user, pwrite, file, "text", 4, 0), 4);
    View view = view_of(user, file, page(s), prot, story_cell(s) % 2 ? MAP_PRIVATE : MAP_SHARED);
    if (prot & PROT_READ)
        expect_bytes(user, view, 0, "text");
    else if (prot == PROT_NONE)
        expect_fault(load(user, view, 0, 4));
    if (prot & PROT_WRITE)
        expect_ok(store(user, view, 0, "TEXT"));
    else
        expect_fault(store(user, view, 0, "TEXT"));
}

CASE(one_byte_maps_a_page, .claim = "A mapping of one byte is one whole, aligned page.",
     .basis = "P-MMAP-001 P-MMAP-004", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "page"), page(s));
    View view = view_of(user, file, 1, READ_WRITE, MAP_SHARED);
    expect_true(s, view.address.number % page(s) == 0, "the address is a multiple of the page size");
    expect_ok(store(user, view, page(s) - 4, "last"));
    const Answer *answer = CALL(user, pread, file, OUT_ROOM(4), 4, page(s) - 4);
    expect_field_text(answer, "buffer", "last", 4);
}

CASE(pages_are_the_files_pages, .claim = "A mapping at an offset shows the file's bytes from that offset on.",
     .basis = "P-MMAP-002 P-MMAP-003", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "pages");
    Value file = new_file(writer, path, 4 * page(s));
    const char *const marks[] = {"zero", "one", "two", "three"};
    for (unsigned i = 0; i < 4; i++)
        expect_ok(CALL(writer, pwrite, file, marks[i], 3, i * page(s) + 11));
    Value read_file = open_file(reader, path, O_RDONLY);
    for (unsigned i = 4; i-- > 0;) {
        Value base = expect_ok(CALL(reader, mmap, NULL, page(s), PROT_READ, MAP_SHARED, read_file, i * page(s)));
        const Answer *answer = load(reader, VIEW_AT(base, page(s)), 11, 3);
        expect_field_text(answer, "bytes", marks[i], 3);
        expect_filled(reader, VIEW_AT(base, page(s)), 0, 11, 0);
    }
}

CASE(a_view_forgets_its_descriptors_number,
     .claim = "A view goes on showing its file after the descriptor's number has become another file's.",
     .basis = "P-MMAP-008 P-MMAP-012", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value first = new_file(user, scratch_name(s, "first"), page(s));
    View view = view_of(user, first, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "first"));
    Value second = new_file(user, scratch_name(s, "second"), page(s));
    expect_result(CALL(user, dup2, second, first), first);
    expect_bytes(user, view, 0, "first");
    View other = view_of(user, first, page(s), READ_WRITE, MAP_SHARED);
    expect_filled(user, other, 0, page(s), 0);
    expect_ok(store(user, other, 0, "other"));
    expect_bytes(user, view, 0, "first");
}

CASE(a_renamed_and_removed_file_stays_mapped,
     .claim = "A view outlives its file's renaming and removal by another process, and the file can be mapped again.",
     .basis = "P-MMAP-009 P-MMAP-010 P-MMAP-011", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *remover = cast(s, "remover");
    const char *path = scratch_name(s, "before");
    const char *later = scratch_name(s, "after");
    Value file = new_file(mapper, path, page(s));
    View view = view_of(mapper, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(mapper, view, 0, "tide"));
    expect_ok(CALL(remover, rename, path, later));
    expect_error(CALL(remover, open, path, O_RDONLY, 0), ENOENT);
    expect_bytes(mapper, view, 0, "tide");
    Value again = open_file(remover, later, O_RDONLY);
    View removers = view_of(remover, again, page(s), PROT_READ, MAP_SHARED);
    expect_ok(CALL(remover, unlink, later));

    expect_field(CALL(mapper, fstat, file, OUT), "status.st_nlink", 0);
    expect_ok(store(mapper, view, 0, "ebb!"));
    expect_bytes(remover, removers, 0, "ebb!");
    View second = view_of(mapper, file, page(s), PROT_READ, MAP_SHARED);
    expect_bytes(mapper, second, 0, "ebb!");
}

CASE(a_file_renamed_over_a_mapped_one_leaves_it,
     .claim = "A file that is renamed over a mapped one takes its name, not its views: each keeps its own bytes.",
     .basis = "P-MMAP-009 P-MMAP-011", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *replacer = cast(s, "replacer");
    const char *path = scratch_name(s, "settings");
    const char *draft = scratch_name(s, "settings.new");
    Value old = new_file(mapper, path, page(s));
    View view = view_of(mapper, old, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(mapper, view, 0, "old"));
    Value new = new_file(replacer, draft, page(s));
    View drafts = view_of(replacer, new, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(replacer, drafts, 0, "new"));
    expect_ok(CALL(replacer, rename, draft, path));

    expect_bytes(mapper, view, 0, "old");
    expect_field(CALL(mapper, fstat, old, OUT), "status.st_nlink", 0);
    View named = view_of(mapper, open_file(mapper, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_bytes(mapper, named, 0, "new");
    expect_ok(store(replacer, drafts, 0, "NEW"));
    expect_bytes(mapper, named, 0, "NEW");
    expect_bytes(mapper, view, 0, "old");
    expect_ok(store(mapper, view, 0, "OLD"));
    expect_bytes(replacer, drafts, 0, "NEW");
}

CASE(an_empty_file_can_be_mapped,
     .claim = "A file of no bytes can be mapped; its view raises SIGBUS until another process has made it longer.",
     .basis = "P-MMAP-015 P-MMAP-016 P-SIG-008", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *grower = cast(s, "grower");
    const char *path = scratch_name(s, "empty");
    Value file = new_file(mapper, path, 0);
    View view = view_of(mapper, file, page(s), READ_WRITE, MAP_SHARED);
    expect_fault_code(load(mapper, view, 0, 1), READ, "SIGBUS");
    expect_fault_code(store(mapper, view, 0, "x"), WRITE, "SIGBUS");
    Value same = open_file(grower, path, O_RDWR);
    expect_result(CALL(grower, pwrite, same, "grown", 5, 0), 5);
    expect_bytes(mapper, view, 0, "grown");
    expect_ok(store(mapper, view, 0, "seen!"));
    const Answer *answer = CALL(grower, pread, same, OUT_ROOM(5), 5, 0);
    expect_field_text(answer, "buffer", "seen!", 5);
}

CASE(an_offset_beyond_the_end_is_accepted,
     .claim = "An offset wholly beyond the file's end is accepted; touching the view raises SIGBUS.",
     .basis = "P-MMAP-015 P-MMAP-017 P-EOF-005", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "short"), page(s));
    Value base = expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 8 * page(s)));
    expect_fault_code(load(user, VIEW_AT(base, page(s)), 0, 1), READ, "SIGBUS");
    expect_fault_code(store(user, VIEW_AT(base, page(s)), 0, "x"), WRITE, "SIGBUS");
    expect_equal(s, size_of_file(user, file), NUMBER(page(s)), "the file's size");
}

CASE(offsets_reach_beyond_four_gigabytes,
     .claim = "Bytes beyond 4 GiB of a sparse file are mapped where they are, by a whole view and by one at an offset.",
     .basis = "P-MMAP-023 P-MMAP-024", .level = MUST, .needs = CAP(ADDRESS_64), .tags = "long")
{
    const uint64_t gigabyte = UINT64_C(1) << 30;
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "sparse");
    Value file = new_file(writer, path, 8 * gigabyte);
    View whole = view_of(writer, file, 8 * gigabyte, READ_WRITE, MAP_SHARED);
    Value same = open_file(reader, path, O_RDONLY);
    Value part = expect_ok(CALL(reader, mmap, NULL, page(s), PROT_READ, MAP_SHARED, same, 5 * gigabyte));
    expect_filled(reader, VIEW_AT(part, page(s)), 0, page(s), 0);
    expect_ok(store(writer, whole, 5 * gigabyte + 3, "far"));
    expect_bytes(reader, VIEW_AT(part, page(s)), 3, "far");
    const Answer *answer = CALL(reader, pread, same, OUT_ROOM(3), 3, 5 * gigabyte + 3);
    expect_field_text(answer, "buffer", "far", 3);
    expect_filled(writer, whole, gigabyte + 3, 3, 0); /* not where the low 32 bits alone would lead */
}

static const unsigned offset_widths[] = {31, 32, 40};

static void offset_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%u-bits", offset_widths[cell]);
}

CASE(offsets_are_wider_than_addresses,
     .claim = "A page at a far offset of a sparse file is mapped where it is, whatever the width of an address.",
     .basis = "P-MMAP-024", .level = MUST, .cells = sizeof offset_widths / sizeof offset_widths[0],
     .cell_name = offset_cell)
{
    const uint64_t offset = (UINT64_C(1) << offset_widths[story_cell(s)]) + page(s);
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "sparse"), offset + page(s));
    Value far = expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, offset));
    expect_ok(store(user, VIEW_AT(far, page(s)), 3, "far"));
    expect_field_text(CALL(user, pread, file, OUT_ROOM(3), 3, offset + 3), "buffer", "far", 3);
    expect_field_text(CALL(user, pread, file, OUT_ROOM(3), 3, page(s) + 3), "buffer", "\0\0\0", 3);
}

CASE(dev_zero_is_fresh_memory, .claim = "Each mapping of /dev/zero is memory of its own that starts as zero.",
     .basis = "P-MMAP-018 P-MMAP-020", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value zero = open_file(user, "/dev/zero", O_RDWR);
    View one = view_of(user, zero, page(s), READ_WRITE, MAP_PRIVATE);
    View two = view_of(user, zero, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, one, 0, page(s), 1));
    expect_filled(user, two, 0, page(s), 0);
    expect_ok(fill(user, two, 0, page(s), 2));
    View three = view_of(user, zero, page(s), READ_WRITE, MAP_SHARED);
    expect_filled(user, three, 0, page(s), 0);
    Actor *child = fork_actor(user, "child");
    expect_ok(store(child, two, 0, "child"));
    expect_bytes(user, two, 0, "child"); /* the shared one is shared with a child */
}

CASE(success_sets_no_error, .claim = "A successful call leaves errno alone; above all it never sets it to 0.",
     .basis = "P-MMAP-001 P-UNMAP-001 P-PROT-001 P-MSYNC-001", .level = SHOULD, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "errno"), page(s));
    const Answer *answer = CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0);
    expect_last_error(answer, UNTOUCHED);
    Value base = expect_ok(answer);
    expect_last_error(CALL(user, msync, base, page(s), MS_SYNC), UNTOUCHED);
    expect_last_error(CALL(user, mprotect, base, page(s), PROT_READ), UNTOUCHED);
    expect_last_error(CALL(user, munmap, base, page(s)), UNTOUCHED);
}

CASES(posix_mmap, "posix/mmap", "posix", &every_protection_is_accepted, &one_byte_maps_a_page,
      &pages_are_the_files_pages, &a_view_forgets_its_descriptors_number, &a_renamed_and_removed_file_stays_mapped,
      &a_file_renamed_over_a_mapped_one_leaves_it, &an_empty_file_can_be_mapped, &an_offset_beyond_the_end_is_accepted,
      &offsets_reach_beyond_four_gigabytes, &offsets_are_wider_than_addresses, &dev_zero_is_fresh_memory,
      &success_sets_no_error);
