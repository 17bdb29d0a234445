#include "run/registry.h"

#include "platform/system.h"
#include "run/glob.h"
#include "run/words.h"

#include <stdlib.h>
#include <string.h>

typedef struct Line {
    const char *path;
    unsigned number;
    Text *problem;
} Line;

static bool take_member(const Line *line, json_t *record, const char *key, const char **into)
{
    *into = json_string_value(json_object_get(record, key));
    if (*into)
        return true;
    text_printf(line->problem, "%s:%u: expected a string \"%s\" in this requirement", line->path, line->number, key);
    return false;
}

static bool take_members(const Line *line, Requirement *requirement)
{
    json_t *record = requirement->record;
    if (!take_member(line, record, "id", &requirement->id) ||
        !take_member(line, record, "class", &requirement->class_word) ||
        !take_member(line, record, "level", &requirement->level) ||
        !take_member(line, record, "statement", &requirement->statement) ||
        !take_member(line, record, "source", &requirement->source) ||
        !take_member(line, record, "deviations", &requirement->deviations))
        return false;
    if (!*requirement->id || strpbrk(requirement->id, " \t,")) {
        text_printf(line->problem, "%s:%u: expected an \"id\" of one word without blanks and commas", line->path,
                    line->number);
        return false;
    }
    if (is_level_word(requirement->level))
        return true;
    text_printf(line->problem, "%s:%u: expected the \"level\" MUST, SHOULD or OBSERVE, not \"%s\"", line->path,
                line->number, requirement->level);
    return false;
}

static bool take_requirement(Registry *registry, const Line *line, const char *bytes, size_t length)
{
    json_error_t error;
    Requirement requirement = {.record = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error)};
    if (!json_is_object(requirement.record)) {
        text_printf(line->problem, "%s:%u: expected one JSON object: %s", line->path, line->number,
                    requirement.record ? "this is another value" : error.text);
        json_decref(requirement.record);
        return false;
    }
    if (!take_members(line, &requirement)) {
        json_decref(requirement.record);
        return false;
    }
    Requirement *list = realloc(registry->list, (registry->count + 1) * sizeof *list);
    if (!list)
        abort();
    registry->list = list;
    registry->list[registry->count++] = requirement;
    return true;
}

static bool read_one(Registry *registry, const char *path, Text *problem)
{
    Text content = {0};
    bool fine = read_file(path, &content, problem);
    Line line = {.path = path, .problem = problem};
    const char *at = content.bytes;
    const char *end = at ? at + content.length : at;
    while (fine && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);
        line.number++;
        if (length && strspn(at, " \t\r") < length)
            fine = take_requirement(registry, &line, at, length);
        at += length + (newline != NULL);
    }
    text_free(&content);
    return fine;
}

static bool note_name(const char *name, void *names)
{
    size_t length = strlen(name);
    if (length > 6 && !strcmp(name + length - 6, ".jsonl"))
        words_add(names, name);
    return true;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const Requirement *)a)->id, ((const Requirement *)b)->id);
}

static bool check_unique(const Registry *registry, const char *directory, Text *problem)
{
    for (size_t i = 1; i < registry->count; i++) {
        if (strcmp(registry->list[i - 1].id, registry->list[i].id))
            continue;
        text_printf(problem, "%s: the requirement %s is there twice; ids are unique", directory, registry->list[i].id);
        return false;
    }
    return true;
}

bool registry_read(const char *directory, Registry *registry, Text *problem)
{
    *registry = (Registry){0};
    Words names = {0};
    bool fine = list_directory(directory, note_name, &names) && names.count > 0;
    if (!fine)
        text_printf(problem,
                    "%s: no registry of requirements there (expected files NAME.jsonl); --data DIR names the "
                    "folder that holds cases/requirements",
                    directory);
    for (size_t i = 0; fine && i < names.count; i++) {
        Text path = {0};
        text_printf(&path, "%s/%s", directory, names.list[i]);
        fine = read_one(registry, path.bytes, problem);
        text_free(&path);
    }
    words_free(&names);
    if (fine && registry->count) {
        qsort(registry->list, registry->count, sizeof *registry->list, by_id);
        fine = check_unique(registry, directory, problem);
    }
    if (!fine)
        registry_free(registry);
    return fine;
}

bool registry_read_data(const char *data, Registry *registry, Text *problem)
{
    Text directory = {0};
    text_printf(&directory, "%s/cases/requirements", data);
    bool fine = registry_read(directory.bytes, registry, problem);
    text_free(&directory);
    return fine;
}

void registry_free(Registry *registry)
{
    for (size_t i = 0; i < registry->count; i++)
        json_decref(registry->list[i].record);
    free(registry->list);
    *registry = (Registry){0};
}

const Requirement *registry_find(const Registry *registry, const char *id)
{
    Requirement wanted = {.id = id};
    if (!registry->count)
        return NULL;
    return bsearch(&wanted, registry->list, registry->count, sizeof *registry->list, by_id);
}
