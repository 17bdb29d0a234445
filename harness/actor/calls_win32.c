/* Thunks of the Win32 functions, and where the system's functions come from. */
#include "actor/calls_win32.h"

#include "actor/calls_nt.h"
#include "calls/name_tables.h"

#include <string.h>

/* windows.h has macros of the names of two kinds. */
#undef VOID
#undef DUPLICATE

#define THUNK_AS_L(word) ((LARGE_INTEGER){.QuadPart = (LONGLONG)(word)})

Win32Calls win32;
Win32Calls win32_real;

#define CALL(name, result, failure, ...) CALL_THUNK(win32, name, result, __VA_ARGS__)
#define CALL0(name, result, failure) CALL_THUNK0(win32, name, result)
#include "calls/win32.calls"
#undef CALL
#undef CALL0

static Thunk *const thunks[] = {
#define CALL(name, ...) thunk_##name,
#define CALL0(name, ...) thunk_##name,
#include "calls/win32.calls"
#undef CALL
#undef CALL0
};

static void set_last_error(uint64_t value)
{
    SetLastError((DWORD)value);
}

static uint64_t get_last_error(void)
{
    return GetLastError();
}

static const LastError last_error = {&names_win32, 0xDEADBEEF, "GetLastError", set_last_error, get_last_error};

static Family win32_family = {"win32", thunks, &win32, &last_error, "this system"};

Family *const families[] = {&win32_family, &nt_family, NULL};

AnyFunction system_function(const char *name)
{
    static const char *const libraries[] = {"kernel32.dll", "kernelbase.dll", "ntdll.dll"};
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        HMODULE library = GetModuleHandleA(libraries[i]);
        AnyFunction function = library ? (AnyFunction)GetProcAddress(library, name) : NULL;
        if (function)
            return function;
    }
    return NULL;
}

static void fill(Family *family)
{
    const CallTable *table = call_tables;
    while (strcmp(table->family, family->name) != 0)
        table++;
    for (size_t i = 0; i < table->count; i++)
        call_pointer_set(family, i, system_function(table->rows[i].name));
}

void calls_start(void)
{
    fill(&win32_family);
    fill(&nt_family);
    win32_real = win32;
    nt_real = nt;
}
