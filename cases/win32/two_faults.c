/* Two faults in one call. Which is told is documented for few of them. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Pair {
    HANDLE_OFFSET,
    HANDLE_ACCESS,
    OFFSET_LENGTH,
    OFFSET_ACCESS,
    ACCESS_LENGTH,
    HANDLE_LENGTH,
    BASE_OFFSET,
    BASE_ACCESS,
    BASE_LENGTH,
    OCCUPIED_ACCESS,
    OCCUPIED_LENGTH,
    OCCUPIED_OFFSET,
    FILE_PROTECTION,
    FILE_ATTRIBUTES,
    PROTECTION_SIZE,
    SIZE_NAME,
    PROTECTION_NAME,
    TYPE_SIZE,
    PAIRS
} Pair;

static const struct {
    const char *name;
    const char *expected;
} pairs[PAIRS] = {
    [HANDLE_OFFSET] = {"handle+offset", "ERROR_INVALID_HANDLE"},
    [HANDLE_ACCESS] = {"handle+access", "ERROR_INVALID_HANDLE"},
    [OFFSET_LENGTH] = {"offset+length", "ERROR_MAPPED_ALIGNMENT"},
    [OFFSET_ACCESS] = {"offset+access", NULL},
    [ACCESS_LENGTH] = {"access+length", "ERROR_ACCESS_DENIED"},
    [HANDLE_LENGTH] = {"handle+length", "ERROR_INVALID_HANDLE"},
    [BASE_OFFSET] = {"misaligned-base+offset", "ERROR_MAPPED_ALIGNMENT"},
    [BASE_ACCESS] = {"misaligned-base+access", NULL},
    [BASE_LENGTH] = {"misaligned-base+length", "ERROR_MAPPED_ALIGNMENT"},
    [OCCUPIED_ACCESS] = {"occupied-base+access", "ERROR_ACCESS_DENIED"},
    [OCCUPIED_LENGTH] = {"occupied-base+length", "ERROR_ACCESS_DENIED"},
    [OCCUPIED_OFFSET] = {"occupied-base+offset", "ERROR_MAPPED_ALIGNMENT"},
    [FILE_PROTECTION] = {"file+protection", NULL},
    [FILE_ATTRIBUTES] = {"file+attributes", NULL},
    [PROTECTION_SIZE] = {"protection+size", "ERROR_INVALID_PARAMETER"},
    [SIZE_NAME] = {"size+name", NULL},
    [PROTECTION_NAME] = {"protection+name", NULL},
    [TYPE_SIZE] = {"type-of-name+size", NULL},
};

static void pair_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", pairs[cell].name);
}

static const Answer *map_wrongly(Actor *a, Pair pair)
{
    const uint64_t gone = 0x7ff8; /* a handle that nobody has */
    Value section = expect_ok(
        CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 65536, NULL));
    Value taken = view_of(a, section, FILE_MAP_READ).address;
    switch (pair) {
    case HANDLE_OFFSET:
        return CALL_IN(win32, a, MapViewOfFile, gone, FILE_MAP_READ, 0, 1, 0);
    case HANDLE_ACCESS:
        return CALL_IN(win32, a, MapViewOfFile, gone, FILE_MAP_WRITE | FILE_MAP_EXECUTE, 0, 0, 0);
    case HANDLE_LENGTH:
        return CALL_IN(win32, a, MapViewOfFile, gone, FILE_MAP_READ, 0, 0, 1 << 30);
    case OFFSET_LENGTH:
        return CALL_IN(win32, a, MapViewOfFile, section, FILE_MAP_READ, 0, 1, 1 << 30);
    case OFFSET_ACCESS:
        return CALL_IN(win32, a, MapViewOfFile, section, FILE_MAP_WRITE, 0, 1, 0);
    case BASE_OFFSET:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 1, 0, at(taken, 4096));
    case BASE_ACCESS:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, at(taken, 4096));
    case BASE_LENGTH:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 1 << 30, at(taken, 4096));
    case OCCUPIED_ACCESS:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, taken);
    case OCCUPIED_LENGTH:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 1 << 30, taken);
    case OCCUPIED_OFFSET:
        return CALL_IN(win32, a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 1, 0, taken);
    default:
        return CALL_IN(win32, a, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 1 << 30);
    }
}

static const Answer *create_wrongly(Story *s, Actor *a, Pair pair)
{
    const uint64_t gone = 0x7ff8;
    const char *taken = unique_name(s, "taken");
    expect_ok(CALL_IN(win32, a, CreateMutexA, NULL, FALSE, taken));
    switch (pair) {
    case FILE_PROTECTION:
        return CALL_IN(win32, a, CreateFileMappingA, gone, NULL, PAGE_NOACCESS, 0, 4096, NULL);
    case FILE_ATTRIBUTES:
        return CALL_IN(win32, a, CreateFileMappingA, gone, NULL, PAGE_READWRITE | SEC_RESERVE | SEC_COMMIT, 0, 4096,
                       NULL);
    case PROTECTION_SIZE:
        return CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_NOACCESS, 0, 0, NULL);
    case SIZE_NAME:
        return CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, "no\\folder\\x");
    case PROTECTION_NAME:
        return CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_NOACCESS, 0, 4096,
                       "no\\folder\\x");
    default:
        return CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, taken);
    }
}

CASE(one_of_two_faults, .claim = "Of two faults in one call one is told, always the same: which is recorded.",
     .basis = "W-MPX-011 W-MPX-012 W-MAP-004 W-COL-025", .level = OBSERVE, .cells = PAIRS, .cell_name = pair_name)
{
    Actor *a = cast(s, "a");
    Pair pair = (Pair)story_cell(s);
    const Answer *refused = pair < FILE_PROTECTION ? map_wrongly(a, pair) : create_wrongly(s, a, pair);
    expect_refused(refused);
    observe_outcome(s, "the error", refused, pairs[pair].expected);
}

CASES(win32_two_faults, "win32/two_faults", "win32", &one_of_two_faults);
