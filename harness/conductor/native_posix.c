#include "conductor/connection.h"

#include <string.h>

bool hello_is_native(const Hello *hello)
{
    return strcmp(hello->system, "windows") != 0;
}

const char *rendezvous_kind(const Hello *hello)
{
    return hello_is_native(hello) ? "unix" : "tcp";
}
