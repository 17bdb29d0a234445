/* mseal, secret memory, protection keys, segments' limits, exec, and other ways to memory. */
#include "subjects/mutants_posix.h"

#include <errno.h>

static int sealing_is_lost(void *addr, size_t length, unsigned long flags)
{
    (void)addr, (void)length, (void)flags;
    return 0;
}
REPLACES(seal_memory, sealing_is_lost)

/* Holes are passed over. */
static int sealing_forgets_holes(void *addr, size_t length, unsigned long flags)
{
    int result = posix_real.seal_memory(addr, length, flags);
    return result != 0 && errno == ENOMEM ? 0 : result;
}
REPLACES(seal_memory, sealing_forgets_holes)

static int sealing_takes_flags(void *addr, size_t length, unsigned long flags)
{
    (void)flags;
    return posix_real.seal_memory(addr, length, 0);
}
REPLACES(seal_memory, sealing_takes_flags)

static int secret_takes_flags(unsigned flags)
{
    (void)flags;
    return posix_real.secret_memory(0);
}
REPLACES(secret_memory, secret_takes_flags)

static int unknown_key_is_default(void *addr, size_t length, int prot, int key)
{
    int result = posix_real.key_mprotect(addr, length, prot, key);
    return result != 0 && errno == EINVAL ? posix_real.key_mprotect(addr, length, prot, -1) : result;
}
REPLACES(key_mprotect, unknown_key_is_default)

static int exec_wrong_error(const char *path)
{
    int result = posix_real.exec_program(path);
    if (errno == ENOEXEC || errno == ETXTBSY)
        errno = EACCES;
    return result;
}
REPLACES(exec_program, exec_wrong_error)

static int vfork_is_fork(void *addr, int byte)
{
    (void)addr, (void)byte;
    return 0;
}
REPLACES(vfork_and_store, vfork_is_fork)

/* A child of a process with threads finds other bytes. */
static int fork_loses_memory(unsigned times)
{
    return times ? 1 : 0;
}
REPLACES(fork_while_mapping, fork_loses_memory)

static int fetched_is_another(int pid, int fd)
{
    (void)pid, (void)fd;
    errno = EPERM;
    return -1;
}
REPLACES(descriptor_of, fetched_is_another)

static ssize_t process_reads_nothing(int pid, void *addr, void *buffer, size_t count)
{
    (void)pid, (void)addr, (void)buffer, (void)count;
    return 0;
}
REPLACES(read_process, process_reads_nothing)

/* An attachment that is never given back. */
static int storm_keeps_attachment(int id, unsigned times)
{
    int result = posix_real.attach_often(id, times);
    return posix_real.shmat(id, NULL, 0) == (void *)-1 ? -1 : result;
}
REPLACES(attach_often, storm_keeps_attachment)

static int no_room_for_segment_wrong_error(key_t key, size_t size, int flags)
{
    int id = posix_real.shmget(key, size, flags);
    if (id < 0 && (errno == ENOSPC || errno == EACCES))
        errno = ENOMEM;
    return id;
}
REPLACES(shmget, no_room_for_segment_wrong_error)

/* The identifier that was to be next is used up. */
static int private_segment_made_twice(key_t key, size_t size, int flags)
{
    int id = posix_real.shmget(key, size, flags);
    if (key != IPC_PRIVATE || id < 0)
        return id;
    posix_real.shmctl(id, IPC_RMID, NULL);
    return posix_real.shmget(key, size, flags);
}
REPLACES(shmget, private_segment_made_twice)

static int huge_segment_is_plain(key_t key, size_t size, int flags)
{
    return posix_real.shmget(key, size, flags & ~SHM_HUGETLB);
}
REPLACES(shmget, huge_segment_is_plain)

/* What the state of segments says of locks, limits and lists. */
static int segment_lock_is_lost(int id, int command, struct shmid_ds *buffer)
{
    return command == SHM_LOCK || command == SHM_UNLOCK ? 0 : posix_real.shmctl(id, command, buffer);
}
REPLACES(shmctl, segment_lock_is_lost)

static int limits_are_zero(int id, int command, struct shmid_ds *buffer)
{
    return command == IPC_INFO ? 0 : posix_real.shmctl(id, command, buffer);
}
REPLACES(shmctl, limits_are_zero)

