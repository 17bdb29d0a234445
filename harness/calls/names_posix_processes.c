/* Names of the constants of namespaces, mounts, file locks: what is around a mapping. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

#ifdef CLONE_NEWNS
static const Name clone_[] = {NAME(CLONE_NEWNS) NAME(CLONE_NEWIPC) NAME(CLONE_NEWUSER)};
TABLE(clone, 32)
#else
ABSENT_TABLE(clone);
#endif

#ifdef MS_RDONLY
static const Name mount_[] = {NAME(MS_RDONLY) NAME(MS_REC) NAME(MS_PRIVATE) NAME(MS_REMOUNT) NAME(MS_BIND)
                                  NAME(MS_NOEXEC)};
TABLE(mount, 32)
#else
ABSENT_TABLE(mount);
#endif

static const Name lock_[] = {NAME(LOCK_SH) NAME(LOCK_EX) NAME(LOCK_UN) NAME(LOCK_NB)};
TABLE(lock, 32)

static const Name lockf_[] = {NAME(F_LOCK) NAME(F_TLOCK) NAME(F_ULOCK) NAME(F_TEST)};
TABLE(lockf, 32)
