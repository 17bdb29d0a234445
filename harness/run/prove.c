/* `mapcheck prove`: can every case fail, and is every known fault noticed? */
#include "platform/system.h"
#include "run/interrupt.h"
#include "run/kills_print.h"
#include "run/prove_tell.h"
#include "run/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool find_mutants(Proof *proof, Text *problem)
{
    Mutants *mutants = &proof->mutants;
    uint64_t deadline = clock_milliseconds() + session_case_limit(&proof->session);
    return mutants_ask(&proof->session.actor, deadline, mutants, problem) &&
           mutants_keep(mutants, proof->options.family, &proof->options.mutants, problem);
}

/* A case of another family than all these mutants (--family) can neither notice one nor be proven by one. */
static void leave_out_unconcerned(Proof *proof)
{
    Selected *selected = &proof->selected;
    size_t kept = 0;
    for (size_t i = 0; i < selected->count; i++) {
        bool concerned = false;
        for (size_t m = 0; m < proof->mutants.count && !concerned; m++)
            concerned = mutant_concerns(&proof->mutants.list[m], selected->cases[i]);
        if (concerned)
            selected->cases[kept++] = selected->cases[i];
    }
    if (kept < selected->count)
        printf("%zu cases are of families that these mutants are not of\n", selected->count - kept);
    selected->count = kept;
}

static bool prepare(Proof *proof, Text *problem)
{
    const Instance *all;
    size_t count = all_instances(&all);
    const RunOptions *options = &proof->options;
    if (!session_open(&proof->session, options, problem))
        return false;
    Selection wanted = {.patterns = &options->patterns,
                        .subjects = &options->subjects,
                        .families = session_families(&proof->session),
                        .shard = 1,
                        .shards = 1};
    if (!select_cases(all, count, &wanted, &proof->selected, problem) || !find_mutants(proof, problem))
        return false;
    leave_out_unconcerned(proof);
    kills_init(&proof->kills, &proof->mutants, proof->selected.cases, proof->selected.count);
    likely_init(&proof->likely, &proof->kills);
    printf("%zu cases, %zu mutants on %s\n", proof->selected.count, proof->mutants.count,
           proof->session.platform.bytes);
    fflush(stdout);
    return true;
}

static bool write_matrix(const Proof *proof, Text *problem)
{
    const char *path = proof->options.matrix;
    if (!path)
        return true;
    size_t length = strlen(path);
    Text text = {0};
    append_matrix(&text, &proof->kills, length > 3 && !strcmp(path + length - 3, ".md"));
    bool written = write_file(path, text.bytes, text.length, problem);
    text_free(&text);
    return written;
}

static int conclude(Proof *proof, Text *problem)
{
    Text text = {0}, left = {0};
    size_t open = append_kills(&text, &proof->kills);
    fputs(text.bytes, stdout);
    text_free(&text);
    session_sweep(&proof->session, &left);
    if (left.length)
        printf("%s, and ended or removed now:\n%s\n",
               proof->given_up ? "left behind by tellings that were given up" : "left behind by the run", left.bytes);
    bool clean = !open && (!left.length || proof->given_up) && !proof->unexpected;
    text_free(&left);
    if (!write_matrix(proof, problem))
        return cannot("prove", "%s", problem->bytes);
    return clean ? EXIT_AS_EXPECTED : EXIT_UNEXPECTED;
}

int prove_command(int argc, char **argv)
{
    Proof proof = {0};
    Text problem = {0};
    int code = parse_run_options("prove", argc, argv, &proof.options);
    if (code < 0) {
        watch_interrupts();
        if (prepare(&proof, &problem) && tell_without(&proof, &problem) && tell_with(&proof, &problem))
            code = conclude(&proof, &problem);
        else
            code = cannot("prove", "%s", problem.bytes);
    }
    if (proof.likely.kills)
        likely_free(&proof.likely);
    kills_free(&proof.kills);
    mutants_free(&proof.mutants);
    selected_free(&proof.selected);
    session_close(&proof.session);
    run_options_free(&proof.options);
    text_free(&problem);
    return code;
}
