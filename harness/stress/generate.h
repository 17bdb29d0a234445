/* Random programs: one step at a time, each permitted by the model. The same seed makes the same program. */
#ifndef MAPCHECK_STRESS_GENERATE_H
#define MAPCHECK_STRESS_GENERATE_H

#include "stress/model.h"
#include "stress/random.h"

typedef struct Profile {
    const char *name;
    const char *sentence;
    uint8_t more[STEP_KINDS]; /* how much more often than in others each kind is tried */
    uint8_t private_once_in;  /* of so many views one is private */
    uint8_t placed_once_in;   /* of so many views one is asked for at a place */
} Profile;

extern const Profile stress_profiles[];        /* ends with one without name */
const Profile *find_profile(const char *name); /* NULL: there is none */
uint32_t profile_weight(const Profile *profile, unsigned kind);

typedef struct Generator {
    Random random;
    const Profile *profile;
    unsigned actors; /* kept alive */
    unsigned most;   /* alive at one time, children included */
    Step last;       /* that was made */
    Step written;    /* the last write by a call; length 0: there was none */
    uint8_t closed;  /* when the last step was a close: the name that led to what it closed; NO_NAME: none */
} Generator;

/* The next step of the program. The model is not changed. */
Step generate_step(Generator *generator, const Model *model);

/* generate_follow.c. Now and then a step that looks at what the last one did. False: there is to be none. */
bool generate_follow(Generator *generator, const Model *model, Step *step);

/* The steps that look at everything: every byte of every view, of every object, every size. Adds to `program`; an actor that
 * is not alive has none. */
void generate_verification(const Model *model, unsigned actor, Program *program);

#endif
