#include "run/ledger.h"
#include "run/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Ledger {
    FILE *file;
    char *path;
    Text line;
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

bool ledger_write_line(Ledger *ledger, const char *line, size_t length, Text *problem)
{
    if (ledger->failed)
        return false;
    text_clear(&ledger->line); /* with its newline the line leaves in one write */
    text_append_bytes(&ledger->line, line, length);
    text_append(&ledger->line, "\n");
    errno = 0;
    bool written = fwrite(ledger->line.bytes, 1, ledger->line.length, ledger->file) == ledger->line.length;
    if (!written) {
        text_printf(problem, "%s: writing failed: %s; what was written until now is kept, --resume continues it",
                    ledger->path, strerror(errno));
        ledger->failed = true;
    }
    return written;
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
    bool written = ledger_write_line(ledger, line, strlen(line), problem);
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
    text_free(&ledger->line);
    free(ledger);
    return closed;
}
