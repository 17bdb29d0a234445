/* How a run begins: everything that can be refused is refused before the first case. */
#include "platform/system.h"
#include "run/glob.h"
#include "run/place.h"
#include "run/run.h"

#include <stdio.h>
#include <string.h>

#define SAY(run, ...) ((run)->options.quiet ? 0 : printf(__VA_ARGS__))

static bool select_for(TheRun *run, const Instance *all, size_t count, Text *problem)
{
    const RunOptions *options = &run->options;
    Selection wanted = {.patterns = &options->patterns,
                        .subjects = &options->subjects,
                        .families = session_families(&run->session),
                        .shard = options->shard,
                        .shards = options->shards,
                        .shuffle = options->shuffle,
                        .seed = options->seed};
    if (!select_cases(all, count, &wanted, &run->selected, problem))
        return false;
    if (run->selected.count || options->shards > 1)
        return true;
    text_printf(problem,
                "nothing to run: the %zu cases that match are of %s, which this actor does not have "
                "(its families: %s)",
                run->selected.elsewhere, run->selected.elsewhere_names.bytes, wanted.families);
    return false;
}

static bool read_resumed(TheRun *run, Text *problem)
{
    const char *path = run->options.resume;
    if (!path)
        return true;
    if (!resume_read(path, &run->resume, problem))
        return false;
    const char *platform = record_text(run->resume.run, "platform", "");
    if (strcmp(platform, run->session.platform.bytes)) {
        text_printf(problem, "%s was made on %s, and this is %s; a run is resumed where it began", path, platform,
                    run->session.platform.bytes);
        return false;
    }
    SAY(run, "resuming %s: %zu cases are taken over from it\n", path, json_object_size(run->resume.finished));
    return true;
}

static void append_option(Text *out, const char *option, const char *value)
{
    text_printf(out, "%s%s ", out->length ? " " : "", option);
    append_shell_word(out, value);
}

static void append_command_option(Text *out, const char *option, const Words *command)
{
    Text joined = {0};
    for (size_t i = 0; i < command->count; i++) {
        text_append(&joined, i ? " " : "");
        append_shell_word(&joined, command->list[i]);
    }
    if (joined.length)
        append_option(out, option, joined.bytes);
    text_free(&joined);
}

/* The options of this run that say who carries the operations out, for whoever wants to see a case again. */
static json_t *actor_options(const RunOptions *options)
{
    Text text = {0};
    append_command_option(&text, "--actor", &options->actor);
    append_command_option(&text, "--other-actor", &options->other_actor);
    append_command_option(&text, "--wrap", &options->wrap);
    for (size_t i = 0; i + 1 < options->actor_arguments.count; i += 2)
        append_option(&text, options->actor_arguments.list[i], options->actor_arguments.list[i + 1]);
    if (options->scratch)
        append_option(&text, "--scratch", options->scratch);
    json_t *record = json_stringn(text.bytes ? text.bytes : "", text.length);
    text_free(&text);
    return record;
}

static json_t *claims(const Registry *registry)
{
    json_t *list = json_array();
    for (size_t i = 0; i < registry->count; i++) {
        const Requirement *claim = &registry->list[i];
        const char *today = json_string_value(json_object_get(claim->record, "today"));
        if (!strcmp(claim->class_word, "CLAIM") && today)
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:s}", "id", claim->id, "statement", claim->statement, "today", today));
    }
    return list;
}

typedef struct Basis {
    const Registry *registry;
    json_t *statements; /* by id */
} Basis;

static bool take_statement(const char *id, void *context)
{
    Basis *basis = context;
    const Requirement *cited = registry_find(basis->registry, id);
    if (cited && strcmp(cited->class_word, "CLAIM") && !json_object_get(basis->statements, id))
        json_object_set_new(basis->statements, id,
                            json_pack("{s:s, s:s}", "statement", cited->statement, "source", cited->source));
    return true;
}

/* What the selected cases stand on, so that a report can say it without the registry. */
static json_t *statements_of(const Registry *registry, const Selected *selected)
{
    Basis basis = {registry, json_object()};
    for (size_t i = 0; i < selected->count; i++)
        each_requirement(selected->cases[i]->told, take_statement, &basis);
    return basis.statements;
}

