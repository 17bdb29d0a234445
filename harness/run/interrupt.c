#include "run/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
    interrupted = 1;
    signal(number, SIG_DFL); /* who asks twice does not want to wait */
}

void watch_interrupts(void)
{
    signal(SIGINT, note_interrupt);
    signal(SIGTERM, note_interrupt);
}

bool was_interrupted(void)
{
    return interrupted != 0;
}
