/* Memory pressure on chosen processes: the system takes back of their memory what it can, and what they touch again comes from
 * where it was put. Nothing is refused and nobody is killed.
 * pressure_linux.c uses the memory controller of control groups; pressure_elsewhere.c says that there is none. */
#ifndef MAPCHECK_PLATFORM_PRESSURE_H
#define MAPCHECK_PLATFORM_PRESSURE_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Pressure Pressure;

/* NULL: `why_not` says why this process cannot do that. */
Pressure *pressure_open(Text *why_not);
/* The process, by the system's number, is among those that are meant. False: `why_not`. */
bool pressure_take(Pressure *pressure, uint64_t process, Text *why_not);
void pressure_press(Pressure *pressure);
/* The processes are again where they were. */
void pressure_close(Pressure *pressure);

#endif
