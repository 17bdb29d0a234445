#include "platform/wide_win32.h"

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

wchar_t *to_wide(const char *text)
{
    int length = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *wide = calloc((size_t)(length > 0 ? length : 1), sizeof *wide);
    if (!wide) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, length);
    return wide;
}

wchar_t *to_wide_path(const char *path)
{
    wchar_t *wide = to_wide(path);
    for (wchar_t *at = wide; *at; at++) {
        if (*at == L'/')
            *at = L'\\';
    }
    return wide;
}

void append_narrow(Text *out, const wchar_t *wide)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *narrow = calloc((size_t)(length > 0 ? length : 1), 1);
    if (!narrow) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    WideCharToMultiByte(CP_UTF8, 0, wide, -1, narrow, length, NULL, NULL);
    text_append(out, narrow);
    free(narrow);
}

void append_narrow_path(Text *out, const wchar_t *wide)
{
    size_t from = out->length;
    append_narrow(out, wide);
    for (size_t i = from; i < out->length; i++) {
        if (out->bytes[i] == '\\')
            out->bytes[i] = '/';
    }
}

void append_system_error(Text *out, unsigned long error)
{
    wchar_t words[256];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, error, 0, words,
                                  (DWORD)(sizeof words / sizeof words[0]), NULL);
    while (length && (words[length - 1] <= L' ' || words[length - 1] == L'.'))
        words[--length] = 0;
    if (length)
        append_narrow(out, words);
    text_printf(out, "%s(Windows error %lu)", length ? " " : "", error);
}
