/* The constants of Win32 and NT that cases write, with their fixed values: a conductor on any platform tells stories
 * about Windows, and no case includes windows.h. In the Windows actor windows.h stands before this header and keeps its
 * own definitions. */
#ifndef MAPCHECK_CALLS_CONSTANTS_WIN32_H
#define MAPCHECK_CALLS_CONSTANTS_WIN32_H

#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif

/* Numbers, not pointers, so that they can be written wherever a handle is asked for; as wide as the wire's numbers. */
#ifndef INVALID_HANDLE_VALUE
#define INVALID_HANDLE_VALUE ((long long)-1)
#endif
#ifndef CURRENT_PROCESS
#define CURRENT_PROCESS ((long long)-1)
#endif

/* Page protections and section attributes */
#ifndef PAGE_NOACCESS
#define PAGE_NOACCESS 0x01
#endif
#ifndef PAGE_READONLY
#define PAGE_READONLY 0x02
#endif
#ifndef PAGE_READWRITE
#define PAGE_READWRITE 0x04
#endif
#ifndef PAGE_WRITECOPY
#define PAGE_WRITECOPY 0x08
#endif
#ifndef PAGE_EXECUTE
#define PAGE_EXECUTE 0x10
#endif
#ifndef PAGE_EXECUTE_READ
#define PAGE_EXECUTE_READ 0x20
#endif
#ifndef PAGE_EXECUTE_READWRITE
#define PAGE_EXECUTE_READWRITE 0x40
#endif
#ifndef PAGE_EXECUTE_WRITECOPY
#define PAGE_EXECUTE_WRITECOPY 0x80
#endif
#ifndef PAGE_GUARD
#define PAGE_GUARD 0x100
#endif
#ifndef PAGE_NOCACHE
#define PAGE_NOCACHE 0x200
#endif
#ifndef PAGE_WRITECOMBINE
#define PAGE_WRITECOMBINE 0x400
#endif

/* Section attributes */
#ifndef SEC_IMAGE_NO_EXECUTE
#define SEC_IMAGE_NO_EXECUTE 0x11000000
#endif
#ifndef SEC_64K_PAGES
#define SEC_64K_PAGES 0x00080000
#endif
#ifndef SEC_FILE
#define SEC_FILE 0x00800000
#endif
#ifndef SEC_IMAGE
#define SEC_IMAGE 0x01000000
#endif
#ifndef SEC_PROTECTED_IMAGE
#define SEC_PROTECTED_IMAGE 0x02000000
#endif
#ifndef SEC_RESERVE
#define SEC_RESERVE 0x04000000
#endif
#ifndef SEC_COMMIT
#define SEC_COMMIT 0x08000000
#endif
#ifndef SEC_NOCACHE
#define SEC_NOCACHE 0x10000000
#endif
#ifndef SEC_WRITECOMBINE
#define SEC_WRITECOMBINE 0x40000000
#endif
#ifndef SEC_LARGE_PAGES
#define SEC_LARGE_PAGES 0x80000000U
#endif
#ifndef SEC_BASED
#define SEC_BASED 0x00200000
#endif
#ifndef SEC_NO_CHANGE
#define SEC_NO_CHANGE 0x00400000
#endif
#ifndef PAGE_TARGETS_INVALID
#define PAGE_TARGETS_INVALID 0x40000000
#endif
#ifndef PAGE_TARGETS_NO_UPDATE
#define PAGE_TARGETS_NO_UPDATE 0x40000000
#endif

/* Access to sections */
#ifndef FILE_MAP_ALL_ACCESS
#define FILE_MAP_ALL_ACCESS 0x000F001F
#endif
#ifndef FILE_MAP_COPY
#define FILE_MAP_COPY 0x01
#endif
#ifndef FILE_MAP_WRITE
#define FILE_MAP_WRITE 0x02
#endif
#ifndef FILE_MAP_READ
#define FILE_MAP_READ 0x04
#endif
#ifndef FILE_MAP_EXECUTE
#define FILE_MAP_EXECUTE 0x20
#endif
#ifndef FILE_MAP_LARGE_PAGES
#define FILE_MAP_LARGE_PAGES 0x20000000
#endif
#ifndef FILE_MAP_TARGETS_INVALID
#define FILE_MAP_TARGETS_INVALID 0x40000000
#endif
#ifndef FILE_MAP_RESERVE
#define FILE_MAP_RESERVE 0x80000000U
#endif
#ifndef SECTION_ALL_ACCESS
#define SECTION_ALL_ACCESS 0x000F001F
#endif
#ifndef SECTION_QUERY
#define SECTION_QUERY 0x01
#endif
#ifndef SECTION_MAP_WRITE
#define SECTION_MAP_WRITE 0x02
#endif
#ifndef SECTION_MAP_READ
#define SECTION_MAP_READ 0x04
#endif
#ifndef SECTION_MAP_EXECUTE
#define SECTION_MAP_EXECUTE 0x08
#endif
#ifndef SECTION_EXTEND_SIZE
#define SECTION_EXTEND_SIZE 0x10
#endif
#ifndef SECTION_MAP_EXECUTE_EXPLICIT
#define SECTION_MAP_EXECUTE_EXPLICIT 0x20
#endif