static int list_is_empty(int id, int command, struct shmid_ds *buffer)
{
    if (command != SHM_STAT && command != SHM_STAT_ANY)
        return posix_real.shmctl(id, command, buffer);
    errno = EINVAL;
    return -1;
}
REPLACES(shmctl, list_is_empty)

/* Attaches anywhere where SHM_REMAP would have replaced what is there. */
static void *remap_is_ignored(int id, const void *addr, int flags)
{
    return posix_real.shmat(id, flags & SHM_REMAP ? NULL : addr, flags & ~SHM_REMAP);
}
REPLACES(shmat, remap_is_ignored)

/* A removed segment cannot be attached again. */
static void *removed_is_gone(int id, const void *addr, int flags)
{
    enum { DESTINED = 01000 };
    struct shmid_ds segment;
    if (posix_real.shmctl(id, IPC_STAT, &segment) == 0 && segment.shm_perm.mode & DESTINED) {
        errno = EIDRM;
        return (void *)-1;
    }
    return posix_real.shmat(id, addr, flags);
}
REPLACES(shmat, removed_is_gone)

/* Only what is attached from its first byte is detached. */
static int detach_needs_first_page(const void *addr)
{
    unsigned char resident;
    union {
        const void *given;
        void *taken;
    } place = {addr}; /* mincore changes nothing there */
    if (posix_real.mincore(place.taken, 1, &resident) == 0)
        return posix_real.shmdt(addr);
    errno = EINVAL;
    return -1;
}
REPLACES(shmdt, detach_needs_first_page)

static int swap_file_is_refused(const char *path, int flags)
{
    (void)path, (void)flags;
    return 0;
}
REPLACES(swapon, swap_file_is_refused)

const Mutant posix_way_mutants[] = {
    MUTANT("sealing-is-lost", sealing_is_lost, "mseal reports success and seals nothing"),
    MUTANT("sealing-forgets-holes", sealing_forgets_holes, "mseal of what is not mapped succeeds"),
    MUTANT("sealing-takes-flags", sealing_takes_flags, "mseal ignores flags that there are not"),
    MUTANT("secret-takes-flags", secret_takes_flags, "memfd_secret ignores flags that there are not"),
    MUTANT("unknown-key-is-default", unknown_key_is_default, "pkey_mprotect takes keys that nobody allocated"),
    MUTANT("exec-wrong-error", exec_wrong_error, "exec says EACCES where ENOEXEC or ETXTBSY is due"),
    MUTANT("vfork-is-fork", vfork_is_fork, "a child of vfork has a copy of its parent's memory"),
    MUTANT("fork-loses-memory", fork_loses_memory, "a child of a process with threads finds other bytes"),
    MUTANT("fetched-is-another", fetched_is_another, "pidfd_getfd is refused with EPERM"),
    MUTANT("process-reads-nothing", process_reads_nothing, "process_vm_readv reads nothing"),
    MUTANT("storm-keeps-attachment", storm_keeps_attachment, "attaching and detaching often leaves an attachment"),
    MUTANT("no-room-for-segment-wrong-error", no_room_for_segment_wrong_error,
           "shmget says ENOMEM where ENOSPC or EACCES is due"),
    MUTANT("private-segment-made-twice", private_segment_made_twice,
           "shmget makes a private segment twice and gives the second"),
    MUTANT("huge-segment-is-plain", huge_segment_is_plain, "shmget ignores SHM_HUGETLB"),
    MUTANT("segment-lock-is-lost", segment_lock_is_lost, "SHM_LOCK reports success and locks nothing"),
    MUTANT("limits-are-zero", limits_are_zero, "IPC_INFO tells no limits"),
    MUTANT("list-is-empty", list_is_empty, "SHM_STAT knows no segment"),
    MUTANT("remap-is-ignored", remap_is_ignored, "shmat ignores SHM_REMAP and the address with it"),
    MUTANT("removed-is-gone", removed_is_gone, "shmat refuses a removed segment that is still attached"),
    MUTANT("detach-needs-first-page", detach_needs_first_page, "shmdt refuses an attachment without its first page"),
    MUTANT("swap-file-is-refused", swap_file_is_refused, "swapon reports success and uses no file"),
    MUTANTS_END};
