#include "test/process/child.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* The Windows one changes both. NOLINTNEXTLINE(readability-non-const-parameter) */
void child_prepare(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;          /* words and streams are bytes already */
    signal(SIGSEGV, SIG_DFL); /* a sanitizer's handler would make an orderly exit of a crash */
}

void child_ignore_polite_signals(void)
{
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

void child_linger(void)
{
    for (;;)
        pause();
}

static _Noreturn void become(const char *program, const char *mode)
{
    int nothing = open("/dev/null", O_RDWR);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        dup2(nothing, descriptor);
    execl(program, program, mode, (char *)NULL);
    _exit(127);
}

unsigned long child_start(const char *program, const char *mode, int own_session)
{
    int line[2];
    pid_t number = 0;
    if (pipe(line) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        /* A daemon: in a session of its own, and its parent gone. */
        if (own_session && (setsid() < 0 || fork() != 0))
            _exit(0);
        number = getpid();
        if (write(line[1], &number, sizeof number) != sizeof number)
            _exit(1);
        close(line[0]);
        close(line[1]);
        become(program, mode);
    }
    close(line[1]);
    if (read(line[0], &number, sizeof number) != sizeof number)
        number = 0;
    close(line[0]);
    return (unsigned long)number;
}

void child_start_without_end(void)
{
    /* Each leads a session of its own, so that no one signal reaches them all; a handful at a time. */
    for (;;) {
        if (fork() == 0)
            setsid();
        else
            _exit(0);
    }
}

static int connect_to(int family, const struct sockaddr *address, socklen_t length)
{
    int descriptor = socket(family, SOCK_STREAM, 0);
    return descriptor >= 0 && connect(descriptor, address, length) == 0 && dup2(descriptor, 0) == 0 &&
           dup2(descriptor, 1) == 1;
}

int child_join(const char *address)
{
    if (strncmp(address, "unix:", 5) == 0) {
        struct sockaddr_un place = {.sun_family = AF_UNIX};
        snprintf(place.sun_path, sizeof place.sun_path, "%s", address + 5);
        return connect_to(AF_UNIX, (struct sockaddr *)&place, sizeof place);
    }
    const char *token = strrchr(address, ':');
    if (strncmp(address, "tcp:", 4) != 0 || !token)
        return 0;
    struct sockaddr_in place = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)atoi(address + 4))};
    return connect_to(AF_INET, (struct sockaddr *)&place, sizeof place) && puts(token + 1) >= 0 && fflush(stdout) == 0;
}
