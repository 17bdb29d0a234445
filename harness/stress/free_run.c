#include "stress/free_run.h"

#include "platform/system.h"
#include "stress/free_lines.h"
#include "stress/free_parts.h"
#include "stress/free_tell.h"

#include <stdlib.h>

enum { GATE_NANOSECONDS = 1500000 };

bool program_is_free(const Program *program)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->steps[i].kind == STEP_GATE)
            return true;
    }
    return false;
}

/* Before the gate: one after the other, in the program's order. */
static bool run_before(FreeRun *run, size_t *next)
{
    unsigned last = MOST_ACTORS;
    bool fine = true;
    for (; *next < run->plan.count && run->plan.lines[*next].phase == PHASE_BEFORE && fine; ++*next) {
        const PlannedLine *line = &run->plan.lines[*next];
        unsigned actor = line->step.actor;
        if (last != MOST_ACTORS && (last != actor || !line->number))
            fine = part_run_alone(run, &run->parts[last]);
        last = line->number ? actor : MOST_ACTORS;
        if (line->number)
            part_add(&run->parts[actor], (uint32_t)*next);
        else if (fine && line->step.kind == STEP_START)
            fine = stage_start(&run->stage, actor, &run->outcome->argument);
        else if (fine)
            fine = stage_fork(&run->stage, actor, line->step.other, &run->outcome->argument) &&
                   run->stage.actors[line->step.other].connection;
        if (!fine && !line->number && run->outcome->verdict == VERDICT_LEGAL)
            run->outcome->verdict = VERDICT_UNUSABLE;
    }
    return fine && (last == MOST_ACTORS || part_run_alone(run, &run->parts[last]));
}

static bool for_all(FreeRun *run, Part *parts, bool (*act)(FreeRun *run, Part *part))
{
    bool fine = true;
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !parts[actor].count || !run->stage.actors[actor].connection || act(run, &parts[actor]);
    return fine;
}

/* Those that have been told to run, in the order in which they are done: while some still run, others are read. */
static bool hear_all(FreeRun *run, bool (*hear)(FreeRun *run, Part *part))
{
    Part *parts[MOST_ACTORS];
    Connection *connections[MOST_ACTORS];
    size_t count = 0;
    bool fine = true;
    for (unsigned actor = 0; actor < MOST_ACTORS; actor++) {
        connections[count] = run->stage.actors[actor].connection;
        parts[count] = &run->parts[actor];
        count += connections[count] && parts[count]->count;
    }
    while (count && fine) {
        int ready = connection_select(connections, count, parts_deadline(run));
        size_t which = ready < 0 ? 0 : (size_t)ready; /* who is late says so itself */
        fine = hear(run, parts[which]);
        parts[which] = parts[--count];
        connections[which] = connections[count];
    }
    return fine;
}

/* What each actor has to do behind the gate is sent, and taken. */
static bool send_parts(FreeRun *run, size_t *next)
{
    for (; *next < run->plan.count && run->plan.lines[*next].phase == PHASE_FREE; ++*next) {
        part_add(&run->parts[run->plan.lines[*next].step.actor], (uint32_t)*next);
        run->outcome->together++;
    }
    return for_all(run, run->parts, part_send) && for_all(run, run->parts, part_hear_taken);
}

static bool start_at_the_gate(FreeRun *run, Part *part)
{
    return part_start(run, part, run->gate);
}

static bool meets_nemesis(const FreeRun *run)
{
    return run->meeting.plan && run->meeting.plan->which;
}

/* What they look at in the end waits in the channel while they run: not if one of them might then lack what it needs to
 * take it in. */
static bool send_looks(FreeRun *run, size_t next)
{
    for (; next < run->plan.count; next++)
        part_add(&run->looks[run->plan.lines[next].step.actor], (uint32_t)next);
    return meets_nemesis(run) || for_all(run, run->looks, part_send);
}

static bool run_together(FreeRun *run, size_t *next, const NemesisPlan *nemesis)
{
    bool fine = send_parts(run, next);
    if (fine)
        meeting_begin(&run->meeting, nemesis, &run->stage);
    run->gate = clock_nanoseconds() + GATE_NANOSECONDS;
    fine = fine && for_all(run, run->parts, start_at_the_gate) && send_looks(run, *next);
    if (fine)
        meeting_act(&run->meeting, run->gate);
    fine = fine && hear_all(run, part_hear);
    if (run->meeting.victim < MOST_ACTORS && run->stage.actors[run->meeting.victim].connection)
        stage_drop(&run->stage,
                   run->meeting.victim); /* it was done before, or had nothing to do: it is dead all the same */
    if (run->meeting.plan)
        meeting_end(&run->meeting);
    run->opened = run->gate;
    run->gate = 0;
    return fine;
}

