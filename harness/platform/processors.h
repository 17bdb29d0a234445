/* Processes of which only one acts at a time, on one processor: to hand over then wakes no other processor, which on a virtual
 * machine takes longer than all the rest of an operation. processors_linux.c; processors_elsewhere.c leaves all where they are. */
#ifndef MAPCHECK_PLATFORM_PROCESSORS_H
#define MAPCHECK_PLATFORM_PROCESSORS_H

#include <stdbool.h>
#include <stdint.h>

/* This process takes a processor for itself and those who join it, and stays on it. No other process of ours, of whatever run,
 * takes the same one; where none is left, or it cannot be done, this one goes on as it was. */
void processors_gather(void);
/* By a thread of a gathered process, again and again: it goes to the processors that no process of ours has taken, while there
 * are any, and its children begin there: who acts then has to join or part. What talks with nobody is best done there. */
void processors_step_aside(void);
/* Another one, by the system's number, goes there too, and so will its children. Nothing happens if this one is not gathered. */
void processors_join(uint64_t process);
/* Another one may be again where this one might be before it gathered. Nothing happens if it never did. */
void processors_part(uint64_t process);
/* This process may be again where it might be before, and gives its processor back. */
void processors_leave(void);

#endif
