#include "run/place.h"

#include "platform/system.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool keep_previous(const char *ledger, const char *previous, const char *resume, Text *problem)
{
    if (resume && !strcmp(resume, previous)) {
        text_printf(problem, "%s is to be resumed, but it would be replaced by %s; name another folder with --out",
                    previous, ledger);
        return false;
    }
    remove(previous); /* rename does not replace on every platform; what matters of a failure shows there */
    if (!rename(ledger, previous))
        return true;
    text_printf(problem, "%s: cannot be kept as %s: %s", ledger, previous, strerror(errno));
    return false;
}

bool prepare_place(const char *directory, const char *resume, Text *path, Text *kept, Text *problem)
{
    if (!make_directories(directory, problem))
        return false;
    text_printf(path, "%s/ledger.jsonl", directory);
    if (!file_exists(path->bytes))
        return true;
    Text previous = {0};
    text_printf(&previous, "%s/previous.jsonl", directory);
    bool fine = keep_previous(path->bytes, previous.bytes, resume, problem);
    if (fine)
        text_printf(kept, "the ledger of the run before is kept as %s", previous.bytes);
    text_free(&previous);
    return fine;
}
