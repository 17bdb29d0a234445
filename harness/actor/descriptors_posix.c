#include "actor/descriptors_posix.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

typedef union Control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
} Control;

static int socket_address(const char *path, struct sockaddr_un *address)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address->sun_path, path);
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* Closes without losing the errno of what went wrong. */
static int close_with(int descriptor, int result)
{
    int error = errno;
    close(descriptor);
    errno = error;
    return result;
}

/* The receiver may not have bound its path yet; there is nothing to wait on before it has, so this polls. */
static int connect_when_there(int connection, const struct sockaddr_un *address)
{
    while (connect(connection, (const struct sockaddr *)address, sizeof *address) != 0) {
        if (errno != ENOENT && errno != ECONNREFUSED)
            return -1;
        poll(NULL, 0, 1);
    }
    return 0;
}

int send_descriptor(const char *socket_path, int descriptor)
{
    int before = errno; /* a success leaves it alone, however long the receiver let us wait */
    struct sockaddr_un address;
    int connection = socket_address(socket_path, &address);
    if (connection < 0)
        return -1;
    if (connect_when_there(connection, &address) != 0)
        return close_with(connection, -1);
    char byte = 'd';
    struct iovec payload = {&byte, 1};
    Control control = {0};
    struct msghdr message = {.msg_iov = &payload, .msg_iovlen = 1};
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    if (sendmsg(connection, &message, MSG_NOSIGNAL) != 1)
        return close_with(connection, -1);
    errno = before;
    return close_with(connection, 0);
}

static int take_descriptor(int connection)
{
    char byte;
    struct iovec payload = {&byte, 1};
    Control control = {0};
    struct msghdr message = {.msg_iov = &payload, .msg_iovlen = 1};
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    if (recvmsg(connection, &message, MSG_CMSG_CLOEXEC) < 0)
        return -1;
    if (message.msg_controllen < CMSG_LEN(sizeof(int)) || control.header.cmsg_type != SCM_RIGHTS) {
        errno = ENOMSG; /* the sender was refused or went away: nothing was attached */
        return -1;
    }
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(&control.header), sizeof descriptor);
    return descriptor;
}

int receive_descriptor(const char *socket_path)
{
    struct sockaddr_un address;
    int listener = socket_address(socket_path, &address);
    if (listener < 0)
        return -1;
    if (bind(listener, (const struct sockaddr *)&address, sizeof address) != 0)
        return close_with(listener, -1);
    if (listen(listener, 1) != 0) {
        close_with(listener, -1);
        unlink(socket_path);
        return -1;
    }
    int connection = accept(listener, NULL, NULL);
    int descriptor = connection < 0 ? -1 : close_with(connection, take_descriptor(connection));
    close_with(listener, 0);
    int error = errno;
    unlink(socket_path);
    errno = error;
    return descriptor;
}
