/* System V shared memory: shmget, shmat, shmdt, shmctl. */
#include "cases/sysv/segments.h"
#include "cases/posix/regions.h"

CASE(a_new_segment_is_as_documented,
     .claim = "A new segment has its size and mode, is attached nowhere, and reads as zero.",
     .basis = "P-SYSV-001 P-SYSV-009", .level = MUST)
{
    Actor *user = cast(s, "user");
    uint64_t key = unique_key(s);
    Value id = new_segment(user, key, 2 * page(s) + 1, 0600);
    expect_equal(s, stat_of(user, id, "buffer.segsz"), NUMBER(2 * page(s) + 1), "the size");
    expect_equal(s, stat_of(user, id, "buffer.lpid"), NUMBER(0), "the process of the last attachment");
    expect_equal(s, NUMBER(stat_of(user, id, "buffer.mode").number & 0777), NUMBER(0600), "the mode");
    expect_attached(s, user, id, 0);
    View view = attach(user, id, page(s), 0);
    expect_true(s, view.address.number % page(s) == 0, "the address is a multiple of the page size");
    expect_filled(user, view, 0, 2 * page(s) + 1, 0);
    expect_attached(s, user, id, 1);
}

CASE(a_key_leads_to_one_segment,
     .claim = "Two processes with one key get one id and one memory, whatever smaller size they ask for.",
     .basis = "P-SYSV-002 P-SYSV-009 P-SYSV-018", .level = MUST)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    uint64_t key = unique_key(s);
    Value id = new_segment(first, key, page(s), 0600);
    expect_result(CALL(second, shmget, key, page(s), IPC_CREAT | 0600), id);
    expect_result(CALL(second, shmget, key, 0, 0), id);
    View a = attach(first, id, page(s), 0);
    View b = attach(second, id, page(s), 0);
    View again = attach(second, id, page(s), 0);
    expect_different(s, again.address, b.address, "the addresses of two attachments");
    expect_ok(store(first, a, 0, "key"));
    expect_bytes(second, b, 0, "key");
    expect_ok(store(second, again, 0, "yek"));
    expect_bytes(first, a, 0, "yek");
    expect_bytes(second, b, 0, "yek");
    expect_attached(s, first, id, 3);
}

CASE(what_shmget_refuses, .claim = "A taken key is EEXIST, a missing one ENOENT, a larger size or none EINVAL.",
     .basis = "P-SYSV-003 P-SYSV-004 P-SYSV-005 P-SYSV-006", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    uint64_t key = unique_key(s);
    expect_error(CALL(other, shmget, key, page(s), 0600), ENOENT);
    expect_error(CALL(other, shmget, key, 0, IPC_CREAT | 0600), EINVAL);
    Value id = new_segment(owner, key, 100, 0600);
    expect_error(CALL(other, shmget, key, 100, IPC_CREAT | IPC_EXCL | 0600), EEXIST);
    expect_error(CALL(other, shmget, key, 101, 0600), EINVAL);
    expect_result(CALL(other, shmget, key, 99, 0600), id);
}

CASE(attachments_end_one_by_one,
     .claim = "shmdt ends one attachment; its address faults, and detaching it again is EINVAL.",
     .basis = "P-SYSV-014 P-SYSV-016 P-SYSV-017", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), page(s), 0600);
    View first = attach(user, id, page(s), 0);
    View second = attach(user, id, page(s), 0);
    expect_ok(store(user, first, 0, "both"));
    expect_result(CALL(user, shmdt, first.address), 0);
    expect_fault_code(load(user, first, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_bytes(user, second, 0, "both");
    expect_attached(s, user, id, 1);
    expect_only_error(user, CALL(user, shmdt, first.address), EINVAL);
    expect_only_error(user, CALL(user, shmdt, byte_of(second, 1)), EINVAL);
    View plain = memory(user, page(s), SHARED_MEMORY);
    expect_only_error(user, CALL(user, shmdt, plain.address), EINVAL);
    expect_only_error(user, CALL(user, shmat, -1, NULL, 0), EINVAL);
    expect_attached(s, user, id, 1);
}

CASE(attaching_where_it_was_asked,
     .claim = "An attachment lies exactly at a free, aligned address; others are EINVAL or rounded.",
     .basis = "P-SYSV-012 P-SYSV-013", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), page(s), 0600);
    Value base = expect_ok(reserve(user, 4 * page(s), NUMBER(0)));
    expect_ok(release(user, base, 4 * page(s)));
    expect_result(CALL(user, shmat, id, base, 0), base);
    expect_ok(store(user, VIEW_AT(base, page(s)), 0, "exact"));
    expect_only_error(user, CALL(user, shmat, id, base, 0), EINVAL);
    Value crooked = at(base, (int64_t)(2 * page(s)) + 5);
    expect_only_error(user, CALL(user, shmat, id, crooked, 0), EINVAL);
    expect_result(CALL(user, shmat, id, crooked, SHM_RND), at(base, 2 * page(s)));
    expect_bytes(user, VIEW_AT(base, page(s)), 0, "exact");
}

