#include "run/prove_next.h"

/* What harms the host harms it here, too. */
static bool is_kept_off(const Proof *proof, const Instance *instance)
{
    const BaselineEntry *entry = baseline_find(&proof->session.baseline, instance->id, proof->session.facts);
    return entry && entry->outcomes == BASELINE_NOT_RUN;
}

/* What only observes is, to know which observations can be compared. */
static bool is_told_twice(const Proof *proof, const Instance *instance)
{
    return instance->told->level == OBSERVE && !is_kept_off(proof, instance);
}

/* Variant 0 is the actor as it is. */
bool next_without(void *context, long variant, Job *job)
{
    (void)variant;
    Proof *proof = context;
    while (proof->told < proof->selected.count) {
        const Instance *instance = proof->selected.cases[proof->told++];
        if (!is_kept_off(proof, instance)) {
            *job = (Job){.instance = instance, .attempt = 1};
            return true;
        }
    }
    while (proof->again < proof->selected.count) {
        const Instance *instance = proof->selected.cases[proof->again++];
        if (is_told_twice(proof, instance)) {
            *job = (Job){.instance = instance, .attempt = 2};
            return true;
        }
    }
    return false;
}

/* Every pair, mutant by mutant. */
bool next_of_all(void *context, long variant, Job *job)
{
    Proof *proof = context;
    size_t index, count = proof->mutants.count;
    size_t own = variant > 0 ? (size_t)variant - 1 : count;
    if (own < count && kills_next(&proof->kills, own, &index)) {
        *job = (Job){.instance = proof->selected.cases[index], .attempt = 1, .variant = variant};
        return true;
    }
    /* Mutants that no worker has begun first: fewer workers are started anew then. */
    for (int begun = 0; begun <= 1; begun++) {
        for (size_t m = 0; m < count; m++) {
            if ((proof->kills.next[m] > 0) != begun || !kills_next(&proof->kills, m, &index))
                continue;
            *job = (Job){.instance = proof->selected.cases[index], .attempt = 1, .variant = (long)m + 1};
            return true;
        }
    }
    return false;
}

bool next_likely(void *context, long variant, Job *job)
{
    Proof *proof = context;
    size_t mutant, index, count = proof->mutants.count;
    if (!likely_next(&proof->likely, variant > 0 ? (size_t)variant - 1 : count, &mutant, &index))
        return false;
    *job = (Job){.instance = proof->selected.cases[index], .attempt = 1, .variant = (long)mutant + 1};
    return true;
}

/* What the first pass has to do. */
size_t count_tellings(const Proof *proof)
{
    size_t tellings = 0;
    for (size_t i = 0; i < proof->selected.count; i++)
        tellings += !is_kept_off(proof, proof->selected.cases[i]) + is_told_twice(proof, proof->selected.cases[i]);
    return tellings;
}

/* What the second pass has to do: tellings, or, when it is to be quick, mutants and cases. */
size_t count_work(const Proof *proof)
{
    size_t trials = 0, provable = 0, count = proof->selected.count;
    for (size_t i = 0; i < count; i++)
        provable += kills_can_prove(&proof->kills, i);
    if (proof->options.quick)
        return provable + proof->mutants.count;
    for (size_t m = 0; m < proof->mutants.count; m++) {
        for (size_t i = 0; i < proof->selected.count; i++)
            trials += kills_can_prove(&proof->kills, i) &&
                      mutant_concerns(&proof->mutants.list[m], proof->selected.cases[i]);
    }
    return trials;
}
