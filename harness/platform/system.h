/* Small services of the system, one implementation per platform (system_posix.c, system_win32.c). */
#ifndef MAPCHECK_PLATFORM_SYSTEM_H
#define MAPCHECK_PLATFORM_SYSTEM_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t clock_milliseconds(void); /* monotonic */
uint64_t clock_nanoseconds(void);  /* monotonic, the same on every process of the machine */
void wall_clock_text(Text *out);   /* 2026-11-21T03:04:05Z */
void sleep_milliseconds(unsigned milliseconds);

/* A few milliseconds in which what comes can gather; nothing where the shortest sleep is many times that (Windows). */
void let_gather(void);

bool random_bytes(void *bytes, size_t count);     /* from the system's generator */
void append_random_name(Text *out, size_t bytes); /* lower-case hex */

/* From now on what is freed stays with this process, which wants as much again soon; where its C library can be told so. */
void keep_freed_memory(void);

int processor_count(void);
uint64_t own_process_identifier(void);
void own_program_path(Text *out);
bool is_terminal(int descriptor); /* 0, 1, 2 */
int terminal_width(void);         /* 80 when unknown */

/* Files. Paths use '/' on every platform. False: `problem` says why, with the path. */
bool make_private_directory(const char *path,
                            Text *problem);             /* mode 0700; parents must exist; exists already = failure */
bool make_directories(const char *path, Text *problem); /* with parents; existing is fine */
bool remove_tree(const char *path, Text *problem);      /* does not follow links */
bool remove_tree_contents(const char *path, Text *problem); /* the folder itself stays */
bool list_directory(const char *path, bool (*each)(const char *name, void *context), void *context);
bool file_exists(const char *path);
void append_full_path(Text *out, const char *path); /* as it is where it cannot be made absolute */
bool read_file(const char *path, Text *out, Text *problem);
bool write_file(const char *path, const void *bytes, size_t length, Text *problem); /* to PATH.new, then renamed over */
void append_temporary_directory(Text *out);                                         /* TMPDIR or /tmp; GetTempPath */

/* A folder whose files never reach a disk. False: there is none that this user may write. */
bool append_memory_directory(Text *out);

/* For this process and those that it starts from now on. */
void set_environment(const char *name, const char *value);

#endif
