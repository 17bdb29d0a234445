#include "platform/system.h"

typedef struct Clearing {
    const char *path;
    Text *problem;
    bool clear;
} Clearing;

static bool remove_entry(const char *name, void *context)
{
    Clearing *clearing = context;
    Text path = {0};
    text_printf(&path, "%s/%s", clearing->path, name);
    if (!remove_tree(path.bytes, clearing->problem))
        clearing->clear = false;
    text_free(&path);
    return true; /* the others all the same */
}

bool remove_tree_contents(const char *path, Text *problem)
{
    Clearing clearing = {.path = path, .problem = problem, .clear = true};
    if (!list_directory(path, remove_entry, &clearing)) {
        text_printf(problem, "the folder %s cannot be listed", path);
        return false;
    }
    return clearing.clear;
}
