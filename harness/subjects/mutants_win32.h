/* The mutants of Windows: one list per file, and how an entry of the call table is replaced. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_WIN32_H
#define MAPCHECK_SUBJECTS_MUTANTS_WIN32_H

#include "actor/calls_nt.h"
#include "actor/calls_win32.h"
#include "subjects/mutant.h"

extern const Mutant mutants_win32_create[], mutants_win32_create_size[], mutants_win32_open[], mutants_win32_map[],
    mutants_win32_base[], mutants_win32_unmap[], mutants_win32_handles[], mutants_win32_processes[],
    mutants_win32_memory[], mutants_win32_query[], mutants_win32_names[], mutants_win32_files[], mutants_nt[],
    mutants_win32_catalogue[], mutants_win32_placeholders[], mutants_nt_refusals[], mutants_win32_privacy[],
    mutants_win32_depth[], mutants_win32_deeds[];

/* Defines install_FUNCTION, which puts FUNCTION in the place of a function of the table. */
#define REPLACES(entry, function)        \
    static void install_##function(void) \
    {                                    \
        win32.entry = function;          \
    }

/* CreateFileMappingA and W as one: a mutant changes the arguments or the outcome. mutants_win32_creation.c */
typedef struct Creation {
    HANDLE file;
    SECURITY_ATTRIBUTES *attributes;
    DWORD protection;
    uint64_t size;
    const char *name;    /* A form; NULL: unnamed, or W form */
    const wchar_t *wide; /* W form */
} Creation;
typedef HANDLE CreationFunction(Creation *creation);
HANDLE create_really(const Creation *creation);
bool of_paging_file(const Creation *creation);
uint64_t file_size(HANDLE file); /* 0 where it cannot be asked */
void replace_creation(CreationFunction *function);

#define REPLACES_CREATION(function)      \
    static void install_##function(void) \
    {                                    \
        replace_creation(function);      \
    }

/* MapViewOfFile and MapViewOfFileEx as one. mutants_win32_mapping.c */
typedef struct Mapping {
    HANDLE section;
    DWORD access;
    uint64_t offset;
    SIZE_T length;
    void *base;
} Mapping;
typedef void *MappingFunction(Mapping *mapping);
void *map_really(const Mapping *mapping);
void replace_mapping(MappingFunction *function);

#define REPLACES_MAPPING(function)       \
    static void install_##function(void) \
    {                                    \
        replace_mapping(function);       \
    }

#endif
