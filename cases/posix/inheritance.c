/* fork, exec, spawn, and descriptors sent through a socket. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

enum { HIGH = 40 }; /* descriptors from here on are the story's: a fresh image opens its own at the lowest numbers */

/* The descriptor under a high number, which passes exec or not. */
static Value high(Actor *actor, Value descriptor, bool passes)
{
    int command = passes ? F_DUPFD : F_DUPFD_CLOEXEC;
    return expect_ok(CALL(actor, fcntl, descriptor, command, HIGH));
}

CASE(exec_keeps_what_may_pass,
     .claim = "A descriptor without close-on-exec survives exec and maps the same bytes; one with it is closed.",
     .basis = "P-INH-007 P-INH-008 P-SHMO-002", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "exec");
    Value object = new_shm(user, name, page(s));
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "before exec"));
    Value passes = high(user, object, true);
    Value stays = high(user, object, false);
    exec_actor(user);

    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, stays, 0), EBADF);
    View again = view_of(user, passes, page(s), READ_WRITE, MAP_SHARED);
    expect_bytes(user, again, 0, "before exec");
    View others = view_of(other, expect_ok(CALL(other, shm_open, name, O_RDWR, 0)), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, again, 0, "after"));
    expect_bytes(other, others, 0, "after");
}

CASE(shm_open_closes_on_exec,
     .claim = "A descriptor of shm_open is not open in a spawned program unless that was asked for.",
     .basis = "P-SHMO-002 P-INH-008", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value object = new_shm(parent, unique_name(s, "spawn"), page(s));
    expect_ok(store(parent, view_of(parent, object, page(s), READ_WRITE, MAP_SHARED), 0, "parent"));
    Value copy = high(parent, object, true);
    expect_result(CALL(parent, fcntl, object, F_GETFD, 0), FD_CLOEXEC);
    expect_result(CALL(parent, fcntl, copy, F_GETFD, 0), 0); /* close-on-exec belongs to a number, not to the object */
    Actor *child = spawn_actor(parent, "child");
    expect_bytes(child, view_of(child, copy, page(s), PROT_READ, MAP_SHARED), 0, "parent");
    expect_ok(CALL(parent, fcntl, copy, F_SETFD, FD_CLOEXEC));
    Actor *second = spawn_actor(parent, "second");
    expect_only_error(second, CALL(second, mmap, NULL, page(s), PROT_READ, MAP_SHARED, copy, 0), EBADF);
}

CASE(fork_keeps_offsets_and_rights,
     .claim = "A forked child has each view at its address, of the same pages, with the same rights.",
     .basis = "P-INH-001 P-INH-003", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value file = new_file(parent, scratch_name(s, "fork"), 3 * page(s));
    View whole = view_of(parent, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    Value third = expect_ok(CALL(parent, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, 2 * page(s)));
    expect_ok(store(parent, whole, 2 * page(s), "third page"));
    Actor *child = fork_actor(parent, "child");
    expect_bytes(child, VIEW_AT(third, page(s)), 0, "third page");
    expect_fault_code(store(child, VIEW_AT(third, page(s)), 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(store(child, whole, 2 * page(s), "by a child"));
    expect_bytes(parent, VIEW_AT(third, page(s)), 0, "by a child");
}

CASE(a_child_maps_for_itself,
     .claim = "What a forked child maps over or unmaps stays as it was in its parent, and the other way.",
     .basis = "P-INH-004 P-FIX-006", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    View view = memory(parent, 2 * page(s), SHARED_MEMORY);
    expect_ok(fill(parent, view, 0, 2 * page(s), 'p'));
    Actor *child = fork_actor(parent, "child");
    expect_ok(CALL(child, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0));
    expect_ok(store(child, view, 0, "child's own"));
    expect_filled(parent, view, 0, 2 * page(s), 'p');
    expect_ok(CALL(parent, munmap, byte_of(view, page(s)), page(s)));
    expect_fault(load(parent, view, page(s), 1));
    expect_filled(child, view, page(s), page(s), 'p');
}

CASE(a_descriptor_is_sent_to_another_process,
     .claim = "A descriptor received through a socket maps the sender's object, also when sender and name are gone.",
     .basis = "P-INH-013", .level = MUST)
{
    Actor *sender = cast(s, "sender");
    Actor *receiver = cast(s, "receiver");
    const char *socket = scratch_name(s, "socket");
    const char *path = scratch_name(s, "sent");
    Value file = new_file(sender, path, page(s));
    View view = view_of(sender, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(sender, view, 0, "sent along"));
    const Answer *receiving = BEGIN_CALL(receiver, receive_descriptor, socket); /* waits until something is sent */
    expect_ok(CALL(sender, send_descriptor, socket, file));
    Value received = expect_ok(finish_call(receiving));
    expect_ok(CALL(sender, unlink, path));
    View receivers = view_of(receiver, received, page(s), READ_WRITE, MAP_SHARED);
    expect_bytes(receiver, receivers, 0, "sent along");
    expect_ok(store(receiver, receivers, 0, "taken over"));
    expect_bytes(sender, view, 0, "taken over");
    leave(sender);
    expect_bytes(receiver, receivers, 0, "taken over");
    expect_bytes(receiver, view_of(receiver, received, page(s), PROT_READ, MAP_SHARED), 0, "taken over");
}

CASE(a_sent_descriptor_keeps_its_rights,
     .claim = "A descriptor that was opened to read stays so for whoever receives it.", .basis = "P-INH-014",
     .level = MUST)
{
    Actor *sender = cast(s, "sender");
    Actor *receiver = cast(s, "receiver");
    const char *socket = scratch_name(s, "socket");
    const char *path = scratch_name(s, "read-only");
    expect_ok(CALL(sender, close, new_file(sender, path, page(s))));
    const Answer *receiving = BEGIN_CALL(receiver, receive_descriptor, socket);
    expect_ok(CALL(sender, send_descriptor, socket, open_file(sender, path, O_RDONLY)));
    Value received = expect_ok(finish_call(receiving));
    expect_only_error(receiver, CALL(receiver, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, received, 0), EACCES);
    View view = view_of(receiver, received, page(s), PROT_READ, MAP_SHARED);
    expect_only_error(receiver, CALL(receiver, mprotect, view.address, page(s), READ_WRITE), EACCES);
    expect_filled(receiver, view, 0, page(s), 0);
}

CASE(threads_share_what_is_mapped, .claim = "What one thread maps, protects or unmaps, the other threads have at once.",
     .basis = "P-INH-016", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *lane = lane_of(user, "lane");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "main"));
    expect_bytes(lane, view, 0, "main");
    View lanes = memory(lane, page(s), PRIVATE_MEMORY);
    expect_ok(store(lane, lanes, 0, "lane"));
    expect_bytes(user, lanes, 0, "lane");
    expect_ok(CALL(lane, munmap, view.address, page(s)));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASES(posix_inheritance, "posix/inheritance", "posix", &exec_keeps_what_may_pass, &shm_open_closes_on_exec,
      &fork_keeps_offsets_and_rights, &a_child_maps_for_itself, &a_descriptor_is_sent_to_another_process,
      &a_sent_descriptor_keeps_its_rights, &threads_share_what_is_mapped);
