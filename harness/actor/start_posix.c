#include "actor/actor.h"

#include "actor/architecture_posix.h"
#include "actor/calls_posix.h"
#include "actor/thunk.h"

#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

void platform_start(void)
{
    signal(SIGPIPE, SIG_IGN); /* a conductor that is gone is noticed by the failing write */
    guard_start();
}

const char *platform_program(const char *argument0)
{
    static char path[PATH_MAX];
    /* A path that was given says more than /proc: under an emulator or valgrind that link names the tool. */
    if (strchr(argument0, '/') && realpath(argument0, path))
        return path;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length > 0) {
        path[length] = '\0';
        return path;
    }
    return argument0;
}

void append_hello(Text *out)
{
    struct utsname system;
    if (uname(&system) != 0)
        memset(&system, 0, sizeof system);
    long page = sysconf(_SC_PAGESIZE);
    text_printf(out, "pid=%ld system=%s arch=%s bits=%u page=%ld granularity=%ld join=unix", (long)getpid(),
                actor_system(&system), actor_architecture(system.machine), (unsigned)sizeof(void *) * 8, page, page);
}

_Noreturn void leave_process(int status)
{
    _exit(status);
}

void *library_open(const char *path, Text *problem)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        text_printf(problem, "--subject-library: %s", dlerror());
    return library;
}

/* Rows that no library has: sequences of calls of our own. They stay, whatever library the others come from; a row that
 * this system's libraries define is one that the subject lacks. */
static AnyFunction own_function(const char *name)
{
    const CallTable *table = call_tables;
    while (table->family && strcmp(table->family, "posix") != 0)
        table++;
    for (size_t row = 0; row < table->count; row++) {
        AnyFunction function;
        memcpy(&function, (const char *)&posix_real + row * sizeof function, sizeof function);
        if (strcmp(table->rows[row].name, name) == 0)
            return dlsym(RTLD_DEFAULT, name) ? NULL : function;
    }
    return NULL;
}

AnyFunction library_symbol(void *library, const char *name)
{
    /* Where offsets are wider than words the table's prototypes are those of the large-file names. */
    void *symbol = NULL;
    if (sizeof(off_t) > sizeof(long)) {
        char large[64];
        snprintf(large, sizeof large, "%s64", name);
        symbol = dlsym(library, large);
    }
    if (!symbol)
        symbol = dlsym(library, name);
    if (!symbol)
        return own_function(name);
    AnyFunction function;
    memcpy(&function, &symbol, sizeof function);
    return function;
}