/* Standard and generic rights */
#ifndef STANDARD_RIGHTS_ALL
#define STANDARD_RIGHTS_ALL 0x001F0000
#endif
#ifndef STANDARD_RIGHTS_REQUIRED
#define STANDARD_RIGHTS_REQUIRED 0x000F0000
#endif
#ifndef DELETE
#define DELETE 0x00010000
#endif
#ifndef READ_CONTROL
#define READ_CONTROL 0x00020000
#endif
#ifndef WRITE_DAC
#define WRITE_DAC 0x00040000
#endif
#ifndef WRITE_OWNER
#define WRITE_OWNER 0x00080000
#endif
#ifndef SYNCHRONIZE
#define SYNCHRONIZE 0x00100000
#endif
#ifndef MAXIMUM_ALLOWED
#define MAXIMUM_ALLOWED 0x02000000
#endif
#ifndef GENERIC_READ
#define GENERIC_READ 0x80000000U
#endif
#ifndef GENERIC_WRITE
#define GENERIC_WRITE 0x40000000
#endif
#ifndef GENERIC_EXECUTE
#define GENERIC_EXECUTE 0x20000000
#endif
#ifndef GENERIC_ALL
#define GENERIC_ALL 0x10000000
#endif

/* Virtual memory */
#ifndef MEM_COMMIT
#define MEM_COMMIT 0x1000
#endif
#ifndef MEM_RESERVE
#define MEM_RESERVE 0x2000
#endif
#ifndef MEM_DECOMMIT
#define MEM_DECOMMIT 0x4000
#endif
#ifndef MEM_RELEASE
#define MEM_RELEASE 0x8000
#endif
#ifndef MEM_FREE
#define MEM_FREE 0x00010000
#endif
#ifndef MEM_PRIVATE
#define MEM_PRIVATE 0x00020000
#endif
#ifndef MEM_MAPPED
#define MEM_MAPPED 0x00040000
#endif
#ifndef MEM_IMAGE
#define MEM_IMAGE 0x01000000
#endif
#ifndef MEM_RESET
#define MEM_RESET 0x00080000
#endif
#ifndef MEM_TOP_DOWN
#define MEM_TOP_DOWN 0x00100000
#endif
#ifndef MEM_WRITE_WATCH
#define MEM_WRITE_WATCH 0x00200000
#endif
#ifndef MEM_PHYSICAL
#define MEM_PHYSICAL 0x00400000
#endif
#ifndef MEM_LARGE_PAGES
#define MEM_LARGE_PAGES 0x20000000
#endif
#ifndef MEM_4MB_PAGES
#define MEM_4MB_PAGES 0x80000000U
#endif
#ifndef MEM_RESET_UNDO
#define MEM_RESET_UNDO 0x01000000
#endif
#ifndef MEM_PRESERVE_PLACEHOLDER
#define MEM_PRESERVE_PLACEHOLDER 0x02
#endif
#ifndef MEM_UNMAP_WITH_TRANSIENT_BOOST
#define MEM_UNMAP_WITH_TRANSIENT_BOOST 0x01
#endif
#ifndef MEM_COALESCE_PLACEHOLDERS
#define MEM_COALESCE_PLACEHOLDERS 0x01
#endif
#ifndef MEM_REPLACE_PLACEHOLDER
#define MEM_REPLACE_PLACEHOLDER 0x4000
#endif
#ifndef MEM_RESERVE_PLACEHOLDER
#define MEM_RESERVE_PLACEHOLDER 0x00040000
#endif

