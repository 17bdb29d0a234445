/* One question to the C library and to the kernel: what either says to a bad argument, and that nothing came of it. Libraries
 * check some arguments by themselves, change others, and hand most on. cases/linux/questions.h asks. */
#include "cases/linux/questions.h"

/* What the kernel's answer is, and the library's too. No error: a success that does nothing. */
static const Question both[] = {
    {MMAP, NO_LENGTH, "EINVAL"},
    {MMAP, NO_SHARING, "EINVAL"},
    {MMAP, CLOSED, "EBADF"},
    {MMAP, NEGATIVE, "EOVERFLOW"},
    {MMAP, LAST_OFFSET, "EOVERFLOW"},
    {MMAP, HUGE_LENGTH, "ENOMEM"},
    {MMAP, BEYOND, "ENOMEM, EINVAL"},
    {MUNMAP, NO_LENGTH, "EINVAL"},
    {MUNMAP, HUGE_LENGTH, "EINVAL"},
    {MUNMAP, NOTHING_THERE, ""},
    {MUNMAP, BEYOND, "EINVAL"},
    {MPROTECT, NO_LENGTH, ""},
    {MPROTECT, HUGE_LENGTH, "ENOMEM"},
    {MPROTECT, NOTHING_THERE, "ENOMEM"},
    {MPROTECT, BEYOND, "ENOMEM"},
    {MPROTECT, UNKNOWN_FLAGS, "EINVAL"},
    {MSYNC, NO_LENGTH, ""},
    {MSYNC, NOTHING_THERE, "ENOMEM"},
    {MSYNC, BEYOND, "ENOMEM"},
    {MSYNC, UNKNOWN_FLAGS, "EINVAL"},
    {MADVISE, NO_LENGTH, ""},
    {MADVISE, HUGE_LENGTH, "EINVAL"},
    {MADVISE, NOTHING_THERE, "ENOMEM"},
    {MADVISE, BEYOND, "ENOMEM"},
    {MADVISE, ODD_ADDRESS, "EINVAL"},
    {MADVISE, UNKNOWN_FLAGS, "EINVAL"},
    {POSIX_MADVISE, NOTHING_THERE, "ENOMEM"},
    {POSIX_MADVISE, BEYOND, "ENOMEM"},
    {POSIX_MADVISE, UNKNOWN_FLAGS, "EINVAL"},
    {MLOCK, NO_LENGTH, ""},
    {MLOCK, NOTHING_THERE, "ENOMEM"},
    {MLOCK, BEYOND, "ENOMEM"},
    {MUNLOCK, NOTHING_THERE, "ENOMEM"},
    {MUNLOCK, BEYOND, "ENOMEM"},
    {MINCORE, NO_LENGTH, ""},
    {MINCORE, HUGE_LENGTH, "ENOMEM"},
    {MINCORE, NOTHING_THERE, "ENOMEM"},
    {MINCORE, BEYOND, "ENOMEM"},
    {MINCORE, ODD_ADDRESS, "EINVAL"},
    {MREMAP, NO_LENGTH, "EINVAL"},
    {MREMAP, NOTHING_THERE, "EFAULT"},
    {MREMAP, ODD_ADDRESS, "EINVAL"},
    {MREMAP, UNKNOWN_FLAGS, "EINVAL"},
    {SHMAT, CLOSED, "EINVAL"},
    {SHMAT, ODD_ADDRESS, "EINVAL"},
    {SHMAT, OCCUPIED, "EINVAL"},
    {SHMDT, NOTHING_THERE, "EINVAL"},
    {SHMDT, OCCUPIED, "EINVAL"},
    {FTRUNCATE, NEGATIVE, "EINVAL"},
    {FTRUNCATE, CLOSED, "EBADF"},
    {FTRUNCATE, READ_ONLY, "EINVAL, EBADF"},
};

/* What the kernel's answer is, and libraries may have another. */
static const Question kernels[] = {
    {MMAP, ODD_OFFSET, "EINVAL"},
    {MMAP, ODD_ADDRESS, "EINVAL"},
    {MMAP, LOCKED, "EPERM"},
    {MUNMAP, ODD_ADDRESS, "EINVAL"},
    {MPROTECT, ODD_ADDRESS, "EINVAL"},
    {MSYNC, ODD_ADDRESS, "EINVAL"},
    {POSIX_MADVISE, ODD_ADDRESS, "EINVAL"},
    {ADVISE_AWAY, ODD_ADDRESS, "EINVAL"},
    {ADVISE_AWAY, NOTHING_THERE, "ENOMEM"},
    {MREMAP, HUGE_LENGTH, "EINVAL, ENOMEM"},
};

