/* Objects that outlive processes: on record before they are made, so that whoever comes later can remove them. */
#include "platform/sweep.h"

#include "platform/sweep_inside.h"
#include "platform/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <unistd.h>

bool record_object(const char *folder, const char *object, Text *problem)
{
    Text path = {0}, line = {0};
    text_printf(&path, "%s/objects", folder);
    text_printf(&line, "%s\n", object);
    int descriptor = open(path.bytes, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    bool recorded = descriptor >= 0 && write(descriptor, line.bytes, line.length) == (ssize_t)line.length;
    if (!recorded)
        text_printf(problem, "cannot record \"%s\" in \"%s\": %s", object, path.bytes, strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    text_free(&path);
    text_free(&line);
    return recorded;
}

static bool remove_segment(const char *name)
{
    uint64_t key;
    if (!text_to_number(name, strlen(name), &key) || (key_t)key == IPC_PRIVATE)
        return false;
    int segment = shmget((key_t)key, 0, 0);
    struct shmid_ds status;
    /* A key that a stranger took since is not ours to remove. */
    return segment >= 0 && shmctl(segment, IPC_STAT, &status) == 0 && status.shm_perm.cuid == geteuid() &&
           shmctl(segment, IPC_RMID, NULL) == 0;
}

typedef struct Clearing {
    bool trees;
    Text *left;          /* NULL: nobody asks */
    Text kept;           /* lines that stay on record */
    bool removed, mixed; /* a line was taken off; one that stays came after it */
} Clearing;

static void remove_recorded_tree(const char *path, Clearing *clearing)
{
    Text problem = {0};
    bool there = file_exists(path);
    if (!remove_tree(path, &problem))
        text_printf(clearing->left, "%s\n", problem.bytes);
    else if (there)
        text_printf(clearing->left, "the folder \"%s\" was still there\n", path);
    text_free(&problem);
}

static void remove_object(const char *object, Clearing *clearing)
{
    bool removed = false;
    bool stays = false;
    if (strncmp(object, "shm ", 4) == 0)
        removed = shm_unlink(object + 4) == 0;
    else if (strncmp(object, "sysv ", 5) == 0)
        removed = remove_segment(object + 5);
    else if (strncmp(object, "tree /", 6) != 0 || !clearing->trees)
        stays = true;
    else
        remove_recorded_tree(object + 5, clearing);
    if (stays)
        text_printf(&clearing->kept, "%s\n", object);
    clearing->mixed |= stays && clearing->removed;
    clearing->removed |= !stays;
    if (removed && clearing->left)
        text_printf(clearing->left, "%s was still there\n", object);
}

/* What stays is mostly what was there first, and then a cut does, which costs a journalling file system far less than a new
 * file in the place of the old one. */
static bool keep_on_record(const char *path, const Clearing *clearing, Text *problem)
{
    if (clearing->mixed)
        return write_file(path, clearing->kept.bytes, clearing->kept.length, problem);
    if (truncate(path, (off_t)clearing->kept.length) == 0)
        return true;
    text_printf(problem, "cannot cut \"%s\": %s", path, strerror(errno));
    return false;
}

/* False: the record could not be read or, with lines to keep, not be written again. */
static bool clear_record(const char *folder, Clearing *clearing, Text *problem)
{
    Text path = {0}, list = {0};
    text_printf(&path, "%s/objects", folder);
    bool done = true;
    if (file_exists(path.bytes)) {
        done = read_file(path.bytes, &list, problem);
        /* A last line without newline was cut off by the end of its writer, who then did not make the object. */
        char *line = list.bytes;
        for (char *end; line && (end = strchr(line, '\n')); line = end + 1) {
            *end = '\0';
            remove_object(line, clearing);
        }
        if (done && clearing->kept.length < list.length)
            done = keep_on_record(path.bytes, clearing, problem);
    }
    text_free(&path);
    text_free(&list);
    text_free(&clearing->kept);
    return done;
}

void remove_objects(const char *folder)
{
    Clearing clearing = {.trees = false};
    Text problem = {0};
    /* What could not be taken off the record is tried again by the next call and, last, by the sweep. */
    clear_record(folder, &clearing, &problem);
    text_free(&problem);
}

typedef struct Run {
    const char *folder;
    Text *left;
} Run;

static void clear_whole_record(const char *folder, Text *left)
{
    Clearing clearing = {.trees = true, .left = left};
    Text problem = {0};
    if (!clear_record(folder, &clearing, &problem))
        text_printf(left, "%s\n", problem.bytes);
    text_free(&problem);
}

static bool clear_record_below(const char *name, void *context)
{
    Run *run = context;
    Text path = {0};
    text_printf(&path, "%s/%s", run->folder, name);
    clear_whole_record(path.bytes, run->left);
    text_free(&path);
    return true;
}

void remove_recorded_objects(const char *folder, Text *left)
{
    Run run = {.folder = folder, .left = left};
    clear_whole_record(folder, left);
    if (!list_directory(folder, clear_record_below, &run) && errno != ENOENT)
        text_printf(left, "cannot list \"%s\": %s\n", folder, strerror(errno));
}
