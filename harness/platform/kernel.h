/* What POSIX leaves out and every system has in its own way: who descends from whom, and what a process was told in its
 * environment. kernel_linux.c asks /proc; kernel_other.c asks ps(1). Only the POSIX files of this folder include this. */
#ifndef MAPCHECK_PLATFORM_KERNEL_H
#define MAPCHECK_PLATFORM_KERNEL_H

#include "wire/text.h"

#include <stdbool.h>
#include <sys/types.h>

typedef void EachProcess(pid_t pid, void *context);

/* Calls `each` for every child of this process, ended ones included. False: the system did not say. */
bool each_child(EachProcess *each, void *context);

/* Calls `each` for every running process that was started with NAME=VALUE in its environment. */
bool each_marked(const char *name, const char *value, EachProcess *each, void *context);

/* Descendants whose parents end become children of this process, where the system can do that. */
void adopt_descendants(void);

/* Whether the process's command line contains the word. One that is ending has lost its command line with its memory,
 * though its children are not handed on yet: it counts as containing any word. */
bool process_mentions(pid_t pid, const char *word);

/* Appends the program's short name; "?" when it is gone. */
void append_process_name(Text *out, pid_t pid);

bool process_runs(pid_t pid); /* false for one that ended but was not waited for */

/* In the child between fork and exec: be killed when the parent ends. Ends at once if it already has. */
void tie_to_parent(pid_t parent);

/* Closes the descriptors from `first` on, whoever opened them: now, or when exec comes. */
void close_from(int first, bool at_exec);

void append_program_path(Text *out);

#endif
