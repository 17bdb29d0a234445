#include "actor/layout.h"
#include "actor/races_posix.h"
#include "actor/own_memory_posix.h"
#include "actor/regions_posix.h"

#include "calls/name_tables.h"

#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <time.h>

static void append_nanoseconds(Text *out, struct timespec time)
{
    text_printf(out, "%lld", (long long)time.tv_sec * 1000000000 + time.tv_nsec);
}

static void get_atime(const void *status, Text *out)
{
    append_nanoseconds(out, ((const struct stat *)status)->st_atim);
}

static void get_mtime(const void *status, Text *out)
{
    append_nanoseconds(out, ((const struct stat *)status)->st_mtim);
}

static void get_ctime(const void *status, Text *out)
{
    append_nanoseconds(out, ((const struct stat *)status)->st_ctim);
}

#define STAT(name, form) LAYOUT_FIELD(struct stat, name, name, form, NULL)
#define STAT_TIME(name, getter)                                         \
    {                                                                   \
        name, 0, 0, FORM_SIGNED, NULL, NULL, false, false, getter, NULL \
    }
static const LayoutField stat_fields[] = {
    STAT(st_size, FORM_SIGNED),       STAT(st_mode, FORM_UNSIGNED),     STAT(st_nlink, FORM_UNSIGNED),
    STAT(st_ino, FORM_UNSIGNED),      STAT(st_dev, FORM_UNSIGNED),      STAT(st_uid, FORM_UNSIGNED),
    STAT(st_gid, FORM_UNSIGNED),      STAT(st_blocks, FORM_SIGNED),     STAT(st_blksize, FORM_SIGNED),
    STAT_TIME("st_atime", get_atime), STAT_TIME("st_mtime", get_mtime), STAT_TIME("st_ctime", get_ctime)};

#if defined(__GLIBC__)
#define KEY_MEMBER __key
#elif defined(__FreeBSD__) || defined(__OpenBSD__)
#define KEY_MEMBER key
#elif defined(__NetBSD__) || defined(__APPLE__)
#define KEY_MEMBER _key
#else
#define KEY_MEMBER __ipc_perm_key
#endif
#define SHM(field, member, form) LAYOUT_FIELD(struct shmid_ds, field, member, form, NULL)
static const LayoutField shmid_ds_fields[] = {
    SHM(segsz, shm_segsz, FORM_UNSIGNED),    SHM(nattch, shm_nattch, FORM_UNSIGNED),
    SHM(lpid, shm_lpid, FORM_SIGNED),        SHM(cpid, shm_cpid, FORM_SIGNED),
    SHM(atime, shm_atime, FORM_SIGNED),      SHM(dtime, shm_dtime, FORM_SIGNED),
    SHM(ctime, shm_ctime, FORM_SIGNED),      SHM(mode, shm_perm.mode, FORM_UNSIGNED),
    SHM(uid, shm_perm.uid, FORM_UNSIGNED),   SHM(gid, shm_perm.gid, FORM_UNSIGNED),
    SHM(cuid, shm_perm.cuid, FORM_UNSIGNED), SHM(cgid, shm_perm.cgid, FORM_UNSIGNED),
    SHM(key, shm_perm.KEY_MEMBER, FORM_HEX)};

static const LayoutField rlimit_fields[] = {LAYOUT_FIELD(struct rlimit, rlim_cur, rlim_cur, FORM_UNSIGNED, NULL),
                                            LAYOUT_FIELD(struct rlimit, rlim_max, rlim_max, FORM_UNSIGNED, NULL)};
static const LayoutField region_fields[] = {
    LAYOUT_FIELD(Region, first, first, FORM_HEX, NULL),        LAYOUT_FIELD(Region, end, end, FORM_HEX, NULL),
    LAYOUT_FIELD(Region, prot, prot, FORM_FLAGS, &names_prot), LAYOUT_FIELD(Region, shared, shared, FORM_SIGNED, NULL),
    LAYOUT_FIELD(Region, offset, offset, FORM_UNSIGNED, NULL), LAYOUT_FIELD(Region, inode, inode, FORM_UNSIGNED, NULL)};
