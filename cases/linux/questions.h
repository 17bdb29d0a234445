/* A call with one bad argument, through the library or past it. Included by cases/linux/two_ways.c only. */
#ifndef MAPCHECK_CASES_LINUX_QUESTIONS_H
#define MAPCHECK_CASES_LINUX_QUESTIONS_H

#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

typedef enum Call {
    MMAP,
    MUNMAP,
    MPROTECT,
    MSYNC,
    MADVISE,
    POSIX_MADVISE,
    ADVISE_AWAY, /* posix_madvise with POSIX_MADV_DONTNEED, which libraries do not ask the kernel for */
    MLOCK,
    MUNLOCK,
    MINCORE,
    MREMAP,
    SHMAT,
    SHMDT,
    FTRUNCATE
} Call;
static const char *const call_names[] = {"mmap",          "munmap",   "mprotect", "msync",    "madvise",
                                         "posix_madvise", "dontneed", "mlock",    "munlock",  "mincore",
                                         "mremap",        "shmat",    "shmdt",    "ftruncate"};

typedef enum Bad {
    NO_LENGTH,
    HUGE_LENGTH, /* with which the end wraps around */
    NOTHING_THERE,
    BEYOND, /* what a process can have */
    ODD_ADDRESS,
    OCCUPIED,
    UNKNOWN_FLAGS,
    NO_SHARING,
    CLOSED, /* a descriptor, or an id that there is not */
    READ_ONLY,
    NEGATIVE,
    LAST_OFFSET,
    ODD_OFFSET,
    LOCKED /* where nothing may be locked */
} Bad;
static const char *const bad_names[] = {
    "no-length",  "huge-length", "nothing-there", "beyond",   "odd-address", "occupied",   "unknown-flags",
    "no-sharing", "closed",      "read-only",     "negative", "last-offset", "odd-offset", "locked",
};

typedef struct Question {
    Call call;
    Bad bad;
    const char *errors; /* "EINVAL", "EINVAL, EBADF"; "": success */
} Question;

/* Three pages, the middle one unmapped, and what the call is about. */
typedef struct Ground {
    Story *s;
    Actor *user;
    View view;
    Value address; /* what the call is asked of */
    uint64_t length;
    Value object; /* a file's descriptor or a segment's id */
} Ground;

static inline bool is_error(const Answer *answer, const char *name)
{
    return answer_kind(answer) == ANSWER_ERROR && strcmp(answer_error(answer), name) == 0;
}

static inline void skip_what_cannot_be_said(Story *s, const Question *question)
{
    bool is_wide = question->bad == BEYOND || question->bad == HUGE_LENGTH || question->bad == LAST_OFFSET ||
                   (question->call == MMAP && question->bad == NEGATIVE);
    if (is_wide && pointer_bits(s) == 32)
        skip_story(s, "a kernel of 64 bits sees nothing wrong with this argument of a 32-bit process");
    if (*fact_text(s, "sanitizers") &&
        (question->call == MLOCK || question->call == MUNLOCK || question->bad == LOCKED))
        skip_story(s, "the actor is built with sanitizers, whose mlock locks nothing");
}

static inline Value object_for(Story *s, Actor *user, const Question *question)
{
    if (question->bad == CLOSED)
        return NUMBER(question->call == SHMAT ? -1 : 999);
    if (question->call == SHMAT || question->call == SHMDT)
        return expect_ok(CALL(user, shmget, unique_key(s), page(s), IPC_CREAT | IPC_EXCL | 0600));
    if (question->call != MMAP && question->call != FTRUNCATE)
        return NUMBER(-1);
    const char *path = scratch_name(s, "asked");
    Value file = new_file(user, path, page(s));
    return question->bad == READ_ONLY ? open_file(user, path, O_RDONLY) : file;
}

static inline Ground ground_for(Story *s, const Question *question)
{
    skip_what_cannot_be_said(s, question);
    Ground ground = {.s = s, .user = cast(s, "user")};
    ground.view = memory_away(ground.user, 3 * page(s));
    expect_ok(fill(ground.user, ground.view, 0, 3 * page(s), 'u'));
    expect_ok(CALL(ground.user, munmap, byte_of(ground.view, page(s)), page(s)));
    ground.object = object_for(s, ground.user, question);
    if (question->bad == LOCKED) {
        limit_to(ground.user, RLIMIT_MEMLOCK, 0);
        become_nobody(s, ground.user);
    }
    ground.address = ground.view.address;
    if (question->bad == NOTHING_THERE)
        ground.address = byte_of(ground.view, page(s));
    else if (question->bad == BEYOND)
        ground.address = NUMBER(UINT64_MAX - 4 * page(s) + 1);
    else if (question->bad == ODD_ADDRESS)
        ground.address = byte_of(ground.view, question->call == SHMAT ? page(s) + 1 : 1);
    ground.length = page(s);
    if (question->bad == NO_LENGTH)
        ground.length = 0;
    else if (question->bad == HUGE_LENGTH)
        ground.length = UINT64_MAX;
    return ground;
}

