#include "actor/calls_posix.h"

#include "calls/name_tables.h"

#include <errno.h>

#define CALL(name, ...) .name = name,
#define CALL0(name, ...) .name = name,
PosixCalls posix = {
#include "calls/posix.calls"
};
const PosixCalls posix_real = {
#include "calls/posix.calls" /* NOLINT(readability-duplicate-include): a table is there to be included often */
};
#undef CALL
#undef CALL0

PosixProcessCalls posix_process = {.fork = fork, .execv = execv, .posix_spawn = posix_spawn, .waitpid = waitpid};

#define CALL(name, result, failure, ...) CALL_THUNK(posix, name, result, __VA_ARGS__)
#define CALL0(name, result, failure) CALL_THUNK0(posix, name, result)
#include "calls/posix.calls"
#undef CALL
#undef CALL0

#define THUNK_OF(name) thunk_##name, /* where calls_other.h has another name for it, of that */
#define CALL(name, ...) THUNK_OF(name)
#define CALL0(name, ...) THUNK_OF(name)
static Thunk *const thunks[] = {
#include "calls/posix.calls"
};

static void set_errno(uint64_t value)
{
    errno = (int)value;
}

static uint64_t get_errno(void)
{
    return (uint64_t)errno;
}

static const LastError last_error = {&names_errno, 0x5a5a, NULL, set_errno, get_errno};
static Family posix_family = {"posix", thunks, &posix, &last_error, "this system"};

Family *const families[] = {&posix_family, NULL};
