/* File systems that have no room left: what stores, msync and the calls that allocate say. Each case has file systems of
 * its own, mounted where only its actor sees them. */
#include "cases/linux/room.h"
#include "cases/posix/regions.h"

enum { POPULATE_READ = 22, POPULATE_WRITE = 23 }; /* newer than some headers */

static uint64_t pages_of_tmpfs(Story *s)
{
    return 4 * 65536 / page(s);
}

/* A tmpfs of a few pages. */
static const char *small_tmpfs(Story *s, Actor *user)
{
    const char *folder = scratch_name(s, "small");
    mount_privately(s, user, folder, "tmpfs", pages_of_tmpfs(s) * page(s), "mode=777");
    return folder;
}

/* A tmpfs ---------------------------------------------------------------------------------------------------------------------- */

typedef struct Full {
    Actor *user;
    Value file; /* 8 pages; the first had room, for the others there is none */
    View view;
} Full;

static Full full_tmpfs(Story *s, int prot)
{
    Full full = {.user = cast(s, "user")};
    const char *folder = small_tmpfs(s, full.user);
    full.file = new_file(full.user, path_in(s, folder, "holes"), 8 * page(s));
    full.view = view_of(full.user, full.file, 8 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(full.user, full.view, 0, page(s), 'k'));
    take_all_room(s, full.user, folder);
    if (prot == PROT_READ)
        full.view = view_of(full.user, full.file, 8 * page(s), PROT_READ, MAP_SHARED);
    return full;
}

CASE(a_store_without_room,
     .claim = "A store into a hole of a full tmpfs raises SIGBUS, and pages that had room stay usable.",
     .basis = "P-HOLE-004", .level = MUST, .needs = CAP(LINUX))
{
    Full full = full_tmpfs(s, READ_WRITE);
    Value hole = byte_of(full.view, 3 * page(s));
    expect_fault_at(store(full.user, full.view, 3 * page(s), "x"), WRITE, hole);
    expect_fault_code(store(full.user, full.view, 7 * page(s), "x"), WRITE, "SIGBUS:BUS_ADRERR");
    expect_filled(full.user, full.view, 0, page(s), 'k');
    expect_ok(store(full.user, full.view, 100, "usable"));
    expect_bytes(full.user, full.view, 100, "usable");
    expect_ok(CALL(full.user, msync, full.view.address, 8 * page(s), MS_SYNC));
}

CASE(a_load_without_room, .claim = "Whether a load from a hole of a full tmpfs raises SIGBUS is the system's choice.",
     .basis = "P-HOLE-005", .level = OBSERVE, .needs = CAP(LINUX))
{
    Full full = full_tmpfs(s, PROT_READ);
    const Answer *loaded = load(full.user, full.view, 3 * page(s), 1);
    const char *code = answer_kind(loaded) == ANSWER_FAULT ? answer_fault_code(loaded) : "no fault";
    observe_text(s, "load from a hole", code, "SIGBUS:BUS_ADRERR");
    expect_filled(full.user, full.view, 0, page(s), 'k');
}

CASE(allocation_without_room, .claim = "On a full tmpfs posix_fallocate is ENOSPC, and ftruncate makes a file longer.",
     .basis = "P-HOLE-007", .level = MUST, .needs = CAP(LINUX))
{
    Full full = full_tmpfs(s, READ_WRITE);
    expect_error(CALL(full.user, posix_fallocate, full.file, 0, 8 * page(s)), ENOSPC);
    expect_ok(CALL(full.user, ftruncate, full.file, 64 * page(s)));
    expect_equal(s, size_of_file(full.user, full.file), NUMBER(64 * page(s)), "the file's size");
    expect_filled(full.user, full.view, 0, page(s), 'k');
}

