/* Objects on Windows: a file with a section made of it at its first use, or a section of the paging file.
 *
 * A file's section is not made with the file, because it would fix the size: a resized file needs a new one. */
#include "actor/calls_nt.h"
#include "actor/calls_win32.h"
#include "actor/objects_win32.h"
#include "calls/name_tables.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

void reply_last_error(Request *request)
{
    reply_error(request, &names_win32, GetLastError(), 0);
}

static DWORD file_access(unsigned access)
{
    return (access & READ ? GENERIC_READ : 0) | (access & WRITE ? GENERIC_READ | GENERIC_WRITE : 0) |
           (access & EXECUTE ? GENERIC_READ | GENERIC_EXECUTE : 0);
}

static DWORD section_protection(unsigned access)
{
    if (access & EXECUTE)
        return access & WRITE ? PAGE_EXECUTE_READWRITE : PAGE_EXECUTE_READ;
    return access & WRITE ? PAGE_READWRITE : PAGE_READONLY;
}

static SECURITY_ATTRIBUTES inheritable(bool inherit)
{
    return (SECURITY_ATTRIBUTES){.nLength = sizeof(SECURITY_ATTRIBUTES), .bInheritHandle = inherit};
}

static bool unknown_backing(Request *request, Backing backing)
{
    if (backing == BACKING_FILE || backing == BACKING_PAGING_FILE)
        return false;
    reply_unsupported(request, "Windows has files and the paging file behind its sections, nothing else");
    return true;
}

static void close_handle(intptr_t handle)
{
    if (handle != NO_HANDLE)
        win32.CloseHandle((HANDLE)handle);
}

static void close_handles(const Object *object)
{
    close_handle(object->handle);
    close_handle(object->file);
}

/* Answers with the object's number; where the table is full, with that. */
static void keep_object(Request *request, Object object)
{
    uint64_t number = object_add(object);
    if (number) {
        reply_ok(request, number);
        return;
    }
    close_handles(&object);
    reply_bad(request, "the actor's table of objects is full; close some first");
}

bool section_of(Request *request, Object *object, void **section)
{
    if (object->handle == NO_HANDLE) {
        DWORD flags = 0;
        win32.GetHandleInformation((HANDLE)object->file, &flags);
        SECURITY_ATTRIBUTES attributes = inheritable((flags & HANDLE_FLAG_INHERIT) != 0);
        HANDLE made = win32.CreateFileMappingA((HANDLE)object->file, &attributes, section_protection(object->access), 0,
                                               0, NULL);
        if (!made) {
            reply_last_error(request);
            return false;
        }
        object->handle = (intptr_t)made;
    }
    *section = (HANDLE)object->handle;
    return true;
}

static bool set_file_size(HANDLE file, uint64_t size)
{
    LARGE_INTEGER end = {.QuadPart = (LONGLONG)size};
    return win32.SetFilePointerEx(file, end, NULL, FILE_BEGIN) && win32.SetEndOfFile(file);
}

static void create_file(Request *request, const char *name, uint64_t size, bool inherit)
{
    SECURITY_ATTRIBUTES attributes = inheritable(inherit);
    unsigned access = READ | WRITE | EXECUTE;
    HANDLE file = win32.CreateFileA(name, file_access(access), SHARE_ALL, &attributes, CREATE_NEW,
                                    FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        reply_last_error(request);
        return;
    }
    if (!set_file_size(file, size)) {
        reply_last_error(request);
        win32.CloseHandle(file);
        win32.DeleteFileA(name);
        return;
    }
    keep_object(request, (Object){BACKING_FILE, size, NO_HANDLE, (intptr_t)file, access});
}

static void create_section(Request *request, const char *name, uint64_t size, bool inherit)
{
    SECURITY_ATTRIBUTES attributes = inheritable(inherit);
    unsigned access = READ | WRITE | EXECUTE;
    SetLastError(ERROR_SUCCESS);
    HANDLE section = win32.CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes, section_protection(access),
                                              (DWORD)(size >> 32), (DWORD)size, *name ? name : NULL);
    if (!section) {
        reply_last_error(request);
    } else if (GetLastError() == ERROR_ALREADY_EXISTS) {
        reply_last_error(request);
        win32.CloseHandle(section);
    } else {
        keep_object(request, (Object){BACKING_PAGING_FILE, size, (intptr_t)section, NO_HANDLE, access});
    }
}

