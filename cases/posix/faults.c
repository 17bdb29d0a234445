/* Signals for what may not be touched, and errors where a system call touches it. */
#include "cases/posix/posix.h"

#include <stdio.h>

typedef struct Trap {
    const char *name;
    unsigned how;
    const char *code;
} Trap;
static const Trap traps[] = {{"read-none", READ, "SIGSEGV:SEGV_ACCERR"},
                             {"write-none", WRITE, "SIGSEGV:SEGV_ACCERR"},
                             {"write-read-only", WRITE, "SIGSEGV:SEGV_ACCERR"},
                             {"read-unmapped", READ, "SIGSEGV:SEGV_MAPERR"},
                             {"write-unmapped", WRITE, "SIGSEGV:SEGV_MAPERR"},
                             {"read-beyond-end", READ, "SIGBUS"},
                             {"write-beyond-end", WRITE, "SIGBUS"}};

static void name_trap_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", traps[cell].name);
}

/* Two pages of a file; the second is what the trap's name says. */
static View trapped(Story *s, Actor *user, size_t cell)
{
    bool beyond = cell >= 5;
    Value file = new_file(user, scratch_name(s, "trap"), beyond ? page(s) : 2 * page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    Value second = byte_of(view, page(s));
    if (cell == 2)
        expect_ok(CALL(user, mprotect, second, page(s), PROT_READ));
    else if (cell < 2)
        expect_ok(CALL(user, mprotect, second, page(s), PROT_NONE));
    else if (!beyond)
        expect_ok(CALL(user, munmap, second, page(s)));
    return view;
}

CASE(each_fault_says_what_it_was,
     .claim = "A forbidden access raises its signal with its code and the address of the byte.",
     .basis = "P-SIG-001 P-SIG-002 P-SIG-003 P-SIG-004 P-SIG-008 P-SIG-009 P-EOF-005", .level = MUST,
     .cells = sizeof traps / sizeof traps[0], .cell_name = name_trap_cell)
{
    const Trap *trap = &traps[story_cell(s)];
    Actor *user = cast(s, "user");
    View view = trapped(s, user, story_cell(s));
    const uint64_t offsets[] = {page(s), page(s) + 77, 2 * page(s) - 1};
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        const Answer *answer = trap->how == READ ? load(user, view, offsets[i], 1) : store(user, view, offsets[i], "x");
        Value byte = byte_of(view, offsets[i]);
        expect_fault_at(answer, trap->how, byte);
        expect_fault_code(answer, trap->how, trap->code);
    }
    expect_ok(store(user, view, page(s) - 1, "x")); /* the page before is as it was */
}

CASE(the_code_beyond_the_end, .claim = "Linux says BUS_ADRERR for a page beyond the end.", .basis = "P-SIG-008",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = trapped(s, user, 5);
    const Answer *answer = load(user, view, page(s), 1);
    expect_fault_code(answer, READ, "SIGBUS");
    observe_text(s, "si_code beyond the end", answer_fault_code(answer), "SIGBUS:BUS_ADRERR");
}

CASE(calls_answer_efault, .claim = "A call whose buffer may not be touched is EFAULT; no signal is raised.",
     .basis = "P-SYS-001 P-SYS-002", .level = MUST, .needs = CAP(LINUX), .cells = sizeof traps / sizeof traps[0],
     .cell_name = name_trap_cell)
{
    const Trap *trap = &traps[story_cell(s)];
    Actor *user = cast(s, "user");
    View view = trapped(s, user, story_cell(s));
    Value other = new_file(user, scratch_name(s, "other"), page(s));
    Value buffer = byte_of(view, page(s));
    if (trap->how == READ)
        expect_error(CALL(user, pwrite, other, buffer, 16, 0), EFAULT);
    else
        expect_error(CALL(user, pread, other, buffer, 16, 0), EFAULT);
    expect_ok(CALL(user, pwrite, other, view.address, 16, 0));
}

CASE(a_file_is_read_into_itself,
     .claim = "Reading a file into a shared view of itself, or writing it from there, just works.",
     .basis = "P-SYS-004 P-COH-001", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "itself");
    Value file = new_file(user, path, 2 * page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    View others = view_of(other, open_file(other, path, O_RDONLY), 2 * page(s), PROT_READ, MAP_SHARED);
    expect_ok(fill(user, view, 0, page(s), 'm'));
    expect_result(CALL(user, pread, file, byte_of(view, page(s)), page(s), 0), page(s));
    expect_filled(other, others, page(s), page(s), 'm');
    expect_ok(fill(user, view, page(s), page(s), 'n'));
    expect_result(CALL(user, pwrite, file, byte_of(view, page(s)), page(s), 0), page(s));
    expect_filled(other, others, 0, page(s), 'n');
}

CASE(a_thread_faults_alone,
     .claim = "While one thread waits in a call, another faults and recovers, and the call goes on.",
     .basis = "P-SIG-015 P-SIG-009", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *lane = lane_of(user, "lane");
    Actor *sender = cast(s, "sender");
    const char *socket = scratch_name(s, "socket");
    Value file = new_file(sender, scratch_name(s, "sent"), page(s));
    View view = memory(lane, page(s), PRIVATE_MEMORY);
    expect_ok(CALL(lane, mprotect, view.address, page(s), PROT_READ));
    const Answer *waiting = BEGIN_CALL(user, receive_descriptor, socket);
    for (unsigned i = 0; i < 5; i++)
        expect_fault_code(store(lane, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(sender, send_descriptor, socket, file));
    Value received = expect_ok(finish_call(waiting));
    expect_filled(lane, view_of(user, received, page(s), PROT_READ, MAP_SHARED), 0, page(s), 0);
}

CASE(memory_to_write_only, .claim = "Whether memory that may only be written can be read is left to the machine.",
     .basis = "P-MMAP-021", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = view_of(user, NUMBER(-1), page(s), PROT_WRITE, PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "w"));
    observe_text(s, "reading", answer_kind(load(user, view, 0, 1)) == ANSWER_OK ? "bytes" : "fault", "bytes");
}

CASES(posix_faults, "posix/faults", "posix", &each_fault_says_what_it_was, &the_code_beyond_the_end,
      &calls_answer_efault, &a_file_is_read_into_itself, &a_thread_faults_alone, &memory_to_write_only);