/* Files */
#ifndef FILE_ALL_ACCESS
#define FILE_ALL_ACCESS 0x001F01FF
#endif
#ifndef FILE_GENERIC_READ
#define FILE_GENERIC_READ 0x00120089
#endif
#ifndef FILE_GENERIC_WRITE
#define FILE_GENERIC_WRITE 0x00120116
#endif
#ifndef FILE_GENERIC_EXECUTE
#define FILE_GENERIC_EXECUTE 0x001200A0
#endif
#ifndef FILE_READ_DATA
#define FILE_READ_DATA 0x01
#endif
#ifndef FILE_WRITE_DATA
#define FILE_WRITE_DATA 0x02
#endif
#ifndef FILE_APPEND_DATA
#define FILE_APPEND_DATA 0x04
#endif
#ifndef FILE_READ_EA
#define FILE_READ_EA 0x08
#endif
#ifndef FILE_WRITE_EA
#define FILE_WRITE_EA 0x10
#endif
#ifndef FILE_EXECUTE
#define FILE_EXECUTE 0x20
#endif
#ifndef FILE_DELETE_CHILD
#define FILE_DELETE_CHILD 0x40
#endif
#ifndef FILE_READ_ATTRIBUTES
#define FILE_READ_ATTRIBUTES 0x80
#endif
#ifndef FILE_WRITE_ATTRIBUTES
#define FILE_WRITE_ATTRIBUTES 0x100
#endif
#ifndef FILE_SHARE_READ
#define FILE_SHARE_READ 0x01
#endif
#ifndef FILE_SHARE_WRITE
#define FILE_SHARE_WRITE 0x02
#endif
#ifndef FILE_SHARE_DELETE
#define FILE_SHARE_DELETE 0x04
#endif
#ifndef CREATE_NEW
#define CREATE_NEW 1
#endif
#ifndef CREATE_ALWAYS
#define CREATE_ALWAYS 2
#endif
#ifndef OPEN_EXISTING
#define OPEN_EXISTING 3
#endif
#ifndef OPEN_ALWAYS
#define OPEN_ALWAYS 4
#endif
#ifndef TRUNCATE_EXISTING
#define TRUNCATE_EXISTING 5
#endif
#ifndef FILE_ATTRIBUTE_READONLY
#define FILE_ATTRIBUTE_READONLY 0x01
#endif
#ifndef FILE_ATTRIBUTE_HIDDEN
#define FILE_ATTRIBUTE_HIDDEN 0x02
#endif
#ifndef FILE_ATTRIBUTE_SYSTEM
#define FILE_ATTRIBUTE_SYSTEM 0x04
#endif
#ifndef FILE_ATTRIBUTE_DIRECTORY
#define FILE_ATTRIBUTE_DIRECTORY 0x10
#endif
#ifndef FILE_ATTRIBUTE_ARCHIVE
#define FILE_ATTRIBUTE_ARCHIVE 0x20
#endif
#ifndef FILE_ATTRIBUTE_NORMAL
#define FILE_ATTRIBUTE_NORMAL 0x80
#endif
#ifndef FILE_ATTRIBUTE_TEMPORARY
#define FILE_ATTRIBUTE_TEMPORARY 0x100
#endif
#ifndef FILE_ATTRIBUTE_SPARSE_FILE
#define FILE_ATTRIBUTE_SPARSE_FILE 0x200
#endif
#ifndef FILE_ATTRIBUTE_COMPRESSED
#define FILE_ATTRIBUTE_COMPRESSED 0x800
#endif
#ifndef FILE_FLAG_WRITE_THROUGH
#define FILE_FLAG_WRITE_THROUGH 0x80000000U
#endif
#ifndef FILE_FLAG_OVERLAPPED
#define FILE_FLAG_OVERLAPPED 0x40000000
#endif
#ifndef FILE_FLAG_NO_BUFFERING
#define FILE_FLAG_NO_BUFFERING 0x20000000
#endif
#ifndef FILE_FLAG_RANDOM_ACCESS
#define FILE_FLAG_RANDOM_ACCESS 0x10000000
#endif
#ifndef FILE_FLAG_SEQUENTIAL_SCAN
#define FILE_FLAG_SEQUENTIAL_SCAN 0x08000000
#endif
#ifndef FILE_FLAG_DELETE_ON_CLOSE
#define FILE_FLAG_DELETE_ON_CLOSE 0x04000000
#endif
#ifndef FILE_FLAG_BACKUP_SEMANTICS
#define FILE_FLAG_BACKUP_SEMANTICS 0x02000000
#endif
#ifndef FILE_FLAG_POSIX_SEMANTICS
#define FILE_FLAG_POSIX_SEMANTICS 0x01000000
#endif
#ifndef FILE_FLAG_OPEN_REPARSE_POINT
#define FILE_FLAG_OPEN_REPARSE_POINT 0x00200000
#endif
#ifndef FILE_BEGIN
#define FILE_BEGIN 0
#endif
#ifndef FILE_CURRENT
#define FILE_CURRENT 1
#endif
#ifndef FILE_END
#define FILE_END 2
#endif

