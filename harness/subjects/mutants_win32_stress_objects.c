/* Stress mutants of names, handles and files. */
#include "subjects/mutants_win32_stress.h"

#include <string.h>

/* A name goes on leading to the section that it led to when it was last opened. */
static HANDLE cached;
static char cached_name[256];

static HANDLE duplicate_of(HANDLE section, DWORD access, BOOL inherit)
{
    HANDLE duplicate = NULL;
    bool made = win32_real.DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(), &duplicate, access,
                                           inherit, access ? 0 : DUPLICATE_SAME_ACCESS);
    return made ? duplicate : NULL;
}

static HANDLE WINAPI open_from_a_cache(DWORD access, BOOL inherit, LPCSTR name)
{
    static unsigned opened;
    if (cached && !strcmp(name, cached_name))
        return duplicate_of(cached, access, inherit);
    HANDLE section = win32_real.OpenFileMappingA(access, inherit, name);
    if (section && every(3, &opened) && strlen(name) < sizeof cached_name) {
        if (cached)
            win32_real.CloseHandle(cached);
        cached = duplicate_of(section, 0, FALSE);
        strcpy(cached_name, name);
    }
    return section;
}
REPLACES(OpenFileMappingA, open_from_a_cache)

/* A handle that is closed is kept for a moment: its name is there until the next one is closed. */
static BOOL WINAPI close_comes_late(HANDLE handle)
{
    static HANDLE late;
    static unsigned closed;
    HANDLE kept = every(4, &closed) ? duplicate_of(handle, 0, FALSE) : NULL;
    if (late)
        win32_real.CloseHandle(late);
    late = kept;
    return win32_real.CloseHandle(handle);
}
REPLACES(CloseHandle, close_comes_late)

/* Every second duplicate that was to have fewer rights has all of them. */
static BOOL WINAPI duplicate_has_all_rights(HANDLE source_process, HANDLE source, HANDLE target_process, HANDLE *target,
                                            DWORD access, BOOL inherit, DWORD options)
{
    static unsigned fewer;
    if (!(options & DUPLICATE_SAME_ACCESS) && every(2, &fewer))
        options |= DUPLICATE_SAME_ACCESS;
    return win32_real.DuplicateHandle(source_process, source, target_process, target, access, inherit, options);
}
REPLACES(DuplicateHandle, duplicate_has_all_rights)

static uint64_t place_of(const OVERLAPPED *overlapped)
{
    return overlapped ? (uint64_t)overlapped->OffsetHigh << 32 | overlapped->Offset : 0;
}

/* What crosses a page's border is written in two parts, and sometimes the second is forgotten. */
static BOOL WINAPI write_stops_at_the_page(HANDLE file, const void *buffer, DWORD count, DWORD *done,
                                           OVERLAPPED *overlapped)
{
    uint64_t offset = place_of(overlapped);
    DWORD room = PAGE_BYTES - (DWORD)(offset % PAGE_BYTES);
    bool stops = overlapped && count > room && offset / PAGE_BYTES % 2;
    BOOL written = win32_real.WriteFile(file, buffer, stops ? room : count, done, overlapped);
    if (written && stops && done)
        *done = count;
    return written;
}
REPLACES(WriteFile, write_stops_at_the_page)

/* Every third read delivers what the one before it delivered. */
static BOOL WINAPI read_from_a_cache(HANDLE file, void *buffer, DWORD count, DWORD *done, OVERLAPPED *overlapped)
{
    static unsigned reads;
    static unsigned char cache[256];
    BOOL read = win32_real.ReadFile(file, buffer, count, done, overlapped);
    DWORD length = read && overlapped && done ? (*done < sizeof cache ? *done : sizeof cache) : 0;
    if (length && every(3, &reads))
        memcpy(buffer, cache, length);
    else if (length)
        memcpy(cache, buffer, length);
    return read;
}
REPLACES(ReadFile, read_from_a_cache)

static uint64_t file_pointer(HANDLE file)
{
    LARGE_INTEGER here = {.QuadPart = 0}, at = {.QuadPart = 0};
    return win32_real.SetFilePointerEx(file, here, &at, FILE_CURRENT) ? (uint64_t)at.QuadPart : 0;
}

static void write_at(HANDLE file, uint64_t offset, const void *bytes, DWORD count)
{
    OVERLAPPED place = {.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};
    DWORD done;
    win32_real.WriteFile(file, bytes, count, &done, &place);
}

/* An end that could not be moved because the file is mapped leaves zeros where it was to be. */
static BOOL WINAPI refused_end_clears(HANDLE file)
{
    static const char zeros[64];
    uint64_t end = file_pointer(file);
    BOOL moved = win32_real.SetEndOfFile(file);
    DWORD error = GetLastError();
    if (!moved && error == ERROR_USER_MAPPED_FILE && end + sizeof zeros <= file_size(file))
        write_at(file, end, zeros, sizeof zeros);
    SetLastError(error);
    return moved;
}
REPLACES(SetEndOfFile, refused_end_clears)

/* A file that grows by several pages has something in the second of them. */
static BOOL WINAPI growth_is_not_zero(HANDLE file)
{
    uint64_t before = file_size(file), end = file_pointer(file);
    BOOL moved = win32_real.SetEndOfFile(file);
    if (moved && before && end >= before + 2 * PAGE_BYTES)
        write_at(file, before + PAGE_BYTES, "stale", 5);
    return moved;
}
REPLACES(SetEndOfFile, growth_is_not_zero)

const Mutant mutants_win32_stress_objects[] = {
    STRESS_MUTANT("open-from-a-cache", open_from_a_cache,
                  "a section's name goes on leading to the section that every third opening found"),
    STRESS_MUTANT("close-comes-late", close_comes_late,
                  "every fourth handle that is closed keeps its object until the next one is closed"),
    STRESS_MUTANT("duplicate-has-all-rights", duplicate_has_all_rights,
                  "every second duplicate that was to have fewer rights has all of them"),
    STRESS_MUTANT("write-stops-at-the-page", write_stops_at_the_page,
                  "a write that leaves an odd page is cut at its border and reported whole"),
    STRESS_MUTANT("read-from-a-cache", read_from_a_cache, "every third read delivers what the one before did"),
    STRESS_MUTANT("refused-end-clears", refused_end_clears,
                  "a file's end that could not be moved leaves zeros where it was to be"),
    STRESS_MUTANT("growth-is-not-zero", growth_is_not_zero,
                  "a file that grows by two pages or more has something in the second of them"),
    {0},
};