CASE(a_read_only_attachment_stays_so,
     .claim = "An attachment made with SHM_RDONLY faults on stores and cannot be made writable.",
     .basis = "P-SYSV-011 P-PROT-019", .level = MUST, .needs = CAP(LINUX))
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    uint64_t key = unique_key(s);
    Value id = new_segment(writer, key, page(s), 0600);
    View w = attach(writer, id, page(s), 0);
    View r = attach(reader, expect_ok(CALL(reader, shmget, key, 0, 0)), page(s), SHM_RDONLY);
    expect_ok(store(writer, w, 0, "read me"));
    expect_bytes(reader, r, 0, "read me");
    expect_fault_code(store(reader, r, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_only_error(reader, CALL(reader, mprotect, r.address, page(s), READ_WRITE), EACCES);
    expect_ok(CALL(writer, mprotect, w.address, page(s), PROT_READ));
    expect_fault(store(writer, w, 0, "x"));
    expect_ok(CALL(writer, mprotect, w.address, page(s), READ_WRITE));
    expect_ok(store(writer, w, 0, "changed"));
    expect_bytes(reader, r, 0, "changed");
}

CASE(a_removed_segment_lives_until_its_last_detachment,
     .claim = "IPC_RMID frees the key at once and the segment with its last attachment; until then it is shared on.",
     .basis = "P-SYSV-019 P-SYSV-020 P-SYSV-022 P-SYSV-023", .level = MUST, .needs = CAP(LINUX))
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    uint64_t key = unique_key(s);
    Value id = new_segment(first, key, page(s), 0600);
    View a = attach(first, id, page(s), 0);
    View b = attach(second, id, page(s), 0);
    expect_ok(CALL(second, shmctl, id, IPC_RMID, NULL));
    expect_error(CALL(first, shmget, key, page(s), 0600), ENOENT);
    expect_true(s, (stat_of(first, id, "buffer.mode").number & 01000) != 0, "the mode says SHM_DEST");
    expect_equal(s, stat_of(first, id, "buffer.key"), NUMBER(0), "the key of the removed segment");
    expect_ok(CALL(second, shmctl, id, IPC_RMID, NULL)); /* again: nothing happens */
    expect_ok(store(first, a, 0, "still"));
    expect_bytes(second, b, 0, "still");
    kill_actor(first);
    expect_bytes(second, b, 0, "still");
    expect_attached(s, second, id, 1);
    expect_ok(CALL(second, shmdt, b.address));
    expect_one_error(CALL(second, shmctl, id, IPC_STAT, OUT), EINVAL, EIDRM);
    expect_only_error(second, CALL(second, shmat, id, NULL, 0), EINVAL, EIDRM);
}

CASE(children_inherit_attachments, .claim = "A forked child has its parent's attachments; exec and exit end them.",
     .basis = "P-SYSV-026 P-INH-007", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value id = new_segment(parent, unique_key(s), page(s), 0600);
    View view = attach(parent, id, page(s), 0);
    Actor *child = fork_actor(parent, "child");
    expect_attached(s, parent, id, 2);
    expect_ok(store(child, view, 0, "child"));
    expect_bytes(parent, view, 0, "child");
    Actor *runner = fork_actor(parent, "runner");
    expect_attached(s, parent, id, 3);
    exec_actor(runner);
    expect_attached(s, parent, id, 2);
    kill_actor(child);
    expect_ok(wait_for_child(parent, child));
    expect_attached(s, parent, id, 1);
    View again = attach(runner, id, page(s), 0);
    expect_bytes(runner, again, 0, "child");
}

CASE(only_the_mode_is_set,
     .claim = "A nonsense command is EINVAL; IPC_SET changes the low nine mode bits and not the size.",
     .basis = "P-SYSV-024 P-SYSV-025", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), page(s), 0600);
    expect_error(CALL(user, shmctl, id, 12345, NULL), EINVAL);
    Value owner = stat_of(user, id, "buffer.uid");
    Value group = stat_of(user, id, "buffer.gid");
    Box changed = FIELDS(F(uid, owner), F(gid, group), F(mode, 0640), F(segsz, 1));
    expect_ok(CALL(user, shmctl, id, IPC_SET, changed));
    expect_equal(s, NUMBER(stat_of(user, id, "buffer.mode").number & 0777), NUMBER(0640), "the mode");
    expect_equal(s, stat_of(user, id, "buffer.segsz"), NUMBER(page(s)), "the size");
}

CASES(sysv_segments, "sysv/segments", "posix", &a_new_segment_is_as_documented, &a_key_leads_to_one_segment,
      &what_shmget_refuses, &attachments_end_one_by_one, &attaching_where_it_was_asked,
      &a_read_only_attachment_stays_so, &a_removed_segment_lives_until_its_last_detachment,
      &children_inherit_attachments, &only_the_mode_is_set);
