/* What the actor was compiled for, which is what cases meet: a 64-bit kernel says "x86_64" to programs of 32 bits too. */
#ifndef MAPCHECK_ACTOR_ARCHITECTURE_POSIX_H
#define MAPCHECK_ACTOR_ARCHITECTURE_POSIX_H

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
