#include "stress/program_file.h"

#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "map 0 0 1 255 0 3 1 0 0 4096 0 0": a word and all the numbers. */
static void write_step(const Step *step, Text *out)
{
    text_printf(out, "%s %u %u %u %u %u %u %u %u %u %u %u %u", step_word(step->kind), step->actor, step->object,
                step->view, step->name, step->other, step->access, step->sharing, step->place, step->offset,
                step->length, step->times, step->count);
}

json_t *program_numbers(const Program *program)
{
    json_t *steps = json_array();
    Text line = {0};
    for (size_t i = 0; i < program->count; i++) {
        text_clear(&line);
        write_step(&program->steps[i], &line);
        json_array_append_new(steps, json_string(line.bytes));
    }
    text_free(&line);
    return steps;
}

bool free_program_write(const char *path, const ReproHead *head, const NemesisPlan *nemesis, const Program *program,
                        Text *problem)
{
    json_t *record = json_pack("{s:s, s:s, s:s, s:s?, s:I, s:i, s:I, s:s, s:s, s:i, s:i, s:o, s:o}", "record", "free",
                               "subject", head->subject, "profile", head->profile, "mutant", head->mutant, "seed",
                               (json_int_t)head->seed, "nemesis", (int)nemesis->which, "nemesis_seed",
                               (json_int_t)nemesis->seed, "violation", head->argument, "requirement", head->requirement,
                               "failed", (int)head->failed, "tries", (int)head->tries, "steps", program_lines(program),
                               "program", program_numbers(program));
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

static bool read_step(const char *text, Step *step)
{
    char word[16];
    *step = (Step){0};
    return text &&
           sscanf(text, "%15s %hhu %hhu %hhu %hhu %hhu %hhu %hhu %hhu %u %u %u %u", word, &step->actor, &step->object,
                  &step->view, &step->name, &step->other, &step->access, &step->sharing, &step->place, &step->offset,
                  &step->length, &step->times, &step->count) == 13 &&
           kind_named(word, &step->kind);
}

static bool record_read(json_t *record, ProgramFile *file)
{
    const char *profile = "";
    json_t *steps = NULL;
    int which = 0;
    json_int_t seed = 0, nemesis_seed = 0;
    bool read = record && json_unpack(record, "{s?i, s?I, s?I, s?s, s:o}", "nemesis", &which, "nemesis_seed",
                                      &nemesis_seed, "seed", &seed, "profile", &profile, "program", &steps) == 0;
    file->nemesis = (NemesisPlan){.which = (unsigned)which, .seed = (uint64_t)nemesis_seed};
    file->seed = (uint64_t)seed;
    text_append(&file->profile, profile);
    for (size_t i = 0; read && i < json_array_size(steps); i++) {
        Step step;
        read = read_step(json_string_value(json_array_get(steps, i)), &step);
        program_add(&file->program, step);
    }
    return read && file->program.count;
}

bool program_file_read(const char *path, ProgramFile *file, Text *problem)
{
    Text text = {0};
    if (!read_file(path, &text, problem))
        return false;
    /* Only the first object: a repro goes on with operations. */
    json_t *record = json_loads(text.bytes ? text.bytes : "", JSON_DISABLE_EOF_CHECK, NULL);
    bool read = record_read(record, file);
    if (!read)
        text_printf(problem, "%s is no file of a program", path);
    json_decref(record);
    text_free(&text);
    return read;
}

void program_file_free(ProgramFile *file)
{
    program_free(&file->program);
    text_free(&file->profile);
    *file = (ProgramFile){0};
}
