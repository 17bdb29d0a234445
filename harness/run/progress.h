/* What a person sees while a run goes on: on a terminal one status line, rewritten; elsewhere a plain line now and
 * then. All of it on standard output. */
#ifndef MAPCHECK_RUN_PROGRESS_H
#define MAPCHECK_RUN_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Progress {
    bool terminal;
    bool quiet;       /* no status, neither kind */
    const char *what; /* is counted: "cases" */
    size_t total;     /* 0: nobody knows (--until-fail) */
    size_t done;
    size_t unexpected;
    uint64_t started; /* clock_milliseconds() */
    uint64_t shown;   /* when the status line was last written */
    size_t next_line; /* elsewhere: the count at which the next line is due */
    bool on_screen;   /* there is a status line to be wiped */
} Progress;

void progress_start(Progress *progress, const char *what, size_t total, bool quiet);
void progress_count(Progress *progress, bool unexpected);  /* one of them is done with */
void progress_show(Progress *progress);                    /* call it often: it writes ten times a second at most */
void progress_print(Progress *progress, const char *text); /* whole lines, above the status line */
void progress_end(Progress *progress);

/* "58 ms", "1.4 s", "2 min 5 s" */
void format_duration(char *out, size_t room, uint64_t milliseconds);

#endif
