/* Bytes over a connection to a conductor that runs on POSIX beside Wine, where it can offer no named pipe. */
#include "actor/channel_win32.h"

#include <stdlib.h>
#include <string.h>
#include <winsock2.h>

static SOCKET connection = INVALID_SOCKET;

static int read_socket(char *bytes, int room)
{
    return recv(connection, bytes, room, 0);
}

static int write_socket(const char *bytes, int length)
{
    return send(connection, bytes, length, 0);
}

static bool say(const char *words)
{
    int length = (int)strlen(words);
    return send(connection, words, length, 0) == length;
}

static bool connect_to(unsigned short port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection == INVALID_SOCKET)
        return false;
    int at_once = 1; /* answers are small and awaited */
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, (const char *)&at_once, sizeof at_once);
    SetHandleInformation((HANDLE)connection, HANDLE_FLAG_INHERIT, 0);
    return connect(connection, (struct sockaddr *)&address, sizeof address) == 0;
}

const Transport *transport_to_tcp(const char *where, Text *problem)
{
    static const Transport socket_transport = {read_socket, write_socket, 1, "tcp"};
    char *rest;
    unsigned long port = strtoul(where, &rest, 10);
    if (*rest != ':' || port == 0 || port > 65535) {
        text_printf(problem, "the actor cannot join tcp:%s: expected tcp:PORT:TOKEN", where);
        return NULL;
    }
    WSADATA data;
    int error = WSAStartup(MAKEWORD(2, 2), &data);
    if (error == 0 && connect_to((unsigned short)port) && say(rest + 1) && say("\n"))
        return &socket_transport;
    text_printf(problem, "the actor cannot join tcp:%s: ", where);
    append_windows_error(problem, (unsigned long)(error ? error : WSAGetLastError()));
    return NULL;
}
