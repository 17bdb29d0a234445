/* Where children of an actor come: a socket in a private folder, or a port of this machine with a token that only the
 * right child knows. */
#include "platform/inside_posix.h"
#include "platform/system.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MOST_CALLERS = 8, TOKEN_BYTES = 16 };

struct Rendezvous {
    int listener;
    Text address;
    Text path;                      /* of the socket; empty for a port */
    Text token;                     /* empty for a socket in a private folder: who reaches it may */
    Channel *callers[MOST_CALLERS]; /* connected, but did not say their token yet */
    size_t caller_count;
};

static int listening_socket(int family, const struct sockaddr *address, socklen_t length)
{
    int descriptor = socket(family, SOCK_STREAM, 0);
    if (descriptor >= 0 && set_close_on_exec(descriptor) && set_non_blocking(descriptor) &&
        bind(descriptor, address, length) == 0 && listen(descriptor, SOMAXCONN) == 0)
        return descriptor;
    int error = errno;
    close_descriptor(&descriptor);
    errno = error;
    return -1;
}

static void open_socket_file(Rendezvous *rendezvous, const char *directory, Text *problem)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    text_printf(&rendezvous->path, "%s/", directory);
    append_random_name(&rendezvous->path, 8);
    if (rendezvous->path.length >= sizeof address.sun_path) {
        text_printf(problem,
                    "cannot make the socket \"%s\": its path has %zu bytes, the system allows %zu; "
                    "choose a folder with a shorter path (--scratch, TMPDIR)",
                    rendezvous->path.bytes, rendezvous->path.length, sizeof address.sun_path - 1);
        text_clear(&rendezvous->path);
        return;
    }
    memcpy(address.sun_path, rendezvous->path.bytes, rendezvous->path.length + 1);
    rendezvous->listener = listening_socket(AF_UNIX, (struct sockaddr *)&address, sizeof address);
    if (rendezvous->listener < 0)
        text_printf(problem, "cannot listen at the socket \"%s\": %s", rendezvous->path.bytes, strerror(errno));
    text_printf(&rendezvous->address, "unix:%s", rendezvous->path.bytes);
}

static void open_port(Rendezvous *rendezvous, Text *problem)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    rendezvous->listener = listening_socket(AF_INET, (struct sockaddr *)&address, sizeof address);
    if (rendezvous->listener < 0 || getsockname(rendezvous->listener, (struct sockaddr *)&address, &length) != 0) {
        text_printf(problem, "cannot listen at a port of 127.0.0.1: %s", strerror(errno));
        close_descriptor(&rendezvous->listener);
        return;
    }
    append_random_name(&rendezvous->token, TOKEN_BYTES);
    text_printf(&rendezvous->address, "tcp:%u:%s", (unsigned)ntohs(address.sin_port), rendezvous->token.bytes);
}

Rendezvous *rendezvous_open(const char *kind, const char *directory, Text *problem)
{
    prepare_signals();
    Rendezvous *rendezvous = calloc(1, sizeof *rendezvous);
    if (!rendezvous) {
        text_append(problem, "cannot open a rendezvous: out of memory");
        return NULL;
    }
    rendezvous->listener = -1;
    if (strcmp(kind, "unix") == 0)
        open_socket_file(rendezvous, directory, problem);
    else if (strcmp(kind, "tcp") == 0)
        open_port(rendezvous, problem);
    else
        text_printf(problem, "cannot open a rendezvous of kind \"%s\" on this system; it has \"unix\" and \"tcp\"",
                    kind);
    if (rendezvous->listener >= 0)
        return rendezvous;
    rendezvous_close(rendezvous);
    return NULL;
}

const char *rendezvous_address(const Rendezvous *rendezvous)
{
    return rendezvous->address.bytes;
}

static void drop_caller(Rendezvous *rendezvous, size_t index)
{
    channel_close(rendezvous->callers[index]);
    rendezvous->caller_count--;
    memmove(&rendezvous->callers[index], &rendezvous->callers[index + 1],
            (rendezvous->caller_count - index) * sizeof(Channel *));
}

static void let_in(Rendezvous *rendezvous)
{
    int descriptor = accept(rendezvous->listener, NULL, NULL);
    if (descriptor < 0)
        return; /* it went away again */
    set_close_on_exec(descriptor);
    if (rendezvous->token.length) {
        int yes = 1; /* answers are short lines that somebody waits for */
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    if (rendezvous->caller_count == MOST_CALLERS)
        drop_caller(rendezvous, 0); /* the one that has been silent longest */
    rendezvous->callers[rendezvous->caller_count++] = channel_new(descriptor, descriptor, NULL);
}

/* The caller that proved to be the child; those that proved to be strangers are dropped. */
static Channel *recognised(Rendezvous *rendezvous)
{
    for (size_t i = 0; i < rendezvous->caller_count;) {
        Channel *caller = rendezvous->callers[i];
        Text line = {0};
        bool said = rendezvous->token.length && lines_take(&caller->lines, &line);
        bool right = rendezvous->token.length == 0 || (said && strcmp(line.bytes, rendezvous->token.bytes) == 0);
        bool stranger = !right && (said || caller->ended || caller->lines.end > 2 * rendezvous->token.length);
        text_free(&line);
        if (right) {
            rendezvous->callers[i] = NULL;
            drop_caller(rendezvous, i);
            return caller;
        }
        if (stranger)
            drop_caller(rendezvous, i);
        else
            i++;
    }
    return NULL;
}

Channel *rendezvous_accept(Rendezvous *rendezvous, uint64_t deadline)
{
    for (bool last_look = false;;) {
        Channel *child = recognised(rendezvous);
        if (child || last_look)
            return child;
        last_look = clock_milliseconds() >= deadline;
        Awaited caller = {.descriptor = rendezvous->listener, .events = POLLIN};
        pump(rendezvous->callers, rendezvous->caller_count, &caller, deadline, NULL);
        if (caller.ready)
            let_in(rendezvous);
    }
}

void rendezvous_close(Rendezvous *rendezvous)
{
    if (!rendezvous)
        return;
    while (rendezvous->caller_count)
        drop_caller(rendezvous, 0);
    close_descriptor(&rendezvous->listener);
    if (rendezvous->path.length)
        unlink(rendezvous->path.bytes);
    text_free(&rendezvous->address);
    text_free(&rendezvous->path);
    text_free(&rendezvous->token);
    free(rendezvous);
}
