#include "run/kills_print.h"

enum { CASES_SHOWN = 3 };

static void append_killers(Text *out, const Kills *kills, size_t mutant)
{
    size_t shown = 0;
    for (size_t i = 0; i < kills->count && shown < CASES_SHOWN; i++) {
        if (kills_cell(kills, mutant, i) == CELL_KILLED)
            text_printf(out, "%s%s", shown++ ? ", " : "", kills->cases[i]->id);
    }
    if (kills->kills_of_mutant[mutant] > shown)
        text_append(out, ", ...");
}

static size_t append_unkilled(Text *out, const Kills *kills)
{
    size_t count = 0;
    for (size_t m = 0; m < kills->mutants->count; m++)
        count += !kills->kills_of_mutant[m];
    text_printf(out, "unkilled mutants: %zu of %zu\n", count, kills->mutants->count);
    for (size_t m = 0; m < kills->mutants->count; m++) {
        const Mutant *mutant = &kills->mutants->list[m];
        if (!kills->kills_of_mutant[m])
            text_printf(out, "  %s (%s): %s\n", mutant->name, mutant->family, mutant->sentence);
    }
    return count;
}

static size_t append_unproven(Text *out, const Kills *kills)
{
    size_t count = 0, all = 0;
    for (size_t i = 0; i < kills->count; i++) {
        all += kills_can_prove(kills, i);
        count += kills_can_prove(kills, i) && !kills->kills_of_case[i];
    }
    text_printf(out, "unproven cases: %zu of the %zu that pass here\n", count, all);
    for (size_t i = 0; i < kills->count; i++) {
        if (kills_can_prove(kills, i) && !kills->kills_of_case[i])
            text_printf(out, "  %s\n", kills->cases[i]->id);
    }
    return count;
}

size_t append_kills(Text *out, const Kills *kills)
{
    for (size_t m = 0; m < kills->mutants->count; m++) {
        text_printf(out, "%-36s %4zu  ", kills->mutants->list[m].name, kills->kills_of_mutant[m]);
        append_killers(out, kills, m);
        text_append(out, "\n");
    }
    text_printf(out, "\n%zu tellings with a mutant\n", kills->told);
    size_t unkilled = append_unkilled(out, kills);
    return unkilled + append_unproven(out, kills);
}

/* Ids of table cases have commas in them. */
static void append_cell(Text *out, const char *word, bool markdown)
{
    text_printf(out, markdown ? " %s |" : "\"%s\",", word);
}

static void end_row(Text *out, bool markdown)
{
    if (!markdown)
        out->length--; /* the comma behind the last cell */
    text_append(out, "\n");
}

static void append_header(Text *out, const Kills *kills, bool markdown)
{
    text_append(out, markdown ? "|" : "");
    append_cell(out, "case", markdown);
    for (size_t m = 0; m < kills->mutants->count; m++)
        append_cell(out, kills->mutants->list[m].name, markdown);
    end_row(out, markdown);
    if (!markdown)
        return;
    text_append(out, "|");
    for (size_t m = 0; m <= kills->mutants->count; m++)
        text_append(out, "---|");
    text_append(out, "\n");
}

void append_matrix(Text *out, const Kills *kills, bool markdown)
{
    static const char *const words[] = {
        [CELL_UNTRIED] = "", [CELL_GIVEN] = "", [CELL_SURVIVED] = "survives", [CELL_KILLED] = "killed"};
    append_header(out, kills, markdown);
    for (size_t i = 0; i < kills->count; i++) {
        text_append(out, markdown ? "|" : "");
        append_cell(out, kills->cases[i]->id, markdown);
        for (size_t m = 0; m < kills->mutants->count; m++)
            append_cell(out, words[kills_cell(kills, m, i)], markdown);
        end_row(out, markdown);
    }
}
