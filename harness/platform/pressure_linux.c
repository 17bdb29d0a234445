/* Version 1 of control groups: a group of its own below the caller's, which memory.force_empty empties as far as it can.
 * Version 2 wants a group to have either processes or a controller for groups below it: so there the caller's own group is
 * told to give memory back (memory.reclaim), and nobody is moved. */
#include "platform/pressure.h"

#include "platform/process.h"
#include "platform/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char reclaimed[] = "64M"; /* version 2: at a time */

struct Pressure {
    Text group, parent; /* parent empty: version 2 */
};

static bool write_word(const char *folder, const char *name, const char *word)
{
    Text path = {0};
    text_printf(&path, "%s/%s", folder, name);
    int file = open(path.bytes, O_WRONLY | O_CLOEXEC);
    text_free(&path);
    ssize_t written = file < 0 ? -1 : write(file, word, strlen(word));
    int error = errno;
    if (file >= 0)
        close(file);
    errno = error;
    return written == (ssize_t)strlen(word);
}

/* "4:memory:/user" and "0::/user": what stands behind the controller's name in /proc/self/cgroup, below one of the folders
 * where such groups are mounted. */
static bool find_own_group(const char *controller, const char *const *mounts, Text *group)
{
    Text list = {0}, problem = {0};
    bool found = false;
    const char *line = read_file("/proc/self/cgroup", &list, &problem) ? strstr(list.bytes, controller) : NULL;
    const char *path = line ? line + strlen(controller) : "";
    for (; line && *mounts && !found; mounts++) {
        text_clear(group);
        text_printf(group, "%s%.*s", *mounts, (int)strcspn(path, "\n"), path);
        while (group->length > 1 && group->bytes[group->length - 1] == '/')
            group->bytes[--group->length] = '\0';
        found = file_exists(group->bytes);
    }
    text_free(&list);
    text_free(&problem);
    return found;
}

static bool has_file(const char *folder, const char *name)
{
    Text path = {0};
    text_printf(&path, "%s/%s", folder, name);
    bool writable = access(path.bytes, W_OK) == 0;
    text_free(&path);
    return writable;
}

static const char prefix[] = "mapcheck-pressure-";

/* Of a run that was killed: a group without processes can be removed. That of a run that is about to move its actors there
 * has none either. */
static bool remove_stale(const char *name, void *context)
{
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return true;
    long owner = strtol(name + sizeof prefix - 1, NULL, 10);
    Text path = {0};
    text_printf(&path, "%s/%s", ((Text *)context)->bytes, name);
    if (owner == (long)getpid() || !identifier_alive((uint64_t)owner))
        rmdir(path.bytes);
    text_free(&path);
    return true;
}

static bool open_version_1(Pressure *pressure)
{
    static const char *const mounts[] = {"/sys/fs/cgroup/memory", NULL};
    if (!find_own_group(":memory:", mounts, &pressure->parent))
        return false;
    list_directory(pressure->parent.bytes, remove_stale, &pressure->parent);
    text_printf(&pressure->group, "%s/%s%ld", pressure->parent.bytes, prefix, (long)getpid());
    return mkdir(pressure->group.bytes, 0700) == 0 && has_file(pressure->group.bytes, "memory.force_empty");
}

static bool open_version_2(Pressure *pressure)
{
    static const char *const mounts[] = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified", NULL};
    if (pressure->group.length)
        rmdir(pressure->group.bytes);
    text_free(&pressure->parent);
    return find_own_group("0::", mounts, &pressure->group) && has_file(pressure->group.bytes, "memory.reclaim");
}

static void pressure_free(Pressure *pressure)
{
    text_free(&pressure->group);
    text_free(&pressure->parent);
    free(pressure);
}

Pressure *pressure_open(Text *why_not)
{
    Pressure *pressure = calloc(1, sizeof *pressure);
    if (!pressure)
        abort();
    if (open_version_1(pressure) || open_version_2(pressure))
        return pressure;
    text_clear(why_not);
    text_append(why_not, "this process may not use the memory controller of control groups");
    pressure_free(pressure);
    return NULL;
}

static bool move(const Text *group, uint64_t process)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)process);
    return write_word(group->bytes, "cgroup.procs", number);
}

bool pressure_take(Pressure *pressure, uint64_t process, Text *why_not)
{
    if (!pressure->parent.length || move(&pressure->group, process))
        return true;
    text_clear(why_not);
    text_printf(why_not, "a process could not be moved to a control group: %s", strerror(errno));
    return false;
}

void pressure_press(Pressure *pressure)
{
    /* It says that it could not take everything back: that was not to be expected. */
    if (pressure->parent.length)
        write_word(pressure->group.bytes, "memory.force_empty", "0");
    else
        write_word(pressure->group.bytes, "memory.reclaim", reclaimed);
}

/* Their children are there too. */
static void move_back(const Pressure *pressure)
{
    Text path = {0}, processes = {0}, problem = {0};
    text_printf(&path, "%s/cgroup.procs", pressure->group.bytes);
    if (read_file(path.bytes, &processes, &problem) && processes.length) {
        for (const char *at = processes.bytes; *at; at += strspn(at, "\n")) {
            move(&pressure->parent, strtoull(at, NULL, 10));
            at += strcspn(at, "\n");
        }
    }
    text_free(&path);
    text_free(&processes);
    text_free(&problem);
}

void pressure_close(Pressure *pressure)
{
    /* One that forks meanwhile may be missed the first time. */
    for (unsigned i = 0; i < 8 && pressure->parent.length; i++) {
        move_back(pressure);
        if (rmdir(pressure->group.bytes) == 0 || errno != EBUSY)
            break;
    }
    pressure_free(pressure);
}
