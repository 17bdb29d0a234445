/* The page of claims. */
#include "reports/claims.h"
#include "reports/html.h"

/* Those that speak against the claim, each a link to what is told of it. */
static void write_failed(Markup *m, const Run *run, const ReportClaim *claim)
{
    for (size_t i = 0; i < run->case_count; i++) {
        const ReportCase *c = &run->cases[i];
        if (!claim_is_of(claim, c) || !case_is_deviation(c))
            continue;
        markup_begin_class(m, "div", "id");
        html_link(m, c, c->id);
        markup_end(m);
    }
}

static void write_claim(Markup *m, const Run *run, const ReportClaim *claim)
{
    ClaimTally tally = tally_claim(run, claim);
    Text cases = {0};
    append_claim_cases(&cases, &tally);
    markup_begin(m, "tr");
    markup_attribute(m, "id", claim->id);
    html_cell(m, "id", claim->id);
    html_cell(m, NULL, claim->statement);
    html_cell(m, NULL, claim->today);
    html_cell(m, tally.failed ? "other" : NULL, claim_word(claim, &tally));
    markup_begin_class(m, "td", "note");
    markup_text(m, cases.bytes);
    write_failed(m, run, claim);
    markup_end(m);
    markup_end(m);
    text_free(&cases);
}

void html_claims(Markup *m, const Run *run)
{
    static const char *const headings[] = {"claim", "says", "today", "here", "cases"};
    if (!run->claim_count)
        return;
    html_section(m, "claims", "Claims", run->claim_count);
    markup_leaf(m, "p", "note",
                "What the articles behind this suite claim, what holds today, and what this run found. Cases assert "
                "what holds today.");
    html_table(m, "plain claims", "Claims", headings, 5);
    markup_begin(m, "tbody");
    for (size_t i = 0; i < run->claim_count; i++)
        write_claim(m, run, &run->claims[i]);
    markup_end(m);
    markup_end(m);
    markup_end(m);
    markup_end(m);
}
