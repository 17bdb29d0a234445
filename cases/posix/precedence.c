/* Two wrong arguments at once. The standard lets a system find either error first; it may do nothing else than refuse. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"
#include "cases/sysv/segments.h"

#include <stdio.h>

/* What the wrong arguments are taken from, and what must be the same afterwards. */
typedef struct Scene {
    Actor *user;
    Actor *owner; /* of the segment; stays who it is */
    uint64_t page;
    View first, third; /* pages that are there; the one between them is not */
    Value hole;        /* the address of that one */
    Value read_only;   /* a page that a shared view of a file opened to read shows; a hole follows */
    Value file;        /* of one page, to read and write */
    Value readable;    /* the same, to read only */
    Value writable;    /* the same, to write only */
    Value folder, pipe;
    uint64_t key;
    Value segment; /* of one page, which its owner may only read */
} Scene;

enum { NOWHERE = 999, NO_SUCH = 0x40000000, NO_SEGMENT = 0x7ffffff0 };

typedef const Answer *Asking(const Scene *c);
#define ASKS(name, function, ...)                    \
    static const Answer *name(const Scene *c)        \
    {                                                \
        return CALL(c->user, function, __VA_ARGS__); \
    }
#define HOLE c->hole
#define ODD at(c->hole, 1)
#define PAGE c->page

ASKS(map_closed_empty, mmap, NULL, 0, PROT_READ, MAP_SHARED, NOWHERE, 0)
ASKS(map_closed_odd, mmap, NULL, PAGE, PROT_READ, MAP_SHARED, NOWHERE, 1)
ASKS(map_closed_unshared, mmap, NULL, PAGE, PROT_READ, 0, NOWHERE, 0)
ASKS(map_closed_crooked, mmap, ODD, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, NOWHERE, 0)
ASKS(map_unwritable_empty, mmap, NULL, 0, READ_WRITE, MAP_SHARED, c->readable, 0)
ASKS(map_unwritable_odd, mmap, NULL, PAGE, READ_WRITE, MAP_SHARED, c->readable, 1)
ASKS(map_folder_unwritable, mmap, NULL, PAGE, READ_WRITE, MAP_SHARED, c->folder, 0)
ASKS(map_folder_empty, mmap, NULL, 0, PROT_READ, MAP_SHARED, c->folder, 0)
ASKS(unmap_odd_empty, munmap, ODD, 0)
ASKS(protect_odd_hole, mprotect, ODD, PAGE, PROT_READ)
ASKS(protect_bits_hole, mprotect, HOLE, PAGE, PROT_READ | NO_SUCH)
ASKS(protect_unwritable_hole, mprotect, c->read_only, 2 * PAGE, READ_WRITE)
ASKS(sync_odd_hole, msync, ODD, PAGE, MS_SYNC)
ASKS(sync_flags_hole, msync, HOLE, PAGE, MS_SYNC | MS_ASYNC)
ASKS(sync_unknown_hole, msync, HOLE, PAGE, NO_SUCH)
ASKS(move_odd_hole, mremap, ODD, PAGE, PAGE, MREMAP_MAYMOVE, NULL)
ASKS(move_flags_hole, mremap, HOLE, PAGE, PAGE, NO_SUCH, NULL)
ASKS(move_empty_hole, mremap, HOLE, PAGE, 0, MREMAP_MAYMOVE, NULL)
ASKS(advise_odd_hole, madvise, ODD, PAGE, MADV_NORMAL)
ASKS(advise_unknown_hole, madvise, HOLE, PAGE, NO_SUCH)
ASKS(advise_posix_odd_hole, posix_madvise, ODD, PAGE, POSIX_MADV_NORMAL)
ASKS(advise_posix_unknown_hole, posix_madvise, HOLE, PAGE, NO_SUCH)
ASKS(lock_flags_hole, lock_memory, HOLE, PAGE, NO_SUCH)
ASKS(resident_odd_hole, mincore, ODD, PAGE, OUT_ROOM(1))
ASKS(resident_odd_nowhere, mincore, at(c->first.address, 1), PAGE, HOLE)
ASKS(resident_hole_nowhere, mincore, HOLE, PAGE, HOLE)
ASKS(seal_flags_hole, seal_memory, HOLE, PAGE, NO_SUCH)
ASKS(key_hole, key_mprotect, HOLE, PAGE, PROT_READ, NOWHERE)
ASKS(other_process_flags, advise_process, NOWHERE, FIELDS(F(base, HOLE), F(length, PAGE)), 1, MADV_COLD, NO_SUCH)
ASKS(object_missing_crowded, shm_open, "/mapcheck-no-such-object", O_RDWR, 0)
ASKS(file_missing_crowded, open, "no-such-file", O_RDWR, 0)
ASKS(memory_file_flags_crowded, memfd_create, "memory", NO_SUCH)
ASKS(duplicate_closed_negative, fcntl, NOWHERE, F_DUPFD, -1)
ASKS(cut_closed_negative, ftruncate, NOWHERE, -1)
ASKS(cut_readable_negative, ftruncate, c->readable, -1)
ASKS(cut_folder_negative, ftruncate, c->folder, -1)
ASKS(allocate_closed_empty, posix_fallocate, NOWHERE, 0, 0)
ASKS(allocate_readable_negative, posix_fallocate, c->readable, -1, 1)
ASKS(allocate_pipe_empty, posix_fallocate, c->pipe, 0, 0)
ASKS(change_mode_empty, fallocate, c->file, NO_SUCH, 0, 0)
ASKS(change_closed_mode, fallocate, NOWHERE, NO_SUCH, 0, 1)
ASKS(read_closed_nowhere, read, NOWHERE, HOLE, PAGE)
ASKS(read_unreadable_nowhere, read, c->writable, HOLE, PAGE)
ASKS(read_closed_negative, pread, NOWHERE, OUT_ROOM(1), 1, -1)
ASKS(read_pipe_negative, pread, c->pipe, OUT_ROOM(1), 1, -1)
ASKS(read_unreadable_at_nowhere, pread, c->writable, HOLE, PAGE, 0)
ASKS(write_closed_negative, pwrite, NOWHERE, "x", 1, -1)
ASKS(write_readable_negative, pwrite, c->readable, "x", 1, -1)
ASKS(seek_closed_unknown, lseek, NOWHERE, 0, NO_SUCH)
ASKS(seek_pipe_unknown, lseek, c->pipe, 0, NO_SUCH)
ASKS(get_taken_large, shmget, c->key, 2 * PAGE, IPC_CREAT | IPC_EXCL | 0600)
ASKS(get_missing_empty, shmget, c->key + 1, 0, 0600)
ASKS(get_forbidden_large, shmget, c->key, 2 * PAGE, 0600)
ASKS(attach_forbidden_odd, shmat, c->segment, ODD, 0)
ASKS(state_missing_nowhere, shmctl, NO_SEGMENT, IPC_STAT, HOLE)
ASKS(set_forbidden_nowhere, shmctl, c->segment, IPC_SET, HOLE)