typedef struct Times { /* what futimens takes as an array */
    struct timespec access, modification;
} Times;
static const LayoutField times_fields[] = {LAYOUT_FIELD(Times, atime, access.tv_sec, FORM_SIGNED, NULL),
                                           LAYOUT_FIELD(Times, mtime, modification.tv_sec, FORM_SIGNED, NULL)};
#define WATCH(field) LAYOUT_FIELD(Watch, field, field, FORM_UNSIGNED, NULL)
static const LayoutField watch_fields[] = {WATCH(done), WATCH(wrong), WATCH(last), WATCH(segv), WATCH(others)};
static const LayoutField errno_fields[] = {LAYOUT_VALUE(int, FORM_CHOICE, &names_errno)};
static const LayoutField int_fields[] = {LAYOUT_VALUE(int, FORM_SIGNED, NULL)};
static const LayoutField u32_fields[] = {LAYOUT_VALUE(uint32_t, FORM_UNSIGNED, NULL)};
static const LayoutField u64_fields[] = {LAYOUT_VALUE(uint64_t, FORM_UNSIGNED, NULL)};
static const LayoutField size_fields[] = {LAYOUT_VALUE(size_t, FORM_UNSIGNED, NULL)};
static const LayoutField address_fields[] = {LAYOUT_VALUE(void *, FORM_HEX, &names_address)};

static const LayoutField ranges_fields[] = {LAYOUT_FIELD(Ranges, base, first.iov_base, FORM_HEX, &names_address),
                                            LAYOUT_FIELD(Ranges, length, first.iov_len, FORM_UNSIGNED, NULL),
                                            LAYOUT_FIELD(Ranges, second, second.iov_base, FORM_HEX, &names_address),
                                            LAYOUT_FIELD(Ranges, second_length, second.iov_len, FORM_UNSIGNED, NULL)};

typedef struct Pair {
    int first;
    int second;
} Pair;
static const LayoutField pair_fields[] = {LAYOUT_FIELD(Pair, 0, first, FORM_SIGNED, NULL),
                                          LAYOUT_FIELD(Pair, 1, second, FORM_SIGNED, NULL)};

static const Layout stat_layout = LAYOUT("stat", struct stat, stat_fields);
static const Layout shmid_ds_layout = LAYOUT("shmid_ds", struct shmid_ds, shmid_ds_fields);
static const Layout rlimit_layout = LAYOUT("rlimit", struct rlimit, rlimit_fields);
static const Layout region_layout = LAYOUT("region", Region, region_fields);
static const Layout times_layout = LAYOUT("times", Times, times_fields);
static const Layout watch_layout = LAYOUT("watch", Watch, watch_fields);
static const Layout ranges_layout = LAYOUT("ranges", Ranges, ranges_fields);
static const Layout errno_layout = LAYOUT("errno", int, errno_fields);
static const Layout int_layout = LAYOUT("int", int, int_fields);
static const Layout pair_layout = LAYOUT("int2", Pair, pair_fields);
static const Layout u32_layout = LAYOUT("u32", uint32_t, u32_fields);
static const Layout u64_layout = LAYOUT("u64", uint64_t, u64_fields);
static const Layout size_layout = LAYOUT("size", size_t, size_fields);
static const Layout address_layout = LAYOUT("address", void *, address_fields);

const Layout *const platform_layouts[] = {
    &stat_layout,  &shmid_ds_layout, &rlimit_layout, &int_layout,     &pair_layout,
    &u32_layout,   &u64_layout,      &size_layout,   &address_layout, &region_layout,
    &errno_layout, &times_layout,    &watch_layout,  &ranges_layout,  NULL};