static json_t *run_record(const TheRun *run)
{
    const RunOptions *options = &run->options;
    const Session *session = &run->session;
    json_t *arguments = json_array();
    for (size_t i = 0; i < options->arguments.count; i++)
        json_array_append_new(arguments, json_string(options->arguments.list[i]));
    Text started = {0};
    wall_clock_text(&started);
    json_t *record = json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:O, s:o, s:o, s:i, s:I}", "record", "run", "ledger", 1,
                               "mapcheck", MAPCHECK_VERSION, "run", session->id.bytes, "started", started.bytes,
                               "platform", session->platform.bytes, "facts", session->facts, "arguments", arguments,
                               "seed", options->shuffle ? json_integer((json_int_t)options->seed) : json_null(), "jobs",
                               (int)options->jobs, "selected", (json_int_t)jobs_total(&run->jobs));
    text_free(&started);
    if (session->baseline.path)
        json_object_set_new(
            record, "baseline",
            json_pack("{s:s, s:I}", "path", session->baseline.path, "entries", (json_int_t)session->baseline.count));
    if (!options->patterns.count) /* a part of the suite says nothing about the claims as a whole */
        json_object_set_new(record, "claims", claims(&session->registry));
    json_object_set_new(record, "statements", statements_of(&session->registry, &run->selected));
    json_object_set_new(record, "actor_options", actor_options(options));
    if (options->resume)
        json_object_set_new(record, "resumed", json_string(options->resume));
    return record;
}

static void say_what_runs(const TheRun *run)
{
    const Session *session = &run->session;
    SAY(run, "%zu cases on %s, %u workers", run->selected.count, session->platform.bytes, run->options.jobs);
    if (session->baseline.path)
        SAY(run, ", baseline %s (%zu entries)\n", session->baseline.path, session->baseline.count);
    else
        SAY(run, ", no baseline\n");
    if (run->options.shuffle)
        SAY(run, "shuffled with --shuffle=%llu\n", (unsigned long long)run->options.seed);
    fflush(stdout);
}

static bool check_baseline_patterns(TheRun *run)
{
    const Baseline *baseline = &run->session.baseline;
    bool written = true;
    for (size_t i = 0; written && i < baseline->count; i++) {
        const BaselineEntry *entry = &baseline->entries[i];
        if (baseline_entry_matches_any(entry, run->telling.all, run->telling.all_count))
            continue;
        Text message = {0};
        text_printf(&message, "the pattern %s matches no case; take the entry out or mend the pattern", entry->pattern);
        written = telling_problem(&run->telling, message.bytes, entry->file, entry->line);
        text_free(&message);
    }
    return written;
}

static bool open_ledger(TheRun *run, const Instance *all, size_t count, Text *problem)
{
    Text kept = {0};
    bool fine = prepare_place(run->options.out, run->options.resume, &run->ledger_path, &kept, problem);
    if (kept.length)
        SAY(run, "%s\n", kept.bytes);
    text_free(&kept);
    if (!fine)
        return false;
    run->telling = (Telling){.baseline = &run->session.baseline,
                             .facts = run->session.facts,
                             .all = all,
                             .all_count = count,
                             .workers = run->options.jobs,
                             .trace = run->options.trace,
                             .colour = use_colour(run->options.colour),
                             .quiet = run->options.quiet};
    run->telling.ledger = ledger_open(run->ledger_path.bytes, problem);
    if (!run->telling.ledger)
        return false;
    if (telling_start(&run->telling, run_record(run), (size_t)jobs_total(&run->jobs)) && check_baseline_patterns(run))
        return true;
    text_append(problem, run->telling.problem.bytes);
    return false;
}

bool run_prepare(TheRun *run, Text *problem)
{
    const Instance *all;
    size_t count = all_instances(&all);
    const RunOptions *options = &run->options;
    if (!session_open(&run->session, options, problem) || !select_for(run, all, count, problem) ||
        !read_resumed(run, problem))
        return false;
    run->jobs = (Jobs){.cases = run->selected.cases,
                       .count = run->selected.count,
                       .rounds = options->repeat       ? options->repeat
                                 : options->until_fail ? 0
                                                       : 1};
    say_what_runs(run);
    return open_ledger(run, all, count, problem);
}
