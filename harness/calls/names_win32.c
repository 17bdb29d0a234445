/* Names of Win32's constants: the same on every build, because the values are fixed. */
#include "calls/constants_win32.h"
#include "calls/name_tables.h"

#define V(constant)                     \
    {                                   \
#constant, (uint64_t)(constant) \
    }
#define TABLE(id, bits) const NameTable names_##id = {#id, id, sizeof id / sizeof id[0], bits}

static const Name handle[] = {V(INVALID_HANDLE_VALUE)};
static const Name process[] = {V(CURRENT_PROCESS)};
/* The attributes of a section share a parameter with its protection. */
static const Name page[] = {V(PAGE_NOACCESS),
                            V(PAGE_READONLY),
                            V(PAGE_READWRITE),
                            V(PAGE_WRITECOPY),
                            V(PAGE_EXECUTE),
                            V(PAGE_EXECUTE_READ),
                            V(PAGE_EXECUTE_READWRITE),
                            V(PAGE_EXECUTE_WRITECOPY),
                            V(PAGE_GUARD),
                            V(PAGE_NOCACHE),
                            V(PAGE_WRITECOMBINE),
                            V(SEC_IMAGE_NO_EXECUTE),
                            V(SEC_64K_PAGES),
                            V(SEC_FILE),
                            V(SEC_IMAGE),
                            V(SEC_PROTECTED_IMAGE),
                            V(SEC_RESERVE),
                            V(SEC_COMMIT),
                            V(SEC_NOCACHE),
                            V(SEC_WRITECOMBINE),
                            V(SEC_LARGE_PAGES),
                            V(SEC_BASED),
                            V(SEC_NO_CHANGE),
                            V(PAGE_TARGETS_INVALID),
                            V(PAGE_TARGETS_NO_UPDATE)};
static const Name file_map[] = {V(FILE_MAP_ALL_ACCESS),
                                V(FILE_MAP_COPY),
                                V(FILE_MAP_WRITE),
                                V(FILE_MAP_READ),
                                V(FILE_MAP_EXECUTE),
                                V(FILE_MAP_LARGE_PAGES),
                                V(FILE_MAP_TARGETS_INVALID),
                                V(FILE_MAP_RESERVE),
                                V(SECTION_QUERY),
                                V(SECTION_EXTEND_SIZE),
                                V(DELETE),
                                V(READ_CONTROL),
                                V(WRITE_DAC),
                                V(WRITE_OWNER),
                                V(SYNCHRONIZE),
                                V(MAXIMUM_ALLOWED)};
/* What VirtualQuery answers stands before the newer flags of the same value. */
static const Name mem[] = {V(MEM_COMMIT),
                           V(MEM_RESERVE),
                           V(MEM_DECOMMIT),
                           V(MEM_RELEASE),
                           V(MEM_FREE),
                           V(MEM_PRIVATE),
                           V(MEM_MAPPED),
                           V(MEM_IMAGE),
                           V(MEM_RESET),
                           V(MEM_TOP_DOWN),
                           V(MEM_WRITE_WATCH),
                           V(MEM_PHYSICAL),
                           V(MEM_LARGE_PAGES),
                           V(MEM_4MB_PAGES),
                           V(MEM_RESET_UNDO),
                           V(MEM_PRESERVE_PLACEHOLDER),
                           V(MEM_UNMAP_WITH_TRANSIENT_BOOST),
                           V(MEM_COALESCE_PLACEHOLDERS),
                           V(MEM_REPLACE_PLACEHOLDER),
                           V(MEM_RESERVE_PLACEHOLDER)};
