#include "test/process/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

const char *first_join_kind(void)
{
    return "unix";
}

static bool count_name(const char *name, void *context)
{
    (void)name;
    ++*(int *)context;
    return true;
}

int open_descriptors(void)
{
    int count = 0;
    list_directory("/proc/self/fd", count_name, &count);
    return count;
}

int crash_code(void)
{
    return SIGSEGV;
}

bool crash_is_a_kill(void)
{
    return true;
}

static bool call_as_stranger(const char *address, const char *word)
{
    struct sockaddr_in place = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)atoi(address + strlen("tcp:")))};
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); /* open until this program ends */
    return descriptor >= 0 && connect(descriptor, (struct sockaddr *)&place, sizeof place) == 0 &&
           write(descriptor, word, strlen(word)) == (ssize_t)strlen(word);
}

void call_as_strangers(const char *address)
{
    for (int i = 0; i < 5 && strncmp(address, "tcp:", 4) == 0; i++) {
        ck_assert(call_as_stranger(address, "no token\n"));
        ck_assert(call_as_stranger(address, ""));
    }
}

bool watcher_clears(void)
{
    return true;
}
