/* What pointer parameters point to: structures by name, their fields by name, to and from the wire.
 *
 * On the wire a structure is {field=token,field=token}. A layout of one field without name ("int", "u64", "handle") is a
 * plain value in answers (`section=0x44`); in requests it is {TOKEN} or {value=TOKEN}, because a bare number in a request
 * is an address. layouts_posix.c, layouts_win32.c and layouts_nt.c list this platform's. */
#ifndef MAPCHECK_ACTOR_LAYOUT_H
#define MAPCHECK_ACTOR_LAYOUT_H

#include "calls/call.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Memory of one lane for one request, or of one program: zeroed, 16-byte aligned, all given back by arena_clear. */
typedef struct Arena {
    struct ArenaBlock *blocks;
    size_t piece; /* so many bytes at least are got at once; 0: each by itself, so that sanitizers see its ends */
} Arena;
void *arena_take(Arena *arena, size_t size); /* NULL: out of memory */
void arena_clear(Arena *arena);

typedef struct Layout Layout;

typedef struct LayoutField {
    const char *name; /* NULL: the layout is this one value */
    size_t offset;
    size_t width; /* of the number, in bytes: 1, 2, 4, 8 */
    Form form;    /* FORM_SIGNED sign-extends; FORM_FLAGS and FORM_CHOICE use `names` */
    const NameTable *names;
    const Layout *inner; /* a structure: in place, or behind a pointer (`pointed`) */
    bool pointed;        /* `inner` behind a pointer; given as {...}, or as an address */
    bool own_size;       /* the structure's size where the request does not say otherwise (nLength, Length) */
    /* Conversions for what is not a plain number; NULL: plain. get appends one token; set is false with a `problem`. */
    void (*get)(const void *structure, Text *out);
    bool (*set)(void *structure, const char *token, size_t length, Arena *arena, Text *problem);
} LayoutField;

struct Layout {
    const char *name;
    size_t size;
    const LayoutField *fields;
    size_t count;
};

extern const Layout *const platform_layouts[]; /* ends with NULL */

/* LAYOUT_FIELD(struct shmid_ds, segsz, shm_segsz, FORM_UNSIGNED, NULL) */
#define LAYOUT_FIELD(type, field, member, form, names)                                                           \
    {                                                                                                            \
#field, offsetof(type, member), sizeof(((type *)0)->member), form, names, NULL, false, false, NULL, NULL \
    }
#define LAYOUT_VALUE(type, form, names)                                    \
    {                                                                      \
        NULL, 0, sizeof(type), form, names, NULL, false, false, NULL, NULL \
    }
#define LAYOUT(name, type, fields)                                   \
    {                                                                \
        name, sizeof(type), fields, sizeof fields / sizeof fields[0] \
    }

/* NULL: this platform has no such layout. "bytes" has none. */
const Layout *find_layout(const char *name);

/* Appends the structure as a token. */
void append_structure(Text *out, const Layout *layout, const void *structure);

/* Fills `structure` (zeroed before) from {...}. False: `problem` says what was expected. */
bool parse_structure(const Layout *layout, void *structure, const char *token, size_t length, Arena *arena,
                     Text *problem);

/* Text tokens: "..." as bytes, L"..." as UTF-16 units, NUL-terminated in the arena; `*bytes` counts without the NUL.
 * NULL: not such a token, `problem` says what was expected. */
char *parse_text(const char *token, size_t length, Arena *arena, size_t *bytes, Text *problem);
uint16_t *parse_wide(const char *token, size_t length, Arena *arena, size_t *units, Text *problem);

#endif
