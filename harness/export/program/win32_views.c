/* Views and reservations, on Windows. ------------------------------------------------------------------------------ */

static inline void view_map(uint64_t object, int64_t offset, size_t length, int access, int sharing, void *hint)
{
    HANDLE section = section_of(&objects[object]);
    DWORD shared = (access & READ ? FILE_MAP_READ : 0) | (access & WRITE ? FILE_MAP_WRITE : 0) |
                   (access & EXECUTE ? FILE_MAP_READ | FILE_MAP_EXECUTE : 0);
    DWORD wanted = sharing == COPY_ON_WRITE ? FILE_MAP_COPY | (access & EXECUTE ? FILE_MAP_EXECUTE : 0) : shared;
    DWORD high = (DWORD)((uint64_t)offset >> 32), low = (DWORD)offset, old;
    MEMORY_BASIC_INFORMATION whole;
    if (!section)
        return;
    void *view = hint ? MapViewOfFileEx(section, wanted, high, low, length, hint)
                      : MapViewOfFile(section, wanted, high, low, length);
    int make_read_only = view && sharing == COPY_ON_WRITE && access == READ;
    if (!view || (make_read_only && (!VirtualQuery(view, &whole, sizeof whole) ||
                                     !VirtualProtect(view, whole.RegionSize, PAGE_READONLY, &old))))
        failed();
    else
        ok((uintptr_t)view);
}

static inline void view_unmap(int backing, void *address, size_t length)
{
    (void)backing, (void)length;
    done(UnmapViewOfFile(address));
}

static inline void view_flush(int backing, void *address, size_t length)
{
    (void)backing;
    done(FlushViewOfFile(address, length));
}

static inline void view_protect(int backing, void *address, size_t length, int access)
{
    MEMORY_BASIC_INFORMATION information;
    int copy = VirtualQuery(address, &information, sizeof information) &&
               information.AllocationProtect & (PAGE_WRITECOPY | PAGE_EXECUTE_WRITECOPY);
    int executes = access & EXECUTE;
    DWORD old, protection = access & WRITE && copy ? (executes ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY)
                            : access & WRITE       ? (executes ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE)
                            : executes             ? PAGE_EXECUTE_READ
                            : access & READ        ? PAGE_READONLY
                                                   : PAGE_NOACCESS;
    (void)backing;
    done(VirtualProtect(address, length, protection, &old));
}

static inline void reserve(size_t length, void *hint)
{
    void *address = VirtualAlloc(hint, length, MEM_RESERVE, PAGE_NOACCESS);
    if (address)
        ok((uintptr_t)address);
    else
        failed();
}

static inline void release(void *address, size_t length)
{
    (void)length;
    done(VirtualFree(address, 0, MEM_RELEASE));
}
