/* Threads and mailboxes of lanes on Windows. */
#include "actor/lane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

typedef struct Letter {
    struct Letter *next;
    size_t length;
    char bytes[];
} Letter;

struct Mailbox {
    CRITICAL_SECTION lock;
    CONDITION_VARIABLE filled;
    Letter *first;
    Letter **last;
};

static CRITICAL_SECTION answers;
static INIT_ONCE answers_made = INIT_ONCE_STATIC_INIT;

static void *take_memory(size_t size)
{
    void *memory = malloc(size);
    if (!memory) {
        fputs("mapcheck-actor: out of memory for a line between lanes\n", stderr);
        ExitProcess(2);
    }
    return memory;
}

Mailbox *mailbox_new(void)
{
    Mailbox *mailbox = take_memory(sizeof *mailbox);
    InitializeCriticalSection(&mailbox->lock);
    InitializeConditionVariable(&mailbox->filled);
    mailbox->first = NULL;
    mailbox->last = &mailbox->first;
    return mailbox;
}

void mailbox_put(Mailbox *mailbox, const char *line, size_t length)
{
    Letter *letter = take_memory(sizeof *letter + length);
    letter->next = NULL;
    letter->length = length;
    memcpy(letter->bytes, line, length);
    EnterCriticalSection(&mailbox->lock);
    *mailbox->last = letter;
    mailbox->last = &letter->next;
    LeaveCriticalSection(&mailbox->lock);
    WakeConditionVariable(&mailbox->filled);
}

void mailbox_take(Mailbox *mailbox, Text *line)
{
    EnterCriticalSection(&mailbox->lock);
    while (!mailbox->first)
        SleepConditionVariableCS(&mailbox->filled, &mailbox->lock, INFINITE);
    Letter *letter = mailbox->first;
    mailbox->first = letter->next;
    if (!mailbox->first)
        mailbox->last = &mailbox->first;
    LeaveCriticalSection(&mailbox->lock);
    text_clear(line);
    text_append_bytes(line, letter->bytes, letter->length);
    free(letter);
}

typedef struct ThreadStart {
    void (*body)(void *context);
    void *context;
} ThreadStart;

static DWORD WINAPI run_thread(void *context)
{
    ThreadStart start = *(ThreadStart *)context;
    free(context);
    start.body(start.context);
    return 0;
}

bool thread_start(void (*body)(void *context), void *context)
{
    ThreadStart *start = take_memory(sizeof *start);
    *start = (ThreadStart){body, context};
    HANDLE thread = CreateThread(NULL, 0, run_thread, start, 0, NULL);
    if (!thread) {
        free(start);
        return false;
    }
    CloseHandle(thread);
    return true;
}

static BOOL CALLBACK make_answers(INIT_ONCE *once, void *parameter, void **context)
{
    (void)once;
    (void)parameter;
    (void)context;
    InitializeCriticalSection(&answers);
    return TRUE;
}

void answers_lock(void)
{
    InitOnceExecuteOnce(&answers_made, make_answers, NULL, NULL);
    EnterCriticalSection(&answers);
}

void answers_unlock(void)
{
    LeaveCriticalSection(&answers);
}

void answers_lock_renew(void)
{
    InitializeCriticalSection(&answers); /* there is no fork here; the contract is the same all the same */
}
