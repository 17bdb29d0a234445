/* Thunks of the NT functions. */
#include "actor/calls_nt.h"

NtCalls nt;
NtCalls nt_real;

#define CALL(name, result, failure, ...) CALL_THUNK(nt, name, result, __VA_ARGS__)
#include "calls/nt.calls"
#undef CALL

static Thunk *const thunks[] = {
#define CALL(name, ...) thunk_##name,
#include "calls/nt.calls"
#undef CALL
};

/* Results carry the error, so there is no last error to look at. */
Family nt_family = {"nt", thunks, &nt, NULL, "this system"};
