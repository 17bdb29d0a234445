/* Views and reservations, on POSIX. -------------------------------------------------------------------------------- */

static inline size_t whole_pages(size_t length)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (length + page - 1) / page * page;
}

static inline int protection_of(int access)
{
    return (access & READ ? PROT_READ : 0) | (access & WRITE ? PROT_WRITE : 0) | (access & EXECUTE ? PROT_EXEC : 0);
}

static inline void placed(void *place, const void *hint, size_t length)
{
    if (place == MAP_FAILED) {
        failed();
        return;
    }
    if (hint && place != hint) {
        munmap(place, length);
        errno = EEXIST;
        failed();
        return;
    }
    for (size_t i = 0; i < MOST_VIEWS; i++) {
        if (!views[i].address || views[i].address == place) {
            views[i].address = place;
            views[i].length = length;
            break;
        }
    }
    ok((uintptr_t)place);
}

static inline size_t length_of_view(const void *address, size_t length)
{
    for (size_t i = 0; !length && i < MOST_VIEWS; i++) {
        if (views[i].address == address)
            return views[i].length;
    }
    return length;
}

static inline void view_map(uint64_t object, int64_t offset, size_t length, int access, int sharing, void *hint)
{
    const Object *of = &objects[object];
    int64_t size = length ? 0 : size_of(of);
    int flags = (sharing == COPY_ON_WRITE ? MAP_PRIVATE : MAP_SHARED) |
                (of->backing == OF_ANONYMOUS ? MAP_ANONYMOUS : 0);
#ifdef MAP_FIXED_NOREPLACE
    flags |= hint ? MAP_FIXED_NOREPLACE : 0;
#endif
    if (of->backing == OF_SYSV_SEGMENT) {
        if (offset || sharing == COPY_ON_WRITE) {
            unsupported("segments are attached whole, and shared");
            return;
        }
        placed(shmat(of->handle, hint, (access & WRITE ? 0 : SHM_RDONLY) | (access & EXECUTE ? SHM_EXEC : 0)), NULL,
               (size_t)size_of(of));
        return;
    }
    if (size < 0) {
        failed();
        return;
    }
    if (!length)
        length = offset < size ? (size_t)(size - offset) : 0;
    placed(
        mmap(hint, length, protection_of(access), flags, of->handle, of->backing == OF_ANONYMOUS ? 0 : (off_t)offset),
        hint, length);
}

static inline void view_unmap(int backing, void *address, size_t length)
{
    int result = backing == OF_SYSV_SEGMENT ? shmdt(address)
                                            : munmap(address, whole_pages(length_of_view(address, length)));
    done(result);
    for (size_t i = 0; !result && i < MOST_VIEWS; i++) {
        if (views[i].address == address)
            views[i].address = NULL;
    }
}

static inline void view_flush(int backing, void *address, size_t length)
{
    if (backing == OF_SYSV_SEGMENT)
        unsupported("views of this backing cannot be flushed");
    else
        done(msync(address, length_of_view(address, length), MS_SYNC));
}

static inline void view_protect(int backing, void *address, size_t length, int access)
{
    (void)backing;
    done(mprotect(address, length_of_view(address, length), protection_of(access)));
}

static inline void reserve(size_t length, void *hint)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
#ifdef MAP_FIXED_NOREPLACE
    flags |= hint ? MAP_FIXED_NOREPLACE : 0;
#endif
    placed(mmap(hint, length, PROT_NONE, flags, -1, 0), hint, length);
}

static inline void release(void *address, size_t length)
{
    done(munmap(address, whole_pages(length)));
}
