/* Faults of the other named objects: they take a name that a section has. */
#include "subjects/mutants_win32.h"

static HANDLE WINAPI mutex_beside_section(SECURITY_ATTRIBUTES *attributes, BOOL owned, LPCSTR name)
{
    HANDLE made = win32_real.CreateMutexA(attributes, owned, name);
    return made || GetLastError() != ERROR_INVALID_HANDLE ? made : win32_real.CreateMutexA(attributes, owned, NULL);
}
REPLACES(CreateMutexA, mutex_beside_section)

static HANDLE WINAPI event_beside_section(SECURITY_ATTRIBUTES *attributes, BOOL manual, BOOL signalled, LPCSTR name)
{
    HANDLE made = win32_real.CreateEventA(attributes, manual, signalled, name);
    return made || GetLastError() != ERROR_INVALID_HANDLE
               ? made
               : win32_real.CreateEventA(attributes, manual, signalled, NULL);
}
REPLACES(CreateEventA, event_beside_section)

static HANDLE WINAPI semaphore_beside_section(SECURITY_ATTRIBUTES *attributes, LONG initial, LONG maximum, LPCSTR name)
{
    HANDLE made = win32_real.CreateSemaphoreA(attributes, initial, maximum, name);
    return made || GetLastError() != ERROR_INVALID_HANDLE
               ? made
               : win32_real.CreateSemaphoreA(attributes, initial, maximum, NULL);
}
REPLACES(CreateSemaphoreA, semaphore_beside_section)

static HANDLE WINAPI timer_beside_section(SECURITY_ATTRIBUTES *attributes, BOOL manual, LPCSTR name)
{
    HANDLE made = win32_real.CreateWaitableTimerA(attributes, manual, name);
    return made || GetLastError() != ERROR_INVALID_HANDLE ? made
                                                          : win32_real.CreateWaitableTimerA(attributes, manual, NULL);
}
REPLACES(CreateWaitableTimerA, timer_beside_section)

static HANDLE WINAPI job_beside_section(SECURITY_ATTRIBUTES *attributes, LPCSTR name)
{
    HANDLE made = win32_real.CreateJobObjectA(attributes, name);
    return made || GetLastError() != ERROR_INVALID_HANDLE ? made : win32_real.CreateJobObjectA(attributes, NULL);
}
REPLACES(CreateJobObjectA, job_beside_section)

static HANDLE wrong_error(HANDLE opened)
{
    if (!opened && GetLastError() == ERROR_INVALID_HANDLE)
        SetLastError(ERROR_FILE_NOT_FOUND);
    return opened;
}

#define OPEN_SAYS_MISSING(entry, function)                                 \
    static HANDLE WINAPI function(DWORD access, BOOL inherit, LPCSTR name) \
    {                                                                      \
        return wrong_error(win32_real.entry(access, inherit, name));       \
    }                                                                      \
    REPLACES(entry, function)

OPEN_SAYS_MISSING(OpenMutexA, mutex_says_missing)
OPEN_SAYS_MISSING(OpenEventA, event_says_missing)
OPEN_SAYS_MISSING(OpenSemaphoreA, semaphore_says_missing)
OPEN_SAYS_MISSING(OpenWaitableTimerA, timer_says_missing)
OPEN_SAYS_MISSING(OpenJobObjectA, job_says_missing)

#define BESIDE "succeeds with the name of a section"
#define MISSING "says ERROR_FILE_NOT_FOUND for the name of a section"

const Mutant mutants_win32_names[] = {
    {"mutex-beside-section", "win32", "CreateMutexA " BESIDE, install_mutex_beside_section},
    {"event-beside-section", "win32", "CreateEventA " BESIDE, install_event_beside_section},
    {"semaphore-beside-section", "win32", "CreateSemaphoreA " BESIDE, install_semaphore_beside_section},
    {"timer-beside-section", "win32", "CreateWaitableTimerA " BESIDE, install_timer_beside_section},
    {"job-beside-section", "win32", "CreateJobObjectA " BESIDE, install_job_beside_section},
    {"open-mutex-says-missing", "win32", "OpenMutexA " MISSING, install_mutex_says_missing},
    {"open-event-says-missing", "win32", "OpenEventA " MISSING, install_event_says_missing},
    {"open-semaphore-says-missing", "win32", "OpenSemaphoreA " MISSING, install_semaphore_says_missing},
    {"open-timer-says-missing", "win32", "OpenWaitableTimerA " MISSING, install_timer_says_missing},
    {"open-job-says-missing", "win32", "OpenJobObjectA " MISSING, install_job_says_missing},
    {0},
};
