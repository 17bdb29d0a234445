#include "run/pool_worker.h"

#include "platform/system.h"

enum { SEND_MILLISECONDS = 10000, LAST_WORDS = 1000 };

bool worker_start(Worker *worker, const PoolOptions *options, const PoolClient *client, long variant, Text *problem)
{
    Words words = {0};
    if (client->command(client->context, variant, &words, problem)) {
        StartOptions start = {.arguments = words_argv(&words), .run_mark = options->run_mark, .own_group = true};
        worker->process = process_start(&start, &worker->channel, problem);
    }
    words_free(&words);
    worker->variant = worker->process ? variant : NO_VARIANT;
    worker->queued = 0;
    worker->begun = false;
    return worker->process != NULL;
}

bool worker_give(Worker *worker, const Job *job)
{
    if (worker->queued == 0) {
        worker->since = clock_milliseconds();
        worker->bytes = 0;
        worker->begun = false;
    }
    worker->queue[worker->queued++] = *job;
    Text line = {0};
    text_printf(&line, "%s %u", job->instance->id, job->attempt);
    bool sent = channel_send(worker->channel, line.bytes, line.length, clock_milliseconds() + SEND_MILLISECONDS);
    text_free(&line);
    return sent;
}

void worker_shift(Worker *worker)
{
    for (unsigned i = 1; i < worker->queued; i++)
        worker->queue[i - 1] = worker->queue[i];
    worker->queued--;
    worker->since = clock_milliseconds();
    worker->bytes = 0;
    worker->begun = false;
}

void worker_stop(Worker *worker, uint64_t deadline)
{
    if (!worker->process)
        return;
    channel_close(worker->channel);
    process_wait(worker->process, deadline); /* the end of its input is what it leaves by */
    process_end(worker->process, 0);
    worker->channel = NULL;
    worker->process = NULL;
    worker->variant = NO_VARIANT;
}

void worker_describe_end(Worker *worker, Text *out)
{
    Ending ending = process_wait(worker->process, clock_milliseconds() + 1000);
    if (ending.how == ENDED_EXITED)
        text_printf(out, "ended (exit status %d)", ending.code);
    else if (ending.how == ENDED_KILLED)
        text_printf(out, "ended (killed by signal %d)", ending.code);
    else
        text_append(out, "closed its channel");
    uint64_t dropped;
    const Text *noise = process_noise(worker->process, &dropped);
    size_t from = noise->length > LAST_WORDS ? noise->length - LAST_WORDS : 0;
    size_t length = noise->length - from;
    while (length && (noise->bytes[from + length - 1] == '\n' || noise->bytes[from + length - 1] == '\r'))
        length--;
    if (!length)
        return;
    text_append(out, "; its last words: ");
    text_append_bytes(out, noise->bytes + from, length);
}
