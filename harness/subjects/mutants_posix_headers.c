/* Headers: constants and prototypes, as the actor answers them. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <string.h>

/* One value for everything: nothing differs, everything shares a bit. */
static int constants_are_one(const char *name, uint64_t *value)
{
    int result = posix_real.header_constant(name, value);
    if (result == 0)
        *value = 1;
    return result;
}
REPLACES(header_constant, constants_are_one)

/* The macro of an option says the contrary of what it is. */
static int options_are_denied(const char *name, uint64_t *value)
{
    int result = posix_real.header_constant(name, value);
    if (result == 0 && strncmp(name, "_POSIX_", strlen("_POSIX_")) == 0)
        *value = (int64_t)*value > 0 ? UINT64_MAX : 1;
    return result;
}
REPLACES(header_constant, options_are_denied)

static int anonymous_is_another(const char *name, uint64_t *value)
{
    int result = posix_real.header_constant(name, value);
    if (result == 0 && strcmp(name, "MAP_ANON") == 0)
        *value <<= 1;
    return result;
}
REPLACES(header_constant, anonymous_is_another)

static int prototypes_differ(const char *name)
{
    return posix_real.header_prototype(name) < 0 ? -1 : 0;
}
REPLACES(header_prototype, prototypes_differ)

/* There is an object where the option is denied. */
static int typed_memory_pretends(const char *name, int flags, int typed)
{
    int object = posix_real.typed_memory_open(name, flags, typed);
    return object < 0 && errno == ENOSYS ? posix_real.open("/dev/zero", O_RDWR | O_CLOEXEC, 0) : object;
}
REPLACES(typed_memory_open, typed_memory_pretends)

/* Flags that Linux takes and does nothing with. */
static void *idle_flags_are_refused(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    enum { IDLE = 0x40 | 0x80 | MAP_STACK | 0x4000000 };
    if (flags & IDLE) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, idle_flags_are_refused)

const Mutant posix_header_mutants[] = {
    MUTANT("constants-are-one", constants_are_one, "every constant of the headers is 1"),
    MUTANT("options-are-denied", options_are_denied, "the macros of options contradict sysconf"),
    MUTANT("anonymous-is-another", anonymous_is_another, "MAP_ANON is another flag than MAP_ANONYMOUS"),
    MUTANT("prototypes-differ", prototypes_differ, "functions have other types than the standard's"),
    MUTANT("typed-memory-pretends", typed_memory_pretends, "posix_typed_mem_open succeeds where sysconf denies it"),
    MUTANT("idle-flags-are-refused", idle_flags_are_refused, "mmap refuses flags that mean nothing to it"),
    MUTANTS_END};
