/* shm_open: flags, sizes and file calls that the standard leaves open, rights, and where there is no room. */
#include "cases/posix/limits.h"

#include <limits.h>
#include <stdio.h>

enum { CREATE = O_RDWR | O_CREAT, NOBODY = 65534 };

/* In a mount namespace of the actor's own: an empty file system with these options at `folder`. */
static void mount_alone(Story *s, Actor *actor, const char *folder, const char *options)
{
    own_mounts(s, actor);
    expect_ok(CALL(actor, mount, "tmpfs", folder, "tmpfs", 0, options));
}

static const struct {
    const char *name;
    int flags;
} open_ways[] = {{"wronly", O_WRONLY | O_CREAT},        {"append", CREATE | O_APPEND},
                 {"nonblock", CREATE | O_NONBLOCK},     {"direct", CREATE | O_DIRECT},
                 {"directory", O_RDONLY | O_DIRECTORY}, {"sync", CREATE | O_SYNC}};

static void open_way_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", open_ways[cell].name);
}

CASE(flags_beyond_the_documented, .claim = "What shm_open makes of flags that the standard does not give it.",
     .basis = "P-SHMO-025 P-SHMO-026", .level = OBSERVE, .cells = sizeof open_ways / sizeof open_ways[0],
     .cell_name = open_way_cell)
{
    if (O_DIRECT == 0 && strcmp(open_ways[story_cell(s)].name, "direct") == 0)
        skip_story(s, "these headers have no O_DIRECT");
    Actor *user = cast(s, "user");
    const char *name = unique_name(s, "flags");
    new_shm(user, name, page(s));
    const Answer *opened = CALL(user, shm_open, name, open_ways[story_cell(s)].flags, 0600);
    observe(s, "opening", opened, "Linux passes the flags on to open");
    if (answer_kind(opened) == ANSWER_OK)
        observe(s, "status flags", CALL(user, fcntl, answer_value(opened), F_GETFL, 0), "ignored, or as asked for");
}

CASE(the_status_flags_of_an_object, .claim = "Which status flags a descriptor of shm_open has beside its access mode.",
     .basis = "P-SHMO-030", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value object = expect_ok(CALL(user, shm_open, unique_name(s, "flags"), CREATE | O_EXCL, 0600));
    Value flags = expect_ok(CALL(user, fcntl, object, F_GETFL, 0));
    expect_true(s, (flags.number & O_ACCMODE) == O_RDWR, "the access mode is O_RDWR");
    observe_number(s, "O_NONBLOCK", (flags.number & O_NONBLOCK) != 0, "0 with glibc, 1 with musl");
}

CASE(truncating_what_is_read_only, .claim = "What O_TRUNC does to an object that is opened to read.",
     .basis = "P-SHMO-011", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    const char *name = unique_name(s, "cut");
    Value object = new_shm(user, name, page(s));
    observe(s, "opening", CALL(user, shm_open, name, O_RDONLY | O_TRUNC, 0), "Linux opens it");
    observe_number(s, "size afterwards", size_of_file(user, object).number, "0 on Linux");
}

CASE(sizes_that_are_none, .claim = "A negative size is EINVAL and leaves the object as it was.", .basis = "P-SHMO-036",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Value object = new_shm(user, unique_name(s, "size"), page(s));
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "kept"));
    expect_error(CALL(user, ftruncate, object, -1), EINVAL);
    expect_error(CALL(user, ftruncate, object, INT64_MIN), EINVAL);
    expect_equal(s, size_of_file(user, object), NUMBER(page(s)), "the size");
    expect_bytes(user, view, 0, "kept");
}

CASE(the_largest_size, .claim = "What becomes of the largest size that can be asked for.", .basis = "P-SHMO-036",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value object = new_shm(user, unique_name(s, "size"), page(s));
    observe(s, "ftruncate", CALL(user, ftruncate, object, INT64_MAX), "tmpfs accepts it");
    observe_number(s, "size afterwards", size_of_file(user, object).number, NULL);
}

CASE(an_object_as_a_file, .claim = "What read, write and lseek do with a shared memory object.", .basis = "P-SHMO-038",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value object = new_shm(user, unique_name(s, "file"), page(s));
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    observe(s, "write", CALL(user, write, object, "as a file", 9), "9 on Linux");
    observe(s, "lseek", CALL(user, lseek, object, 3, SEEK_SET), "3 on Linux");
    observe(s, "read", CALL(user, read, object, OUT_ROOM(4), 4), "4 on Linux");
    observe(s, "the view", load_word(user, view, 0, 4), "what was written");
}

CASE(room_for_an_object, .claim = "What posix_fallocate does for a shared memory object.", .basis = "P-SHMO-039",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value object = expect_ok(CALL(user, shm_open, unique_name(s, "room"), CREATE | O_EXCL, 0600));
    observe(s, "posix_fallocate", CALL(user, posix_fallocate, object, 0, 4 * page(s)), "Linux reserves the pages");
    const Answer *status = CALL(user, fstat, object, OUT);
    expect_ok(status);
    observe_number(s, "size", answer_field(status, "status.st_size").number, NULL);
    observe_number(s, "blocks of 512 bytes", answer_field(status, "status.st_blocks").number, NULL);
}

