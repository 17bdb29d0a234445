#include "platform/sweep.h"

#include "platform/sweep_inside.h"
#include "platform/system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HOUR = 3600 };

static int held_run = -1; /* the locked file `run` */

void append_run_prefix(Text *out)
{
    text_printf(out, "mapcheck-%lu-", (unsigned long)geteuid());
}

/* The file gets its name only when it is locked: no sweep can take a starting run for a dead one. */
bool hold_run(const char *folder, Text *problem)
{
    Text fresh = {0}, path = {0}, content = {0};
    text_printf(&fresh, "%s/run.new", folder);
    text_printf(&path, "%s/run", folder);
    text_printf(&content, "process %ld\nstarted ", (long)getpid());
    wall_clock_text(&content);
    text_append(&content, "\n");
    held_run = open(fresh.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool held = held_run >= 0 && flock(held_run, LOCK_EX | LOCK_NB) == 0 &&
                write(held_run, content.bytes, content.length) == (ssize_t)content.length &&
                rename(fresh.bytes, path.bytes) == 0;
    if (!held) {
        text_printf(problem, "cannot write the file \"%s\": %s", path.bytes, strerror(errno));
        if (held_run >= 0)
            close(held_run);
        held_run = -1;
    }
    text_free(&fresh);
    text_free(&path);
    text_free(&content);
    return held;
}

bool append_run_base(Text *out, const char *base, Text *problem)
{
    Text named = {0};
    if (base)
        text_append(&named, base);
    else
        append_temporary_directory(&named);
    char *full = realpath(named.bytes, NULL);
    if (full)
        text_append(out, full);
    else
        text_printf(problem, "cannot use \"%s\" for scratch folders: %s; choose another with --scratch or TMPDIR",
                    named.bytes, strerror(errno));
    free(full);
    text_free(&named);
    return full != NULL;
}

void clear_run(const char *folder, const char *id, Text *left)
{
    Text problem = {0};
    end_marked_processes(id, left);
    remove_recorded_objects(folder, left);
    if (!remove_tree(folder, &problem))
        text_printf(left, "%s\n", problem.bytes);
    text_free(&problem);
}

void run_folder_close(const char *folder, const char *id, Text *left)
{
    clear_run(folder, id, left);
    watcher_dismiss();
    if (held_run >= 0)
        close(held_run);
    held_run = -1;
}

/* The lock of a run that is dead, to hold while it is swept; -1: it lives, or another sweep is at it. A folder whose
 * `run` is missing is one that just starts or, after an hour, what an interrupted sweep left. */
static int lock_of_dead_run(const char *folder)
{
    struct stat status;
    if (lstat(folder, &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != geteuid())
        return -1;
    Text path = {0};
    text_printf(&path, "%s/run", folder);
    int lock = open(path.bytes, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (lock < 0 && errno == ENOENT && time(NULL) - status.st_mtime > HOUR)
        lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    text_free(&path);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) != 0) {
        close(lock);
        return -1;
    }
    return lock;
}

bool clear_dead_run(const char *folder, const char *id, Text *left)
{
    int lock = lock_of_dead_run(folder);
    if (lock < 0)
        return false;
    clear_run(folder, id, left);
    close(lock);
    return true;
}
