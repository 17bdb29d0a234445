/* What the actor was compiled for, which is what cases meet: a 64-bit kernel says "x86_64" to programs of 32 bits too, and
 * what was built without what Linux alone has (MAPCHECK_ELSEWHERE) is no program for Linux, wherever it runs. */
#ifndef MAPCHECK_ACTOR_ARCHITECTURE_POSIX_H
#define MAPCHECK_ACTOR_ARCHITECTURE_POSIX_H

#include <ctype.h>
#include <sys/utsname.h>

/* The system's name in small letters; it is changed in place. */
static inline const char *actor_system(struct utsname *system)
{
#ifdef MAPCHECK_ELSEWHERE
    (void)system;
    return "elsewhere";
#else
    for (char *letter = system->sysname; *letter; letter++)
        *letter = (char)tolower((unsigned char)*letter);
    return system->sysname;
#endif
}

/* `machine` as uname says it, or the name of the narrower architecture that this program is of. */
static inline const char *actor_architecture(const char *machine)
{
#if defined(__i386__)
    (void)machine;
    return "i386";
#else
    return machine;
#endif
}

#endif