CASE(a_cancelled_thread_leaves_nothing,
     .claim = "A thread that is cancelled around shm_open leaves no descriptor that nobody knows.",
     .basis = "P-SHMO-031", .level = MUST)
{
    Actor *user = cast(s, "user");
    const char *name = unique_name(s, "cancelled");
    Value before = expect_ok(count_handles(user));
    const Answer *opened = CALL(user, shm_open_cancelled, name, CREATE | O_EXCL, 0600);
    bool got = answer_kind(opened) == ANSWER_OK;
    if (!got)
        expect_error(opened, ECANCELED);
    expect_result(count_handles(user), at(before, got));
    const Answer *removed = CALL(user, shm_unlink, name);
    if (got)
        expect_ok(removed); /* what was reported is there; what was not may be */
    expect_error(CALL(user, shm_open, name, O_RDWR, 0), ENOENT);
}

CASE(strangers_are_refused,
     .claim = "Another user opens, truncates and removes nothing without the right to: EACCES, and nothing changed.",
     .basis = "P-SHMO-021 P-SHMO-022 P-SHMO-006 P-SHMO-037 P-SHMU-006 P-SHMU-007", .level = MUST,
     .needs = CAP(PRIVILEGED))
{
    Actor *owner = cast(s, "owner");
    Actor *stranger = cast(s, "stranger");
    const char *name = unique_name(s, "guarded");
    Value object = new_shm(owner, name, page(s));
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(owner, view, 0, "guarded"));
    expect_ok(CALL(stranger, seteuid, NOBODY));
    expect_error(CALL(stranger, shm_open, name, O_RDONLY, 0), EACCES);
    expect_error(CALL(stranger, shm_open, name, O_RDWR, 0), EACCES);
    expect_error(CALL(stranger, shm_open, name, O_RDWR | O_TRUNC, 0), EACCES);
    expect_error(CALL(stranger, shm_open, name, CREATE | O_EXCL, 0600), EEXIST);
    expect_error(CALL(stranger, shm_unlink, name), EACCES);
    expect_equal(s, size_of_file(owner, object), NUMBER(page(s)), "the size");
    expect_bytes(owner, view, 0, "guarded");
    expect_ok(CALL(owner, fchmod, object, 0644));
    Value readable = expect_ok(CALL(stranger, shm_open, name, O_RDONLY, 0));
    expect_bytes(stranger, view_of(stranger, readable, page(s), PROT_READ, MAP_SHARED), 0, "guarded");
    expect_ok(CALL(owner, fchown, object, NOBODY, NOBODY));
    expect_ok(CALL(stranger, shm_open, name, O_RDWR, 0));
}

CASE(no_room_for_another_object, .claim = "Where there is no room for another object, creating one is ENOSPC.",
     .basis = "P-SHMO-024", .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *last = unique_name(s, "last"); /* asked for first: without objects there is nothing to fill */
    mount_alone(s, user, "/dev/shm", "nr_inodes=3");
    expect_ok(CALL(user, shm_open, unique_name(s, "first"), CREATE | O_EXCL, 0600));
    expect_ok(CALL(user, shm_open, last, CREATE | O_EXCL, 0600));
    expect_error(CALL(user, shm_open, unique_name(s, "third"), CREATE | O_EXCL, 0600), ENOSPC);
    expect_ok(CALL(user, shm_open, last, CREATE, 0600));
    expect_ok(CALL(user, shm_unlink, last));
}

CASE(no_place_for_objects, .claim = "Where the system has no place for objects, opening one is an error and no crash.",
     .basis = "P-SHMO-040", .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    mount_alone(s, user, "/dev", "size=64k");
    expect_one_error(CALL(user, shm_open, unique_name(s, "nowhere"), CREATE, 0600), ENOENT, ENOSYS);
    expect_one_error(CALL(user, shm_unlink, unique_name(s, "nowhere")), ENOENT, ENOSYS);
}

CASE(removed_memory_is_given_back,
     .claim = "The memory of a removed object is free again when its last view and descriptor are gone, not before.",
     .basis = "P-SHMU-010 P-SHMO-039", .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t size = 64 * page(s);
    char options[64];
    snprintf(options, sizeof options, "size=%llu", (unsigned long long)size);
    const char *name = unique_name(s, "filling");
    mount_alone(s, user, "/dev/shm", options);
    Value object = new_shm(user, name, size);
    View view = view_of(user, object, size, READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, size, 'f'));
    expect_ok(CALL(user, shm_unlink, name));
    Value next = expect_ok(CALL(user, shm_open, unique_name(s, "next"), CREATE | O_EXCL, 0600));
    expect_error(CALL(user, posix_fallocate, next, 0, page(s)), ENOSPC);
    expect_ok(CALL(user, close, object));
    expect_error(CALL(user, posix_fallocate, next, 0, page(s)), ENOSPC);
    expect_filled(user, view, 0, size, 'f');
    expect_ok(CALL(user, munmap, view.address, size));
    expect_ok(CALL(user, posix_fallocate, next, 0, size));
}

CASES(posix_shm_ways, "posix/shm_ways", "posix", &flags_beyond_the_documented, &the_status_flags_of_an_object,
      &truncating_what_is_read_only, &sizes_that_are_none, &the_largest_size, &an_object_as_a_file, &room_for_an_object,
      &a_cancelled_thread_leaves_nothing, &strangers_are_refused, &no_room_for_another_object, &no_place_for_objects,
      &removed_memory_is_given_back);
