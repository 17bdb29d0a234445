#include "stress/departures.h"

#include "platform/system.h"
#include "run/data.h"
#include "run/platform_name.h"

#include <stddef.h>
#include <string.h>

/* A rule of the model that has a switch, and the case that tests it alone. */
static const struct {
    const char *test;
    const char *left_out;
    size_t rule; /* a bool of Abilities */
} departures[] = {
    {"win32/reserve/reserved_page_faults", "touching pages that are only reserved",
     offsetof(Abilities, reserved_faults)},
    {"win32/copy_rules/shared_view_turned_to_copying", "PAGE_WRITECOPY in views that share",
     offsetof(Abilities, shared_copying)},
    {"win32/reserve/commit_to_the_end_counts_for_every_view", "commits up to the end of a view",
     offsetof(Abilities, commit_to_the_end)},
};

void apply_departures(const Baseline *baseline, const json_t *facts, Abilities *can, Text *said)
{
    for (size_t i = 0; i < sizeof departures / sizeof *departures; i++) {
        bool *rule = (bool *)((char *)can + departures[i].rule);
        const BaselineEntry *entry = baseline_find(baseline, departures[i].test, facts);
        if (!*rule || !entry)
            continue;
        *rule = false;
        text_printf(said, "left out: %s, as %s is known to fail: %s\n", departures[i].left_out, departures[i].test,
                    entry->reason);
    }
}

/* "system=\"windows\" wine=\"8.0\" ...", which the actor answered. */
static json_t *facts_of(const char *line)
{
    json_t *facts = json_object();
    Text value = {0};
    while (*line) {
        const char *word = line + strspn(line, " ");
        size_t key = strcspn(word, "= ");
        const char *end = word + strcspn(word, " ");
        if (word[key] == '=' && key) {
            char name[64];
            text_clear(&value);
            if (key < sizeof name) {
                memcpy(name, word, key);
                name[key] = '\0';
                if (word_value(word, name, &value))
                    json_object_set_new(facts, name, json_string(value.bytes ? value.bytes : ""));
            }
        }
        line = end;
    }
    text_free(&value);
    return facts;
}

static json_t *ask_facts_of_actor(const StageOptions *options, Text *problem)
{
    Stage stage;
    json_t *facts = NULL;
    if (stage_open(&stage, options, NULL, problem) && stage_start(&stage, 0, problem)) {
        request_begin(&stage, "facts");
        if (stage_ask(&stage, 0))
            facts = facts_of(stage.reply.line.bytes);
        else
            text_append(problem, "the actor tells no facts");
    }
    stage_close(&stage);
    return facts;
}

static void append_path(const RunOptions *options, const char *data, const json_t *facts, Text *path)
{
    Text platform = {0};
    if (options->platform)
        text_append(&platform, options->platform);
    else
        append_platform_name(&platform, facts);
    append_baseline_path(path, data, platform.bytes);
    text_free(&platform);
}

bool find_departures(const StageOptions *stage, const RunOptions *options, Abilities *can, Text *said, Text *problem)
{
    Text data = {0}, path = {0};
    Baseline baseline = {0};
    json_t *facts = ask_facts_of_actor(stage, problem);
    bool fine = facts && find_data(options->data, &data, problem);
    if (fine)
        append_path(options, data.bytes, facts, &path);
    if (fine && file_exists(path.bytes))
        fine = baseline_read(path.bytes, &baseline, problem);
    if (fine)
        apply_departures(&baseline, facts, can, said);
    baseline_free(&baseline);
    json_decref(facts);
    text_free(&data);
    text_free(&path);
    return fine;
}
