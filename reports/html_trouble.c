/* What the run itself complains of, and what did not start or finish. */
#include "reports/html.h"
#include "reports/pick.h"

#include <stdlib.h>

static bool is_unfinished(const ReportCase *c)
{
    return !c->finished;
}

static void write_item(Markup *m, const char *text, const char *file, int line)
{
    Text item = {0};
    text_append(&item, text);
    if (*file)
        text_printf(&item, " (%s:%d)", file, line);
    markup_leaf(m, "li", NULL, item.bytes);
    text_free(&item);
}

static void write_unstarted(Markup *m, size_t count)
{
    Text text = {0};
    text_printf(&text, "%zu selected case%s did not start.", count, count == 1 ? "" : "s");
    write_item(m, text.bytes, "", 0);
    text_free(&text);
}

void html_not_run(Markup *m, const Run *run)
{
    Tally tally;
    tally_run(run, &tally);
    bool cut = !*run->ended;
    size_t count = run->problem_count + tally.unfinished + (tally.unstarted != 0) + run->left_behind_count + cut;
    if (!count)
        return;
    html_section(m, "trouble", "Trouble with this run", count);
    markup_begin(m, "ul");
    for (size_t i = 0; i < run->problem_count; i++)
        write_item(m, run->problems[i].message, run->problems[i].file, run->problems[i].line);
    if (cut)
        write_item(m, "The ledger has no summary: the run was cut short, or still runs.", "", 0);
    if (run->torn)
        write_item(m, "The ledger ends within a line; that line was left out.", "", 0);
    if (tally.unstarted)
        write_unstarted(m, tally.unstarted);
    for (size_t i = 0; i < run->left_behind_count; i++) {
        Text text = {0};
        text_printf(&text, "Left behind and swept: %s", run->left_behind[i]);
        write_item(m, text.bytes, "", 0);
        text_free(&text);
    }
    Picked unfinished = pick_cases(run, is_unfinished);
    for (size_t i = 0; i < unfinished.count; i++) {
        Text text = {0};
        text_printf(&text, "Not finished: %s", unfinished.cases[i]->id);
        write_item(m, text.bytes, "", 0);
        text_free(&text);
    }
    free(unfinished.cases);
    markup_end(m);
    markup_end(m);
}
