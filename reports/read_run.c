/* Records that tell about the run as a whole. */
#include "reports/memory.h"
#include "reports/read_records.h"

#include <stdlib.h>
#include <string.h>

static const char *member_as_text(Run *run, const json_t *value)
{
    if (json_is_string(value))
        return keep_bytes(run, json_string_value(value), json_string_length(value));
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *kept = run_text(run, text);
    free(text);
    return kept;
}

static void take_facts(Run *run, const json_t *facts)
{
    free(run->facts);
    run->facts = NULL;
    run->fact_count = 0;
    size_t room = 0;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)facts, key, value)
    {
        run->facts = grown(run->facts, run->fact_count, &room, sizeof *run->facts);
        run->facts[run->fact_count++] = (ReportFact){run_text(run, key), member_as_text(run, value)};
    }
}

static void take_claims(Members *members, const json_t *list)
{
    Run *run = members->run;
    size_t room = 0;
    free(run->claims);
    run->claims = NULL;
    run->claim_count = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        Members claim = inner(members, json_array_get(list, i));
        run->claims = grown(run->claims, run->claim_count, &room, sizeof *run->claims);
        run->claims[run->claim_count++] = (ReportClaim){needed_text(&claim, "id"), optional_text(&claim, "statement"),
                                                        optional_text(&claim, "today")};
        members->wrong = claim.wrong;
    }
}

static void take_statements(Members *members, const json_t *by_id)
{
    Run *run = members->run;
    size_t *room = &run_memory(run)->statement_room;
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)by_id, id, value)
    {
        Members one = inner(members, value);
        run->statements = grown(run->statements, run->statement_count, room, sizeof *run->statements);
        run->statements[run->statement_count++] = (ReportStatement){run_text(run, id), needed_text(&one, "statement"),
                                                                    optional_text(&one, "source")};
        members->wrong = one.wrong;
    }
}

static const char *joined(Members *members, const json_t *words, const char *name)
{
    Text line = {0};
    for (size_t i = 0; i < json_array_size(words); i++) {
        const json_t *word = json_array_get(words, i);
        if (!json_is_string(word))
            expected_instead(members, name, "a list of texts");
        else
            text_printf(&line, "%s%s", line.length ? " " : "", json_string_value(word));
    }
    const char *kept = keep_bytes(members->run, line.bytes, line.length);
    text_free(&line);
    return kept;
}

void take_run(Members *members)
{
    Run *run = members->run;
    if (!run->started) /* a resumed run has one record per start: it began with the first */
        run->started = optional_text(members, "started");
    run->version = optional_text(members, "mapcheck");
    run->id = optional_text(members, "run");
    run->platform = needed_text(members, "platform");
    run->arguments = joined(members, optional_array(members, "arguments"), "arguments");
    run->actor_options = optional_text(members, "actor_options");
    const json_t *seed = json_object_get(members->object, "seed");
    run->seed = seed && !json_is_null(seed) ? member_as_text(run, seed) : "";
    run->jobs = (int)optional_whole(members, "jobs", 1);
    int selected = (int)optional_whole(members, "selected", 0);
    if (selected > run->selected) /* the start that resumes selects only what is missing */
        run->selected = selected;
    const json_t *facts = optional_object(members, "facts");
    if (facts)
        take_facts(run, facts);
    take_claims(members, optional_array(members, "claims"));
    take_statements(members, optional_object(members, "statements"));
    const json_t *object = optional_object(members, "baseline");
    Members baseline = inner(members, object);
    run->baseline_path = object ? place_in_repository(optional_text(&baseline, "path")) : "";
    run->baseline_entries = object ? (int)optional_whole(&baseline, "entries", 0) : 0;
    members->wrong = baseline.wrong;
}

void take_problem(Members *members)
{
    Run *run = members->run;
    size_t *room = &run_memory(run)->problem_room;
    ReportProblem problem = {needed_text(members, "message"), place_in_repository(optional_text(members, "file")),
                             (int)optional_whole(members, "line", 0)};
    run->problems = grown(run->problems, run->problem_count, room, sizeof *run->problems);
    run->problems[run->problem_count++] = problem;
}

static void take_left_behind(Members *members, const json_t *list)
{
    Run *run = members->run;
    size_t room = 0;
    free(run->left_behind);
    run->left_behind = NULL;
    run->left_behind_count = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        run->left_behind = grown(run->left_behind, run->left_behind_count, &room, sizeof *run->left_behind);
        run->left_behind[run->left_behind_count++] = member_as_text(run, json_array_get(list, i));
    }
}

void take_summary(Members *members)
{
    members->run->ended = optional_text(members, "ended");
    members->run->milliseconds += optional_number(members, "milliseconds");
    take_left_behind(members, optional_array(members, "left_behind"));
}

const char *place_in_repository(const char *path)
{
    if (path[0] != '/' && !(path[0] && path[1] == ':'))
        return path;
    static const char *const rooms[] = {"/cases/", "/harness/", "/reports/"};
    const char *found = NULL;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        for (const char *at = path; (at = strstr(at, rooms[i])); at++) {
            if (!found || at > found)
                found = at;
        }
    }
    if (found)
        return found + 1;
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
