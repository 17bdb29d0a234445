/* `mapcheck show`: one case, what it claims and on what basis, and from a ledger what happened. */
#include "platform/system.h"
#include "reports/report.h"
#include "run/data.h"
#include "run/glob.h"
#include "run/options.h"
#include "run/registry.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { LEDGER = 256, DATA, COLOUR, HELP };

static const struct option show_options[] = {
    {"ledger", required_argument, NULL, LEDGER},
    {"data", required_argument, NULL, DATA},
    {"color", required_argument, NULL, COLOUR},
    {"help", no_argument, NULL, HELP},
    {0},
};

typedef struct Show {
    const char *ledger, *data, *pattern;
    Colour colour;
    Registry registry;
    Run run;
} Show;

static bool print_statement(const char *id, void *context)
{
    const Requirement *requirement = registry_find(context, id);
    if (!requirement)
        return true; /* registry_check_cases has refused that already */
    printf("    %s  %s (%s)  %s\n", id, requirement->level, requirement->class_word, requirement->statement);
    printf("        source: %s\n", requirement->source);
    if (*requirement->deviations && strcmp(requirement->deviations, "-"))
        printf("        known deviations: %s\n", requirement->deviations);
    return true;
}

static void print_case(Show *show, const Instance *instance)
{
    const Case *told = instance->told;
    printf("%s  %s\n    %s\n    %s:%d, subject %s\n", instance->id, level_word(told->level), told->claim, told->file,
           told->line, instance->subject_name);
    each_requirement(told, print_statement, &show->registry);
    Text text = {0};
    int width = is_terminal(1) ? terminal_width() : 0;
    for (size_t i = 0; i < show->run.case_count; i++) {
        if (!strcmp(show->run.cases[i].id, instance->id)) {
            text_append(&text, "\n");
            render_case_text(&text, &show->run, &show->run.cases[i], use_colour(show->colour), width);
        }
    }
    if (show->ledger && !text.length)
        text_printf(&text, "    not in %s\n", show->ledger);
    printf("%s\n", text.bytes ? text.bytes : "");
    text_free(&text);
}

static int print_matching(Show *show)
{
    const Instance *all;
    size_t count = all_instances(&all), shown = 0;
    Text data = {0}, problem = {0};
    bool fine = find_data(show->data, &data, &problem) && registry_read_data(data.bytes, &show->registry, &problem) &&
                registry_check_cases(&show->registry, all, count, &problem) &&
                (!show->ledger || read_ledger(show->ledger, &show->run, &problem));
    for (size_t i = 0; fine && i < count; i++) {
        if (pattern_matches(show->pattern, &all[i])) {
            print_case(show, &all[i]);
            shown++;
        }
    }
    int code = EXIT_AS_EXPECTED;
    if (!fine)
        code = cannot("show", "%s", problem.bytes);
    else if (!shown)
        code = cannot("show", "there is no case \"%s\"; `mapcheck list` shows them all", show->pattern);
    run_free(&show->run);
    registry_free(&show->registry);
    text_free(&data);
    text_free(&problem);
    return code;
}

int show_command(int argc, char **argv)
{
    Show show = {0};
    Text ledger = {0};
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", show_options, NULL)) != -1;) {
        switch (option) {
        case HELP:
            fputs(help_of("show"), stdout);
            return EXIT_AS_EXPECTED;
        case LEDGER:
            append_ledger_path(&ledger, optarg);
            show.ledger = ledger.bytes;
            break;
        case DATA:
            show.data = optarg;
            break;
        case COLOUR:
            if (!parse_colour("show", optarg, &show.colour))
                return EXIT_NOT_DONE;
            break;
        default:
            return misused_option("show", argv, option);
        }
    }
    if (argc - optind != 1)
        return misused("show", "expected one CASE");
    show.pattern = argv[optind];
    int code = print_matching(&show);
    text_free(&ledger);
    return code;
}
