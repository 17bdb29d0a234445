/* Objects on POSIX: descriptors and System V segments. */
#include "actor/portable_posix.h"

#include "calls/name_tables.h"
#include "calls/segment_key.h"

#include <errno.h>

enum { SEGMENT_MODE = 0600 };

void reply_errno(Request *request)
{
    uint64_t result = request->row->result.form == FORM_UNSIGNED ? 0 : (uint64_t)-1;
    reply_error(request, &names_errno, (uint64_t)errno, result);
}

bool lacks_call(Request *request, AnyFunction function, const char *name)
{
    if (!function)
        reply_unsupported(request, "this system has no %s", name);
    return !function;
}

key_t key_of_name(const char *name)
{
    return *name ? (key_t)segment_key(name) : IPC_PRIVATE;
}

static void add_object(Request *request, Object object)
{
    uint64_t number = object_add(object);
    if (number) {
        reply_ok(request, number);
        return;
    }
    if (object.backing != BACKING_SYSV && object.handle != NO_HANDLE)
        posix.close((int)object.handle);
    reply_bad(request, "this actor has no room for a further object");
}

static bool named_unless_private(Request *request, Backing backing, const char *name)
{
    if (*name || backing != BACKING_SHM)
        return true;
    reply_bad(request, "an object of this backing needs a name");
    return false;
}

/* -1 and errno, or -2 when the request is answered. */
static int make_descriptor(Request *request, Backing backing, const char *name, int close_on_exec)
{
    switch (backing) {
    case BACKING_FILE:
        return posix.open(name, O_CREAT | O_EXCL | O_RDWR | close_on_exec, 0600);
    case BACKING_SHM:
        if (LACKS(request, shm_open))
            return -2;
        return posix.shm_open(name, O_CREAT | O_EXCL | O_RDWR | close_on_exec, 0600);
    case BACKING_MEMFD:
        if (LACKS(request, memfd_create))
            return -2;
        return posix.memfd_create(*name ? name : "mapcheck", close_on_exec ? MFD_CLOEXEC : 0);
    default:
        reply_unsupported(request, "POSIX has no objects of this backing");
        return -2;
    }
}

/* shm_open sets close-on-exec by itself, whatever its flags say. */
static int settle_inheritance(int descriptor, bool inherit)
{
    return inherit ? posix.fcntl(descriptor, F_SETFD, 0) : 0;
}

static void remove_made(Backing backing, const char *name)
{
    int error = errno;
    if (backing == BACKING_FILE)
        posix.unlink(name);
    else if (backing == BACKING_SHM)
        posix.shm_unlink(name);
    errno = error;
}

static void create_segment(Request *request, const char *name, size_t size)
{
    if (LACKS(request, shmget))
        return;
    int id = posix.shmget(key_of_name(name), size, IPC_CREAT | IPC_EXCL | SEGMENT_MODE);
    if (id < 0)
        reply_errno(request);
    else
        add_object(request, (Object){.backing = BACKING_SYSV, .size = size, .handle = id});
}

void portable_object_create(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    const char *name = argument_text(request, 1);
    uint64_t size = argument_word(request, 2);
    bool inherit = argument_word(request, 3) != 0;
    if (!named_unless_private(request, backing, name))
        return;
    if (backing == BACKING_SYSV) {
        create_segment(request, name, (size_t)size);
        return;
    }
    if (backing == BACKING_ANONYMOUS) { /* memory comes with the view: only the size is known before */
        add_object(request, (Object){.backing = backing, .size = size, .handle = NO_HANDLE});
        return;
    }
    int descriptor = make_descriptor(request, backing, name, inherit ? 0 : O_CLOEXEC);
    if (descriptor == -2)
        return;
    if (descriptor < 0) {
        reply_errno(request);
    } else if (settle_inheritance(descriptor, inherit) != 0 || posix.ftruncate(descriptor, (off_t)size) != 0) {
        remove_made(backing, name);
        int error = errno;
        posix.close(descriptor);
        errno = error;
        reply_errno(request);
    } else {
        add_object(request, (Object){.backing = backing, .size = size, .handle = descriptor});
    }
}

void portable_object_open(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    const char *name = argument_text(request, 1);
    bool writable = (argument_word(request, 2) & WRITE) != 0;
    bool inherit = argument_word(request, 3) != 0;
    int flags = (writable ? O_RDWR : O_RDONLY) | (inherit ? 0 : O_CLOEXEC);
    if (!named_unless_private(request, backing, name))
        return;
    intptr_t handle;
    if (backing == BACKING_FILE) {
        handle = posix.open(name, flags, 0);
    } else if (backing == BACKING_SHM) {
        if (LACKS(request, shm_open))
            return;
        handle = posix.shm_open(name, flags, 0);
    } else if (backing == BACKING_SYSV) {
        if (LACKS(request, shmget))
            return;
        handle = posix.shmget(key_of_name(name), 0, 0);
    } else {
        reply_unsupported(request, "objects of this backing have no name to open them by");
        return;
    }
    if (handle < 0 || (backing != BACKING_SYSV && settle_inheritance((int)handle, inherit) != 0))
        reply_errno(request);
    else
        add_object(request, (Object){.backing = backing, .handle = handle});
}

void portable_object_adopt(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    add_object(request, (Object){.backing = backing, .handle = (intptr_t)argument_word(request, 1)});
}

void portable_object_handle(Request *request)
{
    Object *object = object_of(request, 0);
    if (object && object->handle == NO_HANDLE)
        reply_unsupported(request, "objects of this backing have no descriptor");
    else if (object)
        reply_ok(request, (uint64_t)object->handle);
}

void portable_object_close(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    /* A segment has no descriptor: forgetting its number is all there is to close. */
    bool descriptor = object->backing != BACKING_SYSV && object->handle != NO_HANDLE;
    if (descriptor && posix.close((int)object->handle) != 0) {
        reply_errno(request);
        return;
    }
    object_forget(argument_word(request, 0));
    reply_ok(request, 0);
}

void portable_object_remove(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    const char *name = argument_text(request, 1);
    int result = 0;
    if (backing == BACKING_FILE) {
        result = posix.unlink(name);
    } else if (backing == BACKING_SHM) {
        result = posix.shm_unlink(name);
    } else if (backing == BACKING_SYSV) {
        int id = posix.shmget(key_of_name(name), 0, 0);
        result = id < 0 ? -1 : posix.shmctl(id, IPC_RMID, NULL);
    } else {
        reply_unsupported(request, "objects of this backing have no name to remove them by");
        return;
    }
    if (result != 0)
        reply_errno(request);
    else
        reply_ok(request, 0);
}

void portable_objects_named(Request *request)
{
    reply_unsupported(request, "POSIX has no list of names of the kernel");
}
