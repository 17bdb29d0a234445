/* The chapters of the suite, in the order in which they are told. */
#include "story/case.h"

#define CHAPTERS(CHAPTER)      \
    CHAPTER(common_lifetime)

#define DECLARE(id) extern const Chapter id;
CHAPTERS(DECLARE)

#define ENTRY(id) &id,
const Chapter *const all_chapters[] = {CHAPTERS(ENTRY) NULL};
