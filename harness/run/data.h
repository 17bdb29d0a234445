/* Where the suite's data are: the folder that holds cases/requirements/ and reports/baseline/. */
#ifndef MAPCHECK_RUN_DATA_H
#define MAPCHECK_RUN_DATA_H

#include "wire/text.h"

#include <stdbool.h>

/* `option` is --data, or NULL. Looked for, in this order: --data, the environment variable MAPCHECK_DATA, beside the
 * program and two folders up (build/PRESET/mapcheck), where it was built from, ../share/mapcheck. The first two are
 * taken at their word. False: `problem` says where was looked. */
bool find_data(const char *option, Text *directory, Text *problem);

/* The folder that the program itself is in. */
void own_directory(Text *out);

#endif
