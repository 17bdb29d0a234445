/* System V shared memory. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <string.h>

/* The last attachment of this process. */
static void *attached_at;

static void *remembering_shmat(int id, const void *addr, int flags)
{
    void *place = posix_real.shmat(id, addr, flags);
    if (place != (void *)-1)
        attached_at = place;
    return place;
}

/* Removal takes views with it, instead of waiting for the last detach. */
static int removal_is_immediate(int id, int command, struct shmid_ds *buffer)
{
    if (command == IPC_RMID && attached_at && posix_real.shmdt(attached_at) == 0)
        attached_at = NULL;
    return posix_real.shmctl(id, command, buffer);
}

static void install_removal_is_immediate(void)
{
    posix.shmat = remembering_shmat;
    posix.shmctl = removal_is_immediate;
}

static int removal_is_lost(int id, int command, struct shmid_ds *buffer)
{
    return command == IPC_RMID ? 0 : posix_real.shmctl(id, command, buffer);
}
REPLACES(shmctl, removal_is_lost)

static int attachments_miscounted(int id, int command, struct shmid_ds *buffer)
{
    int result = posix_real.shmctl(id, command, buffer);
    if (result == 0 && command == IPC_STAT)
        buffer->shm_nattch++;
    return result;
}
REPLACES(shmctl, attachments_miscounted)

static int segment_in_pages(int id, int command, struct shmid_ds *buffer)
{
    int result = posix_real.shmctl(id, command, buffer);
    if (result == 0 && command == IPC_STAT)
        buffer->shm_segsz = in_pages(buffer->shm_segsz);
    return result;
}
REPLACES(shmctl, segment_in_pages)

static int key_exclusive_ignored(key_t key, size_t size, int flags)
{
    return posix_real.shmget(key, size, flags & ~IPC_EXCL);
}
REPLACES(shmget, key_exclusive_ignored)

/* Asking for more than the segment has is granted. */
static int segment_size_ignored(key_t key, size_t size, int flags)
{
    int id = posix_real.shmget(key, size, flags);
    return id < 0 && errno == EINVAL && size ? posix_real.shmget(key, 0, flags) : id;
}
REPLACES(shmget, segment_size_ignored)

/* A new segment of no bytes has a page. */
static int segment_of_nothing(key_t key, size_t size, int flags)
{
    return posix_real.shmget(key, size == 0 && flags & IPC_CREAT ? page_size() : size, flags);
}
REPLACES(shmget, segment_of_nothing)

static int missing_key_wrong_error(key_t key, size_t size, int flags)
{
    int id = posix_real.shmget(key, size, flags);
    if (id < 0 && errno == ENOENT)
        errno = EINVAL;
    return id;
}
REPLACES(shmget, missing_key_wrong_error)

static void *read_only_is_writable(int id, const void *addr, int flags)
{
    return posix_real.shmat(id, addr, flags & ~SHM_RDONLY);
}
REPLACES(shmat, read_only_is_writable)

static void *attach_elsewhere(int id, const void *addr, int flags)
{
    (void)addr;
    return posix_real.shmat(id, NULL, flags);
}
REPLACES(shmat, attach_elsewhere)

/* Every attachment is a copy. */
static void *attachment_is_copy(int id, const void *addr, int flags)
{
    struct shmid_ds segment;
    void *place = posix_real.shmat(id, addr, flags);
    if (place == (void *)-1 || flags & SHM_RDONLY || posix_real.shmctl(id, IPC_STAT, &segment) != 0)
        return place;
    size_t length = segment.shm_segsz;
    int protection = PROT_READ | PROT_WRITE;
    void *copy = posix_real.mmap(NULL, length, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED)
        return place;
    memcpy(copy, place, length);
    posix_real.shmdt(place);
    return posix_real.mremap(copy, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, place);
}
REPLACES(shmat, attachment_is_copy)

static int detach_is_lost(const void *addr)
{
    (void)addr;
    return 0;
}
REPLACES(shmdt, detach_is_lost)

const Mutant posix_segment_mutants[] = {
    MUTANT("removal-is-immediate", removal_is_immediate, "IPC_RMID detaches at once"),
    MUTANT("removal-is-lost", removal_is_lost, "IPC_RMID reports success and removes nothing"),
    MUTANT("attachments-miscounted", attachments_miscounted, "IPC_STAT counts one attachment too many"),
    MUTANT("segment-in-pages", segment_in_pages, "IPC_STAT reports sizes in whole pages"),
    MUTANT("key-exclusive-ignored", key_exclusive_ignored, "shmget ignores IPC_EXCL"),
    MUTANT("segment-size-ignored", segment_size_ignored, "shmget grants more than the segment has"),
    MUTANT("segment-of-nothing", segment_of_nothing, "shmget makes segments of no bytes"),
    MUTANT("missing-key-wrong-error", missing_key_wrong_error, "shmget says EINVAL where ENOENT is due"),
    MUTANT("read-only-is-writable", read_only_is_writable, "shmat ignores SHM_RDONLY"),
    MUTANT("attach-elsewhere", attach_elsewhere, "shmat ignores the address asked for"),
    MUTANT("attachment-is-copy", attachment_is_copy, "an attached segment is a private copy"),
    MUTANT("detach-is-lost", detach_is_lost, "shmdt reports success and detaches nothing"),
    MUTANTS_END};
