/* Names of Linux's constants for systems that lack them, so that what is written with them compiles there: 0. No table of
 * names knows them (names_posix*.c are built without this); the calls that take them are lacking too, and a case that hands
 * one to a call of every system needs CAP(LINUX). */
#ifndef MAPCHECK_CALLS_CONSTANTS_LACKING_H
#define MAPCHECK_CALLS_CONSTANTS_LACKING_H

#include "calls/constants_posix.h"

#ifndef O_DIRECT
#define O_DIRECT 0
#endif
#ifndef O_NOATIME
#define O_NOATIME 0
#endif
#ifndef O_PATH
#define O_PATH 0
#endif
#ifndef O_TMPFILE
#define O_TMPFILE 0
#endif
#ifndef SEEK_DATA
#define SEEK_DATA 0
#endif
#ifndef SEEK_HOLE
#define SEEK_HOLE 0
#endif
#ifndef F_ADD_SEALS
#define F_ADD_SEALS 0
#endif
#ifndef F_GET_SEALS
#define F_GET_SEALS 0
#endif
#ifndef F_SETLEASE
#define F_SETLEASE 0
#endif
#ifndef F_GETLEASE
#define F_GETLEASE 0
#endif
#ifndef F_SETPIPE_SZ
#define F_SETPIPE_SZ 0
#endif
#ifndef F_GETPIPE_SZ
#define F_GETPIPE_SZ 0
#endif
#ifndef FALLOC_FL_KEEP_SIZE
#define FALLOC_FL_KEEP_SIZE 0
#endif
#ifndef FALLOC_FL_PUNCH_HOLE
#define FALLOC_FL_PUNCH_HOLE 0
#endif
#ifndef FALLOC_FL_COLLAPSE_RANGE
#define FALLOC_FL_COLLAPSE_RANGE 0
#endif
#ifndef FALLOC_FL_ZERO_RANGE
#define FALLOC_FL_ZERO_RANGE 0
#endif
#ifndef FALLOC_FL_INSERT_RANGE
#define FALLOC_FL_INSERT_RANGE 0
#endif
#ifndef MFD_CLOEXEC
#define MFD_CLOEXEC 0
#endif
#ifndef MFD_ALLOW_SEALING
#define MFD_ALLOW_SEALING 0
#endif
#ifndef MFD_EXEC
#define MFD_EXEC 0
#endif
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0
#endif
#ifndef MREMAP_MAYMOVE
#define MREMAP_MAYMOVE 0
#endif
#ifndef MREMAP_FIXED
#define MREMAP_FIXED 0
#endif
#ifndef MLOCK_ONFAULT
#define MLOCK_ONFAULT 0
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 0
#endif
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 0
#endif
#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE 0
#endif
#ifndef IPC_INFO
#define IPC_INFO 0
#endif
#ifndef SHM_STAT
#define SHM_STAT 0
#endif
#ifndef SHM_INFO
#define SHM_INFO 0
#endif
#ifndef CLONE_NEWNS
#define CLONE_NEWNS 0
#endif
#ifndef CLONE_NEWIPC
#define CLONE_NEWIPC 0
#endif
#ifndef MS_BIND
#define MS_BIND 0
#endif
#ifndef MS_NOEXEC
#define MS_NOEXEC 0
#endif
#ifndef MS_REC
#define MS_REC 0
#endif
#ifndef MS_PRIVATE
#define MS_PRIVATE 0
#endif
#ifndef MS_REMOUNT
#define MS_REMOUNT 0
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0
#endif
#ifndef MAP_GROWSDOWN
#define MAP_GROWSDOWN 0
#endif
#ifndef MAP_LOCKED
#define MAP_LOCKED 0
#endif
#ifndef MAP_NORESERVE
#define MAP_NORESERVE 0
#endif
#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif
#ifndef MAP_SHARED_VALIDATE
#define MAP_SHARED_VALIDATE 0
#endif
#ifndef MAP_SYNC
#define MAP_SYNC 0
#endif
#ifndef MAP_HUGETLB
#define MAP_HUGETLB 0
#endif
#ifndef MAP_STACK
#define MAP_STACK 0
#endif
#ifndef MAP_NONBLOCK
#define MAP_NONBLOCK 0
#endif
#ifndef MCL_ONFAULT
#define MCL_ONFAULT 0
#endif
#ifndef SHM_REMAP
#define SHM_REMAP 0
#endif
#ifndef SHM_EXEC
#define SHM_EXEC 0
#endif
#ifndef SHM_HUGETLB
#define SHM_HUGETLB 0
#endif
#ifndef SHM_NORESERVE
#define SHM_NORESERVE 0
#endif
#ifndef SHM_STAT_ANY
#define SHM_STAT_ANY 0
#endif
#ifndef MADV_REMOVE
#define MADV_REMOVE 0
#endif
#ifndef MADV_DONTFORK
#define MADV_DONTFORK 0
#endif
#ifndef MADV_DOFORK
#define MADV_DOFORK 0
#endif
#ifndef MADV_WIPEONFORK
#define MADV_WIPEONFORK 0
#endif
#ifndef MADV_KEEPONFORK
#define MADV_KEEPONFORK 0
#endif
#ifndef MADV_DONTDUMP
#define MADV_DONTDUMP 0
#endif
#ifndef MADV_DODUMP
#define MADV_DODUMP 0
#endif
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 0
#endif
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 0
#endif
#ifndef MADV_HUGEPAGE
#define MADV_HUGEPAGE 0
#endif
#ifndef MADV_NOHUGEPAGE
#define MADV_NOHUGEPAGE 0
#endif
#ifndef MADV_COLD
#define MADV_COLD 0
#endif
#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 0
#endif
#ifndef MADV_FREE
#define MADV_FREE 0
#endif
#ifndef MADV_GUARD_REMOVE
#define MADV_GUARD_REMOVE 0
#endif
#ifndef MADV_MERGEABLE
#define MADV_MERGEABLE 0
#endif
#ifndef MADV_UNMERGEABLE
#define MADV_UNMERGEABLE 0
#endif
#ifndef MADV_DONTNEED_LOCKED
#define MADV_DONTNEED_LOCKED 0
#endif
#ifndef MAP_DENYWRITE
#define MAP_DENYWRITE 0
#endif
#ifndef MAP_EXECUTABLE
#define MAP_EXECUTABLE 0
#endif
#ifndef PROT_GROWSDOWN
#define PROT_GROWSDOWN 0
#endif
#ifndef PROT_GROWSUP
#define PROT_GROWSUP 0
#endif
#ifndef F_SEAL_SEAL
#define F_SEAL_SEAL 0
#endif
#ifndef F_SEAL_SHRINK
#define F_SEAL_SHRINK 0
#endif
#ifndef F_SEAL_GROW
#define F_SEAL_GROW 0
#endif
#ifndef F_SEAL_WRITE
#define F_SEAL_WRITE 0
#endif

#endif
