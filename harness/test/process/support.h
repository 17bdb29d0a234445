/* What process_test.c and sweep_test.c share. */
#ifndef MAPCHECK_TEST_PROCESS_SUPPORT_H
#define MAPCHECK_TEST_PROCESS_SUPPORT_H

#include "platform/process.h"
#include "platform/system.h"

#include <check.h>
#include <stdbool.h>
#include <stdint.h>

enum { PLENTY = 20000 }; /* milliseconds for what must happen; a loaded machine takes its time */

uint64_t within(unsigned milliseconds); /* a deadline */
const char *helper_program(void);       /* process_child, beside this program */
const char *first_join_kind(void);      /* "unix", or "pipe" */

/* Starts the helper in a mode, with a further word or NULL. Fails the test if it does not start. */
Process *start_helper(const char *mode, const char *more, Channel **channel);
bool gone_by(uint64_t identifier, uint64_t deadline);
int open_descriptors(void); /* how many this process has; handles on Windows */
int crash_code(void);       /* the ending of a program that wrote to address 0 */
bool crash_is_a_kill(void); /* ENDED_KILLED there, ENDED_EXITED on Windows */

bool watcher_clears(void); /* the folder of a killed run goes without a sweep */

/* Connects to "tcp:PORT:TOKEN" several times, with wrong words or none; a private address is left alone. */
void call_as_strangers(const char *address);

void expect_answer(Channel *channel, const char *request, const char *answer);
void expect_line(Channel *channel, const char *expected);
void expect_end(Channel *channel);
void expect_orderly_end(Process *process, Channel *channel, int code); /* closes and frees both */
void expect_join(const char *kind, const char *directory);             /* a child comes; strangers do not disturb it */

void add_channel_tests(TCase *process);
void add_tests_of_this_platform(TCase *process);

#endif
