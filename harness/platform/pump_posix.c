/* The one place that waits: every wait for a line, a writer's turn or a process's end also takes in what has come to the
 * standard error of all processes, so that none of them ever blocks on it. */
#include "platform/inside_posix.h"
#include "platform/system.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct PollList {
    struct pollfd *entries;
    nfds_t count, room;
} PollList;

enum { PATIENCE_MILLISECONDS = 20 };

static PollList list; /* kept from wait to wait */

static struct pollfd *add_entry(int descriptor, short events)
{
    if (list.count == list.room) {
        nfds_t room = list.room ? 2 * list.room : 16;
        struct pollfd *entries = realloc(list.entries, room * sizeof *entries);
        if (!entries) {
            fputs("mapcheck: out of memory\n", stderr);
            abort();
        }
        list.entries = entries;
        list.room = room;
    }
    list.entries[list.count] = (struct pollfd){.fd = descriptor, .events = events};
    return &list.entries[list.count++];
}

static void read_channel(Channel *channel)
{
    size_t room;
    char *space = lines_space(&channel->lines, &room);
    ssize_t count = read(channel->input, space, room);
    if (count > 0)
        lines_added(&channel->lines, (size_t)count);
    else if (count == 0 || (errno != EAGAIN && errno != EINTR))
        channel->ended = true;
    if (lines_too_long(&channel->lines))
        channel->ended = true;
}

static void read_noise(Process *process)
{
    static char piece[64 << 10];
    ssize_t count = read(process->noise_descriptor, piece, sizeof piece);
    if (count > 0)
        noise_add(&process->noise, piece, (size_t)count);
    else if (count == 0 || (errno != EAGAIN && errno != EINTR))
        close_descriptor(&process->noise_descriptor);
}

static int wait_for_entries(uint64_t deadline, const sigset_t *mask)
{
    uint64_t now = clock_milliseconds();
    uint64_t left = deadline > now ? deadline - now : 0;
    if (left > 1000u * 1000 * 1000)
        left = 1000u * 1000 * 1000;
    struct timespec time = {.tv_sec = (time_t)(left / 1000), .tv_nsec = (long)(left % 1000) * 1000000};
    return ppoll(list.entries, list.count, &time, mask);
}

static bool wants_input(const Channel *channel)
{
    return channel && !channel->ended && !lines_full(&channel->lines);
}

bool pump_one(Channel *channel, uint64_t deadline)
{
    if (!wants_input(channel))
        return false;
    uint64_t patience = clock_milliseconds() + PATIENCE_MILLISECONDS;
    list.count = 0;
    add_entry(channel->input, POLLIN);
    if (wait_for_entries(deadline < patience ? deadline : patience, NULL) <= 0)
        return false;
    read_channel(channel);
    return true;
}

void pump(Channel *const *channels, size_t count, Awaited *awaited, uint64_t deadline, const sigset_t *mask)
{
    list.count = 0;
    for (size_t i = 0; i < count; i++) {
        if (wants_input(channels[i]))
            add_entry(channels[i]->input, POLLIN);
    }
    for (Process *process = all_processes; process; process = process->next) {
        if (process->noise_descriptor >= 0)
            add_entry(process->noise_descriptor, POLLIN);
    }
    if (awaited) {
        awaited->ready = false;
        add_entry(awaited->descriptor, awaited->events);
    }
    if (wait_for_entries(deadline, mask) <= 0)
        return;
    const struct pollfd *entry = list.entries;
    for (size_t i = 0; i < count; i++) {
        if (wants_input(channels[i]) && (entry++)->revents)
            read_channel(channels[i]);
    }
    for (Process *process = all_processes; process; process = process->next) {
        if (process->noise_descriptor >= 0 && (entry++)->revents)
            read_noise(process);
    }
    if (awaited)
        awaited->ready = entry->revents != 0;
}
