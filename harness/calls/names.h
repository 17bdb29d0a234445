/* Named constants: flags, choices and error codes by name.
 *
 * The wire carries names, not numbers, so conductor and actor need not agree about a constant's value (another
 * architecture, another system). Each side has its own values in the tables, from its system's headers where they have
 * the constant and from calls/constants_*.h where not. */
#ifndef MAPCHECK_CALLS_NAMES_H
#define MAPCHECK_CALLS_NAMES_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Name {
    const char *name;
    uint64_t value;
} Name;

/* In a table of flags, combinations stand before their parts (FILE_MAP_ALL_ACCESS before FILE_MAP_READ). */
typedef struct NameTable {
    const char *domain; /* "prot", "errno", "win32", "status" ... */
    const Name *names;
    size_t count;
    unsigned bits; /* width of the constants: 32 or 64; values are compared in that width */
} NameTable;

extern const NameTable *const all_name_tables[]; /* ends with NULL */

/* First name with exactly this value, or NULL. */
const char *name_of(const NameTable *table, uint64_t value);

/* Appends the value as flags: names joined by '|', what no name covers as one hex number; "0" for zero. */
void append_flags(Text *out, const NameTable *table, uint64_t value);

/* A number, or names of any table and numbers joined by '|' ("PROT_READ|0x100000", "INVALID_HANDLE_VALUE", "NULL").
 * False: some part is neither. */
bool parse_named_number(const char *from, size_t length, uint64_t *value);

#endif
