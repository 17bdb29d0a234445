/* The model: what mapping promises, as a pure function of the steps so far. No process, no clock, no system call.
 *
 * One file per group of rules, each rule naming its requirement (cases/requirements):
 *   model_actors.c   processes begin, fork and end
 *   model_names.c    create, open, remove
 *   model_objects.c  close, sizes, reads and writes
 *   model_mapping.c  map, churn
 *   model_views.c    unmap, protect, flush, remap
 *   model_bytes.c    what a load may see, what a store does; shared and private pages
 *   model_windows*.c what is so on Windows only: sections of files, reserved sections, protections, handles in other processes
 * A step is first asked for (model_permits: has it a defined set of legal results?), then what must come of it
 * (model_expect), then applied with what was seen (model_apply): where a standard leaves freedom, the model holds a set of
 * states, and an observation may make it smaller. */
#ifndef MAPCHECK_STRESS_MODEL_H
#define MAPCHECK_STRESS_MODEL_H

#include "stress/step.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_CONTENTS = 160, MOST_PAGES = 96, MOST_VERSIONS = 6 };

/* What the subject and the running system can do. */
typedef struct Abilities {
    uint32_t page, granularity; /* bytes */
    uint32_t most_size;         /* of an object, bytes */
    Backing backing;
    bool windows;
    bool named, remove, remove_in_use, resize, shrink_in_use, read_write, copy_on_write, partial_unmap, offset_views,
        past_end, flush, fork, odd_size, name_goes_with_handles, remap, punch, places, too_long;
    /* Windows. The last three are rules that not every layer keeps: departures.c. */
    bool duplicate, spawn, inherit, reserve, reserved_faults, shared_copying, commit_to_the_end;
} Abilities;

/* The bytes that stand behind an object, or behind anonymous memory. Beyond `size` they are zero. */
typedef struct Content {
    bool used;
    uint8_t name; /* NO_NAME: none, or no longer */
    uint32_t size;
    unsigned char *bytes; /* most_size */
    bool reserved;        /* a SEC_RESERVE section: only these pages are committed */
    bool committed[MOST_PAGES];
} Content;

typedef struct ModelObject {
    bool used;
    uint8_t content; /* anonymous memory: none yet, `size` says how long its views will be */
    uint8_t access;
    uint32_t size;
    /* Windows */
    bool has_file; /* its handle; else it is a section's handle alone */
    bool inheritable;
    uint32_t section; /* how long its section is; 0: none was made of the file yet */
} ModelObject;

/* A page of a private view.
 * FOLLOWS: never stored to through this view. Each byte is as in the content now, or as in one of the versions that the
 *   content had since the view was mapped: POSIX leaves open which.
 * OWN: copied. Each byte is as in `bytes` or in one of the versions, but for good: what was seen once stays.
 * ANY: nothing is promised (too many versions; or the object shrank below the page and grew again). */
typedef struct PrivatePage {
    enum { PAGE_FOLLOWS, PAGE_OWN, PAGE_ANY } state;
    uint8_t version_count;
    unsigned char *bytes;                   /* OWN */
    unsigned char *versions[MOST_VERSIONS]; /* a page each */
} PrivatePage;

typedef struct ModelView {
    bool used;
    bool was_protected; /* its pages may be several regions of the system */
    bool may_write;     /* its object's access allows a shared view to be written */
    uint8_t content, sharing, place;
    uint32_t offset; /* in the content */
    uint32_t pages;
    uint8_t access[MOST_PAGES]; /* READ, READ|WRITE, NO_ACCESS, READ|WRITE|COPYING; 0: unmapped */
    uint32_t holes[MOST_PAGES]; /* of an unmapped page: the actor's `maps` at that time */
    PrivatePage *private_pages; /* NULL: shared, and no page of it was ever COPYING */
} ModelView;

typedef struct ModelActor {
    bool alive;
    uint8_t parent; /* who spawned it; NO_ACTOR: the conductor started it */
    bool orphan;    /* it was spawned, and who spawned it is gone */
    uint32_t maps;  /* how often something was mapped: memory unmapped before may be in use again */
    ModelObject objects[MOST_OBJECTS];
    ModelView views[MOST_VIEWS];
} ModelActor;

typedef struct Model {
    Abilities can;
    Content contents[MOST_CONTENTS];
    ModelActor actors[MOST_ACTORS];
    uint32_t stamps; /* the count of the next: no stamp is used twice in a program */
} Model;

typedef enum ExpectationKind {
    EXPECT_OK,
    EXPECT_NUMBER, /* the result */
    EXPECT_BYTES,  /* `length` bytes, see model_byte_legal */
    EXPECT_ERROR,
    EXPECT_FAULT,
    EXPECT_END /* no answer: the process ends */
} ExpectationKind;

