/* Names of the constants of files, descriptors, shared memory segments and limits.
 *
 * What this system's headers lack is left out: a request that names it is answered as bad, an answer has the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

static const Name open_[] = {
#ifdef O_RDONLY
    NAME(O_RDONLY)
#endif
#ifdef O_WRONLY
    NAME(O_WRONLY)
#endif
#ifdef O_RDWR
    NAME(O_RDWR)
#endif
#ifdef O_TMPFILE
    NAME(O_TMPFILE)
#endif
#ifdef O_SYNC
    NAME(O_SYNC)
#endif
#ifdef O_DSYNC
    NAME(O_DSYNC)
#endif
#ifdef O_CREAT
    NAME(O_CREAT)
#endif
#ifdef O_EXCL
    NAME(O_EXCL)
#endif
#ifdef O_TRUNC
    NAME(O_TRUNC)
#endif
#ifdef O_APPEND
    NAME(O_APPEND)
#endif
#ifdef O_NONBLOCK
    NAME(O_NONBLOCK)
#endif
#ifdef O_CLOEXEC
    NAME(O_CLOEXEC)
#endif
#ifdef O_DIRECTORY
    NAME(O_DIRECTORY)
#endif
#ifdef O_NOFOLLOW
    NAME(O_NOFOLLOW)
#endif
#ifdef O_NOCTTY
    NAME(O_NOCTTY)
#endif
#ifdef O_PATH
    NAME(O_PATH)
#endif
#ifdef O_DIRECT
    NAME(O_DIRECT)
#endif
#ifdef O_NOATIME
    NAME(O_NOATIME)
#endif
#ifdef O_LARGEFILE
    NAME(O_LARGEFILE)
#endif
};
TABLE(open, 32)

static const Name mfd_[] = {
#ifdef MFD_CLOEXEC
    NAME(MFD_CLOEXEC)
#endif
#ifdef MFD_ALLOW_SEALING
    NAME(MFD_ALLOW_SEALING)
#endif
#ifdef MFD_HUGETLB
    NAME(MFD_HUGETLB)
#endif
#ifdef MFD_NOEXEC_SEAL
    NAME(MFD_NOEXEC_SEAL)
#endif
#ifdef MFD_EXEC
    NAME(MFD_EXEC)
#endif
};
TABLE(mfd, 32)

static const Name fallocate_[] = {
#ifdef FALLOC_FL_KEEP_SIZE
    NAME(FALLOC_FL_KEEP_SIZE)
#endif
#ifdef FALLOC_FL_PUNCH_HOLE
    NAME(FALLOC_FL_PUNCH_HOLE)
#endif
#ifdef FALLOC_FL_COLLAPSE_RANGE
    NAME(FALLOC_FL_COLLAPSE_RANGE)
#endif
#ifdef FALLOC_FL_ZERO_RANGE
    NAME(FALLOC_FL_ZERO_RANGE)
#endif
#ifdef FALLOC_FL_INSERT_RANGE
    NAME(FALLOC_FL_INSERT_RANGE)
#endif
#ifdef FALLOC_FL_UNSHARE_RANGE
    NAME(FALLOC_FL_UNSHARE_RANGE)
#endif
};
TABLE(fallocate, 32)

static const Name fcntl_[] = {
#ifdef F_DUPFD
    NAME(F_DUPFD)
#endif
#ifdef F_GETFD
    NAME(F_GETFD)
#endif
#ifdef F_SETFD
    NAME(F_SETFD)
#endif
#ifdef F_GETFL
    NAME(F_GETFL)
#endif
#ifdef F_SETFL
    NAME(F_SETFL)
#endif
#ifdef F_DUPFD_CLOEXEC
    NAME(F_DUPFD_CLOEXEC)
#endif
#ifdef F_ADD_SEALS
    NAME(F_ADD_SEALS)
#endif
#ifdef F_GET_SEALS
    NAME(F_GET_SEALS)
#endif
#ifdef F_SETPIPE_SZ
    NAME(F_SETPIPE_SZ)
#endif
#ifdef F_GETPIPE_SZ
    NAME(F_GETPIPE_SZ)
#endif
};
TABLE(fcntl, 32)

static const Name fcntl_argument_[] = {
#ifdef F_SEAL_FUTURE_WRITE
    NAME(F_SEAL_FUTURE_WRITE)
#endif
#ifdef F_SEAL_SEAL
    NAME(F_SEAL_SEAL)
#endif
#ifdef F_SEAL_SHRINK
    NAME(F_SEAL_SHRINK)
#endif
#ifdef F_SEAL_GROW
    NAME(F_SEAL_GROW)
#endif
#ifdef F_SEAL_WRITE
    NAME(F_SEAL_WRITE)
#endif
#ifdef F_SEAL_EXEC
    NAME(F_SEAL_EXEC)
#endif
#ifdef FD_CLOEXEC
    NAME(FD_CLOEXEC)
#endif
};
TABLE(fcntl_argument, 32)

static const Name whence_[] = {
#ifdef SEEK_SET
    NAME(SEEK_SET)
#endif
#ifdef SEEK_CUR
    NAME(SEEK_CUR)
#endif
#ifdef SEEK_END
    NAME(SEEK_END)
#endif
#ifdef SEEK_DATA
    NAME(SEEK_DATA)
#endif
#ifdef SEEK_HOLE
    NAME(SEEK_HOLE)
#endif
};
TABLE(whence, 32)

static const Name ipc_key_[] = {
#ifdef IPC_PRIVATE
    NAME(IPC_PRIVATE)
#endif
};
TABLE(ipc_key, 32)

static const Name ipc_[] = {
#ifdef IPC_CREAT
    NAME(IPC_CREAT)
#endif
#ifdef IPC_EXCL
    NAME(IPC_EXCL)
#endif
#ifdef IPC_NOWAIT
    NAME(IPC_NOWAIT)
#endif
#ifdef SHM_HUGETLB
    NAME(SHM_HUGETLB)
#endif
#ifdef SHM_NORESERVE
    NAME(SHM_NORESERVE)
#endif
};
TABLE(ipc, 32)

static const Name shm_[] = {
#ifdef SHM_RDONLY
    NAME(SHM_RDONLY)
#endif
#ifdef SHM_RND
    NAME(SHM_RND)
#endif
#ifdef SHM_REMAP
    NAME(SHM_REMAP)
#endif
#ifdef SHM_EXEC
    NAME(SHM_EXEC)
#endif
};
TABLE(shm, 32)

static const Name shmctl_[] = {
#ifdef IPC_RMID
    NAME(IPC_RMID)
#endif
#ifdef IPC_SET
    NAME(IPC_SET)
#endif
#ifdef IPC_STAT
    NAME(IPC_STAT)
#endif
#ifdef IPC_INFO
    NAME(IPC_INFO)
#endif
#ifdef SHM_LOCK
    NAME(SHM_LOCK)
#endif
#ifdef SHM_UNLOCK
    NAME(SHM_UNLOCK)
#endif
#ifdef SHM_STAT
    NAME(SHM_STAT)
#endif
#ifdef SHM_INFO
    NAME(SHM_INFO)
#endif
#ifdef SHM_STAT_ANY
    NAME(SHM_STAT_ANY)
#endif
};
TABLE(shmctl, 32)

static const Name rlimit_[] = {
    NAME(RLIMIT_CPU)
    NAME(RLIMIT_FSIZE)
    NAME(RLIMIT_DATA)
    NAME(RLIMIT_STACK)
    NAME(RLIMIT_CORE)
    NAME(RLIMIT_RSS)
    NAME(RLIMIT_NPROC)
    NAME(RLIMIT_NOFILE)
    NAME(RLIMIT_MEMLOCK)
    NAME(RLIMIT_AS)
    NAME(RLIMIT_LOCKS)
    NAME(RLIMIT_SIGPENDING)
    NAME(RLIMIT_MSGQUEUE)
};
TABLE(rlimit, 32)

static const Name sysconf_[] = {
    NAME(_SC_PAGESIZE)
    NAME(_SC_PAGE_SIZE)
    NAME(_SC_NPROCESSORS_ONLN)
    NAME(_SC_NPROCESSORS_CONF)
    NAME(_SC_OPEN_MAX)
    NAME(_SC_PHYS_PAGES)
    NAME(_SC_AVPHYS_PAGES)
    NAME(_SC_MAPPED_FILES)
    NAME(_SC_SHARED_MEMORY_OBJECTS)
    NAME(_SC_MEMLOCK)
    NAME(_SC_MEMLOCK_RANGE)
    NAME(_SC_MEMORY_PROTECTION)
    NAME(_SC_SYNCHRONIZED_IO)
    NAME(_SC_ADVISORY_INFO)
    NAME(_SC_TYPED_MEMORY_OBJECTS)
    NAME(_SC_VERSION)
    NAME(_SC_FSYNC)
};
TABLE(sysconf, 32)

static const Name af_[] = {
#ifdef AF_UNIX
    NAME(AF_UNIX)
#endif
#ifdef AF_INET
    NAME(AF_INET)
#endif
#ifdef AF_INET6
    NAME(AF_INET6)
#endif
};
TABLE(af, 32)
