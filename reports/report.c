#include "reports/report.h"

#include "platform/system.h"

const ReportFormat report_formats[] = {
    {"html", "report.html", render_html},
    {"md", "report.md", render_markdown},
    {"junit", "junit.xml", render_junit},
    {"tap", "report.tap", render_tap},
    {0},
};

bool write_report(const ReportFormat *format, const Run *run, const char *path, Text *problem)
{
    Text document = {0};
    bool fine = format->render(&document, run);
    if (!fine)
        text_printf(problem, "%s: there was not enough memory for the report; nothing was written", path);
    else
        fine = write_file(path, document.bytes, document.length, problem);
    text_free(&document);
    return fine;
}

bool write_report_files(const Run *run, const ReportFormat *only, const char *directory, Text *problem)
{
    bool fine = true;
    for (const ReportFormat *format = report_formats; format->name && fine; format++) {
        if (only && format != only)
            continue;
        Text path = {0};
        text_printf(&path, "%s/%s", directory, format->file);
        fine = write_report(format, run, path.bytes, problem);
        text_free(&path);
    }
    return fine;
}

bool write_reports(const char *ledger_path, const char *directory, Text *problem)
{
    Run run;
    if (!read_ledger(ledger_path, &run, problem))
        return false;
    bool fine = write_report_files(&run, NULL, directory, problem);
    run_free(&run);
    return fine;
}
