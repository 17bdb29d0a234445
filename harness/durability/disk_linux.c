/* A disk that is recorded: a FUSE file system with one file in it, spoken in the kernel's own protocol. */
#include "durability/durability.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { DISK_NODE = 2, MOST_BYTES = 128 * 1024, BUFFER = MOST_BYTES + 8192 };

typedef struct Disk {
    int fuse, log;
    char *bytes;
    uint64_t size;
    volatile uint64_t *counter; /* of records, for who wants to know how far the disk is */
} Disk;

static void reply(const Disk *disk, const struct fuse_in_header *to, int error, const void *bytes, size_t length)
{
    struct fuse_out_header head = {
        .len = (uint32_t)(sizeof head + (error ? 0 : length)), .error = -error, .unique = to->unique};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, error ? 0 : length}};
    if (writev(disk->fuse, parts, 2) < 0 && errno != ENOENT) /* ENOENT: the request was interrupted */
        perror("mapcheck-durability: the kernel does not take an answer");
}

static struct fuse_attr attributes(const Disk *disk, uint64_t node)
{
    bool file = node == DISK_NODE;
    return (struct fuse_attr){.ino = node,
                              .size = file ? disk->size : 0,
                              .blocks = file ? disk->size / 512 : 0,
                              .mode = file ? S_IFREG | 0600 : S_IFDIR | 0700,
                              .nlink = 1,
                              .blksize = 4096};
}

static void record(const Disk *disk, const DiskRecord *what, const void *bytes)
{
    struct iovec parts[2] = {{(void *)what, sizeof *what}, {(void *)bytes, what->length}};
    if (writev(disk->log, parts, 2) != (ssize_t)(sizeof *what + what->length)) {
        perror("mapcheck-durability: the disk's log cannot be written");
        exit(2);
    }
    __atomic_add_fetch(disk->counter, 1, __ATOMIC_SEQ_CST);
}

static void answer_write(const Disk *disk, const struct fuse_in_header *head, const void *body)
{
    const struct fuse_write_in *in = body;
    if (in->offset > disk->size || in->size > disk->size - in->offset) {
        reply(disk, head, ENOSPC, NULL, 0);
        return;
    }
    memcpy(disk->bytes + in->offset, in + 1, in->size);
    record(disk, &(DiskRecord){.offset = in->offset, .length = in->size}, in + 1);
    struct fuse_write_out out = {.size = in->size};
    reply(disk, head, 0, &out, sizeof out);
}

static void answer_read(const Disk *disk, const struct fuse_in_header *head, const void *body)
{
    const struct fuse_read_in *in = body;
    uint64_t rest = in->offset < disk->size ? disk->size - in->offset : 0;
    reply(disk, head, 0, disk->bytes + in->offset, in->size < rest ? in->size : rest);
}

static void answer_init(const Disk *disk, const struct fuse_in_header *head, const void *body)
{
    const struct fuse_init_in *in = body;
    struct fuse_init_out out = {.major = FUSE_KERNEL_VERSION,
                                .minor = FUSE_KERNEL_MINOR_VERSION,
                                .max_readahead = in->max_readahead,
                                .flags = in->flags & FUSE_BIG_WRITES,
                                .max_background = 16,
                                .congestion_threshold = 12,
                                .max_write = MOST_BYTES};
    reply(disk, head, 0, &out, sizeof out);
}

static void answer_lookup(const Disk *disk, const struct fuse_in_header *head, const void *body)
{
    struct fuse_entry_out out = {
        .nodeid = DISK_NODE, .attr = attributes(disk, DISK_NODE), .attr_valid = 3600, .entry_valid = 3600};
    reply(disk, head, strcmp(body, "disk") ? ENOENT : 0, &out, sizeof out);
}

static void answer(const Disk *disk, const struct fuse_in_header *head, const void *body)
{
    struct fuse_attr_out attr = {.attr_valid = 3600, .attr = attributes(disk, head->nodeid)};
    struct fuse_open_out opened = {.open_flags = FOPEN_DIRECT_IO};
    struct fuse_statfs_out room = {.st = {.bsize = 4096, .frsize = 4096, .namelen = 255}};
    switch (head->opcode) {
    case FUSE_INIT:
        answer_init(disk, head, body);
        break;
    case FUSE_LOOKUP:
        answer_lookup(disk, head, body);
        break;
    case FUSE_GETATTR:
    case FUSE_SETATTR:
        reply(disk, head, 0, &attr, sizeof attr);
        break;
    case FUSE_OPEN:
        reply(disk, head, 0, &opened, sizeof opened);
        break;
    case FUSE_READ:
        answer_read(disk, head, body);
        break;
    case FUSE_WRITE:
        answer_write(disk, head, body);
        break;
    case FUSE_FSYNC:
        record(disk, &(DiskRecord){.is_flush = 1}, NULL);
        reply(disk, head, 0, NULL, 0);
        break;
    case FUSE_STATFS:
        reply(disk, head, 0, &room, sizeof room);
        break;
    case FUSE_FLUSH:
    case FUSE_RELEASE:
    case FUSE_DESTROY:
        reply(disk, head, 0, NULL, 0);
        break;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
        break;
    default:
        reply(disk, head, ENOSYS, NULL, 0);
    }
}

static bool mount_disk(const Disk *disk, const char *folder)
{
    char options[128];
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", disk->fuse);
    return mount("mapcheck-disk", folder, "fuse", MS_NOSUID | MS_NODEV, options) == 0;
}

static bool open_disk(Disk *disk, const char *log, const char *counter, uint64_t size)
{
    int shared = open(counter, O_RDWR | O_CREAT, 0600);
    *disk = (Disk){.fuse = open("/dev/fuse", O_RDWR),
                   .log = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600),
                   .size = size};
    if (disk->fuse < 0 || disk->log < 0 || shared < 0 || ftruncate(shared, sizeof *disk->counter) != 0)
        return false;
    disk->counter = mmap(NULL, sizeof *disk->counter, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
    disk->bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    close(shared);
    return disk->counter != MAP_FAILED && disk->bytes != MAP_FAILED;
}

int disk_serve(const char *folder, const char *log, const char *counter, uint64_t size)
{
    Disk disk;
    static _Alignas(16) char buffer[BUFFER];
    if (!open_disk(&disk, log, counter, size) || !mount_disk(&disk, folder)) {
        perror("mapcheck-durability: no disk");
        return 2;
    }
    puts("ready");
    fflush(stdout);
    for (;;) {
        ssize_t length = read(disk.fuse, buffer, sizeof buffer);
        if (length < 0 && (errno == EINTR || errno == ENOENT || errno == EAGAIN))
            continue;
        if (length < (ssize_t)sizeof(struct fuse_in_header))
            return length < 0 && errno == ENODEV ? 0 : 2; /* ENODEV: it was unmounted */
        answer(&disk, (const struct fuse_in_header *)buffer, buffer + sizeof(struct fuse_in_header));
    }
}
