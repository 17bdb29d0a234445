/* Records that tell about one case. */
#include "reports/memory.h"
#include "reports/read_records.h"

#include <string.h>

/* What the id says by itself: all that is known of a case that did not end. */
static void take_from_id(Run *run, ReportCase *c)
{
    const char *subject = strchr(c->id, '@');
    size_t length = subject ? (size_t)(subject - c->id) : strlen(c->id);
    while (length && c->id[length - 1] != '/')
        length--;
    c->chapter = keep_bytes(run, c->id, length ? length - 1 : 0);
    c->subject = subject ? subject + 1 : "";
}

/* Two workers may tell one case at the same time (--repeat): their records are told apart by the attempt. */
static void append_key(Text *key, const char *id, int attempt)
{
    text_printf(key, "%s %d", id, attempt);
}

/* A case without "begin" is taken all the same: the runner may end what no worker came to. */
static ReportCase *add_case(Run *run, const char *id, int attempt)
{
    RunMemory *memory = run_memory(run);
    run->cases = grown(run->cases, run->case_count, &memory->case_room, sizeof *run->cases);
    ReportCase *added = &run->cases[run->case_count];
    *added = (ReportCase){
        .id = id, .attempt = attempt, .level = "", .claim = "", .requirements = "", .file = "", .noise = ""};
    take_from_id(run, added);
    added->failure.message = added->failure.file = "";
    added->skip.kind = added->skip.sentence = "";
    added->baseline.reason = added->baseline.outcome = added->baseline.file = "";
    Text key = {0};
    append_key(&key, id, attempt);
    json_object_set_new(memory->places, key.bytes, json_integer((json_int_t)run->case_count++));
    text_free(&key);
    return added;
}

static ReportCase *find_telling(Run *run, const char *id, int attempt)
{
    Text key = {0};
    append_key(&key, id, attempt);
    const json_t *place = json_object_get(run_memory(run)->places, key.bytes);
    text_free(&key);
    return place ? &run->cases[json_integer_value(place)] : NULL;
}

void take_begin(Members *members)
{
    const char *id = needed_text(members, "case");
    int attempt = (int)optional_whole(members, "attempt", 1);
    int worker = (int)optional_whole(members, "worker", 0);
    ReportCase *c = find_telling(members->run, id, attempt);
    if (c && !c->finished)
        c->operation_count = 0; /* a resumed run begins again what was not finished */
    else
        c = add_case(members->run, id, attempt);
    c->worker = worker;
}

void take_operation(Members *members)
{
    const char *id = needed_text(members, "case");
    ReportCase *c = find_telling(members->run, id, (int)optional_whole(members, "attempt", 1));
    if (!c || c->finished) {
        expected_instead(members, "case", "of a case that has begun and not ended");
        return;
    }
    ReportOperation operation = {
        .number = (unsigned)needed_whole(members, "number"),
        .actor = optional_text(members, "actor"),
        .call = needed_text(members, "call"),
        .answer = optional_text(members, "answer"),
        .kind = optional_text(members, "kind"),
        .file = place_in_repository(optional_text(members, "file")),
        .line = (int)optional_whole(members, "line", 0),
    };
    c->operations = grown(c->operations, c->operation_count, &c->operation_room, sizeof *c->operations);
    c->operations[c->operation_count++] = operation;
}

static void take_words(Members *members, ReportCase *c)
{
    const char *outcome = needed_text(members, "outcome");
    if (!outcome_from_word(outcome, &c->outcome))
        expected_instead(members, "outcome", "pass, fail, crash, hang, broken, skip or observed");
    const char *judgement = needed_text(members, "judgement");
    if (!judgement_from_word(judgement, &c->judgement))
        expected_instead(members, "judgement", "expected, regression, improvement, flake or new");
}

static void take_requirements(Members *members, ReportCase *c)
{
    const json_t *list = optional_array(members, "requirements");
    Text ids = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *id = json_string_value(json_array_get(list, i));
        if (!id)
            expected_instead(members, "requirements", "a list of texts");
        else
            text_printf(&ids, "%s%s", ids.length ? " " : "", id);
    }
    c->requirements = keep_bytes(members->run, ids.bytes, ids.length);
    text_free(&ids);
}

static void take_observations(Members *members, ReportCase *c)
{
    const json_t *list = optional_array(members, "observations");
    for (size_t i = 0; i < json_array_size(list); i++) {
        Members observation = inner(members, json_array_get(list, i));
        const char *expected = json_string_value(json_object_get(observation.object, "expected"));
        c->observations = grown(c->observations, c->observation_count, &c->observation_room, sizeof *c->observations);
        c->observations[c->observation_count++] = (ReportObservation){
            .key = needed_text(&observation, "key"),
            .value = needed_text(&observation, "value"),
            .expected = expected ? optional_text(&observation, "expected") : NULL,
        };
        members->wrong = observation.wrong;
    }
}

static void take_failure(Members *members, ReportCase *c)
{
    Members failure = inner(members, optional_object(members, "failure"));
    if (!failure.object)
        return;
    c->failure.message = needed_text(&failure, "message");
    c->failure.file = place_in_repository(optional_text(&failure, "file"));
    c->failure.line = (int)optional_whole(&failure, "line", 0);
    c->failure.operation = (unsigned)optional_whole(&failure, "operation", 0);
    members->wrong = failure.wrong;
}

static void take_skip(Members *members, ReportCase *c)
{
    Members skip = inner(members, optional_object(members, "skip"));
    if (!skip.object)
        return;
    c->skip.kind = optional_text(&skip, "kind");
    c->skip.sentence = needed_text(&skip, "sentence");
    members->wrong = skip.wrong;
}

static void take_entry(Members *members, ReportCase *c)
{
    Members entry = inner(members, optional_object(members, "baseline"));
    if (!entry.object)
        return;
    c->baseline.reason = needed_text(&entry, "reason");
    c->baseline.outcome = optional_text(&entry, "outcome");
    c->baseline.file = place_in_repository(optional_text(&entry, "file"));
    c->baseline.line = (int)optional_whole(&entry, "line", 0);
    members->wrong = entry.wrong;
}

void take_end(Members *members)
{
    const char *id = needed_text(members, "case");
    int attempt = (int)optional_whole(members, "attempt", 1);
    ReportCase *c = find_telling(members->run, id, attempt);
    if (!c || c->finished)
        c = add_case(members->run, id, attempt);
    c->finished = true;
    take_words(members, c);
    c->chapter = optional_text(members, "chapter");
    c->subject = optional_text(members, "subject");
    c->level = optional_text(members, "level");
    c->claim = optional_text(members, "claim");
    c->file = place_in_repository(optional_text(members, "file"));
    c->line = (int)optional_whole(members, "line", 0);
    c->milliseconds = optional_number(members, "milliseconds");
    c->checks = (int)optional_whole(members, "checks", 0);
    c->noise = optional_text(members, "noise");
    take_requirements(members, c);
    take_observations(members, c);
    take_failure(members, c);
    take_skip(members, c);
    take_entry(members, c);
}
