/* Faults whose signal is blocked, ignored or mended, and faults of the stack. */
#include "cases/posix/posix.h"

#include <stdio.h>

CASE(an_executable_page_is_read, .claim = "Whether a page that is only executable can be read is left open.",
     .basis = "P-SIG-006", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "code"));
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_EXEC));
    const Answer *answer = load(user, view, 0, 4);
    const char *seen = answer_kind(answer) == ANSWER_OK ? "read" : answer_fault_code(answer);
    observe_text(s, "reading a page of PROT_EXEC alone", seen,
                 fact_text(s, "pkeys")[0] == 'y' ? "SIGSEGV:SEGV_PKUERR" : "read");
    expect_fault(store(user, view, 0, "data"));
}

/* Signals that cannot be delivered --------------------------------------------------------------------------------------- */

static void name_hidden_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", cell / 2 ? "SIGBUS" : "SIGSEGV", cell % 2 ? "ignored" : "blocked");
}

CASE(a_hidden_fault_kills,
     .claim = "A fault whose signal is blocked or ignored ends the process by that very signal; it is not lost.",
     .basis = "P-SIG-010 P-SIG-011", .level = OBSERVE, .needs = CAP(FORK), .cells = 4, .cell_name = name_hidden_cell)
{
    bool bus = story_cell(s) / 2, ignored = story_cell(s) % 2;
    Actor *parent = cast(s, "parent");
    Value file = new_file(parent, scratch_name(s, "short"), page(s));
    View view = view_of(parent, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    if (!bus)
        expect_ok(CALL(parent, mprotect, byte_of(view, page(s)), page(s), PROT_NONE));
    Actor *child = fork_actor(parent, "child");
    if (ignored)
        expect_ok(CALL(child, ignore_signal, bus ? SIGBUS : SIGSEGV));
    else
        expect_ok(CALL(child, block_signal, bus ? SIGBUS : SIGSEGV));
    observe_text(s, "the process", answer_kind(load(child, view, page(s), 1)) == ANSWER_DIED ? "ended" : "went on",
                 "ended");
    const Answer *end = wait_for_child(parent, child);
    observe_number(s, "ended by signal", answer_field(end, "code").number, bus ? "7" : "11");
    expect_ok(store(parent, view, 0, "unharmed"));
}

/* Mending -------------------------------------------------------------------------------------------------------------------- */

CASE(a_mended_store_is_tried_again,
     .claim = "After a handler that makes the page writable, the store is carried out, and once.", .basis = "P-SIG-013",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "mended");
    Value file = new_file(user, path, 3 * page(s));
    View view = view_of(user, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    View others = view_of(other, open_file(other, path, O_RDONLY), 3 * page(s), PROT_READ, MAP_SHARED);
    expect_ok(fill(user, view, 0, 3 * page(s), 'o'));
    const int broken[] = {PROT_NONE, PROT_READ};
    for (size_t i = 0; i < 2; i++) {
        expect_ok(CALL(user, mprotect, byte_of(view, page(s)), page(s), broken[i]));
        uint64_t byte = page(s) + 5 + i;
        expect_result(CALL(user, store_and_mend, byte_of(view, byte), 'm'), 1);
        expect_bytes(other, others, byte, "m");
        expect_bytes(other, others, byte - 1, i ? "m" : "o");
    }
    expect_result(CALL(user, store_and_mend, byte_of(view, 0), 'n'), 0); /* nothing to mend */
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR"); /* the guard has its signal back */
}

/* The stack ------------------------------------------------------------------------------------------------------------------- */

CASE(a_full_stack_is_a_fault,
     .claim = "A stack that is used up raises SIGSEGV, which a handler on another stack survives, any number of times.",
     .basis = "P-SIG-012 P-SIG-009", .level = MUST, .needs = CAP(LINUX), .tags = "long")
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    for (unsigned i = 0; i < 3; i++)
        expect_fault_code(CALL0(user, overflow_stack), WRITE, "SIGSEGV");
    expect_bytes(user, view, 0, "unharmed");
    Actor *lane = lane_of(user, "lane"); /* a thread's stack has a guard page behind it */
    for (unsigned i = 0; i < 3; i++)
        expect_fault_code(CALL0(lane, overflow_stack), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_bytes(lane, view, 0, "unharmed");
}

CASES(posix_signals, "posix/signals", "posix", &an_executable_page_is_read, &a_hidden_fault_kills,
      &a_mended_store_is_tried_again, &a_full_stack_is_a_fault);
