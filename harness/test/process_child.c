/* A program that behaves as told by its first argument, for process_test.c and sweep_test.c. */
#include "test/process/child.h"

#include "platform/process.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOISE = 10 << 20, LONGEST = 1 << 20 };

static void say(const char *text)
{
    puts(text);
    fflush(stdout);
}

/* Answers every line with itself, except: "hold" is answered when the next line comes, "exit N" ends with that code, "last"
 * is answered and then the program ends. */
static int echo(void)
{
    static char line[LONGEST + 2];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, "exit ", 5) == 0)
            exit(atoi(line + 5));
        if (strcmp(line, "hold") == 0) {
            if (!fgets(line, sizeof line, stdin))
                return 0;
            strcpy(line, "held");
        }
        say(line);
        if (strcmp(line, "last") == 0)
            return 0;
    }
    return 0;
}

static int flood(FILE *stream, size_t count)
{
    static char piece[1 << 16];
    memset(piece, 'x', sizeof piece);
    for (size_t done = 0; done < count; done += sizeof piece) {
        if (fwrite(piece, 1, sizeof piece, stream) != sizeof piece)
            return 1;
    }
    return fflush(stream);
}

static int crash(void)
{
    volatile int *volatile nowhere = (volatile int *)64; /* not NULL: a sanitizer would see that coming */
    *nowhere = 1;
    return 0;
}

static int tree(const char *program)
{
    unsigned long same = child_start(program, "linger", 0), apart = child_start(program, "linger", 1);
    printf("tree %lu %lu\n", same, apart);
    fflush(stdout);
    return echo();
}

/* A conductor that is killed in the middle of its run: process_test.c is the one who kills. */
static int conduct(const char *program, const char *base)
{
    Text id = {0}, folder = {0}, problem = {0}, line = {0};
    become_reaper(NULL);
    if (!run_folder_open(base, &id, &folder, &problem) || !watcher_start(folder.bytes, id.bytes, &problem)) {
        say(problem.bytes);
        return 1;
    }
    char object[64];
    snprintf(object, sizeof object, "shm /mapcheck-test-%s", id.bytes);
    StartOptions options = {
        .arguments = (const char *const[]){program, "tree", NULL}, .run_mark = id.bytes, .own_group = true};
    Channel *channel = NULL;
    Process *actor = process_start(&options, &channel, &problem);
    if (!actor || !record_object(folder.bytes, object, &problem) ||
        channel_receive(channel, &line, clock_milliseconds() + 20000) != RECEIVED_LINE) {
        say(problem.bytes ? problem.bytes : "no answer");
        return 1;
    }
    printf("%s %s %lu %s\n", folder.bytes, id.bytes, (unsigned long)process_identifier(actor), line.bytes);
    fflush(stdout);
    child_linger();
}

static int join(const char *address)
{
    if (!child_join(address))
        return 3;
    return echo();
}

int main(int count, char **arguments)
{
    child_prepare(&count, &arguments);
    const char *mode = count > 1 ? arguments[1] : "";
    const char *more = count > 2 ? arguments[2] : "";
    if (strcmp(mode, "echo") == 0)
        return echo();
    if (strcmp(mode, "arguments") == 0) {
        for (int i = 2; i < count; i++)
            say(arguments[i]);
        return 0;
    }
    if (strcmp(mode, "mark") == 0) {
        const char *mark = getenv("MAPCHECK_RUN");
        say(mark ? mark : "none");
        return 0;
    }
    if (strcmp(mode, "here") == 0)
        return file_exists("here") ? 0 : 1;
    if (strcmp(mode, "noisy") == 0)
        return flood(stderr, NOISE) ? 1 : echo();
    if (strcmp(mode, "flood") == 0)
        return flood(stdout, SIZE_MAX / 2);
    if (strcmp(mode, "many lines") == 0) {
        for (int i = 0; i < atoi(more); i++)
            printf("line %d\n", i);
        return 0;
    }
    if (strcmp(mode, "unending lines") == 0) {
        while (puts("line") >= 0)
            continue;
        return 1;
    }
    if (strcmp(mode, "deaf") == 0) {
        child_ignore_polite_signals();
        say("deaf");
        child_linger();
    }
    if (strcmp(mode, "linger") == 0)
        child_linger();
    if (strcmp(mode, "crash") == 0)
        return crash();
    if (strcmp(mode, "tree") == 0)
        return tree(arguments[0]);
    if (strcmp(mode, "without end") == 0) {
        say("going");
        child_start_without_end();
        return 0;
    }
    if (strcmp(mode, "conductor") == 0)
        return conduct(arguments[0], more);
    if (strcmp(mode, "join") == 0)
        return join(more);
    fprintf(stderr, "process_child: unknown mode \"%s\"\n", mode);
    return 2;
}
