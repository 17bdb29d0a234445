/* `mapcheck report`. */
#include "reports/report.h"

#include "platform/system.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

const char report_usage[] =
    "mapcheck report LEDGER [--out DIR] [--format html|md|junit|tap|all] [--publish FILE.md]\n"
    "\n"
    "  mapcheck report mapcheck-out                          all reports again, beside the ledger\n"
    "  mapcheck report ledger.jsonl --out /tmp/r --format html\n"
    "  mapcheck report mapcheck-out --publish reports/published/linux-x86_64-glibc.md\n"
    "\n"
    "LEDGER is a ledger.jsonl or the folder of one. Writes report.html, report.md, junit.xml and report.tap into\n"
    "DIR (made if need be; default: where the ledger is). --publish writes the Markdown report to FILE.md, and\n"
    "nothing else unless --out or --format is there too; the ledger must be of a whole run.\n"
    "\n"
    "Exit codes: 0 written; 2 not done.\n";

typedef struct ReportOptions {
    const char *out, *publish;
    const ReportFormat *format; /* NULL: all */
    bool files;                 /* --out or --format was there */
} ReportOptions;

enum { HELP, OUT_FOLDER, FORMAT, PUBLISH };

static const struct option report_options[] = {
    {"help", no_argument, NULL, HELP},
    {"out", required_argument, NULL, OUT_FOLDER},
    {"format", required_argument, NULL, FORMAT},
    {"publish", required_argument, NULL, PUBLISH},
    {NULL, 0, NULL, 0},
};

void append_ledger_path(Text *out, const char *argument)
{
    size_t length = strlen(argument);
    Text inside = {0};
    text_printf(&inside, "%s%sledger.jsonl", argument, length && argument[length - 1] == '/' ? "" : "/");
    text_append(out, file_exists(inside.bytes) ? inside.bytes : argument);
    text_free(&inside);
}

static const ReportFormat *find_format(const char *name)
{
    const ReportFormat *format = report_formats;
    while (format->name && strcmp(format->name, name) != 0)
        format++;
    return format->name ? format : NULL;
}

/* -1: go on; else the exit code. */
static int parse(int argc, char **argv, ReportOptions *options)
{
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", report_options, NULL)) != -1;) {
        switch (option) {
        case HELP:
            fputs(report_usage, stdout);
            return EXIT_AS_EXPECTED;
        case OUT_FOLDER:
            options->out = optarg;
            options->files = true;
            break;
        case FORMAT:
            options->files = true;
            options->format = find_format(optarg);
            if (!options->format && strcmp(optarg, "all") != 0)
                return misused("report", "unknown format \"%s\": html, md, junit, tap or all", optarg);
            break;
        case PUBLISH:
            options->publish = optarg;
            break;
        default:
            return misused_option("report", argv, option);
        }
    }
    if (argc - optind != 1)
        return misused("report", "wants one ledger");
    return -1;
}

static void append_folder(Text *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash)
        text_append_bytes(out, path, (size_t)(slash - path));
    else
        text_append(out, ".");
}

static bool publish(const Run *run, const char *ledger, const char *path, Text *problem)
{
    if (!*run->ended) {
        text_printf(problem,
                    "%s: the run was cut short, and only a whole run is published; `mapcheck run --resume %s` "
                    "completes it",
                    ledger, ledger);
        return false;
    }
    return write_report(find_format("md"), run, path, problem);
}

static bool write_folder(const Run *run, const ReportOptions *options, const char *ledger, Text *problem)
{
    Text folder = {0};
    if (options->out)
        text_append(&folder, options->out);
    else
        append_folder(&folder, ledger);
    bool fine = make_directories(folder.bytes, problem) &&
                write_report_files(run, options->format, folder.bytes, problem);
    for (const ReportFormat *format = report_formats; fine && format->name; format++) {
        if (!options->format || options->format == format)
            printf("%s/%s\n", folder.bytes, format->file);
    }
    text_free(&folder);
    return fine;
}

int report_command(int argc, char **argv)
{
    ReportOptions options = {0};
    int code = parse(argc, argv, &options);
    if (code >= 0)
        return code;
    Text ledger = {0}, problem = {0};
    Run run = {0};
    append_ledger_path(&ledger, argv[optind]);
    bool fine = read_ledger(ledger.bytes, &run, &problem);
    if (fine && options.publish)
        fine = publish(&run, ledger.bytes, options.publish, &problem);
    if (fine && (options.files || !options.publish))
        fine = write_folder(&run, &options, ledger.bytes, &problem);
    if (fine && options.publish)
        printf("%s\n", options.publish);
    if (!fine)
        cannot("report", "%s", problem.bytes);
    run_free(&run);
    text_free(&ledger);
    text_free(&problem);
    return fine ? EXIT_AS_EXPECTED : EXIT_NOT_DONE;
}
