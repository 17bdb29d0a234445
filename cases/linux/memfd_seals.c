/* Seals of memfds, one by one, and who may add them. */
#include "cases/linux/memfd.h"
#include "cases/posix/regions.h"

enum { UNKNOWN_SEAL = 0x4000 };

CASE(seals_that_there_are_not, .claim = "An unknown seal is EINVAL, and adds none of the known ones asked with it.",
     .basis = "P-MFD-008 P-MFD-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = sealable(s, user, 1);
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, UNKNOWN_SEAL), EINVAL);
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, UNKNOWN_SEAL | F_SEAL_GROW), EINVAL);
    expect_seals(user, object, 0);
}

CASE(readers_seal_nothing, .claim = "A descriptor that was opened to read adds no seal: EPERM.",
     .basis = "P-MFD-009 P-MFD-020", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = sealable(s, user, 1);
    Value reading = expect_ok(open_again(user, expect_ok(CALL0(user, getpid)), object, O_RDONLY));
    expect_error(CALL(user, fcntl, reading, F_ADD_SEALS, F_SEAL_GROW), EPERM);
    expect_seals(user, object, 0);
    expect_ok(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_GROW));
    expect_seals(user, reading, F_SEAL_GROW);
}

CASE(write_sealed_views_stay_read_only,
     .claim = "What F_SEAL_WRITE covers is mapped shared to read or not at all, and never made writable.",
     .basis = "P-MFD-014 P-MFD-012", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = sealable(s, user, 2);
    expect_ok(CALL(user, pwrite, object, "sealed", 6, 0));
    expect_ok(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, 0), EPERM);
    expect_result(CALL(user, pwrite, object, "", 0, 0), 0);
    expect_error(CALL(user, pwrite, object, "x", 1, 0), EPERM);
    expect_error(CALL(user, fallocate, object, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, page(s)), EPERM);
    const Answer *mapped = CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, object, 0);
    if (answer_kind(mapped) == ANSWER_ERROR) {
        expect_error(mapped, EPERM); /* kernels before 6.7, and 6.12 */
        return;
    }
    View view = VIEW_AT(expect_ok(mapped), page(s));
    expect_only_error(user, CALL(user, mprotect, view.address, page(s), READ_WRITE), EACCES);
    expect_bytes(user, view, 0, "sealed");
    expect_ok(CALL(user, ftruncate, object, page(s))); /* this seal is not about sizes */
}

CASE(a_busy_object_gets_no_seal, .claim = "EBUSY adds none of the seals asked for; private views make nothing busy.",
     .basis = "P-MFD-016 P-MFD-015", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = sealable(s, user, 1);
    View shared = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK), EBUSY);
    expect_seals(user, object, 0);
    expect_ok(CALL(user, mprotect, shared.address, page(s), PROT_READ));
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE), EBUSY);
    expect_ok(CALL(user, ftruncate, object, 2 * page(s)));
    expect_ok(CALL(user, munmap, shared.address, page(s)));
    view_of(user, object, page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW));
    expect_seals(user, object, F_SEAL_WRITE | F_SEAL_GROW);
}

CASE(only_old_views_write_on,
     .claim = "F_SEAL_FUTURE_WRITE leaves views that are there writable, and refuses every new way to write.",
     .basis = "P-MFD-017", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = sealable(s, user, 1);
    View old = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    const Answer *sealed = CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_FUTURE_WRITE);
    if (answer_kind(sealed) == ANSWER_ERROR && strcmp(answer_error(sealed), "EINVAL") == 0)
        skip_story(s, "this kernel has no F_SEAL_FUTURE_WRITE");
    expect_ok(sealed);
    expect_ok(store(user, old, 0, "old view"));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, 0), EPERM);
    expect_error(CALL(user, pwrite, object, "x", 1, 0), EPERM);
    View reading = view_of(user, object, page(s), PROT_READ, MAP_SHARED);
    expect_bytes(user, reading, 0, "old view");
    expect_only_error(user, CALL(user, mprotect, reading.address, page(s), READ_WRITE), EACCES);
    View copy = view_of(user, object, page(s), READ_WRITE, MAP_PRIVATE);
    Actor *child = fork_actor(user, "child");
    expect_ok(store(child, copy, 0, "private!"));
    expect_bytes(user, reading, 0, "old view");
}

