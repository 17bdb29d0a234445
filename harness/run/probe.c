/* `mapcheck probe`: what this platform is, and what of the suite it has. */
#include "run/run.h"
#include "run/verbs.h"
#include "story/subject.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static size_t cases_of(const char *subject)
{
    const Instance *all;
    size_t count = all_instances(&all), found = 0;
    for (size_t i = 0; i < count; i++)
        found += !strcmp(all[i].subject_name, subject);
    return found;
}

/* Calls `each` once for every subject of the suite, exact families too. */
static void each_subject(void (*each)(const Instance *first, void *context), void *context)
{
    const Instance *all;
    size_t count = all_instances(&all);
    for (size_t i = 0; i < count; i++) {
        size_t earlier = 0;
        while (earlier < i && strcmp(all[earlier].subject_name, all[i].subject_name))
            earlier++;
        if (earlier == i)
            each(&all[i], context);
    }
}

static void print_subject(const Instance *first, void *families)
{
    printf("  %-20s %5zu cases  %s\n", first->subject_name, cases_of(first->subject_name),
           list_has(families, first->family) ? "here" : "not here: the actor has no such calls");
}

static void print_text(const Session *session)
{
    printf("platform  %s\nbaseline  %s\n\nfacts\n", session->platform.bytes,
           session->baseline.path ? session->baseline.path : "none yet");
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)session->facts, key, value) printf("  %-20s %s\n", key, json_string_value(value));
    puts("\nsubjects");
    each_subject(print_subject, (void *)session_families(session));
}

typedef struct SubjectList {
    json_t *list;
    const char *families;
} SubjectList;

static void append_subject(const Instance *first, void *context)
{
    SubjectList *subjects = context;
    json_array_append_new(subjects->list, json_pack("{s:s, s:s, s:I, s:b}", "subject", first->subject_name, "family",
                                                    first->family, "cases", (json_int_t)cases_of(first->subject_name),
                                                    "here", (int)list_has(subjects->families, first->family)));
}

static void print_json(const Session *session)
{
    SubjectList subjects = {.list = json_array(), .families = session_families(session)};
    each_subject(append_subject, &subjects);
    json_t *all = json_pack("{s:s, s:O, s:o}", "platform", session->platform.bytes, "facts", session->facts, "subjects",
                            subjects.list);
    json_dumpf(all, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(all);
}

int probe_command(int argc, char **argv)
{
    RunOptions options;
    int code = parse_run_options("probe", argc, argv, &options);
    if (code < 0 && options.patterns.count)
        code = misused("probe", "unexpected argument: %s", options.patterns.list[0]);
    if (code >= 0) {
        run_options_free(&options);
        return code;
    }
    Session session;
    Text problem = {0};
    if (session_open(&session, &options, &problem)) {
        options.json ? print_json(&session) : print_text(&session);
        session_close(&session);
        code = EXIT_AS_EXPECTED;
    } else {
        code = cannot("probe", "%s", problem.bytes);
    }
    text_free(&problem);
    run_options_free(&options);
    return code;
}
