#include "run/console.h"

#include "platform/system.h"
#include "reports/report.h"
#include "run/ledger.h"

void console_case(Text *out, const json_t *run, const json_t *records, bool colour)
{
    Run model = {0};
    Text problem = {0};
    bool taken = run_take_record(&model, run, &problem);
    size_t index;
    json_t *record;
    json_array_foreach(records, index, record)
    {
        taken = taken && run_take_record(&model, record, &problem);
    }
    run_complete(&model);
    if (taken && model.case_count)
        render_case_text(out, &model, &model.cases[model.case_count - 1], colour,
                         is_terminal(1) ? terminal_width() : 0);
    else
        text_printf(out, "a case cannot be shown: %s\n", problem.length ? problem.bytes : "it has no records");
    text_append(out, "\n");
    run_free(&model);
    text_free(&problem);
}

void console_trace(Text *out, const json_t *record)
{
    if (record_is(record, "operation"))
        text_printf(out, "%s  %3lld  %-8s  %s  = %s\n", record_text(record, "case", ""),
                    (long long)json_integer_value(json_object_get(record, "number")), record_text(record, "actor", ""),
                    record_text(record, "call", ""), record_text(record, "answer", ""));
    else if (record_is(record, "end"))
        text_printf(out, "%s  %s\n", record_text(record, "case", ""), record_text(record, "outcome", ""));
}
