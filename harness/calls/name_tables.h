/* Every table of named constants. Where a family is not of this platform its tables are there all the same: win32 and nt
 * have fixed values (constants_win32.h); the posix tables are empty on Windows. */
#ifndef MAPCHECK_CALLS_NAME_TABLES_H
#define MAPCHECK_CALLS_NAME_TABLES_H

#include "calls/names.h"

/* A table of constants that the headers lack altogether. */
#define ABSENT_TABLE(id) const NameTable names_##id = {#id, NULL, 0, 32}

/* names_common.c */
extern const NameTable names_size, names_address, names_bool, names_backing, names_access, names_sharing;
/* names_posix.c */
extern const NameTable names_prot, names_map, names_msync, names_mremap, names_mcl, names_mlock, names_madvice,
    names_posix_madvice, names_posix_fadvice, names_open, names_mfd, names_fallocate, names_fcntl, names_fcntl_argument,
    names_whence, names_ipc_key, names_ipc, names_shm, names_shmctl, names_rlimit, names_sysconf, names_errno, names_af,
    names_signal, names_si_code, names_clone, names_mount, names_lock, names_lockf;
/* names_win32.c */
extern const NameTable names_handle, names_process, names_page, names_file_map, names_mem, names_file_access,
    names_file_share, names_disposition, names_file_flags, names_object_access, names_duplicate, names_handle_flag,
    names_move_method, names_gmem, names_win32;
/* names_nt.c */
extern const NameTable names_status, names_section_access, names_sec, names_view_inherit, names_section_class;

#endif
