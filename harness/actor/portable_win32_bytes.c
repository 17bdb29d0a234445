/* Plain reads and writes of a file object's bytes. */
#include "actor/calls_win32.h"
#include "actor/objects_win32.h"

static Object *file_object(Request *request)
{
    Object *object = object_of(request, 0);
    if (object && object->file == NO_HANDLE) {
        reply_unsupported(request, "a section has no bytes but through its views");
        return NULL;
    }
    return object;
}

static OVERLAPPED at_offset(uint64_t offset)
{
    return (OVERLAPPED){.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};
}

void portable_object_read(Request *request)
{
    Object *object = file_object(request);
    if (!object)
        return;
    OVERLAPPED place = at_offset(argument_word(request, 1));
    DWORD done = 0;
    void *buffer = argument_address(request, 2);
    if (!win32.ReadFile((HANDLE)object->file, buffer, (DWORD)argument_word(request, 3), &done, &place) &&
        GetLastError() != ERROR_HANDLE_EOF) {
        reply_last_error(request);
        return;
    }
    if (request->arguments[2].memory)
        reply_bytes_field(request, "bytes", buffer, done);
    reply_ok(request, done);
}

void portable_object_write(Request *request)
{
    Object *object = file_object(request);
    if (!object)
        return;
    OVERLAPPED place = at_offset(argument_word(request, 1));
    DWORD done = 0;
    if (win32.WriteFile((HANDLE)object->file, argument_address(request, 2), (DWORD)argument_word(request, 3), &done,
                        &place))
        reply_ok(request, done);
    else
        reply_last_error(request);
}
