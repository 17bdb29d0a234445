/* The facts that only Linux has: of its C libraries, its file systems, and what /proc tells. */
#include "actor/facts_posix.h"

#include <features.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

/* First line of a small file of /proc; nothing where it cannot be read. */
static void fact_file(Text *out, const char *key, const char *path)
{
    char line[128];
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    if (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        append_fact(out, key, "%s", line);
    }
    fclose(file);
}

/* musl has no macro and no function that says which it is or how old: it is Linux's other one. */
static void fact_libc(Text *out)
{
#if defined(__GLIBC__)
    append_fact(out, "libc", "glibc");
    append_fact(out, "libc_version", "%s", gnu_get_libc_version());
#elif !defined(__BIONIC__)
    append_fact(out, "libc", "musl");
#else
    append_fact(out, "libc", "other");
#endif
}

static const struct {
    unsigned long magic;
    const char *name;
} filesystems[] = {{0xef53, "ext4"},        {0x01021994, "tmpfs"},     {0x58465342, "xfs"},   {0x9123683e, "btrfs"},
                   {0x794c7630, "overlay"}, {0x6969, "nfs"},           {0x65735546, "fuse"},  {0x01021997, "9p"},
                   {0x858458f6, "ramfs"},   {0x958458f6, "hugetlbfs"}, {0xf2f52010, "f2fs"},  {0x2fc12fc1, "zfs"},
                   {0xff534d42, "cifs"},    {0x4d44, "vfat"},          {0x2011bab0, "exfat"}, {0x73717368, "squashfs"}};

static void fact_filesystem(Text *out, const char *key, const char *path)
{
    struct statfs status;
    if (statfs(path, &status) != 0)
        return;
    unsigned long magic = (unsigned long)status.f_type & 0xffffffff;
    for (size_t i = 0; i < sizeof filesystems / sizeof filesystems[0]; i++) {
        if (filesystems[i].magic == magic) {
            append_fact(out, key, "%s", filesystems[i].name);
            return;
        }
    }
    append_fact(out, key, "0x%lx", magic);
}

/* By number: not every C library has the functions. */
static bool protection_keys(void)
{
    long key = syscall(SYS_pkey_alloc, 0, 0);
    if (key >= 0)
        syscall(SYS_pkey_free, key);
    return key >= 0;
}

void append_own_facts(Text *out)
{
    fact_libc(out);
    fact_filesystem(out, "filesystem", ".");
    fact_file(out, "overcommit", "/proc/sys/vm/overcommit_memory");
    fact_file(out, "max_map_count", "/proc/sys/vm/max_map_count");
    append_yes(out, "pkeys", protection_keys());
    append_yes(out, "shm", access("/dev/shm", R_OK | W_OK | X_OK) == 0);
    fact_filesystem(out, "shm_filesystem", "/dev/shm");
}
