/* mapcheck: the command line. */
#include "export/export_verb.h"
#include "reports/report.h"
#include "run/verbs.h"
#include "stress/stress_verbs.h"

#include <stdio.h>
#include <string.h>

typedef struct Verb {
    const char *name;
    int (*act)(int argc, char **argv);
} Verb;

static const Verb verbs[] = {
    {"list", list_command},         {"run", run_command},
    {"show", show_command},         {"report", report_command},
    {"compare", compare_command},   {"probe", probe_command},
    {"baseline", baseline_command}, {"requirements", requirements_command},
    {"prove", prove_command},       {"stress", stress_command},
    {"replay", replay_command},     {"worker", worker_command},
    {"export-c", export_command},   {"help", help_command},
};

static int print_version(void)
{
    puts("mapcheck " MAPCHECK_VERSION);
    return EXIT_AS_EXPECTED;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs(help_of("mapcheck"), stderr);
        return EXIT_NOT_DONE;
    }
    if (!strcmp(argv[1], "--version"))
        return print_version();
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
        return help_command(1, argv + 1);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(argv[1], verbs[i].name))
            continue;
        int code = verbs[i].act(argc - 1, argv + 1);
        if (fflush(stdout) == 0 && !ferror(stdout))
            return code;
        return cannot(argv[1], "standard output could not be written");
    }
    fprintf(stderr, "mapcheck: there is no verb \"%s\"; `mapcheck help` lists them\n", argv[1]);
    return EXIT_NOT_DONE;
}
