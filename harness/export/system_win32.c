#include "export/export.h"

#include <string.h>

/* The tables of Windows have only the system's functions. */
bool system_has_function(const char *family, const char *name)
{
    (void)name;
    return strcmp(family, "posix") != 0;
}
