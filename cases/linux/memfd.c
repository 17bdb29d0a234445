/* memfd_create: names, flags, and what becomes of its memory. */
#include "cases/linux/memfd.h"
#include "cases/posix/regions.h"

enum { LONGEST = 249, SHARED_ROOM = 32 << 20 };

CASE(names_of_memfds, .claim = "A name has 0 to 249 bytes and shows in /proc; longer is EINVAL, none is EFAULT.",
     .basis = "P-MFD-001 P-MFD-002", .level = MUST, .needs = CAP(LINUX))
{
    static const char link[] = "/memfd:shown (deleted)";
    Actor *user = cast(s, "user");
    char name[LONGEST + 2];
    memset(name, 'n', sizeof name);
    name[LONGEST + 1] = '\0';
    expect_error(CALL(user, memfd_create, name, 0), EINVAL);
    name[LONGEST] = '\0';
    expect_ok(CALL(user, memfd_create, name, 0));
    expect_ok(CALL(user, memfd_create, "", 0));
    expect_error(CALL(user, memfd_create, NULL, 0), EFAULT);
    Value object = expect_ok(CALL(user, memfd_create, "shown", 0));
    expect_field_text(CALL(user, name_of_descriptor, object, OUT_ROOM(64), 64), "buffer", link, sizeof link - 1);
}

CASE(never_executable, .claim = "MFD_NOEXEC_SEAL gives mode 0666 and the seal F_SEAL_EXEC, which keeps it that way.",
     .basis = "P-MFD-018 P-MFD-003", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = with_flag(s, user, MFD_NOEXEC_SEAL, "MFD_NOEXEC_SEAL");
    expect_equal(s, NUMBER(mode_of(user, object)), NUMBER(0666), "the mode");
    expect_seals(user, object, F_SEAL_EXEC);
    expect_error(CALL(user, fchmod, object, 0777), EPERM);
    expect_ok(CALL(user, fchmod, object, 0600));
    expect_error(CALL(user, memfd_create, "both", MFD_EXEC | MFD_NOEXEC_SEAL), EINVAL);
}

CASE(the_mode_without_a_flag, .claim = "vm.memfd_noexec decides whether a memfd without a flag can be executed.",
     .basis = "P-MFD-019", .level = MUST, .needs = CAP(LINUX))
{
    enum { EXECUTABLE, NOT_EXECUTABLE, ENFORCED };
    Actor *user = cast(s, "user");
    const Answer *setting = CALL(user, number_in, "/proc/sys/vm/memfd_noexec", "", OUT);
    if (answer_kind(setting) == ANSWER_ERROR)
        skip_story(s, "this kernel has no vm.memfd_noexec: %s", answer_error(setting));
    uint64_t scope = answer_field(setting, "value").number;
    Value object = expect_ok(CALL(user, memfd_create, "plain", 0));
    expect_equal(s, NUMBER(mode_of(user, object)), NUMBER(scope == EXECUTABLE ? 0777 : 0666), "the mode");
    expect_seals(user, object, scope == EXECUTABLE ? F_SEAL_SEAL : F_SEAL_EXEC);
    if (scope == ENFORCED)
        expect_error(CALL(user, memfd_create, "executable", MFD_EXEC), EACCES);
}

CASE(huge_memfds_are_whole_pages,
     .claim = "MFD_HUGETLB takes whole huge pages: other sizes, other offsets and write are EINVAL.",
     .basis = "P-MFD-022", .level = MUST, .needs = CAP(LINUX))
{
    enum { SIZE_SHIFT = 26, NO_SUCH_SIZE = 5 };
    Actor *user = cast(s, "user");
    const Answer *made = CALL(user, memfd_create, "huge", MFD_HUGETLB);
    if (answer_kind(made) == ANSWER_ERROR)
        skip_story(s, "this kernel gives no memfd of huge pages: %s", answer_error(made));
    Value object = expect_ok(made);
    const Answer *status = CALL(user, fstat, object, OUT);
    expect_ok(status);
    uint64_t huge = answer_field(status, "status.st_blksize").number;
    expect_error(CALL(user, ftruncate, object, page(s)), EINVAL);
    expect_ok(CALL(user, ftruncate, object, huge));
    expect_error(CALL(user, write, object, "x", 1), EINVAL);
    expect_only_error(user, CALL(user, mmap, NULL, huge, READ_WRITE, MAP_SHARED, object, page(s)), EINVAL);
    expect_one_error(CALL(user, memfd_create, "huge", MFD_HUGETLB | NO_SUCH_SIZE << SIZE_SHIFT), ENODEV, EINVAL);
}

/* Kilobytes of shared memory in use, of the whole system. */
static uint64_t shared_in_use(Actor *actor)
{
    const Answer *answer = CALL(actor, number_in, "/proc/meminfo", "Shmem:", OUT);
    expect_ok(answer);
    return answer_field(answer, "value").number;
}

CASE(the_memory_goes_with_the_last_user,
     .claim = "A memfd's memory is given back when its last descriptor and view are.", .basis = "P-MFD-024",
     .level = MUST, .needs = CAP(LINUX), .tags = "long")
{
    enum { TRIES = 20, HALF = SHARED_ROOM / 2 / 1024 };
    Actor *user = cast(s, "user");
    bool fell = false;
    for (unsigned i = 0; i < TRIES && !fell; i++) { /* others use shared memory, too, and hide it in a try or two */
        Value object = expect_ok(CALL(user, memfd_create, "large", MFD_CLOEXEC));
        expect_ok(CALL(user, fallocate, object, 0, 0, SHARED_ROOM));
        View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
        expect_ok(CALL(user, close, object));
        uint64_t used = shared_in_use(user);
        expect_ok(CALL(user, munmap, view.address, page(s)));
        fell = shared_in_use(user) + HALF < used;
    }
    expect_true(s, fell, "the shared memory in use fell by at least half of the memfd's size");
}

CASE(secret_memory_is_shared_only,
     .claim = "memfd_secret has no flags but close-on-exec, no private views, and a size that is set once.",
     .basis = "P-MFD-025", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const Answer *made = CALL(user, secret_memory, O_CLOEXEC);
    if (answer_kind(made) == ANSWER_ERROR && strcmp(answer_error(made), "ENOSYS") == 0)
        skip_story(s, "this kernel has no memfd_secret, or it is not enabled");
    Value object = expect_ok(made);
    expect_error(CALL(user, secret_memory, 1), EINVAL);
    expect_ok(CALL(user, ftruncate, object, page(s)));
    expect_error(CALL(user, ftruncate, object, 2 * page(s)), EINVAL);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_PRIVATE, object, 0), EINVAL);
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "secret"));
    expect_bytes(user, view, 0, "secret");
    const Answer *ends = CALL(user, pipe, OUT);
    expect_ok(ends);
    observe(s, "write(2) from it", CALL(user, write, answer_field(ends, "fds.1"), view.address, 6), "6");
}

CASES(linux_memfd, "linux/memfd", "posix", &names_of_memfds, &never_executable, &the_mode_without_a_flag,
      &huge_memfds_are_whole_pages, &the_memory_goes_with_the_last_user, &secret_memory_is_shared_only);
