#include "cases/win32/named_types.h"

#define BEGIN_WIN32(actor, function, ...) BEGIN_CALL_IN(win32, actor, function, __VA_ARGS__)

const Answer *begin_create_named(Actor *actor, NamedType type, const char *name)
{
    switch (type) {
    case NAMED_MUTEX:
        return BEGIN_WIN32(actor, CreateMutexA, NULL, FALSE, name);
    case NAMED_EVENT:
        return BEGIN_WIN32(actor, CreateEventA, NULL, FALSE, FALSE, name);
    case NAMED_SEMAPHORE:
        return BEGIN_WIN32(actor, CreateSemaphoreA, NULL, 0, 1, name);
    case NAMED_TIMER:
        return BEGIN_WIN32(actor, CreateWaitableTimerA, NULL, FALSE, name);
    case NAMED_JOB:
        return BEGIN_WIN32(actor, CreateJobObjectA, NULL, name);
    case NAMED_SECTION:
    case NAMED_TYPES:
        break;
    }
    return BEGIN_WIN32(actor, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
}
