/* What the helper program of process_test.c needs of the system; child_posix.c and child_win32.c. */
#ifndef MAPCHECK_TEST_PROCESS_CHILD_H
#define MAPCHECK_TEST_PROCESS_CHILD_H

/* Words as UTF-8, binary streams; a crash ends the program without a dialog or a debugger. */
void child_prepare(int *count, char ***arguments);
void child_ignore_polite_signals(void);
_Noreturn void child_linger(void); /* until killed */
/* Starts this program again with the word `mode`, its standard output the null device. Returns its number, 0: failed. */
unsigned long child_start(const char *program, const char *mode, int own_session);
void child_start_without_end(
    void); /* processes that start processes; returns in none of them, or the system lacks fork */
int child_join(const char *address); /* connects; the connection becomes standard input and output; 0: failed */

#endif
