/* The tables of POSIX constants on Windows: there, but empty, because their values are those of another system. */
#include "calls/name_tables.h"

#define ABSENT(id) const NameTable names_##id = {#id, NULL, 0, 32}

ABSENT(prot);
ABSENT(map);
ABSENT(msync);
ABSENT(mremap);
ABSENT(mcl);
ABSENT(mlock);
ABSENT(madvice);
ABSENT(posix_madvice);
ABSENT(posix_fadvice);
ABSENT(open);
ABSENT(mfd);
ABSENT(fallocate);
ABSENT(fcntl);
ABSENT(fcntl_argument);
ABSENT(whence);
ABSENT(ipc_key);
ABSENT(ipc);
ABSENT(shm);
ABSENT(shmctl);
ABSENT(rlimit);
ABSENT(sysconf);
ABSENT(errno);
ABSENT(af);
ABSENT(clone);
ABSENT(mount);
ABSENT(lock);
ABSENT(lockf);
ABSENT(signal);
ABSENT(si_code);
