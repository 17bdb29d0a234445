/* ppoll is in the BSDs' headers, and in POSIX since 2024; here only with _GNU_SOURCE. */
#pragma GCC system_header
#include_next <poll.h>
#include <signal.h>
#include <time.h>
int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *time, const sigset_t *mask);
