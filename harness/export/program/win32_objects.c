/* What every mapping API can do in its own way, on Windows. ---------------------------------------------------------- */

enum { OF_FILE, OF_PAGING_FILE, OF_SHM_OBJECT, OF_MEMFD, OF_ANONYMOUS, OF_SYSV_SEGMENT };
enum { SHARED = 1, COPY_ON_WRITE = 2 };
enum { MOST_OBJECTS = 1024, MOST_CHILDREN = 64, SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

typedef struct Object {
    int used, backing, access;
    HANDLE section, file; /* NULL: none */
} Object;

static Object objects[MOST_OBJECTS];
static PROCESS_INFORMATION children[MOST_CHILDREN];

static inline void keep_object(Object object)
{
    for (uint64_t i = 1; i < MOST_OBJECTS; i++) {
        if (!objects[i].used) {
            objects[i] = object;
            objects[i].used = 1;
            ok(i);
            return;
        }
    }
    unsupported("too many objects");
}

static inline DWORD file_access(int access)
{
    return (access & READ ? GENERIC_READ : 0) | (access & WRITE ? GENERIC_READ | GENERIC_WRITE : 0) |
           (access & EXECUTE ? GENERIC_READ | GENERIC_EXECUTE : 0);
}

static inline DWORD section_protection(int access)
{
    if (access & EXECUTE)
        return access & WRITE ? PAGE_EXECUTE_READWRITE : PAGE_EXECUTE_READ;
    return access & WRITE ? PAGE_READWRITE : PAGE_READONLY;
}

static inline SECURITY_ATTRIBUTES inheritable(int inherit)
{
    return (SECURITY_ATTRIBUTES){.nLength = sizeof(SECURITY_ATTRIBUTES), .bInheritHandle = inherit};
}

static inline int set_file_size(HANDLE file, uint64_t size)
{
    LARGE_INTEGER end = {.QuadPart = (LONGLONG)size};
    return SetFilePointerEx(file, end, NULL, FILE_BEGIN) && SetEndOfFile(file);
}

/* A file's section is made at its first use. NULL: failed, and answered. */
static inline HANDLE section_of(Object *object)
{
    if (!object->section) {
        DWORD flags = 0;
        GetHandleInformation(object->file, &flags);
        SECURITY_ATTRIBUTES attributes = inheritable((flags & HANDLE_FLAG_INHERIT) != 0);
        object->section = CreateFileMappingA(object->file, &attributes, section_protection(object->access), 0, 0, NULL);
        if (!object->section)
            failed();
    }
    return object->section;
}

static inline void object_create(int backing, const char *name, uint64_t size, int inherit)
{
    SECURITY_ATTRIBUTES attributes = inheritable(inherit);
    Object made = {.backing = backing, .access = READ | WRITE | EXECUTE};
    if (backing == OF_FILE) {
        made.file = CreateFileA(name, file_access(made.access), SHARE_ALL, &attributes, CREATE_NEW,
                                FILE_ATTRIBUTE_NORMAL, NULL);
        if (made.file == INVALID_HANDLE_VALUE || !set_file_size(made.file, size)) {
            failed();
            return;
        }
    } else {
        SetLastError(ERROR_SUCCESS);
        made.section = CreateFileMappingA(INVALID_HANDLE_VALUE, &attributes, section_protection(made.access),
                                          (DWORD)(size >> 32), (DWORD)size, *name ? name : NULL);
        if (!made.section || GetLastError() == ERROR_ALREADY_EXISTS) {
            failed();
            if (made.section)
                CloseHandle(made.section);
            return;
        }
    }
    keep_object(made);
}

static inline void object_open(int backing, const char *name, int access, int inherit)
{
    SECURITY_ATTRIBUTES attributes = inheritable(inherit);
    Object opened = {.backing = backing, .access = access};
    DWORD wanted = FILE_MAP_READ | SECTION_QUERY | (access & WRITE ? FILE_MAP_WRITE : 0) |
                   (access & EXECUTE ? FILE_MAP_EXECUTE : 0);
    if (backing == OF_FILE)
        opened.file = CreateFileA(name, file_access(access), SHARE_ALL, &attributes, OPEN_EXISTING,
                                  FILE_ATTRIBUTE_NORMAL, NULL);
    else
        opened.section = OpenFileMappingA(wanted, inherit, name);
    if (backing == OF_FILE ? opened.file == INVALID_HANDLE_VALUE : !opened.section)
        failed();
    else
        keep_object(opened);
}

static inline void object_adopt(int backing, void *handle)
{
    keep_object((Object){.backing = backing, .access = READ | WRITE, .section = handle});
}

static inline void object_handle(uint64_t object)
{
    HANDLE section = section_of(&objects[object]);
    if (section)
        ok((uintptr_t)section);
}

static inline void done(BOOL fine)
{
    if (fine)
        ok(0);
    else
        failed();
}

static inline void object_close(uint64_t object)
{
    Object *of = &objects[object];
    BOOL section = !of->section || CloseHandle(of->section);
    DWORD error = GetLastError();
    BOOL file = !of->file || CloseHandle(of->file);
    if (!section)
        SetLastError(error);
    done(section && file);
    *of = (Object){0};
}

static inline void object_remove(int backing, const char *name)
{
    if (backing == OF_FILE)
        done(DeleteFileA(name));
    else
        unsupported("the name of a section goes with its last handle");
}

static inline void object_resize(uint64_t object, uint64_t size)
{
    Object *of = &objects[object];
    if (!of->file) {
        unsupported("a section keeps its size");
        return;
    }
    if (of->section)
        CloseHandle(of->section);
    of->section = NULL;
    done(set_file_size(of->file, size));
}

typedef LONG NTAPI QuerySection(HANDLE, ULONG, void *, SIZE_T, SIZE_T *);

static inline void object_size(uint64_t object)
{
    LARGE_INTEGER size = {0};
    BasicSection basic;
    AnyFunction query = look_up("NtQuerySection");
    if (objects[object].file ? !GetFileSizeEx(objects[object].file, &size)
                             : ((QuerySection *)query)(objects[object].section, 0, &basic, sizeof basic, NULL) < 0)
        failed();
    else
        ok((uint64_t)(objects[object].file ? size.QuadPart : basic.Size.QuadPart));
}

static inline OVERLAPPED at_offset(int64_t offset)
{
    return (OVERLAPPED){.Offset = (DWORD)offset, .OffsetHigh = (DWORD)((uint64_t)offset >> 32)};
}

static inline void object_read(uint64_t object, int64_t offset, void *into, size_t count)
{
    OVERLAPPED place = at_offset(offset);
    DWORD got = 0;
    if (!objects[object].file) {
        unsupported("a section has no bytes but through its views");
    } else if (!ReadFile(objects[object].file, into, (DWORD)count, &got, &place) &&
               GetLastError() != ERROR_HANDLE_EOF) {
        failed();
    } else {
        ok(got);
        with_bytes(into, got);
    }
}

static inline void object_write(uint64_t object, int64_t offset, const void *from, size_t count)
{
    OVERLAPPED place = at_offset(offset);
    DWORD written = 0;
    if (!objects[object].file)
        unsupported("a section has no bytes but through its views");
    else if (WriteFile(objects[object].file, from, (DWORD)count, &written, &place))
        ok(written);
    else
        failed();
}