/* Handles and other named objects */
#ifndef DUPLICATE_CLOSE_SOURCE
#define DUPLICATE_CLOSE_SOURCE 0x01
#endif
#ifndef DUPLICATE_SAME_ACCESS
#define DUPLICATE_SAME_ACCESS 0x02
#endif
#ifndef HANDLE_FLAG_INHERIT
#define HANDLE_FLAG_INHERIT 0x01
#endif
#ifndef HANDLE_FLAG_PROTECT_FROM_CLOSE
#define HANDLE_FLAG_PROTECT_FROM_CLOSE 0x02
#endif
#ifndef EVENT_ALL_ACCESS
#define EVENT_ALL_ACCESS 0x001F0003
#endif
#ifndef MUTEX_ALL_ACCESS
#define MUTEX_ALL_ACCESS 0x001F0001
#endif
#ifndef SEMAPHORE_ALL_ACCESS
#define SEMAPHORE_ALL_ACCESS 0x001F0003
#endif
#ifndef TIMER_ALL_ACCESS
#define TIMER_ALL_ACCESS 0x001F0003
#endif
#ifndef JOB_OBJECT_ALL_ACCESS
#define JOB_OBJECT_ALL_ACCESS 0x001F001F
#endif
#ifndef EVENT_MODIFY_STATE
#define EVENT_MODIFY_STATE 0x02
#endif
#ifndef INFINITE
#define INFINITE 0xFFFFFFFFU
#endif
#ifndef WAIT_OBJECT_0
#define WAIT_OBJECT_0 0x00
#endif
#ifndef WAIT_ABANDONED
#define WAIT_ABANDONED 0x80
#endif
#ifndef WAIT_TIMEOUT
#define WAIT_TIMEOUT 0x102
#endif
#ifndef WAIT_FAILED
#define WAIT_FAILED 0xFFFFFFFFU
#endif
#ifndef GHND
#define GHND 0x42
#endif
#ifndef GMEM_MOVEABLE
#define GMEM_MOVEABLE 0x02
#endif
#ifndef GMEM_ZEROINIT
#define GMEM_ZEROINIT 0x40
#endif
#ifndef GMEM_NOCOMPACT
#define GMEM_NOCOMPACT 0x10
#endif
#ifndef GMEM_NODISCARD
#define GMEM_NODISCARD 0x20
#endif
#ifndef GMEM_MODIFY
#define GMEM_MODIFY 0x80
#endif
#ifndef GMEM_DISCARDABLE
#define GMEM_DISCARDABLE 0x100
#endif
#ifndef GMEM_INVALID_HANDLE
#define GMEM_INVALID_HANDLE 0x8000
#endif
#ifndef GMEM_DISCARDED
#define GMEM_DISCARDED 0x4000
#endif
#ifndef GMEM_LOCKCOUNT
#define GMEM_LOCKCOUNT 0xFF
#endif
#ifndef GMEM_FIXED
#define GMEM_FIXED 0x00
#endif
#ifndef GPTR
#define GPTR 0x40
#endif

/* NT sections */
#ifndef OBJ_INHERIT
#define OBJ_INHERIT 0x02
#endif
#ifndef OBJ_PERMANENT
#define OBJ_PERMANENT 0x10
#endif
#ifndef OBJ_EXCLUSIVE
#define OBJ_EXCLUSIVE 0x20
#endif
#ifndef OBJ_CASE_INSENSITIVE
#define OBJ_CASE_INSENSITIVE 0x40
#endif
#ifndef OBJ_OPENIF
#define OBJ_OPENIF 0x80
#endif
#ifndef OBJ_OPENLINK
#define OBJ_OPENLINK 0x100
#endif

/* Enumerations on Windows, with the same numbers: winternl.h, where it is wanted, must stand before this header. */
#ifndef ViewShare
#define ViewShare 1
#endif
#ifndef ViewUnmap
#define ViewUnmap 2
#endif
#ifndef SectionBasicInformation
#define SectionBasicInformation 0
#endif
#ifndef SectionImageInformation
#define SectionImageInformation 1
#endif

#include "calls/constants_win32_codes.h"

#endif