static const Name file_access[] = {V(FILE_ALL_ACCESS),       V(FILE_GENERIC_READ), V(FILE_GENERIC_WRITE),
                                   V(FILE_GENERIC_EXECUTE),  V(FILE_READ_DATA),    V(FILE_WRITE_DATA),
                                   V(FILE_APPEND_DATA),      V(FILE_READ_EA),      V(FILE_WRITE_EA),
                                   V(FILE_EXECUTE),          V(FILE_DELETE_CHILD), V(FILE_READ_ATTRIBUTES),
                                   V(FILE_WRITE_ATTRIBUTES), V(GENERIC_READ),      V(GENERIC_WRITE),
                                   V(GENERIC_EXECUTE),       V(GENERIC_ALL),       V(DELETE),
                                   V(READ_CONTROL),          V(WRITE_DAC),         V(WRITE_OWNER),
                                   V(SYNCHRONIZE),           V(MAXIMUM_ALLOWED)};
static const Name file_share[] = {V(FILE_SHARE_READ), V(FILE_SHARE_WRITE), V(FILE_SHARE_DELETE)};
static const Name disposition[] = {V(CREATE_NEW), V(CREATE_ALWAYS), V(OPEN_EXISTING), V(OPEN_ALWAYS),
                                   V(TRUNCATE_EXISTING)};
static const Name file_flags[] = {
    V(FILE_ATTRIBUTE_READONLY),    V(FILE_ATTRIBUTE_HIDDEN),      V(FILE_ATTRIBUTE_SYSTEM),
    V(FILE_ATTRIBUTE_DIRECTORY),   V(FILE_ATTRIBUTE_ARCHIVE),     V(FILE_ATTRIBUTE_NORMAL),
    V(FILE_ATTRIBUTE_TEMPORARY),   V(FILE_ATTRIBUTE_SPARSE_FILE), V(FILE_ATTRIBUTE_COMPRESSED),
    V(FILE_FLAG_WRITE_THROUGH),    V(FILE_FLAG_OVERLAPPED),       V(FILE_FLAG_NO_BUFFERING),
    V(FILE_FLAG_RANDOM_ACCESS),    V(FILE_FLAG_SEQUENTIAL_SCAN),  V(FILE_FLAG_DELETE_ON_CLOSE),
    V(FILE_FLAG_BACKUP_SEMANTICS), V(FILE_FLAG_POSIX_SEMANTICS),  V(FILE_FLAG_OPEN_REPARSE_POINT)};
static const Name object_access[] = {
    V(EVENT_ALL_ACCESS),   V(MUTEX_ALL_ACCESS), V(SEMAPHORE_ALL_ACCESS), V(TIMER_ALL_ACCESS), V(JOB_OBJECT_ALL_ACCESS),
    V(EVENT_MODIFY_STATE), V(DELETE),           V(READ_CONTROL),         V(WRITE_DAC),        V(WRITE_OWNER),
    V(SYNCHRONIZE),        V(MAXIMUM_ALLOWED),  V(GENERIC_READ),         V(GENERIC_WRITE),    V(GENERIC_EXECUTE),
    V(GENERIC_ALL)};
static const Name duplicate[] = {V(DUPLICATE_CLOSE_SOURCE), V(DUPLICATE_SAME_ACCESS)};
static const Name handle_flag[] = {V(HANDLE_FLAG_INHERIT), V(HANDLE_FLAG_PROTECT_FROM_CLOSE)};
static const Name move_method[] = {V(FILE_BEGIN), V(FILE_CURRENT), V(FILE_END)};
static const Name gmem[] = {
    V(GHND),        V(GMEM_MOVEABLE),    V(GMEM_ZEROINIT),       V(GMEM_NOCOMPACT), V(GMEM_NODISCARD),
    V(GMEM_MODIFY), V(GMEM_DISCARDABLE), V(GMEM_INVALID_HANDLE), V(GMEM_DISCARDED), V(GMEM_LOCKCOUNT),
    V(GPTR)};

TABLE(handle, 64);
TABLE(process, 64);
TABLE(page, 32);
TABLE(file_map, 32);
TABLE(mem, 32);
TABLE(file_access, 32);
TABLE(file_share, 32);
TABLE(disposition, 32);
TABLE(file_flags, 32);
TABLE(object_access, 32);
TABLE(duplicate, 32);
TABLE(handle_flag, 32);
TABLE(move_method, 32);
TABLE(gmem, 32);
