/* The registry of requirements: cases/requirements/NAME.jsonl, one JSON object a line. Cases and baselines cite its
 * ids. */
#ifndef MAPCHECK_RUN_REGISTRY_H
#define MAPCHECK_RUN_REGISTRY_H

#include "story/instance.h"
#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Requirement {
    const char *id;
    const char *class_word; /* "MAND", "OPT", "UNSP", "LNX", "BSD", "A", "B", "C" ... */
    const char *level;      /* "MUST", "SHOULD", "OBSERVE" */
    const char *statement;
    const char *source;
    const char *deviations; /* "" or "-": none known */
    json_t *record;         /* the line; owns the texts above */
} Requirement;

typedef struct Registry {
    Requirement *list; /* by id */
    size_t count;
} Registry;

/* Reads every *.jsonl of the directory. False: `problem` names file, line and what was expected. */
bool registry_read(const char *directory, Registry *registry, Text *problem);

/* The same for the folder that find_data (data.h) found. */
bool registry_read_data(const char *data, Registry *registry, Text *problem);
void registry_free(Registry *registry);

const Requirement *registry_find(const Registry *registry, const char *id); /* NULL: no such id */

/* False: some case cites an id that is not there; `problem` names all of them with file and line. */
bool registry_check_cases(const Registry *registry, const Instance *cases, size_t count, Text *problem);

/* Does the text name some id of the registry as a word of its own? */
bool registry_cited_in(const Registry *registry, const char *text);

#endif
