#include "platform/system.h"
#include "reports/test/sample.h"

#include <stdio.h>
#include <stdlib.h>

static Text folder;

static void remove_folder(void)
{
    Text problem = {0};
    if (!remove_tree(folder.bytes, &problem))
        fprintf(stderr, "%s\n", problem.bytes);
    text_free(&problem);
    text_free(&folder);
}

const char *sample_folder(void)
{
    if (folder.length)
        return folder.bytes;
    Text problem = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/mapcheck-reports-");
    append_random_name(&folder, 8);
    if (!make_private_directory(folder.bytes, &problem)) {
        fprintf(stderr, "%s\n", problem.bytes);
        abort();
    }
    atexit(remove_folder);
    return folder.bytes;
}

const char *sample_file(const char *name, const Text *text)
{
    static char path[1024];
    Text problem = {0};
    snprintf(path, sizeof path, "%s/%s", sample_folder(), name);
    if (!write_file(path, text->bytes, text->length, &problem)) {
        fprintf(stderr, "%s\n", problem.bytes);
        abort();
    }
    return path;
}
