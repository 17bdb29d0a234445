#include "stress/free_run.h"

#include "platform/system.h"
#include "stress/free_lines.h"
#include "stress/free_tell.h"

#include <stdlib.h>
#include <string.h>

enum { GATE_NANOSECONDS = 1500000, PATIENCE = 4 };

/* One actor's part of a phase: its lines in the plan's order. */
typedef struct Part {
    uint32_t *lines;
    size_t count, room;
    unsigned first_sent; /* number of the request that sends the first of them */
    unsigned run;        /* of the one that runs it; 0: none yet */
} Part;

typedef struct FreeRun {
    const Episode *episode;
    Stage stage;
    FreePlan plan;
    LineAnswer *answers; /* by line of the plan */
    Part parts[MOST_ACTORS];
    unsigned victim; /* it keeps a journal; MOST_ACTORS: nobody */
    bool scarce;
    uint64_t base; /* times are told from here on */
    EpisodeOutcome *outcome;
} FreeRun;

bool program_is_free(const Program *program)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->steps[i].kind == STEP_GATE)
            return true;
    }
    return false;
}

static bool unusable(FreeRun *run, const char *why, unsigned actor)
{
    run->outcome->verdict = VERDICT_UNUSABLE;
    text_printf(&run->outcome->argument, "%s: actor %c", why, actor_letter(actor));
    return false;
}

static void part_add(Part *part, uint32_t line)
{
    if (part->count == part->room) {
        part->room = part->room ? 2 * part->room : 256;
        part->lines = realloc(part->lines, part->room * sizeof *part->lines);
        if (!part->lines)
            abort();
    }
    part->lines[part->count++] = line;
}

static uint64_t deadline_of(const FreeRun *run, unsigned times)
{
    return clock_milliseconds() + times * run->stage.options->deadline;
}

/* Sends the part's lines ahead. Their answers, some bytes each, wait in the channel. */
static bool send_part(FreeRun *run, unsigned actor)
{
    Stage *stage = &run->stage;
    Part *part = &run->parts[actor];
    Text message = {0};
    part->first_sent = stage->number + 1;
    for (size_t i = 0; i < part->count; i++) {
        text_printf(&message, "%s%u 0 program.add ", i ? "\n" : "", ++stage->number);
        planned_line_request(stage, &run->plan.lines[part->lines[i]], &message);
        connection_expect(stage->actors[actor].connection, stage->number);
    }
    bool sent = connection_send(stage->actors[actor].connection, message.bytes, message.length, deadline_of(run, 1));
    text_free(&message);
    return sent || unusable(run, "a program could not be sent", actor);
}

static bool hear_taken(FreeRun *run, unsigned actor)
{
    Part *part = &run->parts[actor];
    Text answer = {0};
    bool fine = true;
    for (size_t i = 0; i < part->count && fine; i++) {
        unsigned number = part->first_sent + (unsigned)i;
        text_clear(&answer);
        fine = connection_receive(run->stage.actors[actor].connection, number, &answer, deadline_of(run, 1)) ==
                   ARRIVAL_ANSWER &&
               !strncmp(answer.bytes, "ok ", 3);
    }
    if (!fine)
        unusable(run, answer.length ? answer.bytes : "a line was not taken", actor);
    text_free(&answer);
    return fine;
}

static bool start_part(FreeRun *run, unsigned actor, uint64_t gate)
{
    Stage *stage = &run->stage;
    Text line = {0};
    text_printf(&line, "%u 0 program.run %llu ", ++stage->number, (unsigned long long)gate);
    text_append(&line, actor == run->victim ? "\"journal\"" : "\"\"");
    connection_expect(stage->actors[actor].connection, stage->number);
    run->parts[actor].run = stage->number;
    bool sent = connection_send(stage->actors[actor].connection, line.bytes, line.length, deadline_of(run, 1));
    text_free(&line);
    return sent || unusable(run, "a program could not be started", actor);
}

static void take_answers(FreeRun *run, Part *part, const char *words)
{
    size_t taken = 0;
    while (*words && taken < part->count) {
        size_t length = strcspn(words, " ");
        LineAnswer *answer = &run->answers[part->lines[taken]];
        if (line_answer_read(words, length, answer)) {
            answer->call -= answer->call > run->base ? run->base : answer->call;
            answer->back -= answer->back > run->base ? run->base : answer->back;
            taken++;
        }
        words += length + (words[length] == ' ');
    }
}

/* The journal of a killed actor: "LINE CALL" before, "LINE CALL,TOOK,..." after each. Its last line may be cut off. */
static void take_journal(FreeRun *run, Part *part, const char *journal)
{
    uint32_t first = part->count ? run->plan.lines[part->lines[0]].number : 0;
    for (const char *end; (end = strchr(journal, '\n')) != NULL; journal = end + 1) {
        uint64_t number, call;
        const char *word = memchr(journal, ' ', (size_t)(end - journal));
        if (!word || !text_to_number(journal, (size_t)(word - journal), &number) || number < first ||
            number - first >= part->count)
            continue;
        LineAnswer *answer = &run->answers[part->lines[number - first]];
        size_t length = (size_t)(end - word) - 1;
        if (text_to_number(word + 1, length, &call))
            *answer = (LineAnswer){.fate = FATE_CUT_OFF, .call = call - run->base};
        else if (line_answer_read(word + 1, length, answer)) {
            answer->call -= run->base;
            answer->back -= run->base;
        }
    }
}

