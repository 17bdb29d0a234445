/* Kinds of objects with a descriptor, as an axis of cases: the story is told once per kind. A second process gets the
 * object by fork. */
#ifndef MAPCHECK_CASES_POSIX_BACKINGS_H
#define MAPCHECK_CASES_POSIX_BACKINGS_H

#include "cases/posix/limits.h"

#include <stdio.h>

enum { KIND_OF_FILE, KIND_OF_SHM, KIND_OF_MEMFD, KIND_OF_TMPFS, KINDS_OF_OBJECT };

static inline void name_object_cell(size_t cell, char *name, size_t room)
{
    static const char *const kinds[KINDS_OF_OBJECT] = {"file", "shm", "memfd", "tmpfs"};
    snprintf(name, room, "%s", kinds[cell % KINDS_OF_OBJECT]);
}

/* A file of a tmpfs of the actor's own, whatever file system the scratch folder is on. */
static inline Value new_tmpfs_file(Story *s, Actor *actor, uint64_t size)
{
    enum { ROOM_OF_MOUNT = 64 << 20 };
    const char *mount = scratch_name(s, "tmpfs");
    mount_privately(s, actor, mount, "tmpfs", ROOM_OF_MOUNT, "mode=0700");
    char path[512];
    snprintf(path, sizeof path, "%s/object", mount);
    return new_file(actor, path, size);
}

/* A new object of the kind, open to read and write; its descriptor passes fork. */
static inline Value new_object(Story *s, Actor *actor, size_t kind, uint64_t size)
{
    if (kind == KIND_OF_FILE)
        return new_file(actor, scratch_name(s, "object"), size);
    if (kind == KIND_OF_SHM)
        return new_shm(actor, unique_name(s, "object"), size);
    if (kind == KIND_OF_TMPFS)
        return new_tmpfs_file(s, actor, size);
    Value object = expect_ok(CALL(actor, memfd_create, "object", 0));
    expect_ok(CALL(actor, ftruncate, object, size));
    return object;
}

#endif
