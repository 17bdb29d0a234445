/* Run folders: "PREFIX-ID" in a folder for scratch folders, the same on every system. */
#include "platform/sweep.h"

#include "platform/sweep_inside.h"
#include "platform/system.h"

#include <string.h>

enum { ID_BYTES = 12 };

bool run_folder_open(const char *base, Text *id, Text *folder, Text *problem)
{
    text_clear(id);
    text_clear(folder);
    append_random_name(id, ID_BYTES);
    if (!append_run_base(folder, base, problem))
        return false;
    text_append(folder, "/");
    append_run_prefix(folder);
    text_append(folder, id->bytes);
    if (!make_private_directory(folder->bytes, problem))
        return false;
    if (hold_run(folder->bytes, problem))
        return true;
    remove_tree(folder->bytes, problem);
    return false;
}

typedef struct Sweep {
    const char *base;
    const char *prefix;
    Text *report;
    unsigned count;
} Sweep;

static bool is_id(const char *word)
{
    return strlen(word) == 2 * ID_BYTES && strspn(word, "0123456789abcdef") == 2 * ID_BYTES;
}

static bool sweep_folder(const char *name, void *context)
{
    Sweep *sweep = context;
    size_t length = strlen(sweep->prefix);
    if (strncmp(name, sweep->prefix, length) != 0 || !is_id(name + length))
        return true;
    Text folder = {0}, left = {0};
    text_printf(&folder, "%s/%s", sweep->base, name);
    if (clear_dead_run(folder.bytes, name + length, &left)) {
        text_printf(sweep->report, "swept \"%s\", left by a run that was killed\n", folder.bytes);
        if (left.length)
            text_append(sweep->report, left.bytes);
        sweep->count++;
    }
    text_free(&folder);
    text_free(&left);
    return true;
}

unsigned sweep_dead_runs(const char *base, Text *report)
{
    Text full = {0}, prefix = {0}, problem = {0};
    Sweep sweep = {.report = report};
    if (append_run_base(&full, base, &problem)) {
        append_run_prefix(&prefix);
        sweep.base = full.bytes;
        sweep.prefix = prefix.bytes;
        if (!list_directory(full.bytes, sweep_folder, &sweep))
            text_printf(report, "cannot look for dead runs in \"%s\": may you read it?\n", full.bytes);
    } else {
        text_printf(report, "%s\n", problem.bytes);
    }
    text_free(&full);
    text_free(&prefix);
    text_free(&problem);
    return sweep.count;
}
