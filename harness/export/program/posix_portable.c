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

/* Processes. */
static inline void process_fork(int role)
{
    pid_t child = fork();
    if (child == 0) {
        join_as(role);
        serve(role);
    }
    if (child < 0)
        failed();
    else
        ok((uint64_t)child);
}

/* Here once more, so that it is the subject's own posix_spawn. */
static inline pid_t spawn_child(char **words)
{
    pid_t child = -1;
    int error = posix_spawn(&child, words[0], NULL, NULL, words, environ);
    if (error)
        errno = error;
    return error ? -1 : child;
}

static inline pid_t become(char **words)
{
    execv(words[0], words);
    return -1;
}

static inline void process_spawn(int role, const char *handles, int suspended, const char *other)
{
    (void)handles;
    pid_t child = suspended || *other ? -1 : start_role(role, spawn_child);
    if (*other)
        unsupported("this is one program, and cannot start one of the other width");
    else if (suspended)
        unsupported("POSIX starts no process suspended");
    else if (child < 0)
        failed();
    else
        ok((uint64_t)child);
}

static inline void process_exec(int role)
{
    start_role(role, become);
    failed();
}

/* answers how=exited|killed code=N; only its success is told */
static inline void process_wait(uint64_t process, uint64_t *how, uint64_t *code)
{
    int status = 0;
    pid_t child;
    do
        child = waitpid((pid_t)process, &status, 0);
    while (child < 0 && errno == EINTR);
    if (child < 0) {
        failed();
        return;
    }
    *how = WIFEXITED(status) ? 0 : 1;
    *code = (uint64_t)(WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    ok((uint64_t)child);
}

static inline void process_resume(uint64_t process)
{
    (void)process;
    unsupported("POSIX starts no process suspended");
}

static inline void process_handle(uint64_t process)
{
    (void)process;
    unsupported("POSIX has no handles of processes");
}

static inline void process_handles(void)
{
    uint64_t count = 0;
    for (int descriptor = 0; descriptor < 65536; descriptor++)
        count += descriptor != channel && fcntl(descriptor, F_GETFD) >= 0;
    ok(count);
}