CASE(population_without_room,
     .claim = "MADV_POPULATE_WRITE on a full tmpfs is EFAULT without a signal, and 0 for pages that had room.",
     .basis = "P-HOLE-008", .level = MUST, .needs = CAP(LINUX))
{
    needs_kernel(s, 5, 14);
    Full full = full_tmpfs(s, READ_WRITE);
    expect_error(CALL(full.user, madvise, full.view.address, 8 * page(s), POPULATE_WRITE), EFAULT);
    expect_ok(CALL(full.user, madvise, full.view.address, page(s), POPULATE_WRITE));
    expect_filled(full.user, full.view, 0, page(s), 'k');
}

CASE(mapping_without_room, .claim = "mmap with MAP_POPULATE succeeds on a full file system.", .basis = "P-HOLE-009",
     .level = MUST, .needs = CAP(LINUX))
{
    Full full = full_tmpfs(s, READ_WRITE);
    Value place = expect_ok(
        CALL(full.user, mmap, NULL, 8 * page(s), READ_WRITE, MAP_SHARED | MAP_POPULATE, full.file, 0));
    expect_filled(full.user, VIEW_AT(place, 8 * page(s)), 0, page(s), 'k');
    expect_fault_code(store(full.user, VIEW_AT(place, 8 * page(s)), 4 * page(s), "x"), WRITE, "SIGBUS");
}

CASE(a_quota_is_exceeded, .claim = "A store through a view that exceeds the disk quota raises SIGBUS.",
     .basis = "P-HOLE-014", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *folder = scratch_name(s, "quota");
    mount_privately(s, user, folder, "tmpfs", 16 * MEGABYTE, "mode=777,usrquota_block_hardlimit=262144");
    become_nobody(s, user); /* a quota does not hold for the superuser */
    Value file = new_file(user, path_in(s, folder, "holes"), 2 * MEGABYTE);
    View view = view_of(user, file, 2 * MEGABYTE, READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, page(s), 'k'));
    expect_fault_code(fill(user, view, 0, 2 * MEGABYTE, 'q'), WRITE, "SIGBUS");
    expect_filled(user, view, 0, page(s), 'q');
}

/* File systems on disks -------------------------------------------------------------------------------------------------------- */

typedef struct Disk {
    const char *kind;
    uint64_t size;
} Disk;
static const Disk disks[] = {{"ext4", 8 * MEGABYTE}, {"xfs", (uint64_t)320 * MEGABYTE}};

static void name_disk_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", disks[cell].kind);
}

CASE(a_store_on_a_full_disk,
     .claim = "A store into a hole of a full file system raises SIGBUS; pages stored before are kept and flushed.",
     .basis = "P-HOLE-006 P-HOLE-009", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .cells = 2,
     .cell_name = name_disk_cell, .tags = "long")
{
    const Disk *disk = &disks[story_cell(s)];
    Actor *user = cast(s, "user");
    const char *folder = scratch_name(s, "disk");
    mount_privately(s, user, folder, disk->kind, disk->size, "");
    Value file = new_file(user, path_in(s, folder, "holes"), 64 * page(s));
    View view = view_of(user, file, 64 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, page(s), 'k'));
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    take_all_room(s, user, folder);
    const Answer *stored = NULL;
    for (unsigned i = 16; i < 64; i += 16) { /* what is kept back for the file system's own use may serve some */
        stored = store(user, view, i * page(s), "x");
        if (answer_kind(stored) != ANSWER_OK)
            break;
    }
    expect_fault_code(stored, WRITE, "SIGBUS:BUS_ADRERR");
    expect_filled(user, view, 0, page(s), 'k');
    expect_ok(CALL(user, msync, view.address, 64 * page(s), MS_SYNC));
    expect_ok(CALL(user, fsync, file));
    expect_ok(CALL(user, mmap, NULL, 64 * page(s), READ_WRITE, MAP_SHARED | MAP_POPULATE, file, 0));
}

