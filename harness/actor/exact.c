/* Exact calls: one thunk, guarded, with the last error poisoned before. */
#include "actor/actor.h"
#include "actor/thunk.h"
#include "calls/name_tables.h"

#include <string.h>

AnyFunction call_pointer(const Family *family, size_t row)
{
    AnyFunction function;
    memcpy(&function, (const char *)family->pointers + row * sizeof function, sizeof function);
    return function;
}

void call_pointer_set(Family *family, size_t row, AnyFunction function)
{
    memcpy((char *)family->pointers + row * sizeof function, &function, sizeof function);
}

typedef struct Exact {
    Thunk *thunk;
    const LastError *last;
    uint64_t before; /* the last error that the call finds */
    uint64_t words[MAX_PARAMETERS];
    uint64_t result;
    uint64_t error;
} Exact;

/* What the thread's previous call left: the call that reads it must not find the poison, nor what we did since. */
static _Thread_local uint64_t left_error;

static void call_thunk(void *context)
{
    Exact *exact = context;
    if (exact->last)
        exact->last->set(exact->before);
    exact->result = exact->thunk(exact->words);
    if (exact->last)
        exact->error = exact->last->get();
}

static bool failed(Failure failure, uint64_t result)
{
    switch (failure) {
    case FAILS_MINUS_ONE:
    case FAILS_MINUS_ONE_LAST:
        return result == (uint64_t)-1;
    case FAILS_ERRNO_RESULT:
        return result != 0;
    case FAILS_ZERO:
        return result == 0;
    case FAILS_STATUS:
        return (int32_t)result < 0;
    case FAILS_BY_REPLY:
    case FAILS_NEVER:
        return false;
    }
    return false;
}

static bool has_parameter(const CallRow *row, const char *name)
{
    for (size_t i = 0; i < row->arity; i++) {
        if (strcmp(row->parameters[i].name, name) == 0)
            return true;
    }
    return false;
}

/* How many bytes of the room a successful call filled: its result, or what it put into `done`. */
static size_t delivered(const Request *request, size_t index, uint64_t result, bool ok)
{
    size_t room = request->arguments[index].room;
    if (ok && request->row->result.form == FORM_SIGNED && has_parameter(request->row, "count"))
        return result < room ? (size_t)result : room;
    for (size_t i = index + 1; i < request->row->arity; i++) {
        const Argument *done = &request->arguments[i];
        if (strcmp(request->row->parameters[i].name, "done") == 0 && done->memory && done->layout) {
            uint64_t count = 0;
            if (done->layout->size == sizeof(uint32_t)) {
                uint32_t narrow;
                memcpy(&narrow, done->memory, sizeof narrow);
                count = narrow;
            } else {
                size_t wide;
                memcpy(&wide, done->memory, sizeof wide);
                count = wide;
            }
            return count < room ? (size_t)count : room;
        }
    }
    return room;
}

static void add_outputs(Request *request, uint64_t result, bool ok)
{
    if (request->quiet)
        return;
    for (size_t i = 0; i < request->row->arity; i++) {
        const Parameter *parameter = &request->row->parameters[i];
        const Argument *argument = &request->arguments[i];
        if (!argument->memory || (parameter->form != FORM_OUT && parameter->form != FORM_INOUT))
            continue;
        if (!argument->layout) {
            reply_bytes_field(request, parameter->name, argument->memory, delivered(request, i, result, ok));
        } else if (request->keeps) {
            continue; /* of what it delivers, bytes only */
        } else if (argument->room >= argument->layout->size) {
            text_printf(request->fields, " %s=", parameter->name);
            append_structure(request->fields, argument->layout, argument->memory);
        } else {
            reply_bytes_field(request, parameter->name, argument->memory, argument->room);
        }
    }
}

/* The domain that a failed row's error is in, and the error. */
static void answer_failure(Request *request, const Exact *exact)
{
    if (request->row->failure == FAILS_STATUS)
        reply_error(request, &names_status, (uint32_t)exact->result, exact->result);
    else if (request->row->failure == FAILS_ERRNO_RESULT)
        reply_error(request, &names_errno, exact->result, exact->result);
    else
        reply_error(request, exact->last->names, exact->error, exact->result);
}

static void answer_success(Request *request, const Exact *exact)
{
    if (exact->last && exact->error != exact->before) {
        const char *name = name_of(exact->last->names, exact->error);
        if (name)
            reply_field(request, "last", "%s", name);
        else
            reply_field(request, "last", "%llu", (unsigned long long)exact->error);
    }
    reply_ok(request, exact->result);
}

void exact_run(const Family *family, Request *request)
{
    size_t row = row_index(request->row);
    if (!call_pointer(family, row)) {
        reply_unsupported(request, "%s has no %s", family->source, request->row->name);
        return;
    }
    Exact exact = {.thunk = family->thunks[row], .last = family->last};
    for (size_t i = 0; i < request->row->arity; i++)
        exact.words[i] = request->arguments[i].word;
    bool reader = family->last && family->last->reader && strcmp(family->last->reader, request->row->name) == 0;
    if (family->last)
        exact.before = reader ? left_error : family->last->poison;
    Fault fault = {0};
    if (!guard_run(call_thunk, &exact, FAULT_READ, &fault)) {
        reply_fault(request, &fault, true);
        return;
    }
    left_error = exact.error;
    bool ok = !failed(request->row->failure, exact.result);
    add_outputs(request, exact.result, ok);
    if (ok)
        answer_success(request, &exact);
    else
        answer_failure(request, &exact);
}
