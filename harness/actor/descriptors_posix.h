/* One descriptor through a socket at a path: sendmsg and recvmsg with one SCM_RIGHTS record. */
#ifndef MAPCHECK_ACTOR_DESCRIPTORS_POSIX_H
#define MAPCHECK_ACTOR_DESCRIPTORS_POSIX_H

/* Connects to the path and sends `descriptor`; waits while nobody receives there yet. -1 and errno. */
int send_descriptor(const char *socket_path, int descriptor);

/* Listens at the path until one descriptor came, which it returns; removes the path. -1 and errno. */
int receive_descriptor(const char *socket_path);

#endif
