/* Views: mmap and shmat. */
#include "actor/portable_posix.h"

#include <errno.h>
#include <stdatomic.h>

size_t whole_pages(size_t length)
{
    size_t page = (size_t)posix_real.sysconf(_SC_PAGESIZE);
    return (length + page - 1) / page * page;
}

int protection_of(uint64_t access)
{
    return (access & READ ? PROT_READ : 0) | (access & WRITE ? PROT_WRITE : 0) | (access & EXECUTE ? PROT_EXEC : 0);
}

/* Lengths of views that were mapped "to the object's end", for unmap, flush and protect of the whole view (length 0). One
 * per address: a later view at the same place takes the entry over. */
enum { MAX_VIEWS = 4096 };
static struct {
    _Atomic uintptr_t address;
    size_t length;
} views[MAX_VIEWS];
static _Atomic size_t views_end; /* no entry from here on was ever used */

static void use_entry(size_t index, size_t length)
{
    size_t end = views_end;
    views[index].length = length;
    while (end <= index && !atomic_compare_exchange_weak(&views_end, &end, index + 1))
        continue;
}

static void remember_view(void *address, size_t length)
{
    for (size_t i = 0; i < MAX_VIEWS; i++) {
        uintptr_t expected = 0;
        if (views[i].address == (uintptr_t)address ||
            atomic_compare_exchange_strong(&views[i].address, &expected, (uintptr_t)address)) {
            use_entry(i, length);
            return;
        }
    }
}

static size_t view_length(uint64_t address, uint64_t length)
{
    for (size_t i = 0; length == 0 && i < views_end; i++) {
        if (views[i].address == (uintptr_t)address)
            return views[i].length;
    }
    return (size_t)length;
}

static void forget_view(uint64_t address)
{
    for (size_t i = 0; i < views_end; i++) {
        uintptr_t expected = (uintptr_t)address;
        atomic_compare_exchange_strong(&views[i].address, &expected, 0);
    }
}

/* What makes a hint an order that replaces nothing. 0: this system has nothing of the kind, and an address is only a hint. */
#if defined MAP_EXCL /* FreeBSD */
enum { KEEP_PLACE = MAP_FIXED | MAP_EXCL };
#elif defined __MAP_NOREPLACE /* OpenBSD */
enum { KEEP_PLACE = MAP_FIXED | __MAP_NOREPLACE };
#else
enum { KEEP_PLACE = MAP_FIXED_NOREPLACE };
#endif

/* An address that is no page's: what to make of it as a hint is the system's affair. True: answered. */
static bool cannot_insist(Request *request, const void *hint)
{
    if (KEEP_PLACE != 0 || !hint || (uintptr_t)hint % (uintptr_t)posix_real.sysconf(_SC_PAGESIZE) == 0)
        return false;
    reply_unsupported(request, "this system has no mmap flag that insists on an address and replaces nothing");
    return true;
}

/* A view that came to stand elsewhere than asked (a kernel without MAP_FIXED_NOREPLACE) counts as occupied. */
static void reply_place(Request *request, void *place, void *hint, size_t length)
{
    if (place == MAP_FAILED) {
        reply_errno(request);
    } else if (hint && place != hint) {
        posix.munmap(place, length);
        errno = EEXIST;
        reply_errno(request);
    } else {
        remember_view(place, length);
        reply_ok(request, (uintptr_t)place);
    }
}

static void attach_segment(Request *request, const Object *object)
{
    uint64_t access = argument_word(request, 3);
    void *hint = argument_address(request, 5);
    if (argument_word(request, 1) != 0) {
        reply_unsupported(request, "views of this backing begin at the object's start");
        return;
    }
    if (argument_word(request, 4) == COPY_ON_WRITE) {
        reply_unsupported(request, "views of this backing are always shared");
        return;
    }
    int flags = (access & WRITE ? 0 : SHM_RDONLY) | (access & EXECUTE ? SHM_EXEC : 0);
    void *place = posix.shmat((int)object->handle, hint, flags);
    struct shmid_ds segment;
    if (place == (void *)-1) {
        reply_errno(request);
        return;
    }
    if (posix.shmctl((int)object->handle, IPC_STAT, &segment) == 0)
        remember_view(place, segment.shm_segsz);
    reply_ok(request, (uintptr_t)place);
}

/* The length that reaches the object's end. False: answered. */
static bool rest_of_object(Request *request, const Object *object, size_t *length)
{
    struct stat status = {.st_size = (off_t)object->size};
    if (object->backing != BACKING_ANONYMOUS && posix.fstat((int)object->handle, &status) != 0) {
        reply_errno(request);
        return false;
    }
    uint64_t offset = argument_word(request, 1);
    *length = offset < (uint64_t)status.st_size ? (size_t)((uint64_t)status.st_size - offset) : 0;
    return true;
}

void portable_view_map(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    if (object->backing == BACKING_SYSV) {
        attach_segment(request, object);
        return;
    }
    size_t length = (size_t)argument_word(request, 2);
    void *hint = argument_address(request, 5);
    if (length == 0 && !rest_of_object(request, object, &length))
        return;
    if (cannot_insist(request, hint))
        return;
    int flags = argument_word(request, 4) == COPY_ON_WRITE ? MAP_PRIVATE : MAP_SHARED;
    bool anonymous = object->backing == BACKING_ANONYMOUS;
    void *place = posix.mmap(hint, length, protection_of(argument_word(request, 3)),
                             flags | (hint ? KEEP_PLACE : 0) | (anonymous ? MAP_ANONYMOUS : 0), (int)object->handle,
                             anonymous ? 0 : (off_t)argument_word(request, 1));
    reply_place(request, place, hint, length);
}

static void reply_result(Request *request, int result)
{
    if (result != 0)
        reply_errno(request);
    else
        reply_ok(request, 0);
}

void portable_view_unmap(Request *request)
{
    void *address = argument_address(request, 1);
    size_t length = view_length(argument_word(request, 1), argument_word(request, 2));
    int result = argument_word(request, 0) == BACKING_SYSV ? posix.shmdt(address)
                                                           : posix.munmap(address, whole_pages(length));
    reply_result(request, result);
    if (result == 0)
        forget_view(argument_word(request, 1));
}

void portable_view_flush(Request *request)
{
    size_t length = view_length(argument_word(request, 1), argument_word(request, 2));
    if (argument_word(request, 0) == BACKING_SYSV)
        reply_unsupported(request, "views of this backing cannot be flushed");
    else
        reply_result(request, posix.msync(argument_address(request, 1), length, MS_SYNC));
}

void portable_view_protect(Request *request)
{
    size_t length = view_length(argument_word(request, 1), argument_word(request, 2));
    reply_result(request,
                 posix.mprotect(argument_address(request, 1), length, protection_of(argument_word(request, 3))));
}

void portable_reserve(Request *request)
{
    void *hint = argument_address(request, 1);
    size_t length = (size_t)argument_word(request, 0);
    if (cannot_insist(request, hint))
        return;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (hint ? KEEP_PLACE : 0);
    reply_place(request, posix.mmap(hint, length, PROT_NONE, flags, -1, 0), hint, length);
}

void portable_release(Request *request)
{
    reply_result(request, posix.munmap(argument_address(request, 0), whole_pages((size_t)argument_word(request, 1))));
}
