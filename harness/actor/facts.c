#include "actor/actor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void append_fact(Text *out, const char *key, const char *format, ...)
{
    char value[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    text_printf(out, " %s=\"", key);
    text_append_escaped(out, value, strlen(value));
    text_append(out, "\"");
}
