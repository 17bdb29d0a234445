/* The actor's channel on Windows: lines over a transport. */
#include "actor/channel.h"

#include "actor/actor.h"
#include "actor/channel_win32.h"

#include <fcntl.h>
#include <io.h>
#include <string.h>
#include <windows.h>

static const Transport *transport;
static char ahead[64 * 1024]; /* read, but not yet taken as a line */
static size_t ahead_from, ahead_to;

void append_windows_error(Text *problem, unsigned long error)
{
    char message[256] = "";
    DWORD length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, error, 0, message,
                                  sizeof message, NULL);
    while (length && (message[length - 1] == '\n' || message[length - 1] == '\r' || message[length - 1] == '.'))
        message[--length] = '\0';
    text_printf(problem, "%s (Windows error %lu)", length ? message : "no message", error);
}

static bool usable(HANDLE handle)
{
    return handle && handle != INVALID_HANDLE_VALUE && GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

/* Standard input: the null device; standard output: standard error; where that is missing, the null device too. Both
 * the process's handles and the C library's descriptors, which _dup2 keeps in step. The numbers in a child that
 * inherited nothing may be those of something else, so only handles of files are believed. */
static bool settle_standard_handles(Text *problem)
{
    int null = _open("NUL", _O_RDWR | _O_BINARY);
    if (null < 0) {
        text_append(problem, "the actor cannot open the device NUL for its standard input");
        return false;
    }
    HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    if (!usable(error) || _get_osfhandle(2) == -1)
        _dup2(null, 2);
    _dup2(null, 0);
    _dup2(2, 1);
    SetStdHandle(STD_INPUT_HANDLE, (HANDLE)_get_osfhandle(0));
    SetStdHandle(STD_OUTPUT_HANDLE, (HANDLE)_get_osfhandle(1));
    SetStdHandle(STD_ERROR_HANDLE, (HANDLE)_get_osfhandle(2));
    if (null > 2)
        _close(null);
    return true;
}

bool own_channel_open(Text *problem)
{
    transport = transport_of_standard_handles(problem);
    return transport && settle_standard_handles(problem);
}

bool own_channel_join(const char *address, Text *problem)
{
    if (strncmp(address, "pipe:", 5) == 0)
        transport = transport_to_pipe(address + 5, problem);
    else if (strncmp(address, "tcp:", 4) == 0)
        transport = transport_to_tcp(address + 4, problem);
    else
        text_printf(problem, "the actor cannot join %s: expected pipe:NAME or tcp:PORT:TOKEN", address);
    return transport && settle_standard_handles(problem);
}

bool own_channel_receive(Text *line)
{
    text_clear(line);
    text_append(line, "");
    for (;;) {
        char *start = ahead + ahead_from;
        char *end = memchr(start, '\n', ahead_to - ahead_from);
        text_append_bytes(line, start, end ? (size_t)(end - start) : ahead_to - ahead_from);
        if (end) {
            ahead_from = (size_t)(end - ahead) + 1;
            if (line->length && line->bytes[line->length - 1] == '\r')
                line->bytes[--line->length] = '\0';
            return true;
        }
        ahead_from = ahead_to = 0;
        int got = transport->read(ahead, sizeof ahead);
        if (got <= 0)
            return false;
        ahead_to = (size_t)got;
    }
}

bool own_channel_has_line(void)
{
    return memchr(ahead + ahead_from, '\n', ahead_to - ahead_from) != NULL;
}

bool own_channel_send(Text *line)
{
    enum { LARGEST_WRITE = 64 * 1024 };
    text_append(line, "\n");
    for (size_t sent = 0; sent < line->length;) {
        size_t rest = line->length - sent;
        int wrote = transport->write(line->bytes + sent, (int)(rest < LARGEST_WRITE ? rest : LARGEST_WRITE));
        if (wrote <= 0)
            return false;
        sent += (size_t)wrote;
    }
    return true;
}

void own_channel_abandon(void)
{
    /* Only a forked child leaves its parent's channel, and Windows has no fork. */
}

const char *channel_join_kind(void)
{
    return transport->join;
}

unsigned own_channel_handles(void)
{
    return transport ? transport->handles : 0;
}
