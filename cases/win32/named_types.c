#include "cases/win32/named_types.h"

const char *const named_type_words[NAMED_TYPES] = {
    [NAMED_MUTEX] = "mutex", [NAMED_EVENT] = "event", [NAMED_SEMAPHORE] = "semaphore",
    [NAMED_TIMER] = "timer", [NAMED_JOB] = "job",     [NAMED_SECTION] = "section",
};

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

const Answer *create_named(Actor *actor, NamedType type, const char *name)
{
    return finish_call(begin_create_named(actor, type, name));
}

const Answer *open_named(Actor *actor, NamedType type, const char *name)
{
    switch (type) {
    case NAMED_MUTEX:
        return CALL_IN(win32, actor, OpenMutexA, SYNCHRONIZE, FALSE, name);
    case NAMED_EVENT:
        return CALL_IN(win32, actor, OpenEventA, SYNCHRONIZE, FALSE, name);
    case NAMED_SEMAPHORE:
        return CALL_IN(win32, actor, OpenSemaphoreA, SYNCHRONIZE, FALSE, name);
    case NAMED_TIMER:
        return CALL_IN(win32, actor, OpenWaitableTimerA, SYNCHRONIZE, FALSE, name);
    case NAMED_JOB:
        return CALL_IN(win32, actor, OpenJobObjectA, SYNCHRONIZE, FALSE, name);
    case NAMED_SECTION:
    case NAMED_TYPES:
        break;
    }
    return CALL_IN(win32, actor, OpenFileMappingA, FILE_MAP_READ, FALSE, name);
}
