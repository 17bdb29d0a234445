/* Limits that Linux alone has. */
#pragma GCC system_header
#include_next <sys/resource.h>
#undef RLIMIT_LOCKS
#undef RLIMIT_SIGPENDING
#undef RLIMIT_MSGQUEUE
#undef RLIMIT_NICE
#undef RLIMIT_RTPRIO