typedef struct Pair {
    const char *name;
    Asking *ask;
    const char *errors;                    /* what is due to the one and to the other */
    const char *first;                     /* which of them Linux says */
    enum { ANYBODY, CROWDED, NOBODY } who; /* crowded: no descriptor is left; nobody: no rights beyond everybody's */
} Pair;

static const Pair pairs[] = {
    {"mmap,closed,no-length", map_closed_empty, "EBADF, EINVAL", "EBADF", ANYBODY},
    {"mmap,closed,odd-offset", map_closed_odd, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"mmap,closed,no-sharing", map_closed_unshared, "EBADF, EINVAL", "EBADF", ANYBODY},
    {"mmap,closed,odd-address", map_closed_crooked, "EBADF, EINVAL", "EBADF", ANYBODY},
    {"mmap,read-only,no-length", map_unwritable_empty, "EACCES, EINVAL", "EINVAL", ANYBODY},
    {"mmap,read-only,odd-offset", map_unwritable_odd, "EACCES, EINVAL", "EINVAL", ANYBODY},
    {"mmap,folder,read-only", map_folder_unwritable, "ENODEV, EACCES", "EACCES", ANYBODY},
    {"mmap,folder,no-length", map_folder_empty, "ENODEV, EINVAL", "EINVAL", ANYBODY},
    {"munmap,odd,no-length", unmap_odd_empty, "EINVAL", "EINVAL", ANYBODY},
    {"mprotect,odd,hole", protect_odd_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"mprotect,bits,hole", protect_bits_hole, "EINVAL, ENOTSUP, ENOMEM", "EINVAL", ANYBODY},
    {"mprotect,read-only,hole", protect_unwritable_hole, "EACCES, ENOMEM", "EACCES", ANYBODY},
    {"msync,odd,hole", sync_odd_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"msync,two-ways,hole", sync_flags_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"msync,flags,hole", sync_unknown_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"mremap,odd,hole", move_odd_hole, "EINVAL, EFAULT", "EINVAL", ANYBODY},
    {"mremap,flags,hole", move_flags_hole, "EINVAL, EFAULT", "EINVAL", ANYBODY},
    {"mremap,no-length,hole", move_empty_hole, "EINVAL, EFAULT", "EINVAL", ANYBODY},
    {"madvise,odd,hole", advise_odd_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"madvise,advice,hole", advise_unknown_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"posix_madvise,odd,hole", advise_posix_odd_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"posix_madvise,advice,hole", advise_posix_unknown_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"mlock2,flags,hole", lock_flags_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"mincore,odd,hole", resident_odd_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"mincore,odd,buffer", resident_odd_nowhere, "EINVAL, EFAULT", "EINVAL", ANYBODY},
    {"mincore,hole,buffer", resident_hole_nowhere, "ENOMEM, EFAULT", NULL, ANYBODY},
    {"mseal,flags,hole", seal_flags_hole, "EINVAL, ENOMEM", "EINVAL", ANYBODY},
    {"pkey_mprotect,key,hole", key_hole, "EINVAL, ENOMEM", NULL, ANYBODY},
    {"process_madvise,closed,flags", other_process_flags, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"shm_open,missing,no-descriptor", object_missing_crowded, "ENOENT, EMFILE", "EMFILE", CROWDED},
    {"open,missing,no-descriptor", file_missing_crowded, "ENOENT, EMFILE", "EMFILE", CROWDED},
    {"memfd_create,flags,no-descriptor", memory_file_flags_crowded, "EINVAL, EMFILE", "EINVAL", CROWDED},
    {"fcntl,closed,negative", duplicate_closed_negative, "EBADF, EINVAL", "EBADF", ANYBODY},
    {"ftruncate,closed,negative", cut_closed_negative, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"ftruncate,read-only,negative", cut_readable_negative, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"ftruncate,folder,negative", cut_folder_negative, "EBADF, EISDIR, EINVAL", "EINVAL", ANYBODY},
    {"posix_fallocate,closed,no-length", allocate_closed_empty, "EBADF, EINVAL", NULL, ANYBODY},
    {"posix_fallocate,read-only,negative", allocate_readable_negative, "EBADF, EINVAL", NULL, ANYBODY},
    {"posix_fallocate,pipe,no-length", allocate_pipe_empty, "EBADF, ESPIPE, EINVAL", NULL, ANYBODY},
    {"fallocate,mode,no-length", change_mode_empty, "EOPNOTSUPP, EINVAL", "EINVAL", ANYBODY},
    {"fallocate,closed,mode", change_closed_mode, "EBADF, EOPNOTSUPP", "EBADF", ANYBODY},
    {"read,closed,buffer", read_closed_nowhere, "EBADF, EFAULT", "EBADF", ANYBODY},
    {"read,write-only,buffer", read_unreadable_nowhere, "EBADF, EFAULT", "EBADF", ANYBODY},
    {"pread,closed,negative", read_closed_negative, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"pread,pipe,negative", read_pipe_negative, "ESPIPE, EINVAL", "EINVAL", ANYBODY},
    {"pread,write-only,buffer", read_unreadable_at_nowhere, "EBADF, EFAULT", "EBADF", ANYBODY},
    {"pwrite,closed,negative", write_closed_negative, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"pwrite,read-only,negative", write_readable_negative, "EBADF, EINVAL", "EINVAL", ANYBODY},
    {"lseek,closed,whence", seek_closed_unknown, "EBADF, EINVAL", "EBADF", ANYBODY},
    {"lseek,pipe,whence", seek_pipe_unknown, "ESPIPE, EINVAL", NULL, ANYBODY},
    {"shmget,taken,too-large", get_taken_large, "EEXIST, EINVAL", "EEXIST", ANYBODY},
    {"shmget,missing,no-size", get_missing_empty, "ENOENT, EINVAL", "ENOENT", ANYBODY},
    {"shmget,forbidden,too-large", get_forbidden_large, "EACCES, EINVAL", "EINVAL", NOBODY},
    {"shmat,forbidden,odd", attach_forbidden_odd, "EACCES, EINVAL", "EINVAL", NOBODY},
    {"shmctl,missing,buffer", state_missing_nowhere, "EINVAL, EFAULT", "EINVAL", ANYBODY},
    {"shmctl,forbidden,buffer", set_forbidden_nowhere, "EPERM, EFAULT", "EFAULT", NOBODY},
};

