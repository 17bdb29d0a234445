/* A story as a stand-alone C program: calls from the rows' names and kinds, everything else from the files in program/, which are
 * the fixed parts of every exported program.
 *
 * call.c takes a transcript's call apart; tokens.c writes an argument as C, literals.c a text, structures.c what pointers
 * point to; acting.c writes what the roles do, telling.c the story, expecting.c what is expected of it; program.c puts it all
 * together. */
#ifndef MAPCHECK_EXPORT_EXPORT_H
#define MAPCHECK_EXPORT_EXPORT_H

#include "calls/call.h"
#include "run/words.h"
#include "stress/script.h"

enum { MOST_ROLES = 32, MOST_FIELDS = 512 };

/* "posix.mmap(NULL, $3+8, ...)". Tokens point into the text. */
typedef struct ParsedCall {
    const CallRow *row;
    const char *tokens[MAX_PARAMETERS];
    size_t lengths[MAX_PARAMETERS];
} ParsedCall;

/* A field of an answer that is used later: it has a place among the program's values. */
typedef struct ExportedField {
    unsigned operation;
    char *path;
} ExportedField;

typedef struct Export {
    const Script *script;
    bool windows;          /* the program is for Windows */
    bool at_the_same_time; /* calls do run */
    Text acting, telling, cleaning;
    Text notes; /* what the case has beside what can be exported */
    char *roles[MOST_ROLES];
    unsigned started[MOST_ROLES]; /* the operation that started it; 0: a process of its own */
    bool on_stage[MOST_ROLES];
    unsigned role_count;
    ExportedField fields[MOST_FIELDS];
    unsigned field_count;
    unsigned operations; /* the highest number */
    Words functions;     /* win32.X, nt.X that are called */
    Words constants;     /* names that headers may lack */
    Words objects;       /* shm_open's names, as C expressions */
} Export;

/* The whole program. False: `problem` says what of the story cannot be exported. */
bool export_program(Export *export, Text *out, Text *problem);
void export_free(Export *export);

/* call.c */
bool parse_call(const char *call, ParsedCall *parsed, Text *problem);
/* Each symbol with a field in the text gets a place. False: there are too many. */
bool find_fields(Export *export, const char *text);
unsigned field_place(Export *export, unsigned operation, const char *path, size_t length);
/* The role's number, a new one where it is new; -1: too many. */
int role_number(Export *export, const char *name, size_t length);
/* "$writer": the name of the child that a call starts. */
bool is_role_symbol(const char *token, size_t length);
/* Whether the system itself has it; if not, it is one of the actor's own. system_posix.c, system_win32.c */
bool system_has_function(const char *family, const char *name);

/* tokens.c. `class` as in kinds.h. False: `problem`. */
bool write_number(Export *export, Text *out, const char *class, const char *token, size_t length, Text *problem);
bool write_argument(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length,
                    Text *problem);
void write_constant_name(Export *export, Text *out, const Parameter *parameter, const char *name, size_t length);
void words_add_once(Words *words, const char *word);

/* literals.c */
bool write_text(Export *export, Text *out, const char *token, size_t length, Text *problem);
void write_literal(Text *out, const char *bytes, size_t length);

/* structures.c */
bool is_structure(const Parameter *parameter, const char *token, size_t length);
/* The variable behind a pointer parameter, and what it holds before the call. */
bool write_variable(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length,
                    Text *problem);
/* "out_information->State", "*out_old" for a path that begins with the parameter's name. False: not known. */
bool write_field(Text *out, const Parameter *parameter, const char *path, Text *problem);

/* acting.c: the case of one operation. */
bool write_act(Export *export, const json_t *record, Text *problem);
/* expecting.c: of an operation of a case, or of a repro. */
bool write_expectations(Export *export, unsigned operation, Text *problem);
bool write_expect_words(Export *export, const json_t *record, Text *problem);
/* telling.c: the whole story. */
bool write_story(Export *export, Text *problem);

/* program_texts.c, made from the files in program/ by the build. Ends with a NUL. */
extern const char program_posix_head[], program_posix_regions[], program_win32_head[], program_common[],
    program_memory[], program_posix_portable[], program_win32_portable[];

#endif
