/* The channels of roles, on Windows. ---------------------------------------------------------------------------------- */

#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#define NTDDI_VERSION 0x0A00000B
#endif
#define __USE_MINGW_ANSI_STDIO 1
#include <stddef.h>
#include <stdint.h>
#include <windows.h>
#include <winternl.h>
#include <memoryapi.h>
#include <psapi.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MILLISECONDS = 20000 };

static char program[MAX_PATH];       /* this one's absolute path */
static char folder[MAX_PATH];        /* of this run: the files of the story */
static _Thread_local HANDLE channel; /* of a role: its own */
static volatile LONG own_channels;   /* how many roles this process plays */
static char run[33];                 /* what names of this run carry */
static HANDLE pipes[64];             /* of the story: a number of a channel or listener is an index from 1 */

static inline void give_up(const char *what)
{
    fprintf(stderr, "cannot go on: %s: error %lu\n", what, GetLastError());
    ExitProcess(2);
}

static inline int keep_pipe(HANDLE pipe)
{
    for (int i = 1; i < 64; i++) {
        if (!pipes[i]) {
            pipes[i] = pipe;
            return i;
        }
    }
    give_up("too many roles");
    return 0;
}

static inline void pipe_of_role(int role, char *name, size_t room)
{
    snprintf(name, room, "\\\\.\\pipe\\%s-%d", run, role);
}

static inline int listen_for(int role)
{
    char name[128];
    pipe_of_role(role, name, sizeof name);
    HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE | PIPE_WAIT, 4,
                                   65536, 65536, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE)
        give_up("no pipe for a role");
    return keep_pipe(pipe);
}

static inline void close_channel(int which)
{
    CloseHandle(pipes[which]);
    pipes[which] = NULL;
}

/* 1: done; 0: the other side is gone; -1: it takes too long. */
static inline int finish_transfer(HANDLE pipe, OVERLAPPED *transfer, BOOL began, DWORD *count)
{
    if (!began && GetLastError() != ERROR_IO_PENDING)
        return GetLastError() == ERROR_PIPE_CONNECTED ? 1 : 0;
    if (WaitForSingleObject(transfer->hEvent, PATIENCE_MILLISECONDS) != WAIT_OBJECT_0) {
        CancelIo(pipe);
        GetOverlappedResult(pipe, transfer, count, TRUE);
        return -1;
    }
    return GetOverlappedResult(pipe, transfer, count, TRUE) ? 1 : 0;
}

/* -1: nobody came. */
static inline int welcome(int listener)
{
    OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD count = 0;
    int came = finish_transfer(pipes[listener], &transfer, ConnectNamedPipe(pipes[listener], &transfer), &count);
    CloseHandle(transfer.hEvent);
    return came == 1 ? listener : -1;
}

static inline void join_as(int role)
{
    char name[128];
    pipe_of_role(role, name, sizeof name);
    channel = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (channel == INVALID_HANDLE_VALUE)
        ExitProcess(2);
    InterlockedIncrement(&own_channels);
}

static inline int receive_here(void *into, size_t length)
{
    for (size_t done = 0; done < length;) {
        DWORD got = 0;
        if (!ReadFile(channel, (char *)into + done, (DWORD)(length - done), &got, NULL) || !got)
            return 0;
        done += got;
    }
    return 1;
}

static inline int send_here(const void *from, size_t length)
{
    DWORD sent = 0;
    return !length || WriteFile(channel, from, (DWORD)length, &sent, NULL);
}

static inline int receive_there(int from, void *into, size_t length)
{
    for (size_t done = 0; done < length;) {
        OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
        DWORD got = 0;
        BOOL began = ReadFile(pipes[from], (char *)into + done, (DWORD)(length - done), NULL, &transfer);
        int came = finish_transfer(pipes[from], &transfer, began, &got);
        CloseHandle(transfer.hEvent);
        if (came != 1 || !got)
            return came == -1 ? -1 : 0;
        done += got;
    }
    return 1;
}

static inline int send_there(int to, const void *from, size_t length)
{
    OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD sent = 0;
    int gone = finish_transfer(pipes[to], &transfer, WriteFile(pipes[to], from, (DWORD)length, NULL, &transfer), &sent);
    CloseHandle(transfer.hEvent);
    return gone == 1;
}

#define receive_from(from, into, length) \
    _Generic((from), HANDLE : receive_here(into, length), default : receive_there((int)(intptr_t)(from), into, length))
#define send_to(to, from, length) \
    _Generic((to), HANDLE : send_here(from, length), default : send_there((int)(intptr_t)(to), from, length))