static bool run_together_bare(FreeRun *run, size_t *next)
{
    bool fine = send_parts(run, next);
    run->opened = run->gate = clock_nanoseconds() + GATE_NANOSECONDS;
    return fine && for_all(run, run->parts, part_start_bare) && hear_all(run, part_hear_bare);
}

static bool look(FreeRun *run, Part *part)
{
    return part_start(run, part, 0);
}

static bool hear_look(FreeRun *run, Part *part)
{
    return part_hear_taken(run, part) && part_hear(run, part);
}

static bool look_alone(FreeRun *run, Part *part)
{
    return look(run, part) && hear_look(run, part);
}

/* Has every store returned that was begun? Nobody was killed, and no page went away from under one. */
static bool is_settled(const FreeRun *run)
{
    bool settled = !meets_nemesis(run);
    for (size_t i = 0; i < run->plan.count && settled; i++)
        settled = run->plan.lines[i].phase == PHASE_BEFORE || run->plan.lines[i].step.kind != STEP_RESIZE;
    return settled;
}

static void take_into_history(FreeRun *run, Phase last)
{
    const Allowances allowances = {.scarce = run->meeting.scarce, .poor = run->meeting.poor};
    run->history.faults_allowed |= (run->meeting.scarce & NEMESIS_FULL) != 0;
    for (; run->taken < run->plan.count && run->plan.lines[run->taken].phase <= last; run->taken++) {
        if (run->plan.lines[run->taken].number)
            free_history_take(&run->history, &run->plan, run->taken, &run->answers[run->taken], &allowances);
    }
}

/* When all stores are over, whoever looks is to see the same: then it matters to nobody who looks first. Else one after the
 * other does, for what one of them has seen the next one may not miss. */
static bool run_after(FreeRun *run)
{
    if (meets_nemesis(run) && !for_all(run, run->looks, part_send))
        return false;
    if (!is_settled(run))
        return for_all(run, run->looks, look_alone);
    if (!for_all(run, run->looks, look))
        return false;
    take_into_history(run, PHASE_FREE); /* meanwhile */
    return for_all(run, run->looks, hear_look);
}

static void check(FreeRun *run)
{
    static const CheckOptions options = {.slack = 1000, .effort = 400000};
    Judgement judgement = {0};
    take_into_history(run, PHASE_AFTER);
    check_history(&run->history, &options, &judgement);
    if (judgement.verdict == HISTORY_ILLEGAL) {
        run->outcome->verdict = VERDICT_ILLEGAL;
        run->outcome->requirement = judgement.requirement;
        free_tell(&run->plan, run->answers, &run->history, &judgement, &run->outcome->argument);
    }
    run->outcome->refusals = run->history.refusals;
    run->outcome->unknown = judgement.verdict == HISTORY_UNKNOWN;
    run->outcome->kind = STEP_GATE;
    judgement_free(&judgement);
}

static void end(FreeRun *run)
{
    run->outcome->requests = run->stage.requests;
    run->outcome->steps = run->plan.count;
    run->outcome->unmet = run->meeting.unmet;
    stage_close(&run->stage);
    for (size_t i = 0; i < run->plan.count; i++)
        line_answer_free(&run->answers[i]);
    for (unsigned i = 0; i < MOST_ACTORS; i++) {
        free(run->parts[i].lines);
        free(run->looks[i].lines);
    }
    free(run->answers);
    history_free(&run->history);
    free_plan_free(&run->plan);
}

void episode_free(const Episode *episode, const Program *program, const NemesisPlan *nemesis, Program *done,
                  EpisodeOutcome *outcome)
{
    FreeRun run = {.episode = episode, .outcome = outcome, .meeting.victim = MOST_ACTORS, .base = clock_nanoseconds()};
    size_t next = 0;
    *outcome = (EpisodeOutcome){.verdict = VERDICT_LEGAL, .requirement = ""};
    free_plan_kept(program, episode->can, done);
    free_plan_make(program, episode->can, &run.plan);
    run.answers = calloc(run.plan.count + 1, sizeof *run.answers);
    if (!run.answers)
        abort();
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        run.parts[i].actor = run.looks[i].actor = i;
    for (size_t i = 0; i < run.plan.count; i++)
        run.answers[i].fate = FATE_NOT_BEGUN;
    run.history = (History){.content_words = run.plan.content_words, .page_words = run.plan.can.page / 8};
    if (!stage_open(&run.stage, episode->stage, NULL, &outcome->argument))
        outcome->verdict = VERDICT_UNUSABLE;
    else if (episode->bare)
        (void)(run_before(&run, &next) && run_together_bare(&run, &next));
    else if (run_before(&run, &next) && run_together(&run, &next, nemesis) && run_after(&run))
        check(&run);
    if (run.opened)
        outcome->judged = clock_nanoseconds() - run.opened;
    end(&run);
}
