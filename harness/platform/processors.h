/* Processes of which only one acts at a time, on one processor: to hand over then wakes no other processor, which on a virtual
 * machine takes longer than all the rest of an operation. processors_linux.c; processors_elsewhere.c leaves all where they are. */
#ifndef MAPCHECK_PLATFORM_PROCESSORS_H
#define MAPCHECK_PLATFORM_PROCESSORS_H

#include <stdint.h>

/* This process stays on the processor that it is on now. */
void processors_gather(void);
/* Another one, by the system's number, goes there too, and so will its children. Nothing happens if this one is not gathered. */
void processors_join(uint64_t process);
/* This process may be again where it might be before. */
void processors_leave(void);

#endif
