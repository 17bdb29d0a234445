/* mapcheck-durability: the parts that ci/durability puts together. */
#include "actor/actor.h"
#include "durability/durability.h"
#include "subjects/mutant.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The actor's main file has these; what is used here never comes there. */
ActorOptions actor_options;

_Noreturn void actor_serve(void)
{
    exit(2);
}

static int usage(void)
{
    fputs("usage: mapcheck-durability disk FOLDER LOG COUNTER BYTES\n"
          "       mapcheck-durability work FOLDER COUNTER CLAIMS SEED OPERATIONS [MUTANT]\n"
          "       mapcheck-durability flushes LOG\n"
          "       mapcheck-durability image LOG CUT TORN BYTES IMAGE\n"
          "       mapcheck-durability verify FOLDER CLAIMS LOG CUT\n"
          "ci/durability puts these together.\n",
          stderr);
    return 2;
}

static uint64_t number(const char *text)
{
    return strtoull(text, NULL, 10);
}

static int work_as(char **arguments, const char *mutant)
{
    if (mutant && !find_mutant(mutant)) {
        fprintf(stderr, "mapcheck-durability: there is no mutant %s\n", mutant);
        return 2;
    }
    if (mutant)
        find_mutant(mutant)->install();
    return work(arguments[0], arguments[1], arguments[2], number(arguments[3]), (unsigned)number(arguments[4]));
}

static int with_log(const char *what, char **arguments)
{
    DiskLog log;
    bool verifying = !strcmp(what, "verify");
    int code = 2;
    if (!log_read(&log, arguments[verifying ? 2 : 0]))
        fputs("mapcheck-durability: the disk's log could not be read\n", stderr);
    else if (verifying)
        code = verify(arguments[0], arguments[1], &log, number(arguments[3]));
    else if (!strcmp(what, "image"))
        code = log_write_image(&log, number(arguments[1]), number(arguments[2]), number(arguments[3]), arguments[4])
                   ? 0
                   : 2;
    else
        for (size_t i = 0; i < log.flush_count; i++, code = 0)
            printf("%" PRIu64 "\n", log.flushes[i]);
    log_free(&log);
    return code;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int more = argc - 2;
    if (!strcmp(what, "disk") && more == 4)
        return disk_serve(argv[2], argv[3], argv[4], number(argv[5]));
    if (!strcmp(what, "work") && (more == 5 || more == 6))
        return work_as(argv + 2, more == 6 ? argv[7] : NULL);
    if ((!strcmp(what, "flushes") && more == 1) || (!strcmp(what, "image") && more == 5) ||
        (!strcmp(what, "verify") && more == 4))
        return with_log(what, argv + 2);
    return usage();
}