void portable_object_create(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    if (unknown_backing(request, backing))
        return;
    (backing == BACKING_FILE ? create_file : create_section)(request, argument_text(request, 1),
                                                             argument_word(request, 2), argument_word(request, 3) != 0);
}

static void open_file(Request *request, const char *name, unsigned access, bool inherit)
{
    SECURITY_ATTRIBUTES attributes = inheritable(inherit);
    HANDLE file = win32.CreateFileA(name, file_access(access), SHARE_ALL, &attributes, OPEN_EXISTING,
                                    FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        reply_last_error(request);
    else
        keep_object(request, (Object){BACKING_FILE, 0, NO_HANDLE, (intptr_t)file, access});
}

static void open_section(Request *request, const char *name, unsigned access, bool inherit)
{
    /* SECTION_QUERY too, for object_size; alone it would be FILE_MAP_COPY and be taken for FILE_MAP_READ. */
    DWORD wanted = FILE_MAP_READ | SECTION_QUERY | (access & WRITE ? FILE_MAP_WRITE : 0) |
                   (access & EXECUTE ? FILE_MAP_EXECUTE : 0);
    HANDLE section = win32.OpenFileMappingA(wanted, inherit, name);
    if (!section)
        reply_last_error(request);
    else
        keep_object(request, (Object){BACKING_PAGING_FILE, 0, (intptr_t)section, NO_HANDLE, access});
}

void portable_object_open(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    if (unknown_backing(request, backing))
        return;
    (backing == BACKING_FILE ? open_file : open_section)(
        request, argument_text(request, 1), (unsigned)argument_word(request, 2), argument_word(request, 3) != 0);
}

void portable_object_adopt(Request *request)
{
    Backing backing = (Backing)argument_word(request, 0);
    if (!unknown_backing(request, backing))
        keep_object(request, (Object){backing, 0, (intptr_t)argument_address(request, 1), NO_HANDLE, READ | WRITE});
}

void portable_object_handle(Request *request)
{
    Object *object = object_of(request, 0);
    void *section;
    if (object && section_of(request, object, &section))
        reply_ok(request, (uintptr_t)section);
}

void portable_object_close(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    bool section_closed = object->handle == NO_HANDLE || win32.CloseHandle((HANDLE)object->handle);
    DWORD error = GetLastError();
    bool file_closed = object->file == NO_HANDLE || win32.CloseHandle((HANDLE)object->file);
    if (!section_closed)
        SetLastError(error);
    if (section_closed && file_closed)
        reply_ok(request, 0);
    else
        reply_last_error(request);
    object_forget(argument_word(request, 0));
}

void portable_object_remove(Request *request)
{
    if ((Backing)argument_word(request, 0) != BACKING_FILE)
        reply_unsupported(request, "the name of a section goes with its last handle, and cannot be removed before");
    else if (win32.DeleteFileA(argument_text(request, 1)))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

void portable_object_resize(Request *request)
{
    Object *object = object_of(request, 0);
    if (!object)
        return;
    if (object->file == NO_HANDLE) {
        reply_unsupported(request, "a section keeps the size it was made with");
        return;
    }
    close_handle(object->handle);
    object->handle = NO_HANDLE;
    if (set_file_size((HANDLE)object->file, argument_word(request, 1)))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

static void section_size(Request *request, HANDLE section)
{
    enum { SECTION_BASIC = 0 };
    SectionBasic basic;
    NTSTATUS status = nt.NtQuerySection(section, SECTION_BASIC, &basic, sizeof basic, NULL);
    if (status < 0)
        reply_error(request, &names_status, (uint32_t)status, 0);
    else
        reply_ok(request, (uint64_t)basic.Size.QuadPart);
}

void portable_object_size(Request *request)
{
    Object *object = object_of(request, 0);
    LARGE_INTEGER size;
    if (!object)
        return;
    if (object->file == NO_HANDLE)
        section_size(request, (HANDLE)object->handle);
    else if (win32.GetFileSizeEx((HANDLE)object->file, &size))
        reply_ok(request, (uint64_t)size.QuadPart);
    else
        reply_last_error(request);
}
