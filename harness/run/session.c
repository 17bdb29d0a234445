#include "run/session.h"

#include "platform/sweep.h"
#include "platform/system.h"
#include "run/data.h"
#include "run/platform_name.h"
#include "story/instance.h"
#include "story/teller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A case is a handful of operations; one that has used up this many deadlines is not going to end. */
enum { DEADLINES_PER_CASE = 12, ACTORS_AHEAD = 8 };

void actor_command(const RunOptions *options, Words *words)
{
    words_add_all(words, &options->wrap);
    if (options->actor.count) {
        words_add_all(words, &options->actor);
        return;
    }
    Text own = {0};
    own_program_path(&own);
    bool dot_exe = own.length > 4 && !strcmp(own.bytes + own.length - 4, ".exe");
    text_clear(&own);
    own_directory(&own);
    text_printf(&own, "/mapcheck-actor%s", dot_exe ? ".exe" : "");
    words_add(words, own.bytes);
    text_free(&own);
}

static void note_fact(const char *key, const char *value, void *facts)
{
    json_object_set_new(facts, key, json_stringn_nocheck(value, strlen(value)));
}

/* `folder` is filled, and lives as long as what is returned. */
static TellerOptions options_of_one_actor(const Session *session, Text *folder)
{
    const RunOptions *options = session->options;
    text_printf(folder, "%s/facts", session->folder.bytes);
    return (TellerOptions){.folder = folder->bytes,
                           .scratch = options->scratch,
                           .run = session->id.bytes,
                           .actor = words_argv(&session->actor),
                           .actor_arguments = words_argv(&options->actor_arguments),
                           .deadline = options->deadline,
                           .scale = options->scale,
                           .ahead = 0};
}

static bool ask_platform(Session *session, Text *problem)
{
    const RunOptions *options = session->options;
    Text folder = {0};
    TellerOptions teller = options_of_one_actor(session, &folder);
    session->facts = json_object();
    bool fine = make_directories(folder.bytes, problem) && ask_facts(&teller, note_fact, session->facts, problem);
    text_free(&folder);
    if (fine && options->platform)
        text_append(&session->platform, options->platform);
    else if (fine)
        append_platform_name(&session->platform, session->facts);
    return fine;
}

static bool read_baseline(Session *session, Text *problem)
{
    const RunOptions *options = session->options;
    if (options->baseline && !strcmp(options->baseline, "none"))
        return true;
    Text path = {0};
    if (options->baseline)
        text_append(&path, options->baseline);
    else
        append_baseline_path(&path, session->data.bytes, session->platform.bytes);
    bool read = true;
    if (options->baseline || file_exists(path.bytes))
        read = baseline_read(path.bytes, &session->baseline, problem) &&
               baseline_check_reasons(&session->baseline, &session->registry, problem);
    text_free(&path);
    return read;
}

static bool read_suite(Session *session, Text *problem)
{
    const Instance *cases;
    size_t count = all_instances(&cases);
    return find_data(session->options->data, &session->data, problem) &&
           registry_read_data(session->data.bytes, &session->registry, problem) &&
           registry_check_cases(&session->registry, cases, count, problem);
}

static bool open_folder(Session *session, Text *problem)
{
    Text swept = {0};
    if (sweep_dead_runs(NULL, &swept) && swept.length)
        fprintf(stderr, "mapcheck: swept what an earlier run had left:\n%s", swept.bytes);
    text_free(&swept);
    return run_folder_open(NULL, &session->id, &session->folder, problem) &&
           watcher_start(session->folder.bytes, session->id.bytes, problem);
}

bool session_open(Session *session, const RunOptions *options, Text *problem)
{
    *session = (Session){.options = options};
    actor_command(options, &session->actor);
    if (read_suite(session, problem) && open_folder(session, problem) && ask_platform(session, problem) &&
        read_baseline(session, problem))
        return true;
    session_close(session);
    return false;
}

/* Objects whose names go with their last handle: one that is still there has a process that holds it. */
static void look_for_named_objects(const Session *session, Text *left)
{
    const char *system = json_string_value(json_object_get(session->facts, "system"));
    if (!system || strcmp(system, "windows") != 0)
        return;
    Text folder = {0};
    TellerOptions teller = options_of_one_actor(session, &folder);
    int count = count_named_objects(&teller);
    if (count > 0)
        text_printf(left, "%d named objects of this run, held by a process that is not ours\n", count);
    text_free(&folder);
}

void session_sweep(Session *session, Text *left)
{
    if (session->folder.length && session->facts)
        look_for_named_objects(session, left);
    if (session->folder.length)
        run_folder_close(session->folder.bytes, session->id.bytes, left);
    text_free(&session->folder);
}

void session_close(Session *session)
{
    Text left = {0};
    session_sweep(session, &left); /* has nothing to do after an orderly run */
    text_free(&left);
    baseline_free(&session->baseline);
    registry_free(&session->registry);
    json_decref(session->facts);
    words_free(&session->actor);
    text_free(&session->data);
    text_free(&session->id);
    text_free(&session->platform);
    *session = (Session){0};
}

static void add_option(Words *words, const char *option, const char *value)
{
    words_add(words, option);
    words_add(words, value);
}

static void add_number(Words *words, const char *option, double value)
{
    Text number = {0};
    text_printf(&number, "%g", value);
    add_option(words, option, number.bytes);
    text_free(&number);
}

static void add_other_actor(Words *words, const RunOptions *options)
{
    for (size_t i = 0; i < options->wrap.count; i++)
        add_option(words, "--other-actor-word", options->wrap.list[i]);
    for (size_t i = 0; i < options->other_actor.count; i++)
        add_option(words, "--other-actor-word", options->other_actor.list[i]);
}

bool session_worker_command(Session *session, const char *mutant, Words *words, Text *problem)
{
    const RunOptions *options = session->options;
    Text own = {0}, folder = {0};
    own_program_path(&own);
    unsigned number = session->started++; /* a worker that takes over from a dead one gets a fresh place */
    text_printf(&folder, "%s/worker-%u", session->folder.bytes, number);
    bool made = make_directories(folder.bytes, problem);
    words_add(words, own.bytes);
    words_add(words, "worker");
    add_option(words, "--folder", folder.bytes);
    if (options->scratch)
        add_option(words, "--scratch", options->scratch);
    add_option(words, "--run", session->id.bytes);
    add_number(words, "--number", number);
    add_number(words, "--deadline", options->deadline);
    add_number(words, "--scale", options->scale);
    add_number(words, "--ahead", ACTORS_AHEAD);
    for (size_t i = 0; i < options->actor_arguments.count; i++)
        add_option(words, "--actor-argument", options->actor_arguments.list[i]);
    if (mutant) {
        add_option(words, "--actor-argument", "--mutant");
        add_option(words, "--actor-argument", mutant);
    }
    if (options->other_actor.count)
        add_other_actor(words, options);
    words_add(words, "--");
    words_add_all(words, &session->actor);
    text_free(&own);
    text_free(&folder);
    return made;
}

const char *session_families(const Session *session)
{
    const char *families = json_string_value(json_object_get(session->facts, "families"));
    return families ? families : "";
}

uint64_t session_case_limit(const Session *session)
{
    return (uint64_t)(session->options->deadline * session->options->scale * DEADLINES_PER_CASE);
}
