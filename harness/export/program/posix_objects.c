/* What every mapping API can do in its own way, on POSIX. ------------------------------------------------------------ */

enum { OF_FILE, OF_PAGING_FILE, OF_SHM_OBJECT, OF_MEMFD, OF_ANONYMOUS, OF_SYSV_SEGMENT };
enum { SHARED = 1, COPY_ON_WRITE = 2 };
enum { MOST_OBJECTS = 1024, MOST_VIEWS = 4096 };

typedef struct Object {
    int used, backing, handle;
    uint64_t size;
} Object;

static Object objects[MOST_OBJECTS];
static struct {
    void *address;
    size_t length;
} views[MOST_VIEWS]; /* that were mapped to their object's end */

static inline key_t key_of(const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *at = name; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    hash &= 0x7fffffff;
    return *name ? (key_t)(hash ? hash : 1) : IPC_PRIVATE;
}

static inline void keep_object(int backing, int handle, uint64_t size)
{
    for (uint64_t i = 1; i < MOST_OBJECTS; i++) {
        if (!objects[i].used) {
            objects[i] = (Object){1, backing, handle, size};
            ok(i);
            return;
        }
    }
    unsupported("too many objects");
}

static inline void object_create(int backing, const char *name, uint64_t size, int inherit)
{
    int cloexec = inherit ? 0 : O_CLOEXEC, made = -1;
    if (backing == OF_FILE)
        made = open(name, O_CREAT | O_EXCL | O_RDWR | cloexec, 0600);
    else if (backing == OF_SHM_OBJECT)
        made = shm_open(name, O_CREAT | O_EXCL | O_RDWR | cloexec, 0600);
#ifdef MFD_CLOEXEC
    else if (backing == OF_MEMFD)
        made = memfd_create(*name ? name : "repro", inherit ? 0 : MFD_CLOEXEC);
#endif
    else if (backing == OF_SYSV_SEGMENT)
        made = shmget(key_of(name), size, IPC_CREAT | IPC_EXCL | 0600);
    int anonymous = backing == OF_ANONYMOUS, segment = backing == OF_SYSV_SEGMENT;
    if ((made < 0 && !anonymous) || (!anonymous && !segment && inherit && fcntl(made, F_SETFD, 0) != 0) ||
        (!anonymous && !segment && ftruncate(made, (off_t)size) != 0))
        failed();
    else
        keep_object(backing, made, size);
}

static inline void object_open(int backing, const char *name, int access, int inherit)
{
    int flags = (access & WRITE ? O_RDWR : O_RDONLY) | (inherit ? 0 : O_CLOEXEC);
    int opened = backing == OF_FILE         ? open(name, flags, 0)
                 : backing == OF_SHM_OBJECT ? shm_open(name, flags, 0)
                                            : shmget(key_of(name), 0, 0);
    if (opened < 0 || (backing != OF_SYSV_SEGMENT && inherit && fcntl(opened, F_SETFD, 0) != 0))
        failed();
    else
        keep_object(backing, opened, 0);
}

static inline void object_adopt(int backing, const void *handle)
{
    keep_object(backing, (int)(intptr_t)handle, 0);
}

static inline void object_handle(uint64_t object)
{
    if (objects[object].handle < 0)
        unsupported("objects of this backing have no descriptor");
    else
        ok((uint64_t)objects[object].handle);
}

static inline void object_close(uint64_t object)
{
    if (objects[object].backing != OF_SYSV_SEGMENT && objects[object].handle >= 0 &&
        close(objects[object].handle) != 0) {
        failed();
        return;
    }
    objects[object].used = 0;
    ok(0);
}

static inline void done(int result)
{
    if (result != 0)
        failed();
    else
        ok(0);
}

static inline void object_remove(int backing, const char *name)
{
    if (backing == OF_FILE)
        done(unlink(name));
    else if (backing == OF_SHM_OBJECT)
        done(shm_unlink(name));
    else {
        int id = shmget(key_of(name), 0, 0);
        done(id < 0 ? -1 : shmctl(id, IPC_RMID, NULL));
    }
}

static inline void object_resize(uint64_t object, uint64_t size)
{
    if (objects[object].backing == OF_SYSV_SEGMENT || objects[object].backing == OF_ANONYMOUS)
        unsupported("objects of this backing keep their size");
    else
        done(ftruncate(objects[object].handle, (off_t)size));
}

/* -1: it cannot be asked. */
static inline int64_t size_of(const Object *object)
{
    struct stat status;
    struct shmid_ds segment;
    if (object->backing == OF_ANONYMOUS)
        return (int64_t)object->size;
    if (object->backing == OF_SYSV_SEGMENT)
        return shmctl(object->handle, IPC_STAT, &segment) == 0 ? (int64_t)segment.shm_segsz : -1;
    return fstat(object->handle, &status) == 0 ? (int64_t)status.st_size : -1;
}

static inline void object_size(uint64_t object)
{
    int64_t size = size_of(&objects[object]);
    if (size < 0)
        failed();
    else
        ok((uint64_t)size);
}

static inline void object_read(uint64_t object, int64_t offset, void *into, size_t count)
{
    ssize_t got = pread(objects[object].handle, into, count, (off_t)offset);
    if (got < 0) {
        failed();
        return;
    }
    ok((uint64_t)got);
    with_bytes(into, (uint64_t)got);
}

static inline void object_write(uint64_t object, int64_t offset, const void *from, size_t count)
{
    ssize_t written = pwrite(objects[object].handle, from, count, (off_t)offset);
    if (written < 0)
        failed();
    else
        ok((uint64_t)written);
}
