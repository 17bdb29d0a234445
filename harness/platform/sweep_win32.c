/* Processes need no sweep here: jobs end them with their conductor. Folders, and trees elsewhere, are left. */
#include "platform/sweep.h"

#include "platform/inside_win32.h"
#include "platform/sweep_inside.h"
#include "platform/system.h"
#include "platform/wide_win32.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static HANDLE held_run; /* the file `run`, which nobody else can open for writing meanwhile */

void append_run_prefix(Text *out)
{
    const char *user = getenv("USERNAME");
    text_append(out, "mapcheck-");
    for (; user && *user; user++)
        text_printf(out, "%c", isalnum((unsigned char)*user) ? *user : '_');
    text_append(out, "-");
}

/* Opens FOLDER/run for writing, alone. NULL: GetLastError. */
static HANDLE open_run(const char *folder, DWORD disposition)
{
    Text path = {0};
    text_printf(&path, "%s/run", folder);
    wchar_t *wide = to_wide_path(path.bytes);
    HANDLE run = CreateFileW(wide, GENERIC_WRITE, FILE_SHARE_READ, NULL, disposition, FILE_ATTRIBUTE_NORMAL, NULL);
    DWORD error = GetLastError();
    free(wide);
    text_free(&path);
    SetLastError(error);
    return run == INVALID_HANDLE_VALUE ? NULL : run;
}

bool hold_run(const char *folder, Text *problem)
{
    Text content = {0};
    text_printf(&content, "process %lu\nstarted ", GetCurrentProcessId());
    wall_clock_text(&content);
    text_append(&content, "\n");
    DWORD written = 0;
    held_run = open_run(folder, CREATE_NEW);
    bool held = held_run && WriteFile(held_run, content.bytes, (DWORD)content.length, &written, NULL);
    if (!held) {
        text_printf(problem, "cannot write the file \"%s/run\": ", folder);
        append_system_error(problem, GetLastError());
        close_handle(&held_run);
    }
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
    wchar_t *wide = to_wide_path(named.bytes);
    wchar_t full[MAX_PATH];
    DWORD length = GetFullPathNameW(wide, MAX_PATH, full, NULL);
    bool there = length && length < MAX_PATH && file_exists(named.bytes);
    if (there)
        append_narrow_path(out, full);
    else
        text_printf(problem,
                    "cannot use \"%s\" for scratch folders: it is not there, or its path is too long; choose "
                    "another with --scratch or TMP",
                    named.bytes);
    free(wide);
    text_free(&named);
    return there;
}

bool record_object(const char *folder, const char *object, Text *problem)
{
    Text path = {0}, line = {0};
    text_printf(&path, "%s/objects", folder);
    text_printf(&line, "%s\n", object);
    wchar_t *wide = to_wide_path(path.bytes);
    HANDLE file = CreateFileW(wide, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, 0, NULL);
    DWORD written = 0;
    bool recorded = file != INVALID_HANDLE_VALUE && WriteFile(file, line.bytes, (DWORD)line.length, &written, NULL) &&
                    written == line.length;
    if (!recorded) {
        text_printf(problem, "cannot record \"%s\" in \"%s\": ", object, path.bytes);
        append_system_error(problem, GetLastError());
    }
    if (file != INVALID_HANDLE_VALUE)
        CloseHandle(file);
    free(wide);
    text_free(&path);
    text_free(&line);
    return recorded;
}

void remove_objects(const char *folder)
{
    (void)folder; /* sections end with their last handle; the trees stay on record */
}

typedef struct Run {
    const char *folder;
    Text *left;
} Run;

static void remove_trees(const char *folder, Text *left)
{
    Text path = {0}, list = {0}, problem = {0};
    text_printf(&path, "%s/objects", folder);
    if (file_exists(path.bytes) && !read_file(path.bytes, &list, &problem))
        text_printf(left, "%s\n", problem.bytes);
    char *line = list.bytes;
    for (char *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        text_clear(&problem);
        if (strncmp(line, "tree ", 5) == 0 && !remove_tree(line + 5, &problem))
            text_printf(left, "%s\n", problem.bytes);
    }
    text_free(&path);
    text_free(&list);
    text_free(&problem);
}

static bool remove_trees_below(const char *name, void *context)
{
    Run *run = context;
    Text path = {0};
    text_printf(&path, "%s/%s", run->folder, name);
    remove_trees(path.bytes, run->left);
    text_free(&path);
    return true;
}

static void clear_folder(const char *folder, Text *left)
{
    Run run = {.folder = folder, .left = left};
    Text problem = {0};
    remove_trees(folder, left);
    list_directory(folder, remove_trees_below, &run);
    if (!remove_tree(folder, &problem))
        text_printf(left, "%s\n", problem.bytes);
    text_free(&problem);
}

void run_folder_close(const char *folder, const char *id, Text *left)
{
    (void)id;
    close_handle(&held_run);
    clear_folder(folder, left);
}

bool clear_dead_run(const char *folder, const char *id, Text *left)
{
    (void)id;
    HANDLE run = open_run(folder, OPEN_EXISTING);
    if (!run)
        return false;
    close_handle(&run);
    clear_folder(folder, left);
    return true;
}

bool watcher_start(const char *folder, const char *id, Text *problem)
{
    (void)folder;
    (void)id;
    (void)problem;
    return true; /* the jobs watch; the next start sweeps the folder */
}
