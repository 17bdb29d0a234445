/* The kinds of parameters and results in the call tables.
 *
 * A kind is (class, form, names, layout).
 *   class   how the actor's thunk hands the 64-bit word to C: W as an integer, I as an int (for variadic arguments),
 *           P as a pointer, L as a LARGE_INTEGER by value, V no value. Handles and addresses are P: on a 32-bit actor
 *           they keep their low half.
 *   form    how it looks on the wire (call.h).
 *   names   the table of its constants (names.h), or NULL.
 *   layout  what a pointer points to (actor/layout.h), or NULL. */
#ifndef MAPCHECK_CALLS_KINDS_H
#define MAPCHECK_CALLS_KINDS_H

#define KIND_SIGNED (W, FORM_SIGNED, NULL, NULL)
#define KIND_UNSIGNED (W, FORM_UNSIGNED, NULL, NULL)
#define KIND_SIZE (W, FORM_UNSIGNED, &names_size, NULL)
#define KIND_OFFSET (W, FORM_SIGNED, NULL, NULL)
#define KIND_ADDRESS (P, FORM_HEX, &names_address, NULL)
#define KIND_TEXT (P, FORM_TEXT, NULL, NULL)
#define KIND_WIDE (P, FORM_WIDE, NULL, NULL)
#define KIND_VOID (V, FORM_VOID, NULL, NULL)
#define KIND_BOOL (W, FORM_CHOICE, &names_bool, NULL)
#define KIND_INT_ARGUMENT (I, FORM_SIGNED, NULL, NULL) /* through `...` */
/* Bytes: "text" is copied into memory of the call, an address is passed as it is. */
#define KIND_BYTES (P, FORM_IN, NULL, "bytes")
/* Room for bytes: out:SIZE makes room of that size, answered as text; an address is passed as it is. */
#define KIND_OUT_BYTES (P, FORM_OUT, NULL, "bytes")
#define KIND_OUT_INT (P, FORM_OUT, NULL, "int")
#define KIND_OUT_U32 (P, FORM_OUT, NULL, "u32")
#define KIND_INOUT_U64 (P, FORM_INOUT, NULL, "u64")
#define KIND_OUT_U64 (P, FORM_OUT, NULL, "u64")
#define KIND_OUT_SIZE (P, FORM_OUT, NULL, "size")
#define KIND_INOUT_SIZE (P, FORM_INOUT, NULL, "size")
#define KIND_OUT_ADDRESS (P, FORM_OUT, NULL, "address")
#define KIND_INOUT_ADDRESS (P, FORM_INOUT, NULL, "address")

/* POSIX, Linux, System V */
#define KIND_DESCRIPTOR (W, FORM_SIGNED, NULL, NULL)
#define KIND_PROT (W, FORM_FLAGS, &names_prot, NULL)
#define KIND_MAP (W, FORM_FLAGS, &names_map, NULL)
#define KIND_MSYNC (W, FORM_FLAGS, &names_msync, NULL)
#define KIND_MREMAP (W, FORM_FLAGS, &names_mremap, NULL)
#define KIND_MCL (W, FORM_FLAGS, &names_mcl, NULL)
#define KIND_MLOCK (W, FORM_FLAGS, &names_mlock, NULL)
#define KIND_MADVICE (W, FORM_CHOICE, &names_madvice, NULL)
#define KIND_POSIX_MADVICE (W, FORM_CHOICE, &names_posix_madvice, NULL)
#define KIND_OPEN (W, FORM_FLAGS, &names_open, NULL)
#define KIND_MODE (I, FORM_UNSIGNED, NULL, NULL)
#define KIND_MFD (W, FORM_FLAGS, &names_mfd, NULL)
#define KIND_FALLOCATE (W, FORM_FLAGS, &names_fallocate, NULL)
#define KIND_FCNTL (W, FORM_CHOICE, &names_fcntl, NULL)
#define KIND_FCNTL_ARGUMENT (I, FORM_FLAGS, &names_fcntl_argument, NULL)
#define KIND_WHENCE (W, FORM_CHOICE, &names_whence, NULL)
#define KIND_IPC_KEY (W, FORM_CHOICE, &names_ipc_key, NULL)
#define KIND_IPC (W, FORM_FLAGS, &names_ipc, NULL)
#define KIND_SHM (W, FORM_FLAGS, &names_shm, NULL)
#define KIND_SHMCTL (W, FORM_CHOICE, &names_shmctl, NULL)
#define KIND_RLIMIT (W, FORM_CHOICE, &names_rlimit, NULL)
#define KIND_SYSCONF (W, FORM_CHOICE, &names_sysconf, NULL)
#define KIND_ERRNO (W, FORM_CHOICE, &names_errno, NULL)
#define KIND_OUT_STAT (P, FORM_OUT, NULL, "stat")
#define KIND_OUT_SHMID_DS (P, FORM_INOUT, NULL, "shmid_ds")
#define KIND_IN_RLIMIT (P, FORM_IN, NULL, "rlimit")
#define KIND_OUT_RLIMIT (P, FORM_OUT, NULL, "rlimit")
#define KIND_OUT_DESCRIPTORS (P, FORM_OUT, NULL, "int2")
#define KIND_SIGNAL (W, FORM_CHOICE, &names_signal, NULL)
#define KIND_POSIX_FADVICE (W, FORM_CHOICE, &names_posix_fadvice, NULL)
#define KIND_OUT_REGION (P, FORM_OUT, NULL, "region")
#define KIND_IN_TIMES (P, FORM_IN, NULL, "times")
#define KIND_OUT_WATCH (P, FORM_OUT, NULL, "watch")
#define KIND_IN_RANGES (P, FORM_IN, NULL, "ranges")
#define KIND_OUT_ERRNO (P, FORM_OUT, NULL, "errno")
#define KIND_AF (W, FORM_CHOICE, &names_af, NULL)
#define KIND_CLONE (W, FORM_FLAGS, &names_clone, NULL)
#define KIND_MOUNT (W, FORM_FLAGS, &names_mount, NULL)
#define KIND_LOCK (W, FORM_FLAGS, &names_lock, NULL)
#define KIND_LOCKF (W, FORM_CHOICE, &names_lockf, NULL)