typedef struct Expectation {
    ExpectationKind kind;
    const char *requirement; /* the rule that says so; a word or two of the registry */
    const char *error;       /* "errno:EEXIST" */
    const char *fault;       /* "SIGSEGV:SEGV_ACCERR" or "SIGBUS"; begins the answer's code */
    uint32_t fault_page;     /* offset in the view of the page that faults */
    bool fault_write;
    uint64_t number;
    uint32_t length;
    bool open; /* EXPECT_BYTES: some byte has more than one legal value */
    unsigned char bytes[MOST_LENGTH];
} Expectation;

Model *model_new(const Abilities *can);
void model_free(Model *model);

bool model_permits(const Model *model, const Step *step);
/* For a permitted step. */
void model_expect(const Model *model, const Step *step, Expectation *expectation);
/* May the byte at `index` of what a load or read delivered have this value? */
bool model_byte_legal(const Model *model, const Step *step, uint32_t index, unsigned char byte);
/* `seen`: the bytes that a load delivered, which were legal; NULL: none were looked at. */
void model_apply(Model *model, const Step *step, const unsigned char *seen);

/* Can every byte of the range be read, and is it known exactly? For digests. */
bool model_exact(const Model *model, const Step *step);
/* All bytes of a range that is exact. */
void model_range(const Model *model, const Step *step, unsigned char *to);

/* Shared by the rules' files ---------------------------------------------------------------------------------------- */

uint8_t content_add(Model *model, uint8_t name, uint32_t size); /* MOST_CONTENTS: no room */
void contents_collect(Model *model);                            /* frees those that nothing leads to */
uint8_t content_named(const Model *model, uint8_t name);        /* MOST_CONTENTS: none */
bool content_in_use(const Model *model, uint8_t content);       /* an object or a view leads to it */
bool content_is_mapped(const Model *model, uint8_t content);
unsigned content_handles(const Model *model, uint8_t content);
/* Before bytes change: private pages that follow them keep what was there. */
void content_will_change(Model *model, uint8_t content, uint32_t from, uint32_t length);
void content_resize(Model *model, uint8_t number, uint32_t size);
void private_pages_new(const Model *model, ModelView *view);
void private_pages_copy(const Model *model, ModelView *to, const ModelView *from);
void private_pages_free(const Model *model, ModelView *view, uint32_t first, uint32_t count);
void view_forget(Model *model, ModelView *view);
void actor_forget(Model *model, ModelActor *actor);
uint32_t pages_of(const Model *model, uint32_t bytes); /* rounded up */
/* The rule of this kind of system. */
const char *rule_of(const Model *model, const char *posix, const char *windows);
void expect_error(Expectation *expectation, const char *error, const char *requirement);

/* The rules of each group; false in *_permits also where a slot is empty or taken. */
bool actors_permit(const Model *model, const Step *step);
void actors_apply(Model *model, const Step *step);
bool objects_permit(const Model *model, const Step *step);
void objects_expect(const Model *model, const Step *step, Expectation *expectation);
void objects_apply(Model *model, const Step *step);
/* Those of them that are about names, and about mapping. */
bool names_permit(const Model *model, const Step *step);
void names_expect(const Model *model, const Step *step, Expectation *expectation);
void names_apply(Model *model, const Step *step);
bool mapping_permits(const Model *model, const Step *step);
void mapping_expect(const Model *model, const Step *step, Expectation *expectation);
void mapping_apply(Model *model, const Step *step);
bool views_permit(const Model *model, const Step *step);
void views_expect(const Model *model, const Step *step, Expectation *expectation);
void views_apply(Model *model, const Step *step);
bool bytes_permit(const Model *model, const Step *step);
void bytes_expect(const Model *model, const Step *step, Expectation *expectation);
void bytes_apply(Model *model, const Step *step, const unsigned char *seen);

/* Windows: steps that only it has; and where the rules above ask it. model_windows.c, model_windows_views.c */
bool windows_permit(const Model *model, const Step *step);
void windows_expect(const Model *model, const Step *step, Expectation *expectation);
void windows_apply(Model *model, const Step *step);

bool windows_permits_end(const Model *model, const Step *step);
void windows_orphan_children(Model *model, unsigned actor);
uint32_t windows_section(const Model *model, const ModelObject *object);
void windows_expect_resize(const Model *model, const Step *step, Expectation *expectation);
bool windows_resize_refused(const Model *model, const Step *step);
bool windows_permits_map(const Model *model, const Step *step);
const char *windows_map_error(const Model *model, const Step *step, const char **requirement);
bool windows_permits_protect(const Model *model, const Step *step);
const char *windows_protect_error(const Model *model, const Step *step, const char **requirement);
bool windows_committed(const Model *model, const ModelView *view, uint32_t page);

#endif
