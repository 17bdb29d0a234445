/* Sizes and plain reads and writes of objects. */
#include "actor/portable_posix.h"

void portable_object_resize(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    if (object->backing == BACKING_SYSV || object->backing == BACKING_ANONYMOUS)
        reply_unsupported(request, "objects of this backing keep the size they were created with");
    else if (posix.ftruncate((int)object->handle, (off_t)argument_word(request, 1)) != 0)
        reply_errno(request);
    else
        reply_ok(request, 0);
}

void portable_object_size(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    struct stat status;
    struct shmid_ds segment;
    if (object->backing == BACKING_ANONYMOUS)
        reply_ok(request, object->size);
    else if (object->backing == BACKING_SYSV && posix.shmctl((int)object->handle, IPC_STAT, &segment) == 0)
        reply_ok(request, segment.shm_segsz);
    else if (object->backing != BACKING_SYSV && posix.fstat((int)object->handle, &status) == 0)
        reply_ok(request, (uint64_t)status.st_size);
    else
        reply_errno(request);
}

/* NULL: answered. */
static Object *object_with_bytes(Request *request)
{
    Object *object = object_of(request, 0);
    if (object && (object->backing == BACKING_SYSV || object->backing == BACKING_ANONYMOUS)) {
        reply_unsupported(request, "the bytes of this backing are reached only through views");
        return NULL;
    }
    return object;
}

void portable_object_read(Request *request)
{
    Object *object = object_with_bytes(request);
    if (!object)
        return;
    if (request->arguments[2].memory && argument_word(request, 3) > request->arguments[2].room) {
        reply_bad(request, "%llu bytes do not fit into room for %zu", (unsigned long long)argument_word(request, 3),
                  request->arguments[2].room);
        return;
    }
    ssize_t got = posix.pread((int)object->handle, argument_address(request, 2), (size_t)argument_word(request, 3),
                              (off_t)argument_word(request, 1));
    if (got < 0) {
        reply_errno(request);
        return;
    }
    if (request->arguments[2].memory)
        reply_bytes_field(request, "bytes", argument_address(request, 2), (size_t)got);
    reply_ok(request, (uint64_t)got);
}

void portable_object_write(Request *request)
{
    Object *object = object_with_bytes(request);
    if (!object)
        return;
    if (request->arguments[2].memory && argument_word(request, 3) > request->arguments[2].room) {
        reply_bad(request, "%llu bytes to write, but only %zu were given",
                  (unsigned long long)argument_word(request, 3), request->arguments[2].room);
        return;
    }
    ssize_t written = posix.pwrite((int)object->handle, argument_address(request, 2), (size_t)argument_word(request, 3),
                                   (off_t)argument_word(request, 1));
    if (written < 0)
        reply_errno(request);
    else
        reply_ok(request, (uint64_t)written);
}
