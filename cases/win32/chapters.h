/* The chapters of cases/win32 and cases/nt. Windows' constants have fixed values, so every conductor has them. */
#ifndef MAPCHECK_CASES_WIN32_CHAPTERS_H
#define MAPCHECK_CASES_WIN32_CHAPTERS_H

#define WIN32_CHAPTERS(CHAPTER)       \
    CHAPTER(win32_create)             \
    CHAPTER(win32_access)             \
    CHAPTER(win32_file_rights)        \
    CHAPTER(win32_section_attributes) \
    CHAPTER(win32_section_arguments)  \
    CHAPTER(win32_existing_names)     \
    CHAPTER(win32_name_forms)         \
    CHAPTER(nt_names)                 \
    CHAPTER(win32_open)               \
    CHAPTER(win32_size)               \
    CHAPTER(win32_names)              \
    CHAPTER(win32_collisions)         \
    CHAPTER(win32_map)                \
    CHAPTER(win32_reserve)            \
    CHAPTER(win32_unmap)              \
    CHAPTER(win32_copy_on_write)      \
    CHAPTER(win32_copy_rules)         \
    CHAPTER(win32_flush)              \
    CHAPTER(win32_inheritance)        \
    CHAPTER(win32_duplication)        \
    CHAPTER(win32_addresses)          \
    CHAPTER(win32_protect)            \
    CHAPTER(win32_lifetime)           \
    CHAPTER(win32_processes)          \
    CHAPTER(win32_files)              \
    CHAPTER(win32_memory)             \
    CHAPTER(win32_view_protection)    \
    CHAPTER(win32_commit)             \
    CHAPTER(win32_resident)           \
    CHAPTER(win32_mapped_names)       \
    CHAPTER(win32_flush_rules)        \
    CHAPTER(win32_size_limits)        \
    CHAPTER(win32_security)           \
    CHAPTER(nt_memory)                \
    CHAPTER(win32_image_views)        \
    CHAPTER(nt_image)                 \
    CHAPTER(nt_extend)                \
    CHAPTER(nt_pointers)              \
    CHAPTER(nt_view_arguments)        \
    CHAPTER(win32_mapped_files)       \
    CHAPTER(win32_handle_rules)       \
    CHAPTER(win32_app_calls)          \
    CHAPTER(win32_placeholders)       \
    CHAPTER(win32_handle_lists)       \
    CHAPTER(win32_faults)             \
    CHAPTER(win32_view_accesses)      \
    CHAPTER(win32_bases)              \
    CHAPTER(win32_unmap_calls)        \
    CHAPTER(win32_copy_depth)         \
    CHAPTER(win32_charges)            \
    CHAPTER(win32_programs)           \
    CHAPTER(win32_races)              \
    CHAPTER(win32_name_races)         \
    CHAPTER(win32_copy_model)         \
    CHAPTER(win32_exhaustion)         \
    CHAPTER(win32_word_sizes)         \
    CHAPTER(win32_after_failures)     \
    CHAPTER(win32_gates)              \
    CHAPTER(win32_messages)           \
    CHAPTER(nt_section)               \
    CHAPTER(nt_view)

#endif
