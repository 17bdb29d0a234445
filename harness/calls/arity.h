/* How many arguments each call takes, so that a call with another number does not compile. */
#ifndef MAPCHECK_CALLS_ARITY_H
#define MAPCHECK_CALLS_ARITY_H

#include "calls/macros.h"

#define CALL(name, result, failure, ...) ARITY_##name = COUNT(__VA_ARGS__),
#define CALL0(name, result, failure) ARITY_##name = 0,
enum {
#include "calls/nt.calls"
#include "calls/portable.calls"
#include "calls/posix.calls"
#include "calls/win32.calls"
};
#undef CALL
#undef CALL0

/* The number of arguments, once it is right. */
#define CHECKED_COUNT(function, ...)                                                                             \
    (sizeof(struct {                                                                                             \
         _Static_assert(COUNT(__VA_ARGS__) == ARITY_##function, #function " takes another number of arguments"); \
         char one;                                                                                               \
     }) *                                                                                                        \
     COUNT(__VA_ARGS__))

#endif