/* Win32 */
#define KIND_DWORD (W, FORM_UNSIGNED, NULL, NULL)
#define KIND_HANDLE (P, FORM_HEX, &names_handle, NULL)
#define KIND_PROCESS (P, FORM_HEX, &names_process, NULL)
#define KIND_PAGE (W, FORM_FLAGS, &names_page, NULL) /* PAGE_* together with SEC_* */
#define KIND_FILE_MAP (W, FORM_FLAGS, &names_file_map, NULL)
#define KIND_MEM (W, FORM_FLAGS, &names_mem, NULL)
#define KIND_FILE_ACCESS (W, FORM_FLAGS, &names_file_access, NULL)
#define KIND_FILE_SHARE (W, FORM_FLAGS, &names_file_share, NULL)
#define KIND_DISPOSITION (W, FORM_CHOICE, &names_disposition, NULL)
#define KIND_FILE_FLAGS (W, FORM_FLAGS, &names_file_flags, NULL)
#define KIND_OBJECT_ACCESS (W, FORM_FLAGS, &names_object_access, NULL)
#define KIND_DUPLICATE (W, FORM_FLAGS, &names_duplicate, NULL)
#define KIND_HANDLE_FLAG (W, FORM_FLAGS, &names_handle_flag, NULL)
#define KIND_MOVE_METHOD (W, FORM_CHOICE, &names_move_method, NULL)
#define KIND_GMEM (W, FORM_FLAGS, &names_gmem, NULL)
#define KIND_WIN32_ERROR (W, FORM_CHOICE, &names_win32, NULL)
#define KIND_IN_SECURITY_ATTRIBUTES (P, FORM_IN, NULL, "SECURITY_ATTRIBUTES")
#define KIND_OUT_MEMORY_BASIC_INFORMATION (P, FORM_OUT, NULL, "MEMORY_BASIC_INFORMATION")
#define KIND_OUT_PAGE (P, FORM_OUT, NULL, "page_protection")
#define KIND_OUT_HANDLE (P, FORM_OUT, NULL, "handle")
#define KIND_OUT_HANDLE_FLAG (P, FORM_OUT, NULL, "handle_flags")
#define KIND_OUT_SYSTEM_INFO (P, FORM_OUT, NULL, "SYSTEM_INFO")
#define KIND_INOUT_OVERLAPPED (P, FORM_INOUT, NULL, "OVERLAPPED")
#define KIND_IN_LARGE_INTEGER (P, FORM_IN, NULL, "u64")
#define KIND_WORD64 (L, FORM_SIGNED, NULL, NULL)

/* NT */
#define KIND_STATUS (W, FORM_CHOICE, &names_status, NULL)
#define KIND_SECTION_ACCESS (W, FORM_FLAGS, &names_section_access, NULL)
#define KIND_SEC (W, FORM_FLAGS, &names_sec, NULL)
#define KIND_VIEW_INHERIT (W, FORM_CHOICE, &names_view_inherit, NULL)
#define KIND_SECTION_CLASS (W, FORM_CHOICE, &names_section_class, NULL)
#define KIND_IN_OBJECT_ATTRIBUTES (P, FORM_IN, NULL, "OBJECT_ATTRIBUTES")
#define KIND_OUT_SECTION_BASIC_INFORMATION (P, FORM_OUT, NULL, "SECTION_BASIC_INFORMATION")
#define KIND_OUT_OBJECT_BASIC_INFORMATION (P, FORM_OUT, NULL, "OBJECT_BASIC_INFORMATION")
#define KIND_OUT_IO_STATUS_BLOCK (P, FORM_OUT, NULL, "IO_STATUS_BLOCK")

/* Portable operations and memory */
#define KIND_OBJECT (W, FORM_UNSIGNED, NULL, NULL)
#define KIND_BACKING (W, FORM_CHOICE, &names_backing, NULL)
#define KIND_ACCESS (W, FORM_FLAGS, &names_access, NULL)
#define KIND_SHARING (W, FORM_CHOICE, &names_sharing, NULL)

#define KIND_CLASS(class, form, names, layout) class
#define KIND_CLASS_WORD(class, form, names, layout) #class
#define KIND_FORM(class, form, names, layout) form
#define KIND_NAMES(class, form, names, layout) names
#define KIND_LAYOUT(class, form, names, layout) layout
#define KIND_APPLY(macro, tuple) macro tuple

#endif
