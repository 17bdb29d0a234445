#include "run/ledger.h"
#include "run/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Ledger {
    FILE *file;
    char *path;
    bool failed;
};

Ledger *ledger_open(const char *path, Text *problem)
{
    FILE *file = fopen(path, "ab");
    if (!file) {
        text_printf(problem, "%s: cannot be opened for writing: %s; choose another place with --out", path,
                    strerror(errno));
        return NULL;
    }
    setvbuf(file, NULL, _IONBF, 0); /* a line goes to the system at once and whole */
    Ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger)
        abort();
    *ledger = (Ledger){.file = file, .path = copy_bytes(path, strlen(path))};
    return ledger;
}

bool ledger_write(Ledger *ledger, const json_t *record, Text *problem)
{
    if (ledger->failed)
        return false;
    char *line = json_dumps(record, JSON_COMPACT);
    if (!line) {
        text_printf(problem, "%s: a record could not be written as JSON", ledger->path);
        ledger->failed = true;
        return false;
    }
    size_t length = strlen(line);
    line[length] = '\n'; /* in the place of the NUL: the line leaves in one write */
    errno = 0;
    bool written = fwrite(line, 1, length + 1, ledger->file) == length + 1;
    if (!written) {
        text_printf(problem, "%s: writing failed: %s; what was written until now is kept, --resume continues it",
                    ledger->path, strerror(errno));
        ledger->failed = true;
    }
    free(line);
    return written;
}

bool ledger_close(Ledger *ledger, Text *problem)
{
    if (!ledger)
        return true;
    bool closed = fclose(ledger->file) == 0;
    if (!closed)
        text_printf(problem, "%s: closing failed: %s", ledger->path, strerror(errno));
    free(ledger->path);
    free(ledger);
    return closed;
}
