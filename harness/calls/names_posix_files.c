/* Names of the constants of files, descriptors, shared memory segments and limits.
 *
 * Constants that some Linux headers lack are guarded: a request that names a lacking one is answered as bad, an answer has
 * the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

static const Name open_[] = {NAME(O_RDONLY) NAME(O_WRONLY) NAME(O_RDWR)
#ifdef O_TMPFILE
                                 NAME(O_TMPFILE)
#endif
#ifdef O_SYNC
                                     NAME(O_SYNC)
#endif
#ifdef O_DSYNC
                                         NAME(O_DSYNC)
#endif
                                             NAME(O_CREAT) NAME(O_EXCL) NAME(O_TRUNC) NAME(O_APPEND) NAME(O_NONBLOCK)
                                                 NAME(O_CLOEXEC) NAME(O_DIRECTORY) NAME(O_NOFOLLOW) NAME(O_NOCTTY)
#ifdef O_PATH
                                                     NAME(O_PATH)
#endif
#ifdef O_DIRECT
                                                         NAME(O_DIRECT)
#endif
#ifdef O_NOATIME
                                                             NAME(O_NOATIME)
#endif
};
TABLE(open, 32)

#ifdef MFD_CLOEXEC
static const Name mfd_[] = {NAME(MFD_CLOEXEC) NAME(MFD_ALLOW_SEALING)
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
#else
ABSENT_TABLE(mfd);
#endif

#ifdef FALLOC_FL_KEEP_SIZE
static const Name fallocate_[] = {NAME(FALLOC_FL_KEEP_SIZE) NAME(FALLOC_FL_PUNCH_HOLE)
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
#else
ABSENT_TABLE(fallocate);
#endif

static const Name fcntl_[] = {NAME(F_DUPFD) NAME(F_GETFD) NAME(F_SETFD) NAME(F_GETFL) NAME(F_SETFL)
                                  NAME(F_DUPFD_CLOEXEC)
#ifdef F_ADD_SEALS
                                      NAME(F_ADD_SEALS) NAME(F_GET_SEALS)
#endif
#ifdef F_SETPIPE_SZ
                                          NAME(F_SETPIPE_SZ) NAME(F_GETPIPE_SZ)
#endif
};
TABLE(fcntl, 32)

static const Name fcntl_argument_[] = {NAME(FD_CLOEXEC)
#ifdef F_SEAL_SEAL
                                           NAME(F_SEAL_SEAL) NAME(F_SEAL_SHRINK) NAME(F_SEAL_GROW) NAME(F_SEAL_WRITE)
#endif
#ifdef F_SEAL_FUTURE_WRITE
                                               NAME(F_SEAL_FUTURE_WRITE)
#endif
#ifdef F_SEAL_EXEC
                                                   NAME(F_SEAL_EXEC)
#endif
};
TABLE(fcntl_argument, 32)

static const Name whence_[] = {NAME(SEEK_SET) NAME(SEEK_CUR) NAME(SEEK_END)
#ifdef SEEK_DATA
                                   NAME(SEEK_DATA) NAME(SEEK_HOLE)
#endif
};
TABLE(whence, 32)

static const Name ipc_key_[] = {NAME(IPC_PRIVATE)};
TABLE(ipc_key, 32)

static const Name ipc_[] = {NAME(IPC_CREAT) NAME(IPC_EXCL) NAME(IPC_NOWAIT)
#ifdef SHM_HUGETLB
                                NAME(SHM_HUGETLB)
#endif
#ifdef SHM_NORESERVE
                                    NAME(SHM_NORESERVE)
#endif
};
TABLE(ipc, 32)

static const Name shm_[] = {NAME(SHM_RDONLY) NAME(SHM_RND)
#ifdef SHM_REMAP
                                NAME(SHM_REMAP)
#endif
#ifdef SHM_EXEC
                                    NAME(SHM_EXEC)
#endif
};
TABLE(shm, 32)

static const Name shmctl_[] = {NAME(IPC_RMID) NAME(IPC_SET) NAME(IPC_STAT)
#ifdef IPC_INFO
                                   NAME(IPC_INFO)
#endif
#ifdef SHM_LOCK
                                       NAME(SHM_LOCK) NAME(SHM_UNLOCK)
#endif
#ifdef SHM_STAT
                                           NAME(SHM_STAT) NAME(SHM_INFO)
#endif
#ifdef SHM_STAT_ANY
                                               NAME(SHM_STAT_ANY)
#endif
};
TABLE(shmctl, 32)

static const Name rlimit_[] = {NAME(RLIMIT_CPU) NAME(RLIMIT_FSIZE) NAME(RLIMIT_DATA) NAME(RLIMIT_STACK)
                                   NAME(RLIMIT_CORE)
#ifdef RLIMIT_RSS
                                       NAME(RLIMIT_RSS)
#endif
#ifdef RLIMIT_NPROC
                                           NAME(RLIMIT_NPROC)
#endif
                                               NAME(RLIMIT_NOFILE)
#ifdef RLIMIT_MEMLOCK
                                                   NAME(RLIMIT_MEMLOCK)
#endif
#ifdef RLIMIT_AS
                                                       NAME(RLIMIT_AS)
#endif
#ifdef RLIMIT_LOCKS
                                                           NAME(RLIMIT_LOCKS)
#endif
#ifdef RLIMIT_SIGPENDING
                                                               NAME(RLIMIT_SIGPENDING)
#endif
#ifdef RLIMIT_MSGQUEUE
                                                                   NAME(RLIMIT_MSGQUEUE)
#endif
};
TABLE(rlimit, 32)

static const Name sysconf_[] = {
    NAME(_SC_PAGESIZE) NAME(_SC_NPROCESSORS_ONLN) NAME(_SC_NPROCESSORS_CONF) NAME(_SC_OPEN_MAX)
#ifdef _SC_PHYS_PAGES
        NAME(_SC_PHYS_PAGES)
#endif
#ifdef _SC_AVPHYS_PAGES
            NAME(_SC_AVPHYS_PAGES)
#endif
                NAME(_SC_MAPPED_FILES) NAME(_SC_SHARED_MEMORY_OBJECTS) NAME(_SC_MEMLOCK) NAME(_SC_MEMLOCK_RANGE)
                    NAME(_SC_MEMORY_PROTECTION) NAME(_SC_SYNCHRONIZED_IO) NAME(_SC_ADVISORY_INFO)
#ifdef _SC_TYPED_MEMORY_OBJECTS
                        NAME(_SC_TYPED_MEMORY_OBJECTS)
#endif
                            NAME(_SC_VERSION) NAME(_SC_FSYNC)};
TABLE(sysconf, 32)

static const Name af_[] = {NAME(AF_UNIX) NAME(AF_INET) NAME(AF_INET6)};
TABLE(af, 32)

static const Name posix_fadvice_[] = {NAME(POSIX_FADV_NORMAL) NAME(POSIX_FADV_RANDOM) NAME(POSIX_FADV_SEQUENTIAL)
                                          NAME(POSIX_FADV_WILLNEED) NAME(POSIX_FADV_DONTNEED) NAME(POSIX_FADV_NOREUSE)};
TABLE(posix_fadvice, 32)
