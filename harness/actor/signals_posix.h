/* Signals around a fault: dispositions that the fault guard would otherwise hide, and handlers that mend and return. */
#ifndef MAPCHECK_ACTOR_SIGNALS_POSIX_H
#define MAPCHECK_ACTOR_SIGNALS_POSIX_H

/* The signal of this number is blocked in the calling thread, ignored, or has its default action from now on.
 * -1 and errno. */
int block_signal(int number);
int ignore_signal(int number);
int default_signal(int number);

/* Stores one byte with a SIGSEGV handler that makes the page readable and writable and returns, so that the store is
 * tried again. Answers how often the handler ran; a handler that ran twice gives the fault back to the guard. */
int store_and_mend(void *addr, int byte);

/* Calls itself until the thread's stack has no more room; the fault is the answer. */
int overflow_stack(void);

#endif
