/* Faults of CreateFileMapping: names, errors, protection, inheritance. */
#include "subjects/mutants_win32.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

static bool named(const Creation *creation)
{
    return creation->wide || (creation->name && *creation->name);
}

static Creation without_name(const Creation *creation)
{
    Creation unnamed = *creation;
    unnamed.name = NULL;
    unnamed.wide = NULL;
    return unnamed;
}

static HANDLE existing_name_unsaid(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section && GetLastError() == ERROR_ALREADY_EXISTS)
        SetLastError(ERROR_SUCCESS);
    return section;
}
REPLACES_CREATION(existing_name_unsaid)

static HANDLE existing_name_refused(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section || GetLastError() != ERROR_ALREADY_EXISTS)
        return section;
    win32_real.CloseHandle(section);
    SetLastError(ERROR_ALREADY_EXISTS);
    return NULL;
}
REPLACES_CREATION(existing_name_refused)

static HANDLE existing_name_not_shared(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section || GetLastError() != ERROR_ALREADY_EXISTS)
        return section;
    win32_real.CloseHandle(section);
    Creation unnamed = without_name(creation);
    section = create_really(&unnamed);
    SetLastError(ERROR_ALREADY_EXISTS);
    return section;
}
REPLACES_CREATION(existing_name_not_shared)

static HANDLE fresh_section_stale_error(Creation *creation)
{
    DWORD before = GetLastError();
    HANDLE section = create_really(creation);
    if (section && GetLastError() == ERROR_SUCCESS)
        SetLastError(before);
    return section;
}
REPLACES_CREATION(fresh_section_stale_error)

static HANDLE name_of_other_kind_accepted(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section || GetLastError() != ERROR_INVALID_HANDLE || !named(creation))
        return section;
    Creation unnamed = without_name(creation);
    return create_really(&unnamed);
}
REPLACES_CREATION(name_of_other_kind_accepted)

static HANDLE name_of_other_kind_wrong_error(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section && GetLastError() == ERROR_INVALID_HANDLE && named(creation))
        SetLastError(ERROR_ALREADY_EXISTS);
    return section;
}
REPLACES_CREATION(name_of_other_kind_wrong_error)

static HANDLE name_without_case(Creation *creation)
{
    char lower[512];
    wchar_t wide_lower[512];
    Creation folded = *creation;
    if (creation->name && strlen(creation->name) < sizeof lower)
        folded.name = _strlwr(strcpy(lower, creation->name));
    if (creation->wide && wcslen(creation->wide) < sizeof wide_lower / sizeof *wide_lower)
        folded.wide = _wcslwr(wcscpy(wide_lower, creation->wide));
    return create_really(&folded);
}
REPLACES_CREATION(name_without_case)

static HANDLE failure_is_invalid_handle_value(Creation *creation)
{
    HANDLE section = create_really(creation);
    return section ? section : INVALID_HANDLE_VALUE;
}
REPLACES_CREATION(failure_is_invalid_handle_value)

static HANDLE any_protection_accepted(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section || GetLastError() != ERROR_INVALID_PARAMETER || creation->size == 0)
        return section;
    Creation readable = *creation;
    readable.protection = PAGE_READWRITE;
    return create_really(&readable);
}
REPLACES_CREATION(any_protection_accepted)

static HANDLE file_access_unchecked(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section || GetLastError() != ERROR_ACCESS_DENIED)
        return section;
    Creation weaker = *creation;
    weaker.protection = PAGE_READONLY;
    section = create_really(&weaker);
    if (!section) {
        weaker = (Creation){INVALID_HANDLE_VALUE, creation->attributes, PAGE_READWRITE, 65536, NULL, NULL};
        section = create_really(&weaker);
    }
    return section;
}
REPLACES_CREATION(file_access_unchecked)

static HANDLE bad_file_handle_accepted(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section || GetLastError() != ERROR_INVALID_HANDLE || of_paging_file(creation))
        return section;
    Creation paged = *creation;
    paged.file = INVALID_HANDLE_VALUE;
    paged.size = creation->size ? creation->size : 65536;
    return create_really(&paged);
}
REPLACES_CREATION(bad_file_handle_accepted)

static HANDLE inheritance_not_asked(Creation *creation)
{
    Creation private = *creation;
    private.attributes = NULL;
    return create_really(&private);
}
REPLACES_CREATION(inheritance_not_asked)

static HANDLE inheritance_always(Creation *creation)
{
    SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
    Creation public = *creation;
    public.attributes = &inheritable;
    return create_really(&public);
}
REPLACES_CREATION(inheritance_always)

/* The story's names differ in their last two parts (harness/story/names.c). */
static HANDLE last_part_ignored(Creation *creation)
{
    char cut[300];
    if (creation->name && snprintf(cut, sizeof cut, "%s", creation->name) < (int)sizeof cut) {
        for (int parts = 0; parts < 2 && strrchr(cut, '-'); parts++)
            *strrchr(cut, '-') = '\0';
        creation->name = cut;
    }
    return create_really(creation);
}
REPLACES_CREATION(last_part_ignored)

const Mutant mutants_win32_create[] = {
    {"create-existing-name-unsaid", "win32", "CreateFileMapping opens an existing name without ERROR_ALREADY_EXISTS",
     install_existing_name_unsaid},
    {"create-existing-name-refused", "win32", "CreateFileMapping fails where the name exists",
     install_existing_name_refused},
    {"create-existing-name-not-shared", "win32", "CreateFileMapping makes a section of its own where the name exists",
     install_existing_name_not_shared},
    {"create-stale-last-error", "win32", "CreateFileMapping leaves the last error alone when it makes a fresh section",
     install_fresh_section_stale_error},
    {"create-takes-name-of-other-kind", "win32",
     "CreateFileMapping succeeds with the name of a mutex or another object", install_name_of_other_kind_accepted},
    {"create-other-kind-wrong-error", "win32", "CreateFileMapping says ERROR_ALREADY_EXISTS for the name of a mutex",
     install_name_of_other_kind_wrong_error},
    {"create-name-without-case", "win32", "CreateFileMapping takes upper and lower case for the same name",
     install_name_without_case},
    {"create-failure-minus-one", "win32", "CreateFileMapping returns INVALID_HANDLE_VALUE when it fails",
     install_failure_is_invalid_handle_value},
    {"create-any-protection", "win32", "CreateFileMapping takes invalid protections and attributes for PAGE_READWRITE",
     install_any_protection_accepted},
    {"create-file-access-unchecked", "win32", "CreateFileMapping makes sections that the file's handle does not allow",
     install_file_access_unchecked},
    {"create-bad-file-handle", "win32", "CreateFileMapping takes an invalid file handle for the paging file",
     install_bad_file_handle_accepted},
    {"create-not-inheritable", "win32", "CreateFileMapping ignores the security attributes",
     install_inheritance_not_asked},
    {"create-always-inheritable", "win32", "CreateFileMapping makes every handle inheritable",
     install_inheritance_always},
    {"create-name-cut", "win32", "CreateFileMappingA leaves out the last two parts of a name",
     install_last_part_ignored},
    {0},
};
