/* The NT functions that exact calls go through. ntdll's prototypes are written out here: the system's headers have few
 * of them. */
#ifndef MAPCHECK_ACTOR_CALLS_NT_H
#define MAPCHECK_ACTOR_CALLS_NT_H

#include <windows.h>
#include <winternl.h>

#include "actor/thunk.h"

/* NtQuerySection's SectionBasicInformation. */
typedef struct SectionBasic {
    void *BaseAddress;
    ULONG Attributes;
    LARGE_INTEGER Size;
} SectionBasic;

typedef NTSTATUS NTAPI Prototype_NtCreateSection(HANDLE *section, ACCESS_MASK access,
                                                 const OBJECT_ATTRIBUTES *attributes, const LARGE_INTEGER *maximum_size,
                                                 ULONG protection, ULONG allocation, HANDLE file);
typedef NTSTATUS NTAPI Prototype_NtOpenSection(HANDLE *section, ACCESS_MASK access,
                                               const OBJECT_ATTRIBUTES *attributes);
typedef NTSTATUS NTAPI Prototype_NtMapViewOfSection(HANDLE section, HANDLE process, void **base, ULONG_PTR zero_bits,
                                                    SIZE_T commit_size, LARGE_INTEGER *offset, SIZE_T *view_size,
                                                    ULONG inherit, ULONG type, ULONG protection);
typedef NTSTATUS NTAPI Prototype_NtUnmapViewOfSection(HANDLE process, void *base);
typedef NTSTATUS NTAPI Prototype_NtQuerySection(HANDLE section, ULONG information_class, void *information,
                                                SIZE_T length, SIZE_T *returned);
typedef NTSTATUS NTAPI Prototype_NtClose(HANDLE handle);
typedef NTSTATUS NTAPI Prototype_NtQueryObject(HANDLE handle, ULONG information_class, void *information, ULONG length,
                                               ULONG *returned);
typedef NTSTATUS NTAPI Prototype_NtFlushVirtualMemory(HANDLE process, void **base, SIZE_T *length,
                                                      IO_STATUS_BLOCK *result);
typedef NTSTATUS NTAPI Prototype_NtFreeVirtualMemory(HANDLE process, void **base, SIZE_T *length, ULONG type);
typedef NTSTATUS NTAPI Prototype_NtProtectVirtualMemory(HANDLE process, void **base, SIZE_T *length, ULONG protection,
                                                        ULONG *old);
typedef NTSTATUS NTAPI Prototype_NtQueryVirtualMemory(HANDLE process, const void *address, ULONG information_class,
                                                      void *information, SIZE_T length, SIZE_T *returned);
typedef NTSTATUS NTAPI Prototype_NtExtendSection(HANDLE section, LARGE_INTEGER *size);
typedef NTSTATUS NTAPI Prototype_NtAreMappedFilesTheSame(void *one, void *other);
typedef NTSTATUS NTAPI Prototype_NtMapViewOfSectionEx(HANDLE section, HANDLE process, void **base,
                                                      LARGE_INTEGER *offset, SIZE_T *view_size, ULONG type,
                                                      ULONG protection, void *parameters, ULONG count);
typedef NTSTATUS NTAPI Prototype_NtQueryInformationProcess(HANDLE process, ULONG information_class, void *information,
                                                           ULONG length, ULONG *returned);
typedef NTSTATUS NTAPI Prototype_NtQueryInformationThread(HANDLE thread, ULONG information_class, void *information,
                                                          ULONG length, ULONG *returned);

typedef struct NtCalls {
#define CALL(name, ...) Prototype_##name *name;
#include "calls/nt.calls"
#undef CALL
} NtCalls;

extern NtCalls nt;
extern NtCalls nt_real;
extern Family nt_family;

#endif
