#include "calls/names.h"

#include "calls/name_tables.h"

#include <string.h>

const NameTable *const all_name_tables[] = {&names_size,
                                            &names_address,
                                            &names_bool,
                                            &names_backing,
                                            &names_access,
                                            &names_sharing,
                                            &names_prot,
                                            &names_map,
                                            &names_msync,
                                            &names_mremap,
                                            &names_mcl,
                                            &names_mlock,
                                            &names_madvice,
                                            &names_posix_madvice,
                                            &names_posix_fadvice,
                                            &names_open,
                                            &names_mfd,
                                            &names_fallocate,
                                            &names_fcntl,
                                            &names_fcntl_argument,
                                            &names_whence,
                                            &names_ipc_key,
                                            &names_ipc,
                                            &names_shm,
                                            &names_shmctl,
                                            &names_rlimit,
                                            &names_sysconf,
                                            &names_errno,
                                            &names_af,
                                            &names_signal,
                                            &names_si_code,
                                            &names_clone,
                                            &names_mount,
                                            &names_lock,
                                            &names_lockf,
                                            &names_handle,
                                            &names_process,
                                            &names_page,
                                            &names_file_map,
                                            &names_mem,
                                            &names_file_access,
                                            &names_file_share,
                                            &names_disposition,
                                            &names_file_flags,
                                            &names_object_access,
                                            &names_duplicate,
                                            &names_handle_flag,
                                            &names_move_method,
                                            &names_gmem,
                                            &names_win32,
                                            &names_status,
                                            &names_section_access,
                                            &names_sec,
                                            &names_view_inherit,
                                            &names_section_class,
                                            NULL};

static uint64_t in_width(const NameTable *table, uint64_t value)
{
    return table->bits == 32 ? (uint32_t)value : value;
}

const char *name_of(const NameTable *table, uint64_t value)
{
    for (size_t i = 0; i < table->count; i++) {
        if (in_width(table, table->names[i].value) == in_width(table, value))
            return table->names[i].name;
    }
    return NULL;
}

void append_flags(Text *out, const NameTable *table, uint64_t value)
{
    uint64_t rest = in_width(table, value);
    const char *whole = name_of(table, rest);
    if (whole || rest == 0) {
        text_append(out, whole ? whole : "0");
        return;
    }
    const char *separator = "";
    for (size_t i = 0; i < table->count && rest; i++) {
        uint64_t bits = in_width(table, table->names[i].value);
        if (bits && (rest & bits) == bits) {
            text_printf(out, "%s%s", separator, table->names[i].name);
            separator = "|";
            rest &= ~bits;
        }
    }
    if (rest)
        text_printf(out, "%s0x%llx", separator, (unsigned long long)rest);
}

/* Most of a thousand names differ in the first byte, and each argument of each call is looked up. */
static bool is_called(const char *name, const char *from, size_t length)
{
    return length && name[0] == from[0] && strncmp(name, from, length) == 0 && name[length] == '\0';
}

static bool parse_part(const char *from, size_t length, uint64_t *value)
{
    if (text_to_number(from, length, value))
        return true;
    if (length == 4 && memcmp(from, "NULL", 4) == 0) {
        *value = 0;
        return true;
    }
    for (const NameTable *const *table = all_name_tables; *table; table++) {
        for (size_t i = 0; i < (*table)->count; i++) {
            const Name *name = &(*table)->names[i];
            if (is_called(name->name, from, length)) {
                *value = name->value;
                return true;
            }
        }
    }
    return false;
}

bool parse_named_number(const char *from, size_t length, uint64_t *value)
{
    uint64_t whole = 0;
    for (size_t start = 0; start <= length;) {
        const char *bar = memchr(from + start, '|', length - start);
        size_t end = bar ? (size_t)(bar - from) : length;
        uint64_t part = 0;
        if (end == start || !parse_part(from + start, end - start, &part))
            return false;
        whole |= part;
        start = end + 1;
    }
    *value = whole;
    return true;
}
