/* A worker that misbehaves, for run_pool_test.c: what it does with a case is in the case's name. As `run_pool_child useless`
 * it cannot start. */
#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *kind, const char *id, const char *rest)
{
    printf("{\"record\":\"%s\",\"case\":\"%s\"%s}\n", kind, id, rest);
    fflush(stdout);
}

static void misbehave(const char *id, const char *how)
{
    if (!strcmp(how, "dies"))
        exit(3);
    if (!strcmp(how, "hangs")) {
        for (;;)
            sleep_milliseconds(1000); /* there is no portable way to wait for nothing */
    }
    while (!strcmp(how, "floods"))
        say("operation", id, ",\"call\":\"the same again and again and again\"");
    if (!strcmp(how, "babbles"))
        puts("this is no record");
    else if (!strcmp(how, "strays"))
        say("end", "another/case", ",\"outcome\":\"pass\"");
    else if (!strcmp(how, "invents"))
        say("end", id, ",\"outcome\":\"splendid\"");
}

int main(int argc, char **argv)
{
    char line[256];
    if (argc > 1 && !strcmp(argv[1], "useless")) {
        fputs("no actor here\n", stderr);
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, " \r\n")] = '\0';
        say("begin", line, "");
        misbehave(line, strrchr(line, '/') + 1);
        say("end", line, ",\"outcome\":\"pass\",\"noise\":\",\\\"chapter\\\":\\\"\",\"chapter\":\"a\",\"checks\":1");
    }
    return 0;
}
