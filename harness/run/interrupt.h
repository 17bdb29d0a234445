/* Ctrl-C, and the polite request to end: noted here, acted upon by who loops. */
#ifndef MAPCHECK_RUN_INTERRUPT_H
#define MAPCHECK_RUN_INTERRUPT_H

#include <stdbool.h>

/* From now on the first SIGINT or SIGTERM is noted; a second one ends the program at once. */
void watch_interrupts(void);
bool was_interrupted(void);

#endif
