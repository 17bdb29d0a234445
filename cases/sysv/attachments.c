/* Attachments as mappings: parts unmapped and protected, replaced, counted, made after the removal. */
#include "cases/sysv/segments.h"
#include "cases/posix/regions.h"

CASE(behind_the_last_byte, .claim = "What lies between a segment's size and the end of its page.",
     .basis = "P-SYSV-010", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), 100, 0600);
    View view = attach(user, id, page(s), 0);
    observe(s, "the last word of the page", load_word(user, view, page(s) - 8, 8), "0");
    observe(s, "storing there", store(user, view, page(s) - 4, "tail"), "ok");
}

CASE(attached_after_the_removal, .claim = "A removed segment that is still attached can be attached by its id.",
     .basis = "P-SYSV-021 P-SYSV-019", .level = MUST, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    Value id = new_segment(owner, unique_key(s), page(s), 0600);
    View view = attach(owner, id, page(s), 0);
    expect_ok(store(owner, view, 0, "removed"));
    expect_ok(CALL(owner, shmctl, id, IPC_RMID, NULL));
    View others = attach(other, id, page(s), 0);
    expect_bytes(other, others, 0, "removed");
    expect_ok(CALL(owner, shmdt, view.address));
    expect_attached(s, other, id, 1);
    expect_ok(CALL(other, shmdt, others.address));
    expect_only_error(other, CALL(other, shmat, id, NULL, 0), EINVAL, EIDRM);
}

CASE(replacing_what_is_there,
     .claim = "SHM_REMAP attaches over a mapping and replaces it; without it that is EINVAL, and at no address, too.",
     .basis = "P-SYSV-013 P-SYSV-012", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), page(s), 0600);
    View view = attach(user, id, page(s), 0);
    expect_ok(store(user, view, 0, "segment"));
    View there = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, there, 0, 2 * page(s), 't'));
    expect_only_error(user, CALL(user, shmat, id, there.address, 0), EINVAL);
    expect_only_error(user, CALL(user, shmat, id, NULL, SHM_REMAP), EINVAL);
    expect_filled(user, there, 0, 2 * page(s), 't');
    expect_attached(s, user, id, 1);
    expect_result(CALL(user, shmat, id, there.address, SHM_REMAP), there.address);
    expect_bytes(user, there, 0, "segment");
    expect_filled(user, there, page(s), page(s), 't');
    expect_attached(s, user, id, 2);
}

CASE(a_part_is_unmapped, .claim = "munmap takes a part of an attachment; the rest stays attached until shmdt.",
     .basis = "P-SYSV-027", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), 3 * page(s), 0600);
    View view = attach(user, id, 3 * page(s), 0);
    expect_ok(fill(user, view, 0, 3 * page(s), 's'));
    expect_ok(CALL(user, munmap, view.address, page(s)));
    expect_attached(s, user, id, 1);
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_filled(user, view, page(s), 2 * page(s), 's');
    expect_ok(CALL(user, shmdt, view.address));
    expect_attached(s, user, id, 0);
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASE(protecting_does_not_count, .claim = "However often a part is protected, one shmdt ends the attachment.",
     .basis = "P-SYSV-028", .level = MUST, .needs = CAP(LINUX))
{
    enum { TIMES = 5 };
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), 3 * page(s), 0600);
    View view = attach(user, id, 3 * page(s), 0);
    for (unsigned i = 0; i < TIMES; i++) {
        expect_ok(CALL(user, mprotect, byte_of(view, page(s)), page(s), PROT_READ));
        expect_fault(store(user, view, page(s), "x"));
        expect_ok(CALL(user, mprotect, byte_of(view, page(s)), page(s), READ_WRITE));
    }
    /* Linux counts the parts while there are some; what counts is that none is left over. */
    expect_ok(store(user, view, page(s), "whole"));
    expect_ok(CALL(user, shmdt, view.address));
    expect_attached(s, user, id, 0);
    expect_fault(load(user, view, 2 * page(s), 1));
}

CASE(many_attachments_are_counted,
     .claim = "Two processes that attach and detach all the time lose no attachment and no byte.",
     .basis = "P-SYSV-034", .level = MUST, .tags = "long")
{
    enum { TIMES = 1000 };
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    Value id = new_segment(first, unique_key(s), page(s), 0600);
    View view = attach(first, id, page(s), 0);
    const Answer *one = BEGIN_CALL(first, attach_often, id, TIMES);
    const Answer *two = BEGIN_CALL(second, attach_often, id, TIMES);
    expect_result(finish_call(one), 0);
    expect_result(finish_call(two), 0);
    expect_attached(s, second, id, 1);
    expect_result(load_word(first, view, 0, 8), 2 * TIMES);
}

CASES(sysv_attachments, "sysv/attachments", "posix", &behind_the_last_byte, &attached_after_the_removal,
      &replacing_what_is_there, &a_part_is_unmapped, &protecting_does_not_count, &many_attachments_are_counted);
