/* What an earlier, unfinished run has already told: its finished cases are taken over, the others told again. */
#ifndef MAPCHECK_RUN_RESUME_H
#define MAPCHECK_RUN_RESUME_H

#include "run/ledger.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct Resume {
    json_t *run;      /* its run record */
    json_t *finished; /* object: "CASE#ATTEMPT" -> array of this attempt's records, from begin to end */
    json_t *open;     /* while reading: "CASE#WORKER" -> array */
} Resume;

/* False: `problem` says what is wrong with the ledger, with file and line. */
bool resume_read(const char *path, Resume *resume, Text *problem);
void resume_free(Resume *resume);

/* The records of this attempt (an array, borrowed), or NULL: it is to be told. */
json_t *resume_records(const Resume *resume, const char *id, unsigned attempt);

#endif
