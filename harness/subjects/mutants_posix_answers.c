/* Right deeds, wrong answers: results and errors that are not what was due. */
#include "subjects/mutants_posix.h"

#include <errno.h>

/* The address answered is inside a page. */
static void *address_inside_page(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    char *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    return place == MAP_FAILED ? MAP_FAILED : place + 16;
}
REPLACES(mmap, address_inside_page)

static void *attached_inside_page(int id, const void *addr, int flags)
{
    char *place = posix_real.shmat(id, addr, flags);
    return place == (void *)-1 ? place : place + 16;
}
REPLACES(shmat, attached_inside_page)

/* mmap with one error in another's place. */
static void *mmap_instead(int due, int said, void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && errno == due)
        errno = said;
    return place;
}

static void *access_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(EACCES, EPERM, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, access_wrong_error)

static void *device_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(ENODEV, EINVAL, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, device_wrong_error)

static void *memory_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(ENOMEM, EINVAL, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, memory_wrong_error)

/* A view that is only to be written is refused. */
static void *write_only_refused(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (prot == PROT_WRITE) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, write_only_refused)

static int mprotect_nothing_refused(void *addr, size_t length, int prot)
{
    if (length == 0) {
        errno = EINVAL;
        return -1;
    }
    return posix_real.mprotect(addr, length, prot);
}
REPLACES(mprotect, mprotect_nothing_refused)

static int status_one_more(int fd, struct stat *status)
{
    int result = posix_real.fstat(fd, status);
    if (result == 0)
        status->st_size++;
    return result;
}
REPLACES(fstat, status_one_more)

static int segment_one_more(int id, int command, struct shmid_ds *buffer)
{
    int result = posix_real.shmctl(id, command, buffer);
    if (result == 0 && command == IPC_STAT)
        buffer->shm_segsz++;
    return result;
}
REPLACES(shmctl, segment_one_more)

static int segment_set_is_lost(int id, int command, struct shmid_ds *buffer)
{
    return command == IPC_SET ? 0 : posix_real.shmctl(id, command, buffer);
}
REPLACES(shmctl, segment_set_is_lost)

static int msync_never_busy(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    return result != 0 && errno == EBUSY ? 0 : result;
}
REPLACES(msync, msync_never_busy)

const Mutant posix_answer_mutants[] = {
    MUTANT("address-inside-page", address_inside_page, "mmap answers an address inside the page"),
    MUTANT("attached-inside-page", attached_inside_page, "shmat answers an address inside the page"),
    MUTANT("access-wrong-error", access_wrong_error, "mmap says EPERM where EACCES is due"),
    MUTANT("device-wrong-error", device_wrong_error, "mmap says EINVAL where ENODEV is due"),
    MUTANT("memory-wrong-error", memory_wrong_error, "mmap says EINVAL where ENOMEM is due"),
    MUTANT("write-only-refused", write_only_refused, "mmap refuses PROT_WRITE alone"),
    MUTANT("mprotect-nothing-refused", mprotect_nothing_refused, "mprotect refuses a length of 0"),
    MUTANT("status-one-more", status_one_more, "fstat reports one byte too many"),
    MUTANT("segment-one-more", segment_one_more, "IPC_STAT reports one byte too many"),
    MUTANT("segment-set-is-lost", segment_set_is_lost, "IPC_SET reports success and sets nothing"),
    MUTANT("msync-never-busy", msync_never_busy, "msync invalidates locked pages instead of saying EBUSY"),
    MUTANTS_END};
