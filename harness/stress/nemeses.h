/* The nemeses by name, and what each of them makes legal. Pure. */
#ifndef MAPCHECK_STRESS_NEMESES_H
#define MAPCHECK_STRESS_NEMESES_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Nemesis {
    NEMESIS_KILL = 1,        /* one actor, at any moment */
    NEMESIS_STOP = 2,        /* actors, for a while */
    NEMESIS_DESCRIPTORS = 4, /* one actor has room for few more: what it opens or creates may be refused */
    NEMESIS_ADDRESSES = 8,   /* one actor's address space is full but for some pages */
    NEMESIS_REGIONS = 16,    /* one actor has about as many regions as the system grants */
    NEMESIS_DISK = 32,       /* one actor's files may become no longer than some pages */
    NEMESIS_PRESSURE = 64,   /* the system takes back what memory of the actors it can */
    NEMESIS_TRUNCATE = 128,  /* one more actor only shortens and lengthens what the others have views of */
    NEMESIS_FULL = 256,      /* the file system of the files has room for a few pages only */
} Nemesis;

enum { NEMESES = 9, NEMESES_ALL = (1 << NEMESES) - 1 };

extern const char nemesis_names[]; /* "kill, stop, ..." */

unsigned nemesis_named(const char *name, size_t length); /* 0: none has this name */
const char *nemesis_name(unsigned nemesis);              /* of one of them */

/* Can it do anything to a program whose free part has steps of these kinds (a bit for each)? */
bool nemesis_concerns(unsigned nemesis, unsigned kinds);

/* Is this the error that POSIX documents for such a step where the nemesis has made something scarce? Then the step changed
 * nothing. `kind`: StepKind; `error`: "errno:ENOMEM". */
bool nemesis_explains(unsigned nemesis, unsigned kind, const char *error);

#endif