/* What is left open to both. */
static const Question open_ones[] = {
    {MSYNC, HUGE_LENGTH, ""},
    {MLOCK, HUGE_LENGTH, ""},
    {MUNLOCK, HUGE_LENGTH, ""},
    {MLOCK, ODD_ADDRESS, ""},
    {MUNLOCK, ODD_ADDRESS, ""},
    {POSIX_MADVISE, NO_LENGTH, ""},
    {POSIX_MADVISE, HUGE_LENGTH, "EINVAL"},
};

enum {
    BOTH = sizeof both / sizeof both[0],
    KERNELS = sizeof kernels / sizeof kernels[0],
    OPEN_ONES = sizeof open_ones / sizeof open_ones[0]
};

static const Question *judged_question(size_t cell)
{
    return cell < 2 * BOTH ? &both[cell / 2] : &kernels[cell - 2 * BOTH];
}

static bool asks_kernel(size_t cell)
{
    return cell >= 2 * BOTH || cell % 2;
}

static void name_judged_cell(size_t cell, char *name, size_t room)
{
    const Question *question = judged_question(cell);
    snprintf(name, room, "%s,%s,%s", call_names[question->call], bad_names[question->bad],
             asks_kernel(cell) ? "kernel" : "library");
}

CASE(a_bad_argument_does_nothing,
     .claim = "A bad argument is answered as documented, by library and kernel, and the address space is what it was.",
     .basis = "P-MERR-001 P-MERR-003 P-MERR-007 P-MERR-021 P-MERR-022 P-MERR-025 P-MERR-026 P-MERR-034 P-UNMAP-002 "
              "P-UNMAP-005 P-UNMAP-007 P-PROT-008 P-PROT-010 P-PROT-011 P-PROT-012 P-MSYNC-004 P-MSYNC-009 P-MSYNC-010 "
              "P-ADV-003 P-ADV-004 P-ADV-007 P-ADV-008 P-LOCK-002 P-LOCK-005 P-REMAP-008 P-REMAP-009 P-REMAP-010 "
              "P-REMAP-014 P-SYSV-012 P-SYSV-013 P-SYSV-014 P-SYSV-017",
     .level = MUST, .needs = CAP(LINUX), .cells = 2 * BOTH + KERNELS, .cell_name = name_judged_cell)
{
    const Question *question = judged_question(story_cell(s));
    Ground ground = ground_for(s, question);
    Value before = regions_of(ground.user);
    const Answer *answer = ask(&ground, question, asks_kernel(story_cell(s)));
    if (is_error(answer, "ENOSYS"))
        skip_story(s, "this machine's system call has no room for the argument");
    if (*question->errors)
        expect_error_(HERE, answer, question->errors);
    else
        expect_result(answer, 0);
    expect_regions(ground.user, before);
    expect_unharmed(&ground);
}

static const Question *free_question(size_t cell)
{
    return cell < KERNELS ? &kernels[cell] : &open_ones[cell - KERNELS];
}

static void name_free_cell(size_t cell, char *name, size_t room)
{
    const Question *question = free_question(cell);
    snprintf(name, room, "%s,%s", call_names[question->call], bad_names[question->bad]);
}

CASE(what_libraries_decide,
     .claim = "Where a library may answer by itself: what it says, and beside it what the kernel says.",
     .basis = "P-MERR-020 P-MERR-023 P-MERR-039 P-UNMAP-003 P-PROT-006 P-MSYNC-008 P-MSYNC-012 P-ADV-004 P-ADV-005 "
              "P-ADV-006 P-LOCK-004 P-LOCK-006 P-REMAP-021",
     .level = OBSERVE, .needs = CAP(LINUX), .cells = KERNELS + OPEN_ONES, .cell_name = name_free_cell)
{
    const Question *question = free_question(story_cell(s));
    static const char *const ways[] = {"the library", "the kernel"};
    static const char *const regions[] = {"regions after the library's refusal", "regions after the kernel's refusal"};
    for (unsigned i = 0; i < 2; i++) {
        Ground ground = ground_for(s, question);
        Value before = regions_of(ground.user);
        const Answer *answer = ask(&ground, question, i);
        bool refused = answer_kind(answer) == ANSWER_ERROR;
        observe_text(s, ways[i], refused ? answer_error(answer) : "success",
                     *question->errors ? question->errors : "success");
        /* A library that rounds may refuse what it has done in part. */
        bool same = expect_ok(CALL0(ground.user, digest_regions)).number == before.number;
        if (refused)
            observe_text(s, regions[i], same ? "as before" : "changed", "as before");
    }
}

CASES(linux_two_ways, "linux/two_ways", "posix", &a_bad_argument_does_nothing, &what_libraries_decide);
