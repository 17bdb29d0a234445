/* mincore: whose pages it tells of. */
#include "cases/linux/advice.h"
#include "cases/posix/limits.h"

CASE(pages_that_a_child_touched, .claim = "mincore shows the pages of a shared object that another process touched.",
     .basis = "P-ADV-039", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    Value object = new_shm(parent, unique_name(s, "touched"), 4 * page(s));
    View view = view_of(parent, object, 4 * page(s), READ_WRITE, MAP_SHARED);
    Actor *child = fork_actor(parent, "child");
    expect_resident(s, parent, view, false);
    expect_ok(store(child, view, page(s), "touched"));
    expect_field_text(CALL(parent, mincore, view.address, view.length, OUT_ROOM(4)), "vec", "\0\1\0\0", 4);
    expect_ok(CALL(child, madvise, byte_of(view, page(s)), page(s), MADV_REMOVE));
    expect_resident(s, parent, view, false);
}

CASE(files_of_others_tell_nothing,
     .claim = "Of a file that a user neither owns nor may write, mincore says that all pages are resident.",
     .basis = "P-ADV-038", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED))
{
    Actor *user = cast(s, "user");
    needs_kernel(s, 5, 2);
    const char *name = unique_name(s, "others");
    Value object = new_shm(user, name, 4 * page(s));
    expect_ok(CALL(user, fchmod, object, 0644));
    Value read_only = expect_ok(CALL(user, shm_open, name, O_RDONLY, 0));
    View view = view_of(user, read_only, 4 * page(s), PROT_READ, MAP_SHARED);
    View own = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_resident(s, user, view, false); /* nobody has touched it */
    become_nobody(s, user);
    expect_resident(s, user, view, true);
    expect_resident(s, user, own, false);
}

CASES(linux_residency, "linux/residency", "posix", &pages_that_a_child_touched, &files_of_others_tell_nothing);