/* Disks that fail: a file system in an image that lies on a tmpfs, which is full, or in an image that was cut off. */
static const char *disk_on_tmpfs(Story *s, Actor *user, const char **disk)
{
    static char path[512];
    const char *folder = scratch_name(s, "below");
    mount_privately(s, user, folder, "tmpfs", 4 * MEGABYTE, "mode=777");
    snprintf(path, sizeof path, "%s/disk", folder);
    mount_privately(s, user, path, "ext2", 32 * MEGABYTE, "");
    *disk = path;
    return folder;
}

CASE(what_could_not_be_written_is_told,
     .claim = "When pages could not be written to the disk, msync(MS_SYNC) or fsync says EIO or ENOSPC, and only once.",
     .basis = "P-HOLE-011 P-MSYNC-018", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .tags = "long")
{
    Actor *user = cast(s, "user");
    const char *disk = NULL;
    const char *below = disk_on_tmpfs(s, user, &disk);
    Value file = new_file(user, path_in(s, disk, "lost"), 8 * MEGABYTE);
    View view = view_of(user, file, 8 * MEGABYTE, READ_WRITE, MAP_SHARED);
    take_all_room(s, user, below);
    expect_ok(fill(user, view, 0, 8 * MEGABYTE, 'w'));
    expect_only_error(user, CALL(user, msync, view.address, 8 * MEGABYTE, MS_SYNC), EIO, ENOSPC);
    expect_ok(CALL(user, msync, view.address, 8 * MEGABYTE, MS_SYNC));
}

CASE(what_cannot_be_read_faults,
     .claim = "A page that the disk cannot deliver raises SIGBUS, and MADV_POPULATE_READ says EFAULT.",
     .basis = "P-HOLE-012", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .tags = "long")
{
    Actor *user = cast(s, "user");
    const char *disk = NULL;
    disk_on_tmpfs(s, user, &disk);
    Value file = new_file(user, path_in(s, disk, "unreadable"), MEGABYTE);
    View view = view_of(user, file, MEGABYTE, READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, MEGABYTE, 'r'));
    expect_ok(CALL(user, msync, view.address, MEGABYTE, MS_SYNC));
    expect_ok(CALL(user, munmap, view.address, MEGABYTE));
    expect_ok(CALL(user, posix_fadvise, file, 0, 0, POSIX_FADV_DONTNEED)); /* nothing of it is in memory now */
    char image[512];
    snprintf(image, sizeof image, "%s.image", disk);
    Value whole = open_file(user, image, O_RDWR);
    expect_ok(CALL(user, ftruncate, whole, 0));
    View again = view_of(user, file, MEGABYTE, PROT_READ, MAP_SHARED);
    expect_fault_code(load(user, again, MEGABYTE / 2, 1), READ, "SIGBUS");
    if (kernel_is(s, 5, 14))
        expect_only_error(user, CALL(user, madvise, again.address, MEGABYTE, POPULATE_READ), EFAULT);
}

CASE(a_file_that_its_server_removed,
     .claim = "What a view of a file on NFS shows once another client has removed it is left open.",
     .basis = "P-HOLE-013", .level = OBSERVE, .needs = CAP(LINUX))
{
    if (strcmp(fact_text(s, "filesystem"), "nfs") != 0)
        skip_story(s, "the scratch folder is not on NFS");
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "removed");
    Value file = new_file(user, path, page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "kept"));
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    expect_ok(CALL(other, unlink, path));
    expect_ok(CALL(user, posix_fadvise, file, 0, 0, POSIX_FADV_DONTNEED));
    observe(s, "load after the file was removed", load(user, view, 0, 4), "ok void bytes=\"kept\"");
}

CASES(linux_full, "linux/full", "posix", &a_store_without_room, &a_load_without_room, &allocation_without_room,
      &population_without_room, &mapping_without_room, &a_quota_is_exceeded, &a_store_on_a_full_disk,
      &what_could_not_be_written_is_told, &what_cannot_be_read_faults, &a_file_that_its_server_removed);
