/* What a free program means: from its steps the lines of every actor, and from the lines' answers the history. Pure.
 *
 * A free program has two parts (step.h). Up to STEP_GATE the conductor lets one actor act at a time: processes, objects and
 * views are made. What follows is given to the actors as programs, all of it `times` times, and they run at the same time.
 * A step that cannot mean anything where it stands (its view is not there) is left out: so every part of a free program is
 * one. What a round leaves open, the actor closes at the round's end. At the very end one actor after another looks at
 * every byte.
 *
 * Words in [COUNTERS_FROM, COUNTERS_TO) of each page are counters, all others are registers. Names that the free part
 * creates or removes are churned: their objects are opened, sized and closed there, but not mapped. */
#ifndef MAPCHECK_STRESS_FREE_PLAN_H
#define MAPCHECK_STRESS_FREE_PLAN_H

#include "stress/history.h"
#include "stress/model.h"
#include "stress/nemeses.h"

enum {
    COUNTERS_FROM = 256,
    COUNTERS_TO = 320,
    MOST_FREE_LENGTH = 512,
    LOOK_LENGTH = 4096,
    MOST_FREE_PAGES = 8,
    MOST_ROUNDS = 400
};

typedef enum Phase { PHASE_BEFORE, PHASE_FREE, PHASE_AFTER } Phase;

typedef struct PlannedLine {
    Phase phase;
    Step step;            /* its kind, its range; count: of its stamp, or the size of a churned object */
    uint32_t number;      /* of the line in its actor's program; 0: START and FORK have none */
    uint32_t object_line; /* the line whose answer the object, or view, is */
    uint32_t view_line;
    uint32_t handle_line; /* PUNCH: the line that asked for the object's descriptor; 0: this one does, and no more */
    uint32_t was_long;    /* REMAP: bytes of the view as it was */
    uint32_t content;     /* of the object or view; NO_PLACE: a churned name's */
    uint32_t base;        /* of a private view: the content that it shows until it is copied; else NO_PLACE */
    uint32_t start;       /* of the view: its offset in the content */
    uint8_t name;         /* of the object */
} PlannedLine;

typedef struct FreePlan {
    PlannedLine *lines;
    size_t count, room;
    uint32_t rounds;
    uint32_t contents, content_words;
    unsigned char *stored; /* by word of a content: something is stored there */
    Abilities can;
} FreePlan;

/* Names that are made and removed while others use them: what the checker knows of is a name that is free once it is removed
 * (Windows keeps a file's until its last handle, and a section's goes with that, removed or not). */
bool names_are_churned(const Abilities *can);

void free_plan_make(const Program *program, const Abilities *can, FreePlan *plan);
void free_plan_free(FreePlan *plan);

/* The steps that have a line: what the program really is. */
void free_plan_kept(const Program *program, const Abilities *can, Program *kept);

/* What became of a line: free_history.c takes it over into the history. */
typedef enum Fate { FATE_OK, FATE_ERROR, FATE_FAULT, FATE_SKIPPED, FATE_NOT_BEGUN, FATE_CUT_OFF, FATE_OTHER } Fate;
typedef struct LineAnswer {
    Fate fate; /* CUT_OFF: begun, and its actor was killed */
    uint64_t result, call, back;
    union {
        char error[32]; /* "errno:ENOENT" */
        unsigned char few[32];
    };
    unsigned char *bytes; /* of a load or read; `few` where they fit there: an answer stays where it was read */
    size_t length;
} LineAnswer;

/* What nemeses make legal: one actor, or everybody, is short of something while all run (nemesis_explains). */
typedef struct Allowances {
    unsigned scarce; /* Nemesis, or-ed */
    unsigned poor;   /* the actor, or EVERYBODY */
} Allowances;

/* Adds the events of the plan's line number `number`. */
void free_history_take(History *history, const FreePlan *plan, uint32_t number, const LineAnswer *answer,
                       const Allowances *allowances);

/* For people: "b store view 1 +64 length 8". */
void planned_line_describe(const PlannedLine *line, Text *out);

#endif
