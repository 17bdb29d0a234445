#include "run/data.h"

#include "platform/system.h"

#include <stdlib.h>
#include <string.h>

void own_directory(Text *out)
{
    size_t from = out->length;
    own_program_path(out);
    for (size_t i = from; i < out->length; i++) {
        if (out->bytes[i] == '\\')
            out->bytes[i] = '/';
    }
    while (out->length > from && out->bytes[out->length - 1] != '/')
        out->length--;
    if (out->length > from + 1)
        out->length--; /* the slash; a root keeps it */
    if (out->bytes)
        out->bytes[out->length] = '\0';
}

static bool has_data(const char *directory)
{
    Text path = {0};
    text_printf(&path, "%s/cases/requirements", directory);
    bool there = file_exists(path.bytes);
    text_free(&path);
    return there;
}

bool find_data(const char *option, Text *directory, Text *problem)
{
    const char *named = option ? option : getenv("MAPCHECK_DATA");
    if (named && *named) {
        text_append(directory, named);
        if (has_data(named))
            return true;
        text_printf(problem, "%s: no folder cases/requirements in it; %s is to name the folder that holds it", named,
                    option ? "--data" : "MAPCHECK_DATA");
        return false;
    }
    Text own = {0};
    own_directory(&own);
    static const char *const places[] = {"%s", "%s/../..", MAPCHECK_SOURCE_DIRECTORY, "%s/../share/mapcheck"};
    bool found = false;
    for (size_t i = 0; !found && i < sizeof places / sizeof *places; i++) {
        text_clear(directory);
        if (!strncmp(places[i], "%s", 2))
            text_printf(directory, "%s%s", own.bytes, places[i] + 2);
        else
            text_append(directory, places[i]);
        found = has_data(directory->bytes);
    }
    if (!found)
        text_printf(problem,
                    "the suite's data (cases/requirements, reports/baseline) are not beside %s, not two "
                    "folders up, not in %s and not in ../share/mapcheck; name their folder with --data DIR",
                    own.bytes, MAPCHECK_SOURCE_DIRECTORY);
    text_free(&own);
    return found;
}
