#include "export/export.h"

#include <dlfcn.h>
#include <string.h>

/* The conductor has no code of the actor's: what is found here is the C library's. The tables of Windows have only the
 * system's functions. */
bool system_has_function(const char *family, const char *name)
{
    return strcmp(family, "posix") != 0 || dlsym(RTLD_DEFAULT, name) != NULL;
}
