#include "stress/repro.h"

#include "platform/system.h"
#include "stress/program_file.h"

#include <stdlib.h>

static void append_record(Text *out, json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT | JSON_ENSURE_ASCII);
    if (!line)
        abort();
    text_printf(out, "%s\n", line);
    free(line);
}

json_t *program_lines(const Program *program)
{
    json_t *lines = json_array();
    Text line = {0};
    for (size_t i = 0; i < program->count; i++) {
        text_clear(&line);
        step_describe(&program->steps[i], &line);
        json_array_append_new(lines, json_string(line.bytes));
    }
    text_free(&line);
    return lines;
}

bool repro_write(const char *path, const ReproHead *head, const Program *program, const json_t *operations,
                 Text *problem)
{
    Text out = {0};
    json_t *record = json_pack("{s:s, s:i, s:s, s:s, s:s, s:s?, s:I, s:s, s:s, s:i, s:i, s:o, s:o}", "record", "repro",
                               "repro", 1, "run", head->run, "subject", head->subject, "profile", head->profile,
                               "mutant", head->mutant, "seed", (json_int_t)head->seed, "violation", head->argument,
                               "requirement", head->requirement, "failed", (int)head->failed, "tries", (int)head->tries,
                               "steps", program_lines(program), "program", program_numbers(program));
    if (!record)
        abort();
    append_record(&out, record);
    json_decref(record);
    for (size_t i = 0; i < json_array_size(operations); i++)
        append_record(&out, json_array_get(operations, i));
    bool written = write_file(path, out.bytes, out.length, problem);
    text_free(&out);
    return written;
}
