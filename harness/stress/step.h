/* One operation of a program, as plain values: what the generator makes, the model judges, the shrinker changes, and the
 * conductor or an actor carries out.
 *
 * Objects and views are slots of their actor: a number that the step that fills it chooses. So a step means the same
 * when others are left out, or the model says that it is no longer permitted. */
#ifndef MAPCHECK_STRESS_STEP_H
#define MAPCHECK_STRESS_STEP_H

#include "calls/vocabulary.h"
#include "wire/text.h"

#include <stdint.h>

typedef enum StepKind {
    STEP_START,     /* actor: a fresh process */
    STEP_FORK,      /* actor -> other */
    STEP_SPAWN,     /* actor -> other; access: INHERITED, or nothing is inherited (Windows) */
    STEP_DIE,       /* actor: killed by itself, at once */
    STEP_LEAVE,     /* actor: orderly */
    STEP_CREATE,    /* object, name (NO_NAME: unnamed), length; access: INHERITED, RESERVED (Windows) */
    STEP_OPEN,      /* object, name, access, also INHERITED (Windows) */
    STEP_CLOSE,     /* object */
    STEP_REMOVE,    /* name */
    STEP_RESIZE,    /* object, length */
    STEP_SIZE,      /* object */
    STEP_READ,      /* object, offset, length */
    STEP_WRITE,     /* object, offset, length, count */
    STEP_PUNCH,     /* object, offset, length: whole pages */
    STEP_DUPLICATE, /* object of actor -> object number `view` of other, access (Windows) */
    STEP_MAP,       /* object, view, offset, length, access, also TOO_LONG, sharing, place */
    STEP_CHURN,     /* object, offset, length, sharing, access: `times` times mapped, first word loaded, if READ|WRITE
                     another one stored, unmapped; count: of the first stamp */
    STEP_UNMAP, /* view; length 0: whatever is left of it (Windows: by the address at offset), else whole pages at offset */
    STEP_PROTECT, /* view, offset, length: whole pages; access, also COPYING (Windows) */
    STEP_FLUSH,   /* view, offset, length: whole pages */
    STEP_COMMIT,  /* view, offset, length: whole pages; access (Windows) */
    STEP_REMAP,   /* view, length, access: TOO_LONG or nothing: mremap that may move it */
    STEP_LOAD,    /* view, offset, length */
    STEP_STORE,   /* view, offset, length, count */
    STEP_DIGEST,  /* view, offset, length */
    /* Of programs that actors run by themselves (free_plan.h); in lockstep the model permits none of them. */
    STEP_ADD,   /* view, offset: adds 1 to a counter, atomically */
    STEP_BURST, /* view, offset, times: so many forked children, each of which adds 1 */
    STEP_GATE,  /* no actor's: what follows is repeated `times` times by every actor, all at the same time */
    STEP_KINDS
} StepKind;

/* What `access` may say besides READ, WRITE and NO_ACCESS. */
enum {
    INHERITED = 0x10, /* the handle is inheritable, or a child inherits */
    RESERVED = 0x20,  /* SEC_RESERVE */
    COPYING = 0x40,   /* of a page: PAGE_WRITECOPY */
    TOO_LONG = 0x80   /* of a view: not `length`, but longer than there can be room for */
};

enum {
    MOST_ACTORS = 16,
    EVERYBODY = MOST_ACTORS + 1, /* in the place of an actor */
    MOST_OBJECTS = 8,            /* per actor */
    MOST_VIEWS = 10,             /* per actor */
    MOST_NAMES = 6,
    MOST_PLACES = 8,
    MOST_LENGTH = 4096, /* of a load, store, read or write */
    MOST_CHURN = 2000,  /* times */
    NO_NAME = 255,
    NO_ACTOR = 255
};

/* A length that a process of 64 bits may ask for, and that finds no room beside what it has: 4 GiB short of 128 TiB. */
#define TOO_LONG_BYTES 0x7fff00000000u

typedef struct Step {
    uint8_t kind; /* StepKind */
    uint8_t actor;
    uint8_t object;
    uint8_t view;
    uint8_t name;
    uint8_t other;
    uint8_t access;  /* READ, READ|WRITE, NO_ACCESS; see above */
    uint8_t sharing; /* Sharing */
    uint8_t place;   /* 0: anywhere; else exactly at place number place-1 */
    uint32_t offset; /* bytes, from the start of the object or view */
    uint32_t length; /* bytes */
    uint32_t count;  /* of the stamp */
    uint32_t times;
} Step;

typedef struct Program {
    Step *steps;
    size_t count;
    size_t room;
} Program;

bool step_same(const Step *one, const Step *other);
void program_add(Program *program, Step step);
void program_copy(Program *to, const Program *from);
void program_free(Program *program);

const char *step_word(unsigned kind); /* "map" */
char actor_letter(unsigned actor);    /* 'a' .. */

/* One line for people: "b stores 16 bytes at view 2 + 4096". */
void step_describe(const Step *step, Text *out);

#endif
