/* Names of platforms, and where their baselines are. */
#ifndef MAPCHECK_RUN_PLATFORM_NAME_H
#define MAPCHECK_RUN_PLATFORM_NAME_H

#include "wire/text.h"

#include <jansson.h>

/* From an actor's facts: SYSTEM-ARCH[-LIBC], "linux-x86_64-glibc"; where the fact `wine` is there, wine-ARCH. */
void append_platform_name(Text *out, const json_t *facts);

/* DATA/reports/baseline/PLATFORM.txt */
void append_baseline_path(Text *out, const char *data, const char *platform);

#endif
