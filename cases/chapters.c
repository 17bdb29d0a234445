/* The chapters of the suite, in the order in which they are told. */
#include "cases/linux/chapters.h"
#include "cases/posix/chapters.h"
#include "cases/win32/chapters.h"
#include "story/case.h"

#define COMMON_CHAPTERS(CHAPTER) \
    CHAPTER(common_sharing)      \
    CHAPTER(common_privacy)      \
    CHAPTER(common_naming)       \
    CHAPTER(common_size)         \
    CHAPTER(common_lifetime)     \
    CHAPTER(common_inheritance)  \
    CHAPTER(common_widths)       \
    CHAPTER(common_placement)    \
    CHAPTER(common_protection)   \
    CHAPTER(common_flush)        \
    CHAPTER(common_faults)

#define CHAPTERS(CHAPTER)    \
    COMMON_CHAPTERS(CHAPTER) \
    POSIX_CHAPTERS(CHAPTER)  \
    LINUX_CHAPTERS(CHAPTER)  \
    WIN32_CHAPTERS(CHAPTER)

#define DECLARE(id) extern const Chapter id;
CHAPTERS(DECLARE)

#define ENTRY(id) &id,
const Chapter *const all_chapters[] = {CHAPTERS(ENTRY) NULL};
