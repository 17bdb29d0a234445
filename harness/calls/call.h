/* What a call is: one row of a call table, as both the conductor and the actor see it.
 *
 * Each API family has one table (posix.calls, win32.calls, nt.calls, and portable.calls for our own operations). A row
 * is
 *     CALL(name, result kind, failure, (kind, parameter), (kind, parameter) ...)   or
 *     CALL0(name, result kind, failure)                                            where it takes nothing
 * and it is the only place where the suite lists that function. From the row the preprocessor makes the description
 * below (rows.c: wire form, transcript, replay), the actor's thunk and the pointer that a mutant replaces
 * (actor/thunk.h). Kinds are in kinds.h. */
#ifndef MAPCHECK_CALLS_CALL_H
#define MAPCHECK_CALLS_CALL_H

#include "calls/names.h"
#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_PARAMETERS = 12 };

/* How a value of a kind looks on the wire and in the transcript. */
typedef enum Form {
    FORM_SIGNED,   /* -1 */
    FORM_UNSIGNED, /* 4096 */
    FORM_HEX,      /* 0x7f..000: an address, a handle, a key */
    FORM_FLAGS,    /* PROT_READ|PROT_WRITE|0x40: names of a table joined by a bar */
    FORM_CHOICE,   /* MADV_DONTNEED: one name of a table, else a number */
    FORM_TEXT,     /* "/name" : pointer to char */
    FORM_WIDE,     /* L"name" : pointer to UTF-16, percent-escaped UTF-8 or %uXXXX units */
    FORM_IN,       /* {field=value,...}, "bytes", or an address: read by the call */
    FORM_OUT,      /* out, out:SIZE, or an address: written by the call, answered as parameter=... */
    FORM_INOUT,    /* both */
    FORM_VOID      /* a result that is not there */
} Form;

/* How a call says that it failed, and where the error then is. */
typedef enum Failure {
    FAILS_MINUS_ONE,      /* result -1, error in errno */
    FAILS_ERRNO_RESULT,   /* result is an errno value, 0 = success */
    FAILS_ZERO,           /* result 0 or NULL, error in GetLastError */
    FAILS_MINUS_ONE_LAST, /* result -1 (INVALID_HANDLE_VALUE), error in GetLastError */
    FAILS_STATUS,         /* result is an NTSTATUS; negative = failure; GetLastError not looked at */
    FAILS_BY_REPLY,       /* portable operations: the operation says so itself */
    FAILS_NEVER
} Failure;

typedef struct Parameter {
    const char *name;
    const char *kind;  /* as in kinds.h */
    const char *class; /* how it is handed to C, as there */
    Form form;
    const NameTable *names; /* FORM_FLAGS, FORM_CHOICE, and named values of other forms; else NULL */
    const char *layout;     /* FORM_IN, FORM_OUT, FORM_INOUT: what is pointed to (actor/layout.h); else NULL */
} Parameter;

typedef struct CallRow {
    const char *family; /* "posix", "win32", "nt", "portable" */
    const char *name;
    Failure failure;
    Parameter result; /* its name is "result" */
    size_t arity;
    const Parameter *parameters;
} CallRow;

typedef struct CallTable {
    const char *family;
    const CallRow *rows;
    size_t count;
} CallTable;

/* All tables, whatever the platform: a Linux conductor may drive a Windows actor. Ends with a table without family. */
extern const CallTable call_tables[];

/* Its number in its family. */
size_t row_index(const CallRow *row);
/* NULL: no such family or function. */
const CallRow *find_call(const char *family, const char *name);

#endif
