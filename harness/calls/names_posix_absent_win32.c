/* The tables of POSIX constants on Windows: there, but empty, because their values are those of another system. */
#include "calls/name_tables.h"

ABSENT_TABLE(prot);
ABSENT_TABLE(map);
ABSENT_TABLE(msync);
ABSENT_TABLE(mremap);
ABSENT_TABLE(mcl);
ABSENT_TABLE(mlock);
ABSENT_TABLE(madvice);
ABSENT_TABLE(posix_madvice);
ABSENT_TABLE(posix_fadvice);
ABSENT_TABLE(open);
ABSENT_TABLE(mfd);
ABSENT_TABLE(fallocate);
ABSENT_TABLE(fcntl);
ABSENT_TABLE(fcntl_argument);
ABSENT_TABLE(whence);
ABSENT_TABLE(ipc_key);
ABSENT_TABLE(ipc);
ABSENT_TABLE(shm);
ABSENT_TABLE(shmctl);
ABSENT_TABLE(rlimit);
ABSENT_TABLE(sysconf);
ABSENT_TABLE(errno);
ABSENT_TABLE(af);
ABSENT_TABLE(clone);
ABSENT_TABLE(mount);
ABSENT_TABLE(lock);
ABSENT_TABLE(lockf);
ABSENT_TABLE(signal);
ABSENT_TABLE(si_code);