static void name_pair_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", pairs[cell].name);
}

static Value end_of_pipe(Actor *user)
{
    const Answer *answer = CALL(user, pipe, OUT);
    expect_ok(answer);
    return answer_field(answer, "fds.0");
}

static Scene set_scene(Story *s)
{
    Scene c = {.user = cast(s, "user"), .owner = cast(s, "owner"), .page = page(s), .key = unique_key(s)};
    c.segment = new_segment(c.owner, c.key, page(s), 0400);
    const char *path = scratch_name(s, "file");
    c.file = new_file(c.user, path, page(s));
    expect_result(CALL(c.user, pwrite, c.file, "kept", 4, 0), 4);
    c.readable = open_file(c.user, path, O_RDONLY);
    c.writable = open_file(c.user, path, O_WRONLY);
    c.folder = open_file(c.user, ".", O_RDONLY | O_DIRECTORY);
    c.pipe = end_of_pipe(c.user);
    View place = memory(c.user, 6 * page(s), PRIVATE_MEMORY);
    c.first = VIEW_AT(place.address, page(s));
    c.hole = byte_of(place, page(s));
    c.third = VIEW_AT(byte_of(place, 2 * page(s)), page(s));
    c.read_only = byte_of(place, 4 * page(s));
    expect_ok(fill(c.user, c.first, 0, page(s), '1'));
    expect_ok(fill(c.user, c.third, 0, page(s), '3'));
    int fixed = MAP_SHARED | MAP_FIXED;
    expect_ok(CALL(c.user, mmap, c.read_only, page(s), PROT_READ, fixed, c.readable, 0));
    expect_ok(CALL(c.user, munmap, byte_of(place, 5 * page(s)), page(s)));
    expect_ok(CALL(c.user, munmap, c.hole, page(s)));
    return c;
}

