/* `mapcheck worker`: internal, started by the pool. Its words are session_worker_command's. */
#include "run/verbs.h"
#include "run/words.h"
#include "story/teller.h"

#include <getopt.h>
#include <stdlib.h>

enum { FOLDER = 256, SCRATCH, RUN, NUMBER, DEADLINE, SCALE, AHEAD, ARGUMENT, OTHER_ACTOR_WORD };

static const struct option worker_options[] = {
    {"folder", required_argument, NULL, FOLDER},
    {"scratch", required_argument, NULL, SCRATCH},
    {"run", required_argument, NULL, RUN},
    {"number", required_argument, NULL, NUMBER},
    {"deadline", required_argument, NULL, DEADLINE},
    {"scale", required_argument, NULL, SCALE},
    {"ahead", required_argument, NULL, AHEAD},
    {"actor-argument", required_argument, NULL, ARGUMENT},
    {"other-actor-word", required_argument, NULL, OTHER_ACTOR_WORD},
    {0},
};

static void take_option(int option, TellerOptions *teller, Words *arguments, Words *other)
{
    switch (option) {
    case FOLDER:
        teller->folder = optarg;
        break;
    case SCRATCH:
        teller->scratch = optarg;
        break;
    case RUN:
        teller->run = optarg;
        break;
    case NUMBER:
        teller->worker = atoi(optarg);
        break;
    case DEADLINE:
        teller->deadline = (unsigned)atoi(optarg);
        break;
    case SCALE:
        teller->scale = strtod(optarg, NULL);
        break;
    case AHEAD:
        teller->ahead = (unsigned)atoi(optarg);
        break;
    case OTHER_ACTOR_WORD:
        words_add(other, optarg);
        break;
    default:
        words_add(arguments, optarg);
    }
}

int worker_command(int argc, char **argv)
{
    TellerOptions teller = {.scale = 1.0};
    Words arguments = {0}, other = {0};
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", worker_options, NULL)) != -1;) {
        if (option == '?' || option == ':')
            return misused_option("worker", argv, option);
        take_option(option, &teller, &arguments, &other);
    }
    if (!teller.folder || !teller.run || !teller.deadline || optind >= argc)
        return misused("worker", "this verb is mapcheck's own: `mapcheck run` starts it, with all that it needs");
    teller.actor = (const char *const *)argv + optind;
    teller.actor_arguments = words_argv(&arguments);
    teller.other_actor = other.count ? words_argv(&other) : NULL;
    int code = tell_cases(&teller);
    words_free(&arguments);
    words_free(&other);
    return code;
}
