#include "platform/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool say(Text *problem, const char *doing, const char *path)
{
    text_printf(problem, "cannot %s \"%s\": %s", doing, path, strerror(errno));
    return false;
}

bool make_private_directory(const char *path, Text *problem)
{
    return mkdir(path, 0700) == 0 || say(problem, "make the directory", path);
}

bool make_directories(const char *path, Text *problem)
{
    Text part = {0};
    bool made = true;
    for (const char *end = path; made && *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        text_clear(&part);
        text_append_bytes(&part, path, (size_t)(end - path));
        struct stat status;
        bool there = stat(part.bytes, &status) == 0 && S_ISDIR(status.st_mode);
        made = there || mkdir(part.bytes, 0777) == 0 ||
               (errno == EEXIST && stat(part.bytes, &status) == 0 && S_ISDIR(status.st_mode));
    }
    if (!made)
        say(problem, "make the directory", part.bytes);
    text_free(&part);
    return made;
}

typedef struct Removal {
    const char *directory;
    Text *problem;
    bool done;
} Removal;

static bool remove_entry(const char *name, void *context)
{
    Removal *removal = context;
    Text path = {0};
    text_printf(&path, "%s/%s", removal->directory, name);
    removal->done = remove_tree(path.bytes, removal->problem) && removal->done;
    text_free(&path);
    return true;
}

bool remove_tree(const char *path, Text *problem)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return errno == ENOENT || say(problem, "look at", path);
    if (!S_ISDIR(status.st_mode))
        return unlink(path) == 0 || errno == ENOENT || say(problem, "remove", path);
    chmod(path, 0700); /* a case may have made it unreadable; where that does not help the next step says so */
    Removal removal = {.directory = path, .problem = problem, .done = true};
    if (!list_directory(path, remove_entry, &removal))
        return say(problem, "list", path);
    return removal.done && (rmdir(path) == 0 || errno == ENOENT || say(problem, "remove", path));
}

bool list_directory(const char *path, bool (*each)(const char *name, void *context), void *context)
{
    struct dirent **entries;
    /* All names first: descriptors stay few however deep the tree is, and entries may be removed meanwhile. */
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0)
        return false;
    bool going = true;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (going && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            going = each(name, context);
        free(entries[i]);
    }
    free(entries);
    return true;
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool read_file(const char *path, Text *out, Text *problem)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return say(problem, "open", path);
    text_clear(out);
    char piece[16 << 10];
    ssize_t count;
    while ((count = read(descriptor, piece, sizeof piece)) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0)
            text_append_bytes(out, piece, (size_t)count);
    }
    bool done = count == 0 || say(problem, "read", path);
    close(descriptor);
    text_append_bytes(out, "", 0);
    return done;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno != EINTR)
            return false;
        bytes += count > 0 ? count : 0;
        length -= count > 0 ? (size_t)count : 0;
    }
    return true;
}

bool write_file(const char *path, const void *bytes, size_t length, Text *problem)
{
    Text fresh = {0};
    text_printf(&fresh, "%s.new", path);
    int descriptor = open(fresh.bytes, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool written = descriptor >= 0 && write_all(descriptor, bytes, length);
    int error = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && written) {
        written = false;
        error = errno;
    }
    if (written && rename(fresh.bytes, path) != 0) {
        written = false;
        error = errno;
    }
    if (!written) {
        errno = error;
        say(problem, "write", path);
        if (descriptor >= 0)
            unlink(fresh.bytes);
    }
    text_free(&fresh);
    return written;
}

void append_temporary_directory(Text *out)
{
    const char *named = getenv("TMPDIR");
    text_append(out, named && *named ? named : "/tmp");
}

bool append_memory_directory(Text *out)
{
    bool usable = access("/dev/shm", W_OK | X_OK) == 0;
    if (usable)
        text_append(out, "/dev/shm");
    return usable;
}

void set_environment(const char *name, const char *value)
{
    setenv(name, value, 1);
}

void append_full_path(Text *out, const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (here)
        text_printf(out, "%s/", here);
    free(here);
    text_append(out, path);
}
