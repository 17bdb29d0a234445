/* munmap: what goes, what stays. */
#include "cases/posix/posix.h"

#include <stdio.h>

CASE(an_unmapped_page_is_not_there,
     .claim = "munmap gives 0, and touching the page afterwards raises SIGSEGV, SEGV_MAPERR.",
     .basis = "P-UNMAP-001 P-SIG-004", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "here"));
    expect_result(CALL(user, munmap, view.address, page(s)), 0);
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(store(user, view, page(s) - 1, "x"), WRITE, "SIGSEGV:SEGV_MAPERR");
}

CASE(a_hole_leaves_both_sides,
     .claim = "Unmapping pages in the middle leaves those before and after mapped to the same bytes of the file.",
     .basis = "P-UNMAP-008 P-UNMAP-009 P-MMAP-003", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "hole");
    Value file = new_file(mapper, path, 5 * page(s));
    View view = view_of(mapper, file, 5 * page(s), READ_WRITE, MAP_SHARED);
    View others = view_of(other, open_file(other, path, O_RDWR), 5 * page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 5; i++)
        expect_ok(fill(mapper, view, i * page(s), page(s), (unsigned char)('a' + i)));
    expect_ok(CALL(mapper, munmap, byte_of(view, 2 * page(s)), page(s)));
    expect_ok(CALL(mapper, munmap, byte_of(view, 4 * page(s)), page(s)));

    expect_filled(mapper, view, 0, page(s), 'a');
    expect_filled(mapper, view, page(s), page(s), 'b');
    expect_filled(mapper, view, 3 * page(s), page(s), 'd');
    expect_fault(load(mapper, view, 2 * page(s), 1));
    expect_fault(load(mapper, view, 3 * page(s) - 1, 1));
    expect_fault(load(mapper, view, 4 * page(s), 1));
    expect_ok(store(mapper, view, 3 * page(s), "tail"));
    expect_bytes(other, others, 3 * page(s), "tail");
    expect_filled(other, others, 2 * page(s), page(s), 'c'); /* unmapping changes no byte of the file */
}

CASE(a_partial_page_goes_whole, .claim = "A length that ends within a page unmaps that whole page, and no page more.",
     .basis = "P-UNMAP-004", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 4 * page(s), 7));
    expect_ok(CALL(user, munmap, view.address, 1));
    expect_ok(CALL(user, munmap, byte_of(view, 2 * page(s)), page(s) - 1));
    expect_fault(load(user, view, page(s) - 1, 1));
    expect_filled(user, view, page(s), page(s), 7);
    expect_fault(load(user, view, 3 * page(s) - 1, 1));
    expect_filled(user, view, 3 * page(s), page(s), 7);
}

CASE(what_is_not_mapped_is_no_error,
     .claim = "Unmapping a range with holes, or with nothing in it, gives 0 and removes the rest.",
     .basis = "P-UNMAP-005 P-UNMAP-006 P-UNMAP-010", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "mixed"), page(s));
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    expect_equal(
        s, expect_ok(CALL(user, mmap, byte_of(view, 2 * page(s)), page(s), PROT_READ, MAP_SHARED | MAP_FIXED, file, 0)),
        byte_of(view, 2 * page(s)), "the address of the file's view");
    expect_result(CALL(user, munmap, view.address, 4 * page(s)), 0); /* memory, hole, file, memory */
    for (unsigned i = 0; i < 4; i++)
        expect_fault_code(load(user, view, i * page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_result(CALL(user, munmap, view.address, 4 * page(s)), 0);
}

static const char *const bad_ranges[] = {"unaligned", "beyond-user-space", "wraps-around", "SIZE_MAX"};

static void name_range_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", bad_ranges[cell]);
}

CASE(an_impossible_range_is_invalid, .claim = "An unaligned address or a range outside the address space is EINVAL.",
     .basis = "P-UNMAP-003 P-UNMAP-007", .level = MUST, .cells = 4, .cell_name = name_range_cell)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    const uint64_t most = pointer_bits(s) == 64 ? UINT64_MAX : UINT32_MAX;
    const Answer *answer = NULL;
    if (story_cell(s) == 0)
        answer = CALL(user, munmap, byte_of(view, 1), page(s));
    else if (story_cell(s) == 1)
        answer = CALL(user, munmap, NUMBER(most - page(s) + 1), page(s));
    else if (story_cell(s) == 2)
        answer = CALL(user, munmap, byte_of(view, page(s)), most - page(s) + 1);
    else
        answer = CALL(user, munmap, view.address, most);
    expect_error(answer, EINVAL);
    expect_bytes(user, view, 0, "unharmed");
}

CASE(unmapping_loses_no_byte, .claim = "Bytes stored and unmapped without msync are in the file for another process.",
     .basis = "P-UNMAP-013 P-COH-006", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "dirty");
    Value file = new_file(writer, path, 2 * page(s));
    View view = view_of(writer, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(CALL(writer, close, file));
    expect_ok(store(writer, view, page(s) - 2, "seam"));
    expect_ok(CALL(writer, munmap, view.address, 2 * page(s)));
    Value same = open_file(reader, path, O_RDONLY);
    expect_field_text(CALL(reader, pread, same, OUT_ROOM(4), 4, page(s) - 2), "buffer", "seam", 4);
    expect_bytes(reader, view_of(reader, same, 2 * page(s), PROT_READ, MAP_PRIVATE), page(s) - 2, "seam");
}

CASES(posix_munmap, "posix/munmap", "posix", &an_unmapped_page_is_not_there, &a_hole_leaves_both_sides,
      &a_partial_page_goes_whole, &what_is_not_mapped_is_no_error, &an_impossible_range_is_invalid,
      &unmapping_loses_no_byte);
