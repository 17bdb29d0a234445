#include "platform/kernel.h"

#include "platform/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CLOSE_ON_EXEC = 4 }; /* CLOSE_RANGE_CLOEXEC, which older headers lack */

/* Files below /proc say a size of 0: they are read until their end. */
static bool read_proc(const char *path, Text *out)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    text_clear(out);
    char piece[4096];
    ssize_t count;
    while ((count = read(descriptor, piece, sizeof piece)) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0)
            text_append_bytes(out, piece, (size_t)count);
    }
    close(descriptor);
    text_append_bytes(out, "", 0);
    return count == 0;
}

static bool each_process(EachProcess *each, void *context)
{
    DIR *directory = opendir("/proc");
    if (!directory)
        return false;
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            each((pid_t)atol(entry->d_name), context);
    }
    closedir(directory);
    return true;
}

/* State letter and parent; the name before them stands in parentheses and may contain any byte. */
static bool state_of(pid_t pid, char *state, pid_t *parent)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    Text text = {0};
    long number = 0;
    bool read = read_proc(path, &text);
    const char *after = read && text.bytes ? strrchr(text.bytes, ')') : NULL;
    bool known = after && sscanf(after + 1, " %c %ld", state, &number) == 2;
    *parent = (pid_t)number;
    text_free(&text);
    return known;
}

typedef struct Search {
    EachProcess *each;
    void *context;
    const char *mark; /* NAME=VALUE */
    size_t length;    /* with its terminator */
    Text text;
} Search;

static void if_child(pid_t pid, void *context)
{
    Search *search = context;
    char state;
    pid_t parent;
    if (state_of(pid, &state, &parent) && parent == getpid())
        search->each(pid, search->context);
}

bool each_child(EachProcess *each, void *context)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
    Text text = {0};
    if (!read_proc(path, &text)) {
        /* A kernel without CONFIG_PROC_CHILDREN: everybody is asked for its parent. */
        Search search = {.each = each, .context = context};
        return each_process(if_child, &search);
    }
    char *at = text.bytes;
    for (char *next; at && *at; at = next) {
        long pid = strtol(at, &next, 10);
        if (next == at)
            break;
        each((pid_t)pid, context);
    }
    text_free(&text);
    return true;
}

static void if_marked(pid_t pid, void *context)
{
    Search *search = context;
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/environ", (long)pid);
    if (!read_proc(path, &search->text))
        return;
    const char *at = search->text.bytes, *end = at + search->text.length;
    while (at < end) {
        size_t length = strnlen(at, (size_t)(end - at)) + 1;
        if (length == search->length && memcmp(at, search->mark, length - 1) == 0) {
            search->each(pid, search->context);
            return;
        }
        at += length;
    }
}

bool each_marked(const char *name, const char *value, EachProcess *each, void *context)
{
    Text mark = {0};
    text_printf(&mark, "%s=%s", name, value);
    Search search = {.each = each, .context = context, .mark = mark.bytes, .length = mark.length + 1};
    bool done = each_process(if_marked, &search);
    text_free(&search.text);
    text_free(&mark);
    return done;
}

void append_process_name(Text *out, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/comm", (long)pid);
    Text name = {0};
    if (read_proc(path, &name) && name.length)
        text_append_bytes(out, name.bytes, name.length - 1); /* without its newline */
    else
        text_append(out, "?");
    text_free(&name);
}

bool process_runs(pid_t pid)
{
    char state;
    pid_t parent;
    if (!state_of(pid, &state, &parent))
        return kill(pid, 0) == 0 && access("/proc/self/stat", R_OK) != 0;
    return state != 'Z' && state != 'X';
}

void tie_to_parent(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it ended before we asked */
        _exit(127);
}

void adopt_descendants(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool process_mentions(pid_t pid, const char *word)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/cmdline", (long)pid);
    Text words = {0};
    bool found = read_proc(path, &words) &&
                 (!words.length || memmem(words.bytes, words.length, word, strlen(word)) != NULL);
    text_free(&words);
    return found;
}

void close_from(int first, bool at_exec)
{
    if (syscall(SYS_close_range, (unsigned)first, ~0U, at_exec ? CLOSE_ON_EXEC : 0) == 0)
        return;
    /* Before Linux 5.11: one by one, as far as descriptors can reasonably reach. */
    long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor < (most > 0 && most < 4096 ? most : 4096); descriptor++) {
        if (!at_exec)
            close(descriptor);
        else
            fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    }
}

void append_program_path(Text *out)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length > 0)
        text_append_bytes(out, path, (size_t)length);
}
