#include "export/export.h"

#include <dlfcn.h>
#include <string.h>

/* The conductor has no code of the actor's: what is found here is the C library's. The program brings one of the actor's
 * functions along (program/posix_regions.c). The tables of Windows have only the system's functions. */
bool system_has_function(const char *family, const char *name)
{
    return strcmp(family, "posix") != 0 || strcmp(name, "digest_regions") == 0 || dlsym(RTLD_DEFAULT, name) != NULL;
}
