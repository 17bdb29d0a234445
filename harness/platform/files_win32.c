#include "platform/system.h"

#include "platform/wide_win32.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>

static bool say(Text *problem, const char *doing, const char *path)
{
    DWORD error = GetLastError();
    text_printf(problem, "cannot %s \"%s\": ", doing, path);
    append_system_error(problem, error);
    return false;
}

static DWORD attributes_of(const char *path)
{
    wchar_t *wide = to_wide_path(path);
    DWORD attributes = GetFileAttributesW(wide);
    DWORD error = GetLastError();
    free(wide);
    SetLastError(error);
    return attributes;
}

static bool is_directory(const char *path)
{
    DWORD attributes = attributes_of(path);
    return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY;
}

/* One call with a wide path, whose error outlives the freeing of the path. */
static bool with_path(BOOL WINAPI operation(LPCWSTR), const char *path)
{
    wchar_t *wide = to_wide_path(path);
    bool done = operation(wide);
    DWORD error = GetLastError();
    free(wide);
    SetLastError(error);
    return done;
}

static BOOL WINAPI create_directory(LPCWSTR path)
{
    return CreateDirectoryW(path, NULL); /* private as far as its parent is: the user's temporary directory */
}

bool make_private_directory(const char *path, Text *problem)
{
    return with_path(create_directory, path) || say(problem, "make the directory", path);
}

bool make_directories(const char *path, Text *problem)
{
    Text part = {0};
    bool made = true;
    for (const char *end = path; made && *end;) {
        end += strspn(end, "/\\");
        end += strcspn(end, "/\\");
        text_clear(&part);
        text_append_bytes(&part, path, (size_t)(end - path));
        bool drive = part.length == 2 && part.bytes[1] == ':';
        made = drive || is_directory(part.bytes) || with_path(create_directory, part.bytes) || is_directory(part.bytes);
    }
    if (!made)
        say(problem, "make the directory", part.bytes);
    text_free(&part);
    return made;
}

typedef struct Removal {
    const char *directory;
    Text *problem;
    bool done;
} Removal;

static bool remove_entry(const char *name, void *context)
{
    Removal *removal = context;
    Text path = {0};
    text_printf(&path, "%s/%s", removal->directory, name);
    removal->done = remove_tree(path.bytes, removal->problem) && removal->done;
    text_free(&path);
    return true;
}

static BOOL WINAPI make_ordinary(LPCWSTR path)
{
    return SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL);
}

bool remove_tree(const char *path, Text *problem)
{
    DWORD attributes = attributes_of(path);
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        DWORD error = GetLastError();
        return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND || say(problem, "look at", path);
    }
    if (attributes & FILE_ATTRIBUTE_READONLY)
        with_path(make_ordinary, path);
    if (!(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return with_path(DeleteFileW, path) || say(problem, "remove", path);
    Removal removal = {.directory = path, .problem = problem, .done = true};
    bool link = attributes & FILE_ATTRIBUTE_REPARSE_POINT;
    if (!link && !list_directory(path, remove_entry, &removal))
        return say(problem, "list", path);
    return removal.done && (with_path(RemoveDirectoryW, path) || say(problem, "remove", path));
}

bool list_directory(const char *path, bool (*each)(const char *name, void *context), void *context)
{
    Text pattern = {0};
    text_printf(&pattern, "%s/*", path);
    wchar_t *wide = to_wide_path(pattern.bytes);
    WIN32_FIND_DATAW entry;
    HANDLE search = FindFirstFileW(wide, &entry);
    free(wide);
    text_free(&pattern);
    if (search == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_FILE_NOT_FOUND;
    Text name = {0};
    bool going = true;
    do {
        text_clear(&name);
        append_narrow(&name, entry.cFileName);
        if (strcmp(name.bytes, ".") != 0 && strcmp(name.bytes, "..") != 0)
            going = each(name.bytes, context);
    } while (going && FindNextFileW(search, &entry));
    FindClose(search);
    text_free(&name);
    return true;
}

bool file_exists(const char *path)
{
    return attributes_of(path) != INVALID_FILE_ATTRIBUTES;
}

bool read_file(const char *path, Text *out, Text *problem)
{
    wchar_t *wide = to_wide_path(path);
    HANDLE file = CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, 0, NULL);
    free(wide);
    if (file == INVALID_HANDLE_VALUE)
        return say(problem, "open", path);
    text_clear(out);
    char piece[16 << 10];
    DWORD count = 0;
    bool done;
    while ((done = ReadFile(file, piece, sizeof piece, &count, NULL)) && count)
        text_append_bytes(out, piece, count);
    if (!done)
        say(problem, "read", path);
    CloseHandle(file);
    text_append_bytes(out, "", 0);
    return done;
}

static bool write_fresh(const wchar_t *path, const char *bytes, size_t length)
{
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return false;
    bool done = true;
    for (size_t written = 0; done && written < length;) {
        DWORD count = 0, piece = length - written < 1 << 30 ? (DWORD)(length - written) : 1 << 30;
        done = WriteFile(file, bytes + written, piece, &count, NULL);
        written += count;
    }
    DWORD error = GetLastError();
    CloseHandle(file);
    SetLastError(error);
    return done;
}

bool write_file(const char *path, const void *bytes, size_t length, Text *problem)
{
    Text fresh = {0};
    text_printf(&fresh, "%s.new", path);
    wchar_t *from = to_wide_path(fresh.bytes), *to = to_wide_path(path);
    bool written = write_fresh(from, bytes, length) && MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING);
    if (!written) {
        say(problem, "write", path);
        DeleteFileW(from);
    }
    free(from);
    free(to);
    text_free(&fresh);
    return written;
}

void append_temporary_directory(Text *out)
{
    wchar_t path[MAX_PATH + 1];
    DWORD length = GetTempPathW(MAX_PATH + 1, path);
    if (length > 1 && length <= MAX_PATH && path[length - 1] == L'\\')
        path[length - 1] = 0;
    append_narrow_path(out, length && length <= MAX_PATH ? path : L"C:\\Windows\\Temp");
}

bool append_memory_directory(Text *out)
{
    (void)out; /* files that are deleted when they are closed stay in the cache anyway */
    return false;
}

void set_environment(const char *name, const char *value)
{
    _putenv_s(name, value);
}

void append_full_path(Text *out, const char *path)
{
    wchar_t full[MAX_PATH];
    wchar_t *given = to_wide_path(path);
    DWORD length = GetFullPathNameW(given, MAX_PATH, full, NULL);
    if (length && length < MAX_PATH)
        append_narrow_path(out, full);
    else
        text_append(out, path);
    free(given);
}
