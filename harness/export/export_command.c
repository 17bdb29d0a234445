/* `mapcheck export-c`: a case or a repro as a C program that needs nothing of ours. */
#include "export/export.h"
#include "export/export_verb.h"
#include "platform/process.h"
#include "platform/system.h"
#include "run/option_values.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { OPTION_CASE = 256, OPTION_OUT, OPTION_HELP };

static const struct option export_options[] = {
    {"case", required_argument, NULL, OPTION_CASE},
    {"out", required_argument, NULL, OPTION_OUT},
    ACTOR_OPTION_ROWS,
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

typedef struct ExportOptions {
    const char *chosen, *out, *input;
    Words run; /* what is passed on to the run that tells the case */
} ExportOptions;

static void pass_on(ExportOptions *options, const char *name)
{
    Text word = {0};
    text_printf(&word, "--%s", name);
    words_add(&options->run, word.bytes);
    words_add(&options->run, optarg);
    text_free(&word);
}

static int parse(int argc, char **argv, ExportOptions *options)
{
    *options = (ExportOptions){0};
    optind = 1;
    opterr = 0;
    int row = 0;
    for (int option; (option = getopt_long(argc, argv, ":", export_options, &row)) != -1;) {
        if (option == '?' || option == ':')
            return misused_option("export-c", argv, option);
        if (option == OPTION_HELP)
            return help_command(2, (char *[]){"help", "export-c", NULL});
        if (is_actor_option(option))
            pass_on(options, export_options[row].name);
        else if (option == OPTION_CASE)
            options->chosen = optarg;
        else
            options->out = optarg;
    }
    if (optind + 1 != argc)
        return misused("export-c", "it takes one case or one file: a repro or a ledger");
    options->input = argv[optind];
    return -1;
}

/* Waits for the end of a run, whose progress nobody reads. */
static bool await_run(Process *process, Channel *channel, Text *problem)
{
    Text line = {0}, said = {0};
    while (channel_receive(channel, &line, clock_milliseconds() + 600000) == RECEIVED_LINE)
        text_printf(&said, "%s\n", line.bytes);
    Ending ending = process_wait(process, clock_milliseconds() + 10000);
    uint64_t dropped = 0;
    const Text *noise = process_noise(process, &dropped);
    bool fine = ending.how == ENDED_EXITED && ending.code != EXIT_NOT_DONE;
    if (!fine)
        text_printf(problem, "the case could not be told: %s", noise->length ? noise->bytes : "its run did not end");
    channel_close(channel);
    process_end(process, 0);
    text_free(&line);
    text_free(&said);
    return fine;
}

/* Tells the case once; the ledger is in the folder then. */
static bool tell_once(const ExportOptions *options, const char *folder, Text *problem)
{
    Words words = {0};
    Text program = {0};
    own_program_path(&program);
    static const char *const fixed[] = {"--quiet", "--no-reports", "--baseline", "none", "-j1", "--out"};
    words_add(&words, program.bytes);
    words_add(&words, "run");
    words_add(&words, options->input);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        words_add(&words, fixed[i]);
    words_add(&words, folder);
    words_add_all(&words, &options->run);
    StartOptions start = {.arguments = words_argv(&words)};
    Channel *channel = NULL;
    Process *process = process_start(&start, &channel, problem);
    bool fine = process && await_run(process, channel, problem);
    words_free(&words);
    text_free(&program);
    return fine;
}

static bool read_case(const ExportOptions *options, Script *script, Text *problem)
{
    Text folder = {0}, ledger = {0}, ignored = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/mapcheck-export-");
    append_random_name(&folder, 8);
    text_printf(&ledger, "%s/ledger.jsonl", folder.bytes);
    bool fine = make_private_directory(folder.bytes, problem) && tell_once(options, folder.bytes, problem) &&
                script_read(script, ledger.bytes, options->input, problem);
    remove_tree(folder.bytes, &ignored);
    text_free(&folder);
    text_free(&ledger);
    text_free(&ignored);
    return fine;
}

static bool write_out(const ExportOptions *options, const Text *program, Text *problem)
{
    if (options->out)
        return write_file(options->out, program->bytes, program->length, problem);
    return fwrite(program->bytes, 1, program->length, stdout) == program->length;
}

int export_command(int argc, char **argv)
{
    ExportOptions options;
    int code = parse(argc, argv, &options);
    if (code >= 0) {
        words_free(&options.run);
        return code;
    }
    Script script = {0};
    Text program = {0}, problem = {0};
    Export export = {.script = &script};
    bool read = file_exists(options.input) ? script_read(&script, options.input, options.chosen, &problem)
                                           : read_case(&options, &script, &problem);
    if (read && export_program(&export, &program, &problem) && write_out(&options, &program, &problem))
        code = EXIT_AS_EXPECTED;
    else if (read)
        code = cannot("export-c", "this cannot be exported: %s",
                      problem.bytes ? problem.bytes : "it could not be written");
    else
        code = cannot("export-c", "%s", problem.bytes ? problem.bytes : "nothing could be read");
    export_free(&export);
    script_free(&script);
    words_free(&options.run);
    text_free(&program);
    text_free(&problem);
    return code;
}
