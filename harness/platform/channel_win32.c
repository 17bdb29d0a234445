#include "platform/inside_win32.h"
#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>

void close_handle(HANDLE *handle)
{
    if (*handle)
        CloseHandle(*handle);
    *handle = NULL;
}

bool pump(HANDLE also, uint64_t deadline)
{
    uint64_t now = clock_milliseconds();
    uint64_t left = deadline > now ? deadline - now : 0;
    DWORD wait = left < 1000u * 1000 * 1000 ? (DWORD)left : 1000u * 1000 * 1000;
    if (also)
        return WaitForSingleObjectEx(also, wait, TRUE) == WAIT_OBJECT_0;
    SleepEx(wait, TRUE);
    return false;
}

static void note_result(Transfer *transfer, DWORD error, DWORD count)
{
    transfer->pending = false;
    transfer->failed = error != ERROR_SUCCESS;
    transfer->count = error == ERROR_SUCCESS ? count : 0;
}

static void CALLBACK input_came(DWORD error, DWORD count, OVERLAPPED *overlapped)
{
    Channel *channel = overlapped->hEvent;
    note_result(&channel->reading, error, count);
    lines_added(&channel->lines, channel->reading.count);
    if (lines_too_long(&channel->lines))
        channel->reading.failed = true;
    channel_read_on(channel);
}

void channel_read_on(Channel *channel)
{
    if (channel->reading.pending || channel->reading.failed || lines_full(&channel->lines))
        return;
    size_t room;
    char *space = lines_space(&channel->lines, &room);
    channel->reading.overlapped = (OVERLAPPED){.hEvent = channel};
    channel->reading.pending = ReadFileEx(channel->input, space, (DWORD)(room < 1 << 20 ? room : 1 << 20),
                                          &channel->reading.overlapped, input_came);
    channel->reading.failed = !channel->reading.pending;
}

static void CALLBACK output_went(DWORD error, DWORD count, OVERLAPPED *overlapped)
{
    Channel *channel = overlapped->hEvent;
    note_result(&channel->writing, error, count);
}

static void CALLBACK noise_came(DWORD error, DWORD count, OVERLAPPED *overlapped)
{
    Process *process = overlapped->hEvent;
    note_result(&process->noise_transfer, error, count);
    noise_add(&process->noise, process->noise_piece, process->noise_transfer.count);
    noise_read_on(process);
}

void noise_read_on(Process *process)
{
    Transfer *transfer = &process->noise_transfer;
    if (transfer->pending || transfer->failed)
        return;
    transfer->overlapped = (OVERLAPPED){.hEvent = process};
    transfer->pending = ReadFileEx(process->noise_pipe, process->noise_piece, sizeof process->noise_piece,
                                   &transfer->overlapped, noise_came);
    transfer->failed = !transfer->pending;
}

void transfer_stop(HANDLE pipe, Transfer *transfer)
{
    transfer->failed = true; /* a completion routine that runs now starts nothing new */
    while (transfer->pending) {
        CancelIoEx(pipe, &transfer->overlapped);
        SleepEx(INFINITE, TRUE);
        transfer->failed = true;
    }
}

Channel *channel_new(HANDLE input, HANDLE output, Process *process)
{
    Channel *channel = calloc(1, sizeof *channel);
    if (!channel) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    channel->input = input;
    channel->output = output;
    channel->process = process;
    if (process)
        process->channel = channel;
    channel_read_on(channel);
    return channel;
}

static bool ended(Channel *channel)
{
    return channel->reading.failed && !channel->reading.pending;
}

Received channel_receive(Channel *channel, Text *line, uint64_t deadline)
{
    for (bool last_look = false;;) {
        if (lines_take(&channel->lines, line))
            return RECEIVED_LINE;
        if (ended(channel))
            return RECEIVED_END;
        if (last_look)
            return RECEIVED_LATE;
        last_look = clock_milliseconds() >= deadline;
        channel_read_on(channel);
        pump(NULL, deadline);
    }
}

bool channel_send(Channel *channel, const char *line, size_t length, uint64_t deadline)
{
    if (channel->stuck)
        return false;
    text_clear(&channel->outgoing);
    text_append_bytes(&channel->outgoing, line, length);
    text_append(&channel->outgoing, "\n");
    for (size_t sent = 0; sent < channel->outgoing.length; sent += channel->writing.count) {
        Transfer *writing = &channel->writing;
        writing->overlapped = (OVERLAPPED){.hEvent = channel};
        writing->pending = WriteFileEx(channel->output, channel->outgoing.bytes + sent,
                                       (DWORD)(channel->outgoing.length - sent), &writing->overlapped, output_went);
        writing->failed = !writing->pending;
        while (writing->pending && clock_milliseconds() < deadline)
            pump(NULL, deadline);
        if (writing->pending) {
            pump(NULL, 0);
            transfer_stop(channel->output, writing);
        }
        /* How much of a line went out before it was stopped is not known: nothing that follows could be understood. */
        channel->stuck = writing->failed;
        if (channel->stuck)
            return false;
    }
    return true;
}

int channel_select(Channel *const *channels, size_t count, uint64_t deadline)
{
    static size_t turn; /* so that a talkative channel does not hide the others */
    for (bool last_look = false;;) {
        for (size_t i = 0; i < count; i++) {
            size_t index = (turn + i) % count;
            if (channels[index] && (lines_has_line(&channels[index]->lines) || ended(channels[index]))) {
                turn = index + 1;
                return (int)index;
            }
            if (channels[index])
                channel_read_on(channels[index]);
        }
        if (last_look)
            return -1;
        last_look = clock_milliseconds() >= deadline;
        pump(NULL, deadline);
    }
}

void channel_close(Channel *channel)
{
    if (!channel)
        return;
    if (channel->process)
        channel->process->channel = NULL;
    transfer_stop(channel->input, &channel->reading);
    if (channel->output != channel->input)
        close_handle(&channel->output);
    close_handle(&channel->input);
    lines_free(&channel->lines);
    text_free(&channel->outgoing);
    free(channel);
}
