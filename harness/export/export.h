/* A story as a stand-alone C program: calls from the rows' names and kinds, everything else from the files in program/, which are
 * the fixed parts of every exported program.
 *
 * call.c takes a transcript's call apart; tokens.c writes an argument as C, literals.c a text, structures.c what pointers
 * point to; acting.c writes what the roles do, telling.c the story, casting.c who is in it, expecting.c what is expected;
 * bring.c has functions of the actor's own; program.c puts it all together. */
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
    int owner[MOST_ROLES]; /* of a lane: the role whose process it is a thread of; -1 else */
    unsigned role_count;
    ExportedField fields[MOST_FIELDS];
    unsigned field_count;
    unsigned operations; /* the highest number */
    Words functions;     /* win32.X, nt.X that are called */
    Words brought;       /* files of the actor's that the program brings along */
    Words asked;         /* constants that headers are asked for */
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

/* tokens.c. `class` as in kinds.h. False: `problem`. */
bool write_number(Export *export, Text *out, const char *class, const char *token, size_t length, Text *problem);
bool write_argument(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length,
                    Text *problem);
void write_constant_name(Export *export, Text *out, const Parameter *parameter, const char *name, size_t length);
bool words_have(const Words *words, const char *word);
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
/* casting.c. The role of an operation, on stage from now on; -1: there are too many. */
int role_of(Export *export, const json_t *record);
/* The lanes of the actor that act behind this place: it starts none while it is in a call. */
void cast_lanes_of(Export *export, const json_t *record, size_t index);
/* They go when it executes its program anew. */
void lose_lanes_of(Export *export, int role);
/* The child that the call starts; -1: none. */
int child_of(Export *export, const ParsedCall *call);
/* A child that was started is waited for; one that was started suspended, when it is resumed. */
void write_arrival(Export *export, const json_t *record, const ParsedCall *call, int child);
/* telling.c: the whole story. */
bool write_story(Export *export, Text *problem);

/* bring.c. The program brings the file along that defines it, where it is one of the actor's own functions. */
void bring_function(Export *export, const char *name);
void write_brought(const Export *export, Text *out);
/* A file of the actor's as it can stand in the program. */
void write_actor_text(Text *out, const char *name);

/* Files as texts, made by the build: those in program/, and those of the actor that can be brought along. The last has no
 * name. */
typedef struct EmbeddedText {
    const char *name, *text;
} EmbeddedText;
extern const EmbeddedText program_texts[], actor_texts[];
/* NULL: there is none. */
const char *embedded_text(const EmbeddedText *texts, const char *name, size_t length);

#endif
