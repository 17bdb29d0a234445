/* Faults of MapViewOfFile and MapViewOfFileEx: what is seen through the view. */
#include "subjects/mutants_win32.h"

enum { GRANULARITY = 65536 };

static void *offset_ignored(Mapping *mapping)
{
    mapping->offset = 0;
    return map_really(mapping);
}
REPLACES_MAPPING(offset_ignored)

static void *misaligned_offset_accepted(Mapping *mapping)
{
    mapping->offset -= mapping->offset % GRANULARITY;
    return map_really(mapping);
}
REPLACES_MAPPING(misaligned_offset_accepted)

static void *misaligned_offset_wrong_error(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (!view && GetLastError() == ERROR_MAPPED_ALIGNMENT)
        SetLastError(ERROR_INVALID_PARAMETER);
    return view;
}
REPLACES_MAPPING(misaligned_offset_wrong_error)

static void *high_offset_ignored(Mapping *mapping)
{
    mapping->offset = (DWORD)mapping->offset;
    return map_really(mapping);
}
REPLACES_MAPPING(high_offset_ignored)

static void *copy_writes_through(Mapping *mapping)
{
    Mapping shared = *mapping;
    if (mapping->access & FILE_MAP_COPY)
        shared.access = (mapping->access & ~(DWORD)FILE_MAP_COPY) | FILE_MAP_WRITE;
    void *view = map_really(&shared);
    return view ? view : map_really(mapping);
}
REPLACES_MAPPING(copy_writes_through)

static void *copy_read_only(Mapping *mapping)
{
    if ((mapping->access & ~(DWORD)FILE_MAP_EXECUTE) == FILE_MAP_COPY)
        mapping->access = (mapping->access & FILE_MAP_EXECUTE) | FILE_MAP_READ;
    return map_really(mapping);
}
REPLACES_MAPPING(copy_read_only)

static void *shared_is_private(Mapping *mapping)
{
    if (mapping->access & FILE_MAP_WRITE)
        mapping->access = (mapping->access & FILE_MAP_EXECUTE) | FILE_MAP_COPY;
    return map_really(mapping);
}
REPLACES_MAPPING(shared_is_private)

static void *write_view_allowed(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (view || !(mapping->access & FILE_MAP_WRITE) || GetLastError() != ERROR_ACCESS_DENIED)
        return view;
    Mapping copy = *mapping;
    copy.access = FILE_MAP_COPY;
    return map_really(&copy);
}
REPLACES_MAPPING(write_view_allowed)

static void *write_view_wrong_error(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (!view && mapping->access & FILE_MAP_WRITE && GetLastError() == ERROR_ACCESS_DENIED)
        SetLastError(ERROR_INVALID_PARAMETER);
    return view;
}
REPLACES_MAPPING(write_view_wrong_error)

static void *read_view_writable(Mapping *mapping)
{
    Mapping writable = *mapping;
    if (mapping->access == FILE_MAP_READ)
        writable.access = FILE_MAP_WRITE;
    void *view = map_really(&writable);
    return view ? view : map_really(mapping);
}
REPLACES_MAPPING(read_view_writable)

static void *read_view_copy(Mapping *mapping)
{
    if (mapping->access == FILE_MAP_READ)
        mapping->access = FILE_MAP_COPY;
    return map_really(mapping);
}
REPLACES_MAPPING(read_view_copy)

static void *no_access_readable(Mapping *mapping)
{
    if (mapping->access == 0)
        mapping->access = FILE_MAP_READ;
    return map_really(mapping);
}
REPLACES_MAPPING(no_access_readable)

static void *execute_dropped(Mapping *mapping)
{
    if (mapping->access & ~(DWORD)FILE_MAP_EXECUTE)
        mapping->access &= ~(DWORD)FILE_MAP_EXECUTE;
    return map_really(mapping);
}
REPLACES_MAPPING(execute_dropped)

static void *too_long_clamped(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (view || mapping->length == 0)
        return view;
    Mapping whole = *mapping;
    whole.length = 0;
    return map_really(&whole);
}
REPLACES_MAPPING(too_long_clamped)

static void *too_long_wrong_error(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (!view && mapping->length && GetLastError() == ERROR_ACCESS_DENIED)
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return view;
}
REPLACES_MAPPING(too_long_wrong_error)

static void *length_ignored(Mapping *mapping)
{
    mapping->length = 0;
    return map_really(mapping);
}
REPLACES_MAPPING(length_ignored)

static void *success_clears_error(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (view)
        SetLastError(ERROR_SUCCESS);
    return view;
}
REPLACES_MAPPING(success_clears_error)

static void *bad_handle_wrong_error(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (!view && GetLastError() == ERROR_INVALID_HANDLE)
        SetLastError(ERROR_INVALID_PARAMETER);
    return view;
}
REPLACES_MAPPING(bad_handle_wrong_error)

static void *between_granules(Mapping *mapping)
{
    unsigned char *view = map_really(mapping);
    return view ? view + 4096 : view;
}
REPLACES_MAPPING(between_granules)

const Mutant mutants_win32_map[] = {
    {"map-offset-ignored", "win32", "views begin at the section's start whatever the offset", install_offset_ignored},
    {"map-misaligned-offset", "win32", "views round the offset down instead of refusing it",
     install_misaligned_offset_accepted},
    {"map-misaligned-offset-wrong-error", "win32", "views refuse a misaligned offset with ERROR_INVALID_PARAMETER",
     install_misaligned_offset_wrong_error},
    {"map-high-offset-ignored", "win32", "views look at the low half of the offset only", install_high_offset_ignored},
    {"map-copy-writes-through", "win32", "stores to a FILE_MAP_COPY view reach the section",
     install_copy_writes_through},
    {"map-copy-read-only", "win32", "FILE_MAP_COPY views cannot be written", install_copy_read_only},
    {"map-shared-is-private", "win32", "FILE_MAP_WRITE views are copy-on-write", install_shared_is_private},
    {"map-write-view-allowed", "win32", "FILE_MAP_WRITE works on a read-only section, as a copy",
     install_write_view_allowed},
    {"map-write-view-wrong-error", "win32", "FILE_MAP_WRITE on a read-only section says ERROR_INVALID_PARAMETER",
     install_write_view_wrong_error},
    {"map-read-view-writable", "win32", "FILE_MAP_READ views can be written", install_read_view_writable},
    {"map-read-view-copy", "win32", "FILE_MAP_READ views are copy-on-write", install_read_view_copy},
    {"map-no-access-readable", "win32", "views mapped without access can be read", install_no_access_readable},
    {"map-execute-dropped", "win32", "FILE_MAP_EXECUTE has no effect", install_execute_dropped},
    {"map-too-long-clamped", "win32", "a view longer than its section is cut, not refused", install_too_long_clamped},
    {"map-too-long-wrong-error", "win32", "a view longer than its section is refused with ERROR_NOT_ENOUGH_MEMORY",
     install_too_long_wrong_error},
    {"map-length-ignored", "win32", "every view reaches to the section's end", install_length_ignored},
    {"map-clears-last-error", "win32", "MapViewOfFile sets the last error to 0 when it succeeds",
     install_success_clears_error},
    {"map-bad-handle-wrong-error", "win32", "views of an invalid handle are refused with ERROR_INVALID_PARAMETER",
     install_bad_handle_wrong_error},
    {"map-between-granules", "win32", "views are said to begin a page behind a multiple of the granularity",
     install_between_granules},
    {0},
};
