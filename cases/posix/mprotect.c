/* mprotect: what it allows, where it reaches. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>

CASE(a_forbidden_access_has_its_code,
     .claim = "Taking rights away makes the access raise SIGSEGV, SEGV_ACCERR, until they are back.",
     .basis = "P-PROT-001 P-PROT-002 P-PROT-003 P-SIG-001 P-SIG-002 P-SIG-003", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "kept"));
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
    expect_fault_code(store(user, view, 0, "lost"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_bytes(user, view, 0, "kept");
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_NONE));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_ACCERR");
    expect_fault_code(store(user, view, 0, "lost"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, view.address, page(s), READ_WRITE));
    expect_bytes(user, view, 0, "kept");
    expect_ok(store(user, view, 0, "new!"));
}

CASE(a_read_only_descriptor_binds_its_view,
     .claim = "A shared view of a read-only descriptor never becomes writable: EACCES, also after its closing.",
     .basis = "P-PROT-004 P-MERR-011", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "bound");
    Value file = new_file(owner, path, page(s));
    Value read_file = open_file(reader, path, O_RDONLY);
    View view = view_of(reader, read_file, page(s), PROT_READ, MAP_SHARED);
    expect_only_error(reader, CALL(reader, mprotect, view.address, page(s), READ_WRITE), EACCES);
    expect_ok(CALL(reader, close, read_file));
    expect_only_error(reader, CALL(reader, mprotect, view.address, page(s), PROT_WRITE), EACCES);
    expect_fault(store(reader, view, 0, "x"));
    expect_field_text(CALL(owner, pread, file, OUT_ROOM(1), 1, 0), "buffer", "\0", 1);
}

CASE(a_writable_descriptor_frees_its_view,
     .claim = "A shared view that began read-only becomes writable where its descriptor, even closed, could write.",
     .basis = "P-PROT-005", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "freed");
    Value file = new_file(mapper, path, page(s));
    View view = view_of(mapper, file, page(s), PROT_READ, MAP_SHARED);
    expect_ok(CALL(mapper, close, file));
    expect_fault(store(mapper, view, 0, "x"));
    expect_ok(CALL(mapper, mprotect, view.address, page(s), READ_WRITE));
    expect_ok(store(mapper, view, 0, "reaches"));
    View others = view_of(other, open_file(other, path, O_RDONLY), page(s), PROT_READ, MAP_SHARED);
    expect_bytes(other, others, 0, "reaches");
}

CASE(private_views_can_always_be_written,
     .claim = "A private view of a read-only descriptor can be made writable; the file never changes.",
     .basis = "P-COW-007 P-COW-002", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *path = scratch_name(s, "private");
    Value file = new_file(owner, path, page(s));
    expect_ok(CALL(owner, pwrite, file, "public", 6, 0));
    View view = view_of(copier, open_file(copier, path, O_RDONLY), page(s), PROT_READ, MAP_PRIVATE);
    expect_bytes(copier, view, 0, "public"); /* the page is there before it becomes writable */
    expect_ok(CALL(copier, mprotect, view.address, page(s), READ_WRITE));
    expect_ok(store(copier, view, 0, "secret"));
    expect_bytes(copier, view, 0, "secret");
    expect_field_text(CALL(owner, pread, file, OUT_ROOM(6), 6, 0), "buffer", "public", 6);
}

CASE(a_hole_is_no_memory,
     .claim = "A range with an unmapped page is ENOMEM, and pages behind the hole keep their protection.",
     .basis = "P-PROT-009 P-PROT-010", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    expect_error(CALL(user, mprotect, view.address, 3 * page(s), PROT_READ), ENOMEM); /* what is before it may change */
    expect_ok(store(user, view, 2 * page(s), "behind"));
    expect_only_error(user, CALL(user, mprotect, byte_of(view, page(s)), page(s), PROT_READ), ENOMEM);
}

static const char *const odd_names[] = {"unaligned", "unknown-bits", "SIZE_MAX", "zero-length", "partial-page"};

static void name_odd_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", odd_names[cell]);
}

CASE(odd_arguments,
     .claim = "Odd addresses, lengths and bits are answered as documented, and whole pages are what changes.",
     .basis = "P-PROT-006 P-PROT-007 P-PROT-008 P-PROT-011 P-PROT-012", .level = MUST, .needs = CAP(LINUX), .cells = 5,
     .cell_name = name_odd_cell)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    switch (story_cell(s)) {
    case 0:
        expect_only_error(user, CALL(user, mprotect, byte_of(view, 1), page(s), PROT_READ), EINVAL);
        break;
    case 1:
        expect_only_error(user, CALL(user, mprotect, view.address, page(s), PROT_READ | 0x100000), EINVAL);
        break;
    case 2:
        expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s))); /* the change, if any, ends at this hole */
        if (pointer_bits(s) == 32) {
            /* A kernel of 64 bits sees no wrap, but a hole; pages before it may have changed. */
            expect_error(CALL(user, mprotect, view.address, SIZE_MAX, PROT_READ), ENOMEM);
            return;
        }
        expect_only_error(user, CALL(user, mprotect, view.address, SIZE_MAX, PROT_READ), ENOMEM);
        break;
    case 3:
        expect_result(CALL(user, mprotect, view.address, 0, PROT_READ), 0);
        break;
    default:
        expect_ok(CALL(user, mprotect, view.address, 1, PROT_READ));
        expect_fault(store(user, view, 0, "x"));
        expect_fault(store(user, view, page(s) - 1, "x"));
        expect_ok(store(user, view, page(s), "the next page"));
        return;
    }
    expect_ok(store(user, view, 0, "still writable"));
}

CASE(every_thread_sees_it_at_once, .claim = "After mprotect has returned, every thread of the process is bound by it.",
     .basis = "P-PROT-020 P-INH-016", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *lane = lane_of(user, "lane");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    for (unsigned i = 0; i < 10; i++) {
        expect_ok(store_word(lane, view, 0, 8, i)); /* the thread has the page at hand */
        expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
        expect_fault_code(store_word(lane, view, 0, 8, 99), WRITE, "SIGSEGV:SEGV_ACCERR");
        expect_result(load_word(lane, view, 0, 8), i);
        expect_ok(CALL(lane, mprotect, view.address, page(s), READ_WRITE));
        expect_ok(store_word(user, view, 0, 8, i));
    }
}

CASE(code_runs_where_it_may, .claim = "Bytes of a page are executed once the page allows it, and not before.",
     .basis = "P-PROT-018 P-SIG-005 P-SIG-007", .level = MUST, .needs = CAP(NO_EXECUTE))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    const char *machine = fact_text(s, "arch");
    if (machine[0] && machine[0] != 'x' && machine[0] != 'i')
        skip_story(s, "the story knows no code for %s", machine);
    expect_ok(fill(user, view, 0, 16, 0xC3)); /* x86: return */
    expect_fault_code(execute(user, view, 0), EXECUTE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ | PROT_EXEC));
    expect_ok(execute(user, view, 0));
    expect_fault(store(user, view, 0, "x"));
}

CASES(posix_mprotect, "posix/mprotect", "posix", &a_forbidden_access_has_its_code,
      &a_read_only_descriptor_binds_its_view, &a_writable_descriptor_frees_its_view,
      &private_views_can_always_be_written, &a_hole_is_no_memory, &odd_arguments, &every_thread_sees_it_at_once,
      &code_runs_where_it_may);
