#include "platform/inside_posix.h"
#include "platform/system.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

Channel *channel_new(int input, int output, Process *process)
{
    Channel *channel = calloc(1, sizeof *channel);
    if (!channel) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    *channel = (Channel){.input = input, .output = output, .process = process};
    set_non_blocking(input);
    set_non_blocking(output);
    if (process)
        process->channel = channel;
    return channel;
}

Received channel_receive(Channel *channel, Text *line, uint64_t deadline)
{
    for (bool last_look = false;;) {
        if (lines_take(&channel->lines, line))
            return RECEIVED_LINE;
        if (channel->ended)
            return RECEIVED_END;
        if (last_look)
            return RECEIVED_LATE;
        last_look = clock_milliseconds() >= deadline;
        if (!pump_one(channel, deadline))
            pump(&channel, 1, NULL, deadline, NULL);
    }
}

/* What the system takes at once of the line from `sent` on and the newline behind it; -1: nothing more will be taken. */
static ssize_t write_some(Channel *channel, const char *line, size_t length, size_t sent)
{
    struct iovec parts[2] = {{.iov_base = (char *)line + sent, .iov_len = length - sent},
                             {.iov_base = "\n", .iov_len = 1}};
    ssize_t count = writev(channel->output, parts, 2);
    if (count >= 0)
        return count;
    return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

bool channel_send(Channel *channel, const char *line, size_t length, uint64_t deadline)
{
    size_t sent = 0;
    while (!channel->stuck) {
        ssize_t count = write_some(channel, line, length, sent);
        sent += count > 0 ? (size_t)count : 0;
        if (sent == length + 1)
            return true;
        if (count < 0 || (count == 0 && clock_milliseconds() >= deadline)) {
            /* After half a line nothing that follows could be understood. */
            channel->stuck = count < 0 || sent > 0;
            return false;
        }
        Awaited turn = {.descriptor = channel->output, .events = POLLOUT};
        if (count == 0)
            pump(&channel, 1, &turn, deadline, NULL);
    }
    return false;
}

int channel_select(Channel *const *channels, size_t count, uint64_t deadline)
{
    static size_t turn; /* so that a talkative channel does not hide the others */
    for (bool last_look = false;;) {
        for (size_t i = 0; i < count; i++) {
            size_t index = (turn + i) % count;
            if (channels[index] && (lines_has_line(&channels[index]->lines) || channels[index]->ended)) {
                turn = index + 1;
                return (int)index;
            }
        }
        if (last_look)
            return -1;
        last_look = clock_milliseconds() >= deadline;
        pump(channels, count, NULL, deadline, NULL);
    }
}

void channel_close(Channel *channel)
{
    if (!channel)
        return;
    if (channel->process)
        channel->process->channel = NULL;
    if (channel->output != channel->input)
        close(channel->output);
    close(channel->input);
    lines_free(&channel->lines);
    free(channel);
}
