/* `mapcheck requirements`: the registry, and what of it has cases. */
#include "run/data.h"
#include "run/glob.h"
#include "run/registry.h"
#include "run/verbs.h"
#include "run/words.h"

#include <getopt.h>
#include <stdio.h>

enum { OPEN = 256, COVERED, JSON, DATA, HELP };

static const struct option requirements_options[] = {
    {"open", no_argument, NULL, OPEN},       {"covered", no_argument, NULL, COVERED}, {"json", no_argument, NULL, JSON},
    {"data", required_argument, NULL, DATA}, {"help", no_argument, NULL, HELP},       {0},
};

typedef struct Citations {
    const char *case_id;
    json_t *of; /* object: requirement id -> array of case ids */
} Citations;

static bool note_citation(const char *id, void *context)
{
    Citations *citations = context;
    json_t *cases = json_object_get(citations->of, id);
    if (!cases) {
        cases = json_array();
        json_object_set_new(citations->of, id, cases);
    }
    json_array_append_new(cases, json_string(citations->case_id));
    return true;
}

static json_t *collect_citations(const Instance *all, size_t count)
{
    Citations citations = {.of = json_object()};
    for (size_t i = 0; i < count; i++) {
        citations.case_id = all[i].id;
        each_requirement(all[i].told, note_citation, &citations);
    }
    return citations.of;
}

static void print_requirement(const Requirement *requirement, const json_t *cases)
{
    printf("%s  %s (%s)  %s\n", requirement->id, requirement->level, requirement->class_word, requirement->statement);
    size_t index;
    json_t *id;
    json_array_foreach(cases, index, id) printf("    %s\n", json_string_value(id));
}

static bool is_wanted(const Words *patterns, const char *id)
{
    for (size_t i = 0; i < patterns->count; i++) {
        if (glob_matches(patterns->list[i], id))
            return true;
    }
    return patterns->count == 0;
}

static bool check_patterns(const Registry *registry, const Words *patterns, Text *problem)
{
    for (size_t i = 0; i < patterns->count; i++) {
        size_t found = 0;
        while (found < registry->count && !glob_matches(patterns->list[i], registry->list[found].id))
            found++;
        if (found < registry->count)
            continue;
        text_printf(problem,
                    "no requirement's id matches \"%s\"; it is a glob over ids (P-HOLE-*), and sentences are found by "
                    "`mapcheck requirements | grep`",
                    patterns->list[i]);
        return false;
    }
    return true;
}

static void print_wanted(const Registry *registry, const json_t *citations, const Words *patterns, int which, bool json)
{
    json_t *list = json_array();
    size_t covered = 0, open = 0;
    for (size_t i = 0; i < registry->count; i++) {
        const Requirement *requirement = &registry->list[i];
        json_t *cases = json_object_get(citations, requirement->id);
        if (!is_wanted(patterns, requirement->id))
            continue;
        *(cases ? &covered : &open) += 1;
        if ((which == OPEN && cases) || (which == COVERED && !cases))
            continue;
        if (json) {
            json_t *record = json_copy(requirement->record);
            json_object_set_new(record, "cases", cases ? json_incref(cases) : json_array());
            json_array_append_new(list, record);
        } else if (which == OPEN) {
            puts(requirement->id); /* scripts read these */
        } else {
            print_requirement(requirement, cases);
        }
    }
    if (json) {
        json_dumpf(list, stdout, JSON_INDENT(1));
        putchar('\n');
    } else if (which != OPEN) {
        printf("%zu requirements have cases, %zu are open\n", covered, open);
    }
    json_decref(list);
}

static int print_registry(const char *data, const Words *patterns, int which, bool json)
{
    Text directory = {0}, problem = {0};
    Registry registry = {0};
    const Instance *all;
    size_t count = all_instances(&all);
    bool fine = find_data(data, &directory, &problem) && registry_read_data(directory.bytes, &registry, &problem) &&
                registry_check_cases(&registry, all, count, &problem) && check_patterns(&registry, patterns, &problem);
    if (fine) {
        json_t *citations = collect_citations(all, count);
        print_wanted(&registry, citations, patterns, which, json);
        json_decref(citations);
    } else {
        cannot("requirements", "%s", problem.bytes);
    }
    registry_free(&registry);
    text_free(&directory);
    text_free(&problem);
    return fine ? EXIT_AS_EXPECTED : EXIT_NOT_DONE;
}

int requirements_command(int argc, char **argv)
{
    Words patterns = {0};
    const char *data = NULL;
    int which = 0;
    bool json = false;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", requirements_options, NULL)) != -1;) {
        switch (option) {
        case HELP:
            fputs(help_of("requirements"), stdout);
            return EXIT_AS_EXPECTED;
        case OPEN:
        case COVERED:
            which = option;
            break;
        case JSON:
            json = true;
            break;
        case DATA:
            data = optarg;
            break;
        default:
            return misused_option("requirements", argv, option);
        }
    }
    for (int i = optind; i < argc; i++)
        words_add(&patterns, argv[i]);
    int code = print_registry(data, &patterns, which, json);
    words_free(&patterns);
    return code;
}