CASE(sealed_to_be_executed, .claim = "F_SEAL_EXEC on an executable memfd seals its size and bytes, too.",
     .basis = "P-MFD-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = with_flag(s, user, MFD_EXEC, "MFD_EXEC");
    expect_equal(s, NUMBER(mode_of(user, object)), NUMBER(0777), "the mode");
    expect_ok(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_EXEC));
    expect_seals(user, object, F_SEAL_EXEC | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_FUTURE_WRITE);
    expect_error(CALL(user, pwrite, object, "x", 1, 0), EPERM);
    expect_error(CALL(user, fchmod, object, 0666), EPERM);
}

CASE(what_has_seals, .claim = "Pipes have no seals (EINVAL); a shared memory object is sealed against seals.",
     .basis = "P-MFD-021", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const Answer *ends = CALL(user, pipe, OUT);
    expect_ok(ends);
    expect_error(CALL(user, fcntl, answer_field(ends, "fds.0"), F_GET_SEALS, 0), EINVAL);
    Value object = new_shm(user, unique_name(s, "sealed"), page(s));
    expect_seals(user, object, F_SEAL_SEAL);
    expect_error(CALL(user, fcntl, object, F_ADD_SEALS, F_SEAL_GROW), EPERM);
    Value file = new_file(user, scratch_name(s, "file"), page(s));
    const Answer *seals = CALL(user, fcntl, file, F_GET_SEALS, 0);
    if (strcmp(fact_text(s, "filesystem"), "tmpfs") == 0)
        expect_result(seals, F_SEAL_SEAL);
    else
        expect_error(seals, EINVAL);
}

CASE(opened_through_proc, .claim = "Another process opens a memfd through /proc and shares its memory and seals.",
     .basis = "P-MFD-023 P-MFD-020 P-MFD-010", .level = MUST, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    Value object = sealable(s, owner, 1);
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    Value pid = expect_ok(CALL0(owner, getpid));
    const Answer *opened = open_again(other, pid, object, O_RDWR);
    if (answer_kind(opened) == ANSWER_ERROR && strcmp(answer_error(opened), "EACCES") == 0)
        skip_story(s, "this process may not look into another's /proc entry");
    Value same = expect_ok(opened);
    View others = view_of(other, same, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(owner, view, 0, "through /proc"));
    expect_bytes(other, others, 0, "through /proc");
    expect_ok(CALL(other, fcntl, same, F_ADD_SEALS, F_SEAL_SHRINK));
    expect_seals(owner, object, F_SEAL_SHRINK);
    expect_error(CALL(owner, ftruncate, object, 0), EPERM);
    expect_error(open_again(other, pid, object, O_RDWR | O_TRUNC), EPERM);
}

CASE(sent_descriptors_are_as_sealed,
     .claim = "Who is sent a memfd cannot do what its seals forbid, and sees what the sender seals later.",
     .basis = "P-INH-014 P-MFD-020 P-MFD-011 P-MFD-012", .level = MUST, .needs = CAP(LINUX))
{
    Actor *sender = cast(s, "sender");
    Actor *receiver = cast(s, "receiver");
    const char *socket = scratch_name(s, "socket");
    Value object = sealable(s, sender, 1);
    expect_result(CALL(sender, pwrite, object, "sealed", 6, 0), 6);
    expect_ok(CALL(sender, fcntl, object, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW));
    const Answer *receiving = BEGIN_CALL(receiver, receive_descriptor, socket);
    expect_ok(CALL(sender, send_descriptor, socket, object));
    Value received = expect_ok(finish_call(receiving));
    expect_seals(receiver, received, F_SEAL_SHRINK | F_SEAL_GROW);
    expect_error(CALL(receiver, ftruncate, received, 2 * page(s)), EPERM);
    expect_result(CALL(receiver, pwrite, received, "opened", 6, 0), 6); /* that was not sealed */

    expect_ok(CALL(sender, fcntl, object, F_ADD_SEALS, F_SEAL_WRITE));
    expect_error(CALL(receiver, pwrite, received, "x", 1, 0), EPERM);
    expect_only_error(receiver, CALL(receiver, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, received, 0), EPERM);
    View view = view_of(receiver, received, page(s), READ_WRITE, MAP_PRIVATE);
    expect_bytes(receiver, view, 0, "opened");
}

CASES(linux_memfd_seals, "linux/memfd_seals", "posix", &seals_that_there_are_not, &readers_seal_nothing,
      &write_sealed_views_stay_read_only, &a_busy_object_gets_no_seal, &only_old_views_write_on, &sealed_to_be_executed,
      &what_has_seals, &opened_through_proc, &sent_descriptors_are_as_sealed);
