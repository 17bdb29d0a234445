#include "actor/headers_posix.h"

#include "calls/name_tables.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

/* What the calls themselves never need by name: options of the standard, and second names of the same thing. */
static const Name constants[] = {
    {"_SC_PAGE_SIZE", _SC_PAGE_SIZE},
#ifdef MAP_ANON
    {"MAP_ANON", MAP_ANON},
#endif
/* the BSDs, macOS, illumos */
#ifdef MAP_GUARD
    {"MAP_GUARD", (uint64_t)(MAP_GUARD)},
#endif
#ifdef MAP_EXCL
    {"MAP_EXCL", (uint64_t)(MAP_EXCL)},
#endif
#ifdef MAP_ALIGNED_SUPER
    {"MAP_ALIGNED_SUPER", (uint64_t)(MAP_ALIGNED_SUPER)},
#endif
#ifdef MAP_ALIGNMENT_SHIFT
    {"MAP_ALIGNMENT_SHIFT", (uint64_t)(MAP_ALIGNMENT_SHIFT)},
#endif
#ifdef _PROT_MAX_SHIFT
    {"_PROT_MAX_SHIFT", (uint64_t)(_PROT_MAX_SHIFT)},
#endif
#ifdef SHM_RENAME_NOREPLACE
    {"SHM_RENAME_NOREPLACE", (uint64_t)(SHM_RENAME_NOREPLACE)},
#endif
#ifdef SHM_RENAME_EXCHANGE
    {"SHM_RENAME_EXCHANGE", (uint64_t)(SHM_RENAME_EXCHANGE)},
#endif
#ifdef INHERIT_SHARE
    {"INHERIT_SHARE", (uint64_t)(INHERIT_SHARE)},
#endif
#ifdef INHERIT_COPY
    {"INHERIT_COPY", (uint64_t)(INHERIT_COPY)},
#endif
#ifdef INHERIT_NONE
    {"INHERIT_NONE", (uint64_t)(INHERIT_NONE)},
#endif
#ifdef INHERIT_ZERO
    {"INHERIT_ZERO", (uint64_t)(INHERIT_ZERO)},
#endif
#ifdef MAP_INHERIT_SHARE
    {"MAP_INHERIT_SHARE", (uint64_t)(MAP_INHERIT_SHARE)},
#endif
#ifdef MAP_INHERIT_COPY
    {"MAP_INHERIT_COPY", (uint64_t)(MAP_INHERIT_COPY)},
#endif
#ifdef MAP_INHERIT_NONE
    {"MAP_INHERIT_NONE", (uint64_t)(MAP_INHERIT_NONE)},
#endif
#ifdef MAP_INHERIT_ZERO
    {"MAP_INHERIT_ZERO", (uint64_t)(MAP_INHERIT_ZERO)},
#endif
#ifdef MAP_REMAPDUP
    {"MAP_REMAPDUP", (uint64_t)(MAP_REMAPDUP)},
#endif
#ifdef MAP_WIRED
    {"MAP_WIRED", (uint64_t)(MAP_WIRED)},
#endif
#ifdef MAP_TRYFIXED
    {"MAP_TRYFIXED", (uint64_t)(MAP_TRYFIXED)},
#endif
#ifdef MAP_JIT
    {"MAP_JIT", (uint64_t)(MAP_JIT)},
#endif
#ifdef MAP_ALIGN
    {"MAP_ALIGN", (uint64_t)(MAP_ALIGN)},
#endif
#ifdef MAP_TEXT
    {"MAP_TEXT", (uint64_t)(MAP_TEXT)},
#endif
#ifdef MAP_INITDATA
    {"MAP_INITDATA", (uint64_t)(MAP_INITDATA)},
#endif
/* options of the standard */
#ifdef _POSIX_MAPPED_FILES
    {"_POSIX_MAPPED_FILES", (uint64_t)(_POSIX_MAPPED_FILES)},
#endif
#ifdef _POSIX_MEMORY_PROTECTION
    {"_POSIX_MEMORY_PROTECTION", (uint64_t)(_POSIX_MEMORY_PROTECTION)},
#endif
#ifdef _POSIX_SHARED_MEMORY_OBJECTS
    {"_POSIX_SHARED_MEMORY_OBJECTS", (uint64_t)(_POSIX_SHARED_MEMORY_OBJECTS)},
#endif
#ifdef _POSIX_SYNCHRONIZED_IO
    {"_POSIX_SYNCHRONIZED_IO", (uint64_t)(_POSIX_SYNCHRONIZED_IO)},
#endif
#ifdef _POSIX_MEMLOCK
    {"_POSIX_MEMLOCK", (uint64_t)(_POSIX_MEMLOCK)},
#endif
#ifdef _POSIX_MEMLOCK_RANGE
    {"_POSIX_MEMLOCK_RANGE", (uint64_t)(_POSIX_MEMLOCK_RANGE)},
#endif
#ifdef _POSIX_ADVISORY_INFO
    {"_POSIX_ADVISORY_INFO", (uint64_t)(_POSIX_ADVISORY_INFO)},
#endif
#ifdef _POSIX_TYPED_MEMORY_OBJECTS
    {"_POSIX_TYPED_MEMORY_OBJECTS", (uint64_t)(_POSIX_TYPED_MEMORY_OBJECTS)},
#endif
};

int header_constant(const char *name, uint64_t *value)
{
    if (strcmp(name, "MAP_FAILED") == 0) { /* a pointer, which no table of constants can hold */
        *value = (uint64_t)(intptr_t)MAP_FAILED;
        return 0;
    }
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        if (strcmp(constants[i].name, name) == 0) {
            *value = constants[i].value;
            return 0;
        }
    }
    bool is_number = name[0] >= '0' && name[0] <= '9';
    if (!is_number && parse_named_number(name, strlen(name), value))
        return 0;
    errno = ENOENT;
    return -1;
}

#define STANDARD(function, type)                              \
    {                                                         \
#function, _Generic(&function, type : 1, default : 0) \
    }
static const struct {
    const char *name;
    int is_standard;
} prototypes[] = {STANDARD(mmap, void *(*)(void *, size_t, int, int, int, off_t)),
                  STANDARD(munmap, int (*)(void *, size_t)),
                  STANDARD(mprotect, int (*)(void *, size_t, int)),
                  STANDARD(msync, int (*)(void *, size_t, int)),
                  STANDARD(mlock, int (*)(const void *, size_t)),
                  STANDARD(munlock, int (*)(const void *, size_t)),
                  STANDARD(mlockall, int (*)(int)),
                  STANDARD(munlockall, int (*)(void)),
                  STANDARD(posix_madvise, int (*)(void *, size_t, int)),
                  STANDARD(shm_open, int (*)(const char *, int, mode_t)),
                  STANDARD(shm_unlink, int (*)(const char *)),
                  STANDARD(ftruncate, int (*)(int, off_t))};

int header_prototype(const char *name)
{
    for (size_t i = 0; i < sizeof prototypes / sizeof prototypes[0]; i++) {
        if (strcmp(prototypes[i].name, name) == 0)
            return prototypes[i].is_standard;
    }
    errno = ENOENT;
    return -1;
}
