#include "actor/lane.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct Letter {
    struct Letter *next;
    Text line;
} Letter;

struct Mailbox {
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    Letter *first;
    Letter **last;
};

static pthread_mutex_t answers = PTHREAD_MUTEX_INITIALIZER;

Mailbox *mailbox_new(void)
{
    Mailbox *mailbox = calloc(1, sizeof *mailbox);
    if (mailbox) {
        pthread_mutex_init(&mailbox->lock, NULL);
        pthread_cond_init(&mailbox->arrived, NULL);
        mailbox->last = &mailbox->first;
    }
    return mailbox;
}

void mailbox_put(Mailbox *mailbox, const char *line, size_t length)
{
    Letter *letter = calloc(1, sizeof *letter);
    if (!letter)
        abort(); /* an actor without memory for a line cannot go on */
    text_append_bytes(&letter->line, line, length);
    pthread_mutex_lock(&mailbox->lock);
    *mailbox->last = letter;
    mailbox->last = &letter->next;
    pthread_cond_signal(&mailbox->arrived);
    pthread_mutex_unlock(&mailbox->lock);
}

void mailbox_take(Mailbox *mailbox, Text *line)
{
    pthread_mutex_lock(&mailbox->lock);
    while (!mailbox->first)
        pthread_cond_wait(&mailbox->arrived, &mailbox->lock);
    Letter *letter = mailbox->first;
    mailbox->first = letter->next;
    if (!mailbox->first)
        mailbox->last = &mailbox->first;
    pthread_mutex_unlock(&mailbox->lock);
    text_clear(line);
    text_append_bytes(line, letter->line.bytes, letter->line.length);
    text_free(&letter->line);
    free(letter);
}

typedef struct Start {
    void (*body)(void *context);
    void *context;
} Start;

static void *run_thread(void *argument)
{
    Start start = *(Start *)argument;
    free(argument);
    start.body(start.context);
    return NULL;
}

bool thread_start(void (*body)(void *context), void *context)
{
    Start *start = malloc(sizeof *start);
    if (!start)
        return false;
    *start = (Start){body, context};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    bool started = pthread_create(&thread, &attributes, run_thread, start) == 0;
    pthread_attr_destroy(&attributes);
    if (!started)
        free(start);
    return started;
}

void answers_lock(void)
{
    pthread_mutex_lock(&answers);
}

void answers_unlock(void)
{
    pthread_mutex_unlock(&answers);
}

void answers_lock_renew(void)
{
    pthread_mutex_init(&answers, NULL);
}
