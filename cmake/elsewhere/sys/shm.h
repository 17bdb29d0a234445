/* What System V segments have on Linux alone. */
#pragma GCC system_header
#include_next <sys/shm.h>
#undef SHM_REMAP
#undef SHM_EXEC
#undef SHM_HUGETLB
#undef SHM_NORESERVE
#undef SHM_STAT
#undef SHM_INFO
#undef SHM_STAT_ANY
