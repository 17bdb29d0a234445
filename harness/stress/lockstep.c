#include "stress/lockstep.h"

typedef struct Running {
    const Episode *episode;
    Stage stage;
    Model *model;
    Program *done;
    EpisodeOutcome *outcome;
} Running;

static void settle(Running *running, const Step *step, const Finding *finding, const char *requirement)
{
    EpisodeOutcome *outcome = running->outcome;
    outcome->verdict = finding->verdict;
    outcome->kind = step->kind;
    outcome->requirement = requirement;
    text_append(&outcome->argument, finding->argument.bytes ? finding->argument.bytes : "");
}

static void note_step(Running *running, const Step *step, const Expectation *expectation)
{
    json_t *transcript = running->stage.transcript;
    size_t count = transcript ? json_array_size(transcript) : 0;
    bool says_itself = count && json_object_get(json_array_get(transcript, count - 1), "expect");
    bool ends = step->kind == STEP_DIE || step->kind == STEP_LEAVE;
    if (says_itself && ends)
        count--; /* a wait for the process that has ended */
    if (count && step->kind != STEP_START && (ends || !says_itself))
        note_expectation(json_array_get(transcript, count - 1), running->model, step, expectation);
}

/* One step that the model permits. False: it showed a violation, or could not be carried out. */
static bool take_step(Running *running, const Step *step)
{
    Expectation expectation;
    Finding finding = {0};
    model_expect(running->model, step, &expectation);
    program_add(running->done, *step);
    if (!stage_step(&running->stage, running->model, step, &finding.argument))
        finding.verdict = VERDICT_UNUSABLE;
    else
        judge_reply(&running->stage, running->model, step, &expectation, &finding);
    note_step(running, step, &expectation);
    bool legal = finding.verdict == VERDICT_LEGAL;
    if (legal)
        model_apply(running->model, step, (const unsigned char *)finding.seen.bytes);
    else
        settle(running, step, &finding, expectation.requirement);
    running->outcome->steps++;
    finding_free(&finding);
    return legal;
}

static bool told_to_stop(const Running *running)
{
    return running->episode->stop(running->episode->context);
}

static bool verify(Running *running)
{
    Program steps = {0};
    bool legal = true;
    for (unsigned actor = 0; actor < MOST_ACTORS && legal; actor++) {
        if (running->model->actors[actor].alive)
            generate_verification(running->model, actor, &steps);
    }
    /* A load may have settled what was open: the digest that follows it is asked for by the model as it now is. */
    for (size_t i = 0; i < steps.count && legal; i++) {
        if (model_permits(running->model, &steps.steps[i]))
            legal = take_step(running, &steps.steps[i]);
    }
    program_free(&steps);
    return legal;
}

static bool begin(Running *running, const Episode *episode, Program *done, json_t *transcript, EpisodeOutcome *outcome)
{
    *running = (Running){.episode = episode, .done = done, .outcome = outcome};
    *outcome = (EpisodeOutcome){.verdict = VERDICT_LEGAL, .requirement = ""};
    done->count = 0;
    running->model = model_new(episode->can);
    if (stage_open(&running->stage, episode->stage, transcript, &outcome->argument)) {
        if (episode->together)
            stage_gather(&running->stage);
        return true;
    }
    outcome->verdict = VERDICT_UNUSABLE;
    return false;
}

static void end(Running *running)
{
    running->outcome->requests = running->stage.requests;
    stage_close(&running->stage);
    model_free(running->model);
}

void episode_random(const Episode *episode, Generator *generator, uint64_t steps, Program *program,
                    EpisodeOutcome *outcome)
{
    Running running;
    bool going = begin(&running, episode, program, NULL, outcome);
    for (uint64_t i = 0; i < steps && going && !told_to_stop(&running); i++) {
        Step step = generate_step(generator, running.model);
        going = take_step(&running, &step);
        if (episode->progress && outcome->steps % 64 == 0)
            episode->progress(episode->context, outcome->steps);
    }
    if (going)
        verify(&running);
    end(&running);
}

void episode_again(const Episode *episode, const Program *program, Program *done, json_t *transcript,
                   EpisodeOutcome *outcome)
{
    Running running;
    bool going = begin(&running, episode, done, transcript, outcome);
    for (size_t i = 0; i < program->count && going && !told_to_stop(&running); i++) {
        if (model_permits(running.model, &program->steps[i]))
            going = take_step(&running, &program->steps[i]);
    }
    end(&running);
}

void outcome_free(EpisodeOutcome *outcome)
{
    text_free(&outcome->argument);
    text_free(&outcome->unmet);
    *outcome = (EpisodeOutcome){0};
}
