/* The actor's channel: two descriptors (standard input and output) or one socket, at high numbers. */
#include "actor/channel.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int from_conductor = -1;
static int to_conductor = -1;
static char ahead[64 * 1024]; /* read, but not yet taken as a line */
static size_t ahead_from, ahead_to;

/* Cases meet low descriptor numbers as in a fresh process, so ours are near the limit. */
static int move_up(int descriptor)
{
    struct rlimit limit;
    int top = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1000 ? (int)limit.rlim_cur : 1000;
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, top > 16 ? top - 8 : 3);
    if (moved >= 0)
        close(descriptor);
    return moved;
}

static bool refuse(Text *problem, const char *what)
{
    text_printf(problem, "the actor cannot %s: %s", what, strerror(errno));
    return false;
}

/* 0: the null device, 1: standard error; where the latter is closed, the null device as well. */
static bool settle_standard_descriptors(Text *problem)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0)
        return refuse(problem, "open /dev/null");
    if (dup2(2, 1) < 0 && dup2(null, 1) < 0)
        return refuse(problem, "move its standard output");
    if (null > 2)
        close(null);
    return true;
}

bool own_channel_open(Text *problem)
{
    from_conductor = move_up(0);
    to_conductor = move_up(1);
    if (from_conductor < 0 || to_conductor < 0)
        return refuse(problem, "use its standard input and output as the channel");
    return settle_standard_descriptors(problem);
}

static int join_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) != 0) {
        int error = errno;
        close(connection);
        errno = error;
        return -1;
    }
    return connection;
}

static bool write_whole(const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(to_conductor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* PORT:TOKEN */
static int join_tcp(const char *where)
{
    char *rest;
    unsigned long port = strtoul(where, &rest, 10);
    if (*rest != ':' || port == 0 || port > 65535) {
        errno = EINVAL;
        return -1;
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    to_conductor = connection;
    bool joined = connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) == 0 &&
                  write_whole(rest + 1, strlen(rest + 1)) && write_whole("\n", 1);
    if (!joined && connection >= 0) {
        int error = errno;
        close(connection);
        errno = error;
    }
    return joined ? connection : -1;
}

bool own_channel_join(const char *address, Text *problem)
{
    int connection = -1;
    if (strncmp(address, "unix:", 5) == 0) {
        connection = join_unix(address + 5);
    } else if (strncmp(address, "tcp:", 4) == 0) {
        connection = join_tcp(address + 4);
    } else {
        text_printf(problem, "the actor cannot join %s: expected unix:PATH or tcp:PORT:TOKEN", address);
        return false;
    }
    int moved = connection < 0 ? -1 : move_up(connection);
    if (moved < 0) {
        text_printf(problem, "the actor cannot join %s: %s", address, strerror(errno));
        return false;
    }
    from_conductor = to_conductor = moved;
    return settle_standard_descriptors(problem);
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
        ssize_t got = read(from_conductor, ahead, sizeof ahead);
        if (got < 0 && errno == EINTR)
            continue;
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
    text_append(line, "\n");
    return write_whole(line->bytes, line->length);
}

void own_channel_abandon(void)
{
    close(from_conductor);
    if (to_conductor != from_conductor)
        close(to_conductor);
    from_conductor = to_conductor = -1;
    ahead_from = ahead_to = 0;
}

unsigned own_channel_handles(void)
{
    return from_conductor == to_conductor ? 1 : 2;
}