static bool hear_of_the_dead(FreeRun *run, unsigned actor)
{
    Text path = {0}, journal = {0}, problem = {0};
    text_printf(&path, "%s/journal", run->stage.options->files);
    for (size_t i = 0; i < run->parts[actor].count; i++)
        run->answers[run->parts[actor].lines[i]].fate = FATE_NOT_BEGUN;
    if (read_file(path.bytes, &journal, &problem) && journal.length)
        take_journal(run, &run->parts[actor], journal.bytes);
    text_free(&path);
    text_free(&journal);
    text_free(&problem);
    stage_drop(&run->stage, actor);
    return true;
}

static bool hear_part(FreeRun *run, unsigned actor)
{
    Part *part = &run->parts[actor];
    Text answer = {0};
    Arrival arrival = connection_receive(run->stage.actors[actor].connection, part->run, &answer,
                                         deadline_of(run, PATIENCE));
    bool fine = arrival == ARRIVAL_ANSWER && !strncmp(answer.bytes, "ok ", 3);
    if (fine) {
        const char *words = strchr(answer.bytes + 3, ' ');
        take_answers(run, part, words ? words + 1 : "");
    } else if (arrival == ARRIVAL_END && actor == run->victim) {
        fine = hear_of_the_dead(run, actor);
    } else if (arrival == ARRIVAL_ANSWER) {
        unusable(run, answer.bytes, actor);
    } else {
        run->outcome->verdict = VERDICT_ILLEGAL;
        text_printf(&run->outcome->argument, "%c %s while it ran its program", actor_letter(actor),
                    arrival == ARRIVAL_LATE ? "was not heard of in time" : "ended");
    }
    run->stage.requests += part->count;
    part->count = 0;
    text_free(&answer);
    return fine;
}

static bool run_alone(FreeRun *run, unsigned actor)
{
    return !run->parts[actor].count ||
           (send_part(run, actor) && start_part(run, actor, 0) && hear_taken(run, actor) && hear_part(run, actor));
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
            fine = run_alone(run, last);
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
    return fine && (last == MOST_ACTORS || run_alone(run, last));
}

static bool run_together(FreeRun *run, size_t *next, const NemesisPlan *nemesis)
{
    bool fine = true;
    for (; *next < run->plan.count && run->plan.lines[*next].phase == PHASE_FREE; ++*next)
        part_add(&run->parts[run->plan.lines[*next].step.actor], (uint32_t)*next);
    run->victim = nemesis_victim(nemesis, &run->stage);
    run->scarce = nemesis_prepare(nemesis, &run->stage);
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !run->parts[actor].count || send_part(run, actor);
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !run->parts[actor].count || hear_taken(run, actor);
    uint64_t gate = clock_nanoseconds() + GATE_NANOSECONDS;
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !run->parts[actor].count || start_part(run, actor, gate);
    if (fine)
        nemesis_act(nemesis, &run->stage, gate);
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !run->parts[actor].count || hear_part(run, actor);
    if (run->victim < MOST_ACTORS && run->stage.actors[run->victim].connection)
        stage_drop(&run->stage, run->victim); /* it was done before, or had nothing to do: it is dead all the same */
    return fine;
}

static bool run_after(FreeRun *run, size_t next)
{
    bool fine = true;
    for (; next < run->plan.count; next++)
        part_add(&run->parts[run->plan.lines[next].step.actor], (uint32_t)next);
    for (unsigned actor = 0; actor < MOST_ACTORS && fine; actor++)
        fine = !run->stage.actors[actor].connection || run_alone(run, actor);
    return fine;
}

static void check(FreeRun *run)
{
    static const CheckOptions options = {.slack = 1000, .effort = 400000};
    const Allowances allowances = {.scarce = run->scarce};
    History history = {.content_words = run->plan.content_words, .page_words = run->plan.can.page / 8};
    Judgement judgement = {0};
    for (uint32_t i = 0; i < run->plan.count; i++) {
        if (run->plan.lines[i].number)
            free_history_take(&history, &run->plan, i, &run->answers[i], &allowances);
    }
    check_history(&history, &options, &judgement);
    if (judgement.verdict == HISTORY_ILLEGAL) {
        run->outcome->verdict = VERDICT_ILLEGAL;
        run->outcome->requirement = judgement.requirement;
        free_tell(&run->plan, run->answers, &history, &judgement, &run->outcome->argument);
    }
    run->outcome->unknown = judgement.verdict == HISTORY_UNKNOWN;
    run->outcome->kind = STEP_GATE;
    judgement_free(&judgement);
    history_free(&history);
}

static void end(FreeRun *run)
{
    run->outcome->requests = run->stage.requests;
    run->outcome->steps = run->plan.count;
    stage_close(&run->stage);
    for (size_t i = 0; i < run->plan.count; i++)
        line_answer_free(&run->answers[i]);
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        free(run->parts[i].lines);
    free(run->answers);
    free_plan_free(&run->plan);
}

void episode_free(const Episode *episode, const Program *program, const NemesisPlan *nemesis, Program *done,
                  EpisodeOutcome *outcome)
{
    FreeRun run = {.episode = episode, .outcome = outcome, .victim = MOST_ACTORS, .base = clock_nanoseconds()};
    size_t next = 0;
    *outcome = (EpisodeOutcome){.verdict = VERDICT_LEGAL, .requirement = ""};
    free_plan_kept(program, episode->can, done);
    free_plan_make(program, episode->can, &run.plan);
    run.answers = calloc(run.plan.count + 1, sizeof *run.answers);
    if (!run.answers)
        abort();
    for (size_t i = 0; i < run.plan.count; i++)
        run.answers[i].fate = FATE_NOT_BEGUN;
    if (!stage_open(&run.stage, episode->stage, NULL, &outcome->argument))
        outcome->verdict = VERDICT_UNUSABLE;
    else if (run_before(&run, &next) && run_together(&run, &next, nemesis) && run_after(&run, next))
        check(&run);
    end(&run);
}
