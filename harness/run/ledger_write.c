#include "run/ledger.h"
#include "run/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WAITING = 64 << 10 };

struct Ledger {
    FILE *file;
    char *path;
    Text lines; /* that wait */
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
    setvbuf(file, NULL, _IONBF, 0); /* lines go to the system whole */
    Ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger)
        abort();
    *ledger = (Ledger){.file = file, .path = copy_bytes(path, strlen(path))};
    return ledger;
}

bool ledger_flush(Ledger *ledger, Text *problem)
{
    if (ledger->failed || !ledger->lines.length)
        return !ledger->failed;
    errno = 0;
    bool written = fwrite(ledger->lines.bytes, 1, ledger->lines.length, ledger->file) == ledger->lines.length;
    if (!written) {
        text_printf(problem, "%s: writing failed: %s; what was written until now is kept, --resume continues it",
                    ledger->path, strerror(errno));
        ledger->failed = true;
    }
    text_clear(&ledger->lines);
    return written;
}

bool ledger_write_line(Ledger *ledger, const char *line, size_t length, Text *problem)
{
    if (ledger->failed)
        return false;
    text_append_bytes(&ledger->lines, line, length);
    text_append(&ledger->lines, "\n");
    return ledger->lines.length < MOST_WAITING || ledger_flush(ledger, problem);
}

bool ledger_line(Ledger *ledger, const json_t *record, const char *rest, Text *line, Text *problem)
{
    char *object = json_dumps(record, JSON_COMPACT);
    if (!object) {
        text_printf(problem, "%s: a record could not be written as JSON", ledger->path);
        ledger->failed = true;
        return false;
    }
    text_clear(line);
    text_append_bytes(line, object, strlen(object) - 1);
    text_append(line, rest);
    text_append(line, "}");
    free(object);
    return true;
}

bool ledger_write(Ledger *ledger, const json_t *record, Text *problem)
{
    Text line = {0};
    bool written = !ledger->failed && ledger_line(ledger, record, "", &line, problem) &&
                   ledger_write_line(ledger, line.bytes, line.length, problem) && ledger_flush(ledger, problem);
    text_free(&line);
    return written;
}

bool ledger_close(Ledger *ledger, Text *problem)
{
    if (!ledger)
        return true;
    bool flushed = ledger_flush(ledger, problem), closed = fclose(ledger->file) == 0;
    if (flushed && !closed)
        text_printf(problem, "%s: closing failed: %s", ledger->path, strerror(errno));
    free(ledger->path);
    text_free(&ledger->lines);
    free(ledger);
    return flushed && closed;
}
