/* The chapters of cases/win32 and cases/nt. Windows' constants have fixed values, so every conductor has them. */
#ifndef MAPCHECK_CASES_WIN32_CHAPTERS_H
#define MAPCHECK_CASES_WIN32_CHAPTERS_H

#define WIN32_CHAPTERS(CHAPTER)  \
    CHAPTER(win32_create)        \
    CHAPTER(win32_access)        \
    CHAPTER(win32_open)          \
    CHAPTER(win32_size)          \
    CHAPTER(win32_names)         \
    CHAPTER(win32_collisions)    \
    CHAPTER(win32_map)           \
    CHAPTER(win32_reserve)       \
    CHAPTER(win32_unmap)         \
    CHAPTER(win32_copy_on_write) \
    CHAPTER(win32_copy_rules)    \
    CHAPTER(win32_flush)         \
    CHAPTER(win32_inheritance)   \
    CHAPTER(win32_duplication)   \
    CHAPTER(win32_addresses)     \
    CHAPTER(win32_protect)       \
    CHAPTER(win32_lifetime)      \
    CHAPTER(win32_processes)     \
    CHAPTER(win32_files)         \
    CHAPTER(win32_memory)        \
    CHAPTER(win32_faults)        \
    CHAPTER(nt_section)          \
    CHAPTER(nt_view)

#endif
