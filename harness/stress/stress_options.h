/* What `mapcheck stress` was asked to do. */
#ifndef MAPCHECK_STRESS_STRESS_OPTIONS_H
#define MAPCHECK_STRESS_STRESS_OPTIONS_H

#include "run/options.h"
#include "story/subject.h"
#include "stress/generate.h"

typedef enum Speed { SPEED_LOCKSTEP = 1, SPEED_FREE = 2, SPEED_BOTH = 3 } Speed;

typedef struct StressOptions {
    RunOptions run;         /* actor, wrap, mutant, scratch, deadline, scale, out, quiet */
    const Subject *subject; /* NULL: the first one whose calls the actor has */
    Speed speed;
    const char *program;     /* NULL, or a program's file */
    const char *regressions; /* NULL: the suite's own folder; "none"; or a folder */
    unsigned nemeses;        /* Nemesis, or-ed: what free programs may meet */
    const Profile *profile;  /* NULL: all of them in turn */
    uint64_t seed;
    uint64_t milliseconds; /* 0: no limit */
    unsigned operations;   /* 0: no limit */
    unsigned episode;      /* steps of one program */
    unsigned actors;
    unsigned shrink_seconds; /* 0: not shrunk */
    bool bare;               /* free programs without record and check: what they cost by themselves */
} StressOptions;

/* -1: go on. Else the exit code: it was misused, which was said, or it was --help, which was printed. */
int parse_stress_options(int argc, char **argv, StressOptions *options);
const Subject *find_subject(const char *name); /* NULL: there is none */

#endif
