/* UTF-8 to the system's UTF-16 and back, and its errors as words. */
#ifndef MAPCHECK_PLATFORM_WIDE_WIN32_H
#define MAPCHECK_PLATFORM_WIDE_WIN32_H

#include "wire/text.h"

#include <wchar.h>

wchar_t *to_wide(const char *text);      /* to be freed */
wchar_t *to_wide_path(const char *path); /* the same with '\\' for '/' */
void append_narrow(Text *out, const wchar_t *wide);
void append_narrow_path(Text *out, const wchar_t *wide); /* with '/' for '\\' */
void append_system_error(Text *out, unsigned long error);

#endif