static void expect_as_it_was(Story *s, const Scene *c, Value regions)
{
    expect_regions(c->user, regions);
    expect_filled(c->user, c->first, 0, c->page, '1');
    expect_filled(c->user, c->third, 0, c->page, '3');
    expect_equal(s, size_of_file(c->user, c->file), NUMBER(c->page), "the file's size");
    expect_field_text(CALL(c->user, pread, c->file, OUT_ROOM(5), 5, 0), "buffer", "kept", 5);
    expect_equal(s, stat_of(c->owner, c->segment, "buffer.segsz"), NUMBER(c->page), "the segment's size");
    expect_equal(s, NUMBER(stat_of(c->owner, c->segment, "buffer.mode").number & 0777), NUMBER(0400), "its mode");
    expect_attached(s, c->owner, c->segment, 0);
}

CASE(either_error_and_nothing_else,
     .claim = "Of two wrong arguments the one or the other is refused, and nothing is changed; which, is observed.",
     .basis = "P-MERR-034 P-MERR-008", .level = MUST, .cells = sizeof pairs / sizeof pairs[0],
     .cell_name = name_pair_cell)
{
    const Pair *pair = &pairs[story_cell(s)];
    Scene c = set_scene(s);
    Value regions = regions_of(c.user);
    if (pair->who == NOBODY)
        become_nobody(s, c.user);
    if (pair->who == CROWDED)
        limit_to(c.user, RLIMIT_NOFILE, 0);
    const Answer *answer = pair->ask(&c);
    if (pair->who == CROWDED)
        lift_limit(c.user, RLIMIT_NOFILE);
    if (strcmp(answer_error(answer), "ENOSYS") == 0)
        skip_story(s, "this system has no such call");
    /* Where the library itself looks at a buffer (shmctl of 32-bit glibc), a bad one is a fault before it is an error. */
    bool faulted = strstr(pair->errors, "EFAULT") && answer_kind(answer) == ANSWER_FAULT;
    if (!faulted)
        expect_error_(HERE, answer, pair->errors);
    expect_as_it_was(s, &c, regions);
    if (strchr(pair->errors, ','))
        observe_text(s, "the error that came first", faulted ? "a fault" : answer_error(answer), pair->first);
}

CASES(posix_precedence, "posix/precedence", "posix", &either_error_and_nothing_else);
