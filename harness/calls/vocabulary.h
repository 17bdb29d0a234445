/* Our own constants, shared by cases, conductor and actor. On the wire by name (names_common.c). */
#ifndef MAPCHECK_CALLS_VOCABULARY_H
#define MAPCHECK_CALLS_VOCABULARY_H

/* What stands behind an object. Which subject has which: docs/subjects.md. */
typedef enum Backing {
    BACKING_FILE = 1,    /* a file in the scratch folder */
    BACKING_PAGING_FILE, /* Windows: a section without a file */
    BACKING_SHM,         /* shm_open */
    BACKING_MEMFD,       /* memfd_create */
    BACKING_ANONYMOUS,   /* MAP_ANONYMOUS; shared only by fork */
    BACKING_SYSV         /* shmget */
} Backing;

/* Short names, because every case uses them. NO_ACCESS stands alone; 0 means "not said" in the options of a case. */
enum { READ = 1, WRITE = 2, EXECUTE = 4, NO_ACCESS = 8 };

typedef enum Sharing { SHARED = 1, COPY_ON_WRITE = 2 } Sharing;

#endif
