#include "actor/facts_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

/* Whether there is a place for names: then the system has looked for this one. */
static bool has_shared_memory_objects(void)
{
    int object = shm_open("/mapcheck-no-such-object", O_RDONLY, 0);
    return object < 0 && errno == ENOENT;
}

void append_own_facts(Text *out)
{
    append_fact(out, "libc", "other");
    append_yes(out, "shm", has_shared_memory_objects());
    append_yes(out, "pkeys", false); /* known by a call of Linux's */
}