static inline void expect_unharmed(const Ground *ground)
{
    uint64_t size = page(ground->s);
    expect_filled(ground->user, ground->view, 0, size, 'u');
    expect_filled(ground->user, ground->view, 2 * size, size, 'u');
    expect_ok(store(ground->user, ground->view, 0, "writable"));
}

/* The function, or the system call of its name. */
#define ASK(by_kernel, user, function, ...) \
    ((by_kernel) ? CALL(user, kernel_##function, __VA_ARGS__) : CALL(user, function, __VA_ARGS__))

static inline const Answer *ask_mmap(const Ground *ground, Bad bad, bool by_kernel)
{
    Actor *user = ground->user;
    uint64_t size = page(ground->s);
    if (bad == LOCKED)
        return ASK(by_kernel, user, mmap, NULL, size, READ_WRITE, PRIVATE_MEMORY | MAP_LOCKED, -1, 0);
    if (bad == ODD_ADDRESS || bad == BEYOND)
        return ASK(by_kernel, user, mmap, ground->address, size, PROT_READ, PRIVATE_MEMORY | MAP_FIXED, -1, 0);
    int64_t offset = bad == ODD_OFFSET ? 1 : bad == NEGATIVE ? -(int64_t)size : 0;
    if (bad == LAST_OFFSET) /* what lies behind the view's first page has no offset */
        return ASK(by_kernel, user, mmap, NULL, 2 * size, PROT_READ, MAP_SHARED, ground->object,
                   INT64_MAX - (int64_t)size + 1);
    return ASK(by_kernel, user, mmap, NULL, ground->length, PROT_READ, bad == NO_SHARING ? 0 : MAP_SHARED,
               ground->object, offset);
}

static inline const Answer *ask_mremap(const Ground *ground, Bad bad, bool by_kernel)
{
    uint64_t size = page(ground->s), new_size = bad == NO_LENGTH || bad == HUGE_LENGTH ? ground->length : 2 * size;
    int flags = bad == UNKNOWN_FLAGS ? 0x100 : MREMAP_MAYMOVE;
    return ASK(by_kernel, ground->user, mremap, ground->address, size, new_size, flags, NULL);
}

static inline const Answer *ask_advice(const Ground *ground, const Question *question, bool by_kernel)
{
    Actor *user = ground->user;
    enum { UNKNOWN = 1234 };
    bool is_unknown = question->bad == UNKNOWN_FLAGS, is_away = question->call == ADVISE_AWAY;
    int advice = is_unknown ? UNKNOWN : is_away ? MADV_DONTNEED : MADV_NORMAL;
    if (by_kernel)
        return CALL(user, kernel_madvise, ground->address, ground->length, advice);
    if (question->call == MADVISE)
        return CALL(user, madvise, ground->address, ground->length, advice);
    advice = is_unknown ? UNKNOWN : is_away ? POSIX_MADV_DONTNEED : POSIX_MADV_NORMAL;
    return CALL(user, posix_madvise, ground->address, ground->length, advice);
}

static inline const Answer *ask_system_v(const Ground *ground, Call call, bool by_kernel)
{
    if (call == SHMDT)
        return ASK(by_kernel, ground->user, shmdt, ground->address);
    return ASK(by_kernel, ground->user, shmat, ground->object, ground->address, 0);
}

static inline const Answer *ask(const Ground *ground, const Question *question, bool by_kernel)
{
    Actor *user = ground->user;
    Value address = ground->address;
    uint64_t length = ground->length;
    bool is_unknown = question->bad == UNKNOWN_FLAGS;
    switch (question->call) {
    case MMAP:
        return ask_mmap(ground, question->bad, by_kernel);
    case MUNMAP:
        return ASK(by_kernel, user, munmap, address, length);
    case MPROTECT:
        return ASK(by_kernel, user, mprotect, address, length, is_unknown ? PROT_READ | 0x100000 : PROT_READ);
    case MSYNC:
        return ASK(by_kernel, user, msync, address, length, is_unknown ? 0x100 : MS_SYNC);
    case MADVISE:
    case POSIX_MADVISE:
    case ADVISE_AWAY:
        return ask_advice(ground, question, by_kernel);
    case MLOCK:
        return ASK(by_kernel, user, mlock, address, length);
    case MUNLOCK:
        return ASK(by_kernel, user, munlock, address, length);
    case MINCORE:
        return ASK(by_kernel, user, mincore, address, length, OUT_ROOM(1));
    case MREMAP:
        return ask_mremap(ground, question->bad, by_kernel);
    case SHMAT:
    case SHMDT:
        return ask_system_v(ground, question->call, by_kernel);
    default:
        return ASK(by_kernel, user, ftruncate, ground->object, question->bad == NEGATIVE ? -1 : 0);
    }
}

#endif
