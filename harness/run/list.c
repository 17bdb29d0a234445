/* `mapcheck list` */
#include "run/glob.h"
#include "run/select.h"
#include "run/verbs.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>

enum { LONG = 256, JSON, SUBJECT, HELP };

static const struct option list_options[] = {
    {"long", no_argument, NULL, LONG},
    {"json", no_argument, NULL, JSON},
    {"subject", required_argument, NULL, SUBJECT},
    {"help", no_argument, NULL, HELP},
    {0},
};

static void print_long(const Instance *instance)
{
    const Case *told = instance->told;
    printf("%s\n    %s\n    %s  %s  subject %s, family %s  %s:%d\n", instance->id, told->claim, level_word(told->level),
           told->basis, instance->subject_name, instance->family, told->file, told->line);
}

static bool append_id(const char *id, void *list)
{
    json_array_append_new(list, json_string(id));
    return true;
}

static json_t *as_json(const Instance *instance)
{
    const Case *told = instance->told;
    json_t *requirements = json_array();
    each_requirement(told, append_id, requirements);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:i}", "case", instance->id, "chapter",
                     instance->chapter->path, "subject", instance->subject_name, "family", instance->family, "level",
                     level_word(told->level), "claim", told->claim, "requirements", requirements, "file", told->file,
                     "line", told->line);
}

static void print_cases(const Selected *selected, int form)
{
    json_t *list = json_array();
    for (size_t i = 0; i < selected->count; i++) {
        if (form == JSON)
            json_array_append_new(list, as_json(selected->cases[i]));
        else if (form == LONG)
            print_long(selected->cases[i]);
        else
            puts(selected->cases[i]->id);
    }
    if (form == JSON) {
        json_dumpf(list, stdout, JSON_INDENT(1));
        putchar('\n');
    }
    json_decref(list);
}

static int print_selected(const Words *patterns, const Words *subjects, int form)
{
    const Instance *all;
    size_t count = all_instances(&all);
    Selection wanted = {.patterns = patterns, .subjects = subjects, .shard = 1, .shards = 1};
    Selected selected;
    Text problem = {0};
    bool fine = select_cases(all, count, &wanted, &selected, &problem);
    if (fine)
        print_cases(&selected, form);
    else
        cannot("list", "%s", problem.bytes);
    selected_free(&selected);
    text_free(&problem);
    return fine ? EXIT_AS_EXPECTED : EXIT_NOT_DONE;
}

int list_command(int argc, char **argv)
{
    Words patterns = {0}, subjects = {0};
    int form = 0;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", list_options, NULL)) != -1;) {
        switch (option) {
        case HELP:
            fputs(help_of("list"), stdout);
            return EXIT_AS_EXPECTED;
        case SUBJECT:
            words_add(&subjects, optarg);
            break;
        case LONG:
        case JSON:
            form = option;
            break;
        default:
            return misused_option("list", argv, option);
        }
    }
    for (int i = optind; i < argc; i++)
        words_add(&patterns, argv[i]);
    int code = print_selected(&patterns, &subjects, form);
    words_free(&patterns);
    words_free(&subjects);
    return code;
}
