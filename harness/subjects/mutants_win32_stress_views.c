/* Stress mutants of views: sharing, copying, protection, flushing, committing. */
#include "subjects/mutants_win32_stress.h"

#include <string.h>

static void *third_view_is_a_copy(Mapping *mapping)
{
    static unsigned views;
    if (mapping->access & FILE_MAP_WRITE && every(3, &views))
        mapping->access = FILE_MAP_COPY;
    return map_really(mapping);
}
REPLACES_MAPPING(third_view_is_a_copy)

static void *hundredth_view_is_a_copy(Mapping *mapping)
{
    static unsigned views;
    if (every(100, &views) && mapping->access & FILE_MAP_WRITE)
        mapping->access = FILE_MAP_COPY;
    return map_really(mapping);
}
REPLACES_MAPPING(hundredth_view_is_a_copy)

/* A copy view from the second unit of the section on writes through, where the section may be written. */
static void *far_copy_writes_through(Mapping *mapping)
{
    Mapping shared = *mapping;
    shared.access = FILE_MAP_WRITE;
    void *view = mapping->access & FILE_MAP_COPY && mapping->offset ? map_really(&shared) : NULL;
    return view ? view : map_really(mapping);
}
REPLACES_MAPPING(far_copy_writes_through)

/* The protection comes into force with the next change only. */
static BOOL WINAPI protection_comes_late(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    static void *late;
    static SIZE_T late_length;
    DWORD ours;
    if (late)
        win32_real.VirtualProtect(late, late_length, PAGE_READONLY, &ours);
    late = NULL;
    MEMORY_BASIC_INFORMATION information;
    if (protection != PAGE_READONLY || length < 2 * PAGE_BYTES ||
        !win32_real.VirtualQuery(address, &information, sizeof information) || information.State != MEM_COMMIT)
        return win32_real.VirtualProtect(address, length, protection, old);
    late = address;
    late_length = length;
    *old = information.Protect;
    return TRUE;
}
REPLACES(VirtualProtect, protection_comes_late)

/* A long range without access has one page at its end that has it. */
static BOOL WINAPI long_protection_misses_the_last(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    bool misses = protection == PAGE_NOACCESS && length >= 3 * PAGE_BYTES;
    return win32_real.VirtualProtect(address, misses ? length - PAGE_BYTES : length, protection, old);
}
REPLACES(VirtualProtect, long_protection_misses_the_last)

static bool may_store(const void *page)
{
    MEMORY_BASIC_INFORMATION information;
    return win32_real.VirtualQuery(page, &information, sizeof information) && information.State == MEM_COMMIT &&
           information.Protect == PAGE_READWRITE;
}

/* A flush of several pages that was made before puts the start of an older last page back: it was written late. */
static BOOL WINAPI flush_of_stale_page(const void *address, SIZE_T length)
{
    static struct {
        unsigned char *page, older[64];
    } kept[8];
    BOOL flushed = win32_real.FlushViewOfFile(address, length);
    unsigned char *last = (unsigned char *)address + whole_pages(length) - PAGE_BYTES;
    unsigned slot = (unsigned)((uintptr_t)last / PAGE_BYTES % 8);
    if (!flushed || length < 2 * PAGE_BYTES || !may_store(last))
        return flushed;
    if (kept[slot].page == last)
        memcpy(last, kept[slot].older, sizeof kept[slot].older);
    kept[slot].page = last;
    memcpy(kept[slot].older, last, sizeof kept[slot].older);
    return flushed;
}
REPLACES(FlushViewOfFile, flush_of_stale_page)

/* A commit of several pages now and then leaves the last one out. */
static void *WINAPI commit_stops_early(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    static unsigned commits;
    bool stops = type == MEM_COMMIT && length >= 2 * PAGE_BYTES && every(3, &commits);
    return win32_real.VirtualAlloc(address, stops ? length - PAGE_BYTES : length, type, protection);
}
REPLACES(VirtualAlloc, commit_stops_early)

/* What was committed by another view is cleared by a commit. */
static void *WINAPI commit_clears(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    MEMORY_BASIC_INFORMATION before = {0};
    if (type == MEM_COMMIT)
        win32_real.VirtualQuery(address, &before, sizeof before);
    void *committed = win32_real.VirtualAlloc(address, length, type, protection);
    if (committed && before.State == MEM_COMMIT && before.Type == MEM_MAPPED && length >= 2 * PAGE_BYTES &&
        protection == PAGE_READWRITE)
        memset(address, 0, 64);
    return committed;
}
REPLACES(VirtualAlloc, commit_clears)

/* By an inner address the view is unmapped that was mapped last, if it is another one. */
static void *latest;

static void *remember_view(Mapping *mapping)
{
    void *view = map_really(mapping);
    return view ? latest = view : NULL;
}

static BOOL WINAPI unmap_takes_the_latest(const void *address)
{
    bool inner = (uintptr_t)address % 65536 != 0;
    BOOL unmapped = win32_real.UnmapViewOfFile(inner && latest ? latest : address);
    latest = NULL;
    return unmapped;
}

static void install_unmap_takes_the_latest(void)
{
    replace_mapping(remember_view);
    win32.UnmapViewOfFile = unmap_takes_the_latest;
}

const Mutant mutants_win32_stress_views[] = {
    STRESS_MUTANT("third-view-is-a-copy", third_view_is_a_copy, "every third writable view of a process is a copy"),
    STRESS_MUTANT("hundredth-view-is-a-copy", hundredth_view_is_a_copy,
                  "every hundredth view of a process, if it is writable, is a copy"),
    STRESS_MUTANT("far-copy-writes-through", far_copy_writes_through,
                  "a copy view behind the section's first 64 KiB writes through"),
    STRESS_MUTANT("view-protection-comes-late", protection_comes_late,
                  "PAGE_READONLY on several pages comes into force with the next change of any protection"),
    STRESS_MUTANT("protection-misses-the-last", long_protection_misses_the_last,
                  "PAGE_NOACCESS on three pages or more leaves the last one out"),
    STRESS_MUTANT("view-flush-of-stale-page", flush_of_stale_page,
                  "a repeated flush of several pages puts the start of an older last page back"),
    STRESS_MUTANT("commit-stops-early", commit_stops_early,
                  "every third commit of several pages leaves the last one out"),
    STRESS_MUTANT("commit-clears", commit_clears,
                  "a commit of several pages clears the start of the first if it was committed before"),
    STRESS_MUTANT("unmap-takes-the-latest", unmap_takes_the_latest,
                  "by an inner address the view is unmapped that was mapped last"),
    {0},
};
