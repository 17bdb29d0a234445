#include "stress/free_repro.h"

#include "platform/system.h"

#include <stdlib.h>
#include <string.h>

static json_t *step_numbers(const Step *step)
{
    return json_pack("[s, i, i, i, i, i, i, i, i, I, I, I]", step_word(step->kind), step->actor, step->object,
                     step->view, step->name, step->other, step->access, step->sharing, step->place,
                     (json_int_t)step->offset, (json_int_t)step->length, (json_int_t)step->times);
}

static json_t *steps_of(const Program *program, bool told)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < program->count; i++) {
        Text line = {0};
        step_describe(&program->steps[i], &line);
        json_array_append_new(steps, told ? json_string(line.bytes) : step_numbers(&program->steps[i]));
        text_free(&line);
    }
    return steps;
}

bool free_repro_write(const char *path, const ReproHead *head, const NemesisPlan *nemesis, const Program *program,
                      Text *problem)
{
    json_t *record = json_pack("{s:s, s:s, s:s, s:s?, s:I, s:i, s:I, s:s, s:s, s:i, s:i, s:o, s:o}", "record", "free",
                               "subject", head->subject, "profile", head->profile, "mutant", head->mutant, "seed",
                               (json_int_t)head->seed, "nemesis", (int)nemesis->which, "nemesis_seed",
                               (json_int_t)nemesis->seed, "violation", head->argument, "requirement", head->requirement,
                               "failed", (int)head->failed, "tries", (int)head->tries, "told", steps_of(program, true),
                               "steps", steps_of(program, false));
    char *text = record ? json_dumps(record, JSON_INDENT(1) | JSON_ENSURE_ASCII) : NULL;
    if (!text)
        abort();
    Text out = {0};
    text_printf(&out, "%s\n", text);
    bool written = write_file(path, out.bytes, out.length, problem);
    free(text);
    json_decref(record);
    text_free(&out);
    return written;
}

static bool kind_named(const char *word, uint8_t *kind)
{
    for (uint8_t i = 0; i < STEP_KINDS; i++) {
        if (!strcmp(step_word(i), word)) {
            *kind = i;
            return true;
        }
    }
    return false;
}

static bool step_read(json_t *numbers, Step *step)
{
    const char *word;
    int small[8];
    json_int_t large[3];
    *step = (Step){0};
    if (json_unpack(numbers, "[s, i, i, i, i, i, i, i, i, I, I, I]", &word, &small[0], &small[1], &small[2], &small[3],
                    &small[4], &small[5], &small[6], &small[7], &large[0], &large[1], &large[2]) != 0 ||
        !kind_named(word, &step->kind))
        return false;
    uint8_t *fields[] = {&step->actor, &step->object, &step->view,    &step->name,
                         &step->other, &step->access, &step->sharing, &step->place};
    for (unsigned i = 0; i < 8; i++)
        *fields[i] = (uint8_t)small[i];
    step->offset = (uint32_t)large[0];
    step->length = (uint32_t)large[1];
    step->times = (uint32_t)large[2];
    return true;
}

bool free_repro_read(const char *path, Program *program, NemesisPlan *nemesis, Text *problem)
{
    Text text = {0};
    if (!read_file(path, &text, problem))
        return false;
    json_t *record = json_loads(text.bytes ? text.bytes : "", 0, NULL), *steps = NULL;
    int which = 0;
    json_int_t seed = 0;
    bool read = record &&
                json_unpack(record, "{s:i, s:I, s:o}", "nemesis", &which, "nemesis_seed", &seed, "steps", &steps) == 0;
    *nemesis = (NemesisPlan){.which = (unsigned)which, .seed = (uint64_t)seed};
    for (size_t i = 0; read && i < json_array_size(steps); i++) {
        Step step;
        read = step_read(json_array_get(steps, i), &step);
        program_add(program, step);
    }
    if (!read || !program->count)
        text_printf(problem, "%s is no file of a free program", path);
    json_decref(record);
    text_free(&text);
    return read && program->count;
}
