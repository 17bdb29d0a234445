#include "stress/free_parts.h"

#include "platform/system.h"
#include "stress/free_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 4 };

bool unusable(FreeRun *run, const char *why, unsigned actor)
{
    run->outcome->verdict = VERDICT_UNUSABLE;
    text_printf(&run->outcome->argument, "%s: actor %c", why, actor_letter(actor));
    return false;
}

void part_add(Part *part, uint32_t line)
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

bool part_send(FreeRun *run, Part *part)
{
    Stage *stage = &run->stage;
    Connection *connection = stage->actors[part->actor].connection;
    Text message = {0};
    part->first_sent = stage->number + 1;
    for (size_t i = 0; i < part->count; i++) {
        text_append(&message, i ? "\n" : "");
        text_append_number(&message, ++stage->number);
        text_append(&message, " 0 program.add ");
        planned_line_request(stage, &run->plan.lines[part->lines[i]], &message);
        connection_expect(connection, stage->number);
    }
    bool sent = connection_send(connection, message.bytes, message.length, deadline_of(run, 1));
    text_free(&message);
    return sent || unusable(run, "a program could not be sent", part->actor);
}

bool part_hear_taken(FreeRun *run, Part *part)
{
    Connection *connection = run->stage.actors[part->actor].connection;
    Text answer = {0};
    bool fine = true;
    for (size_t i = 0; i < part->count && fine; i++) {
        unsigned number = part->first_sent + (unsigned)i;
        text_clear(&answer);
        fine = connection_receive(connection, number, &answer, deadline_of(run, 1)) == ARRIVAL_ANSWER &&
               !strncmp(answer.bytes, "ok ", 3);
    }
    if (!fine)
        unusable(run, answer.length ? answer.bytes : "a line was not taken", part->actor);
    text_free(&answer);
    return fine;
}

static bool start(FreeRun *run, Part *part, uint64_t gate, const char *how)
{
    Stage *stage = &run->stage;
    Connection *connection = stage->actors[part->actor].connection;
    Text line = {0};
    text_printf(&line, "%u 0 program.run %llu %s", ++stage->number, (unsigned long long)gate, how);
    connection_expect(connection, stage->number);
    part->run = stage->number;
    bool sent = connection_send(connection, line.bytes, line.length, deadline_of(run, 1));
    text_free(&line);
    return sent || unusable(run, "a program could not be started", part->actor);
}

bool part_start(FreeRun *run, Part *part, uint64_t gate)
{
    return start(run, part, gate, part->actor == run->meeting.victim ? "\"journal\"" : "\"\"");
}

bool part_start_bare(FreeRun *run, Part *part)
{
    return start(run, part, run->gate, "bare");
}

static void note_end(FreeRun *run, uint64_t end)
{
    EpisodeOutcome *outcome = run->outcome;
    if (run->gate && end > run->gate && end - run->gate > outcome->lasted)
        outcome->lasted = end - run->gate;
}

/* False: not all could be read. */
static bool take_answers(FreeRun *run, Part *part, const char *words)
{
    size_t taken = 0;
    uint64_t since = 0;
    while (*words && taken < part->count) {
        const char *space = strchr(words, ' ');
        size_t length = space ? (size_t)(space - words) : strlen(words);
        LineAnswer *answer = &run->answers[part->lines[taken]];
        if (line_answer_read(words, length, since, answer)) {
            since = answer->back ? answer->back : since;
            note_end(run, answer->back);
            answer->call -= answer->call > run->base ? run->base : answer->call;
            answer->back -= answer->back > run->base ? run->base : answer->back;
            taken++;
        }
        words += length + (words[length] == ' ');
    }
    return taken == part->count;
}

/* The journal of a killed actor: "LINE CALL" before, "LINE =RECORD" after each. Its last line may be cut off. */
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
        else if (word[1] == '=' && line_answer_read(word + 2, length - 1, 0, answer)) {
            answer->call -= run->base;
            answer->back -= run->base;
        }
    }
}

static bool hear_of_the_dead(FreeRun *run, Part *part)
{
    Text path = {0}, journal = {0}, problem = {0};
    text_printf(&path, "%s/journal", run->stage.options->files);
    for (size_t i = 0; i < part->count; i++)
        run->answers[part->lines[i]].fate = FATE_NOT_BEGUN;
    if (read_file(path.bytes, &journal, &problem) && journal.length)
        take_journal(run, part, journal.bytes);
    text_free(&path);
    text_free(&journal);
    text_free(&problem);
    stage_drop(&run->stage, part->actor);
    return true;
}

uint64_t parts_deadline(const FreeRun *run)
{
    return deadline_of(run, PATIENCE);
}

/* What the actor says of its run. */
static Arrival hear(FreeRun *run, Part *part, Text *answer)
{
    Connection *connection = run->stage.actors[part->actor].connection;
    Arrival arrival = connection_receive(connection, part->run, answer, parts_deadline(run));
    run->stage.requests += part->count;
    return arrival;
}

bool part_hear(FreeRun *run, Part *part)
{
    unsigned actor = part->actor;
    Text answer = {0};
    Arrival arrival = hear(run, part, &answer);
    bool fine = arrival == ARRIVAL_ANSWER && !strncmp(answer.bytes, "ok ", 3);
    if (fine) {
        const char *words = strchr(answer.bytes + 3, ' ');
        fine = take_answers(run, part, words ? words + 1 : "") || unusable(run, "answers could not be read", actor);
    } else if (arrival == ARRIVAL_END && actor == run->meeting.victim) {
        fine = hear_of_the_dead(run, part);
    } else if (arrival == ARRIVAL_ANSWER) {
        unusable(run, answer.bytes, actor);
    } else {
        run->outcome->verdict = VERDICT_ILLEGAL;
        text_printf(&run->outcome->argument, "%c %s while it ran its program", actor_letter(actor),
                    arrival == ARRIVAL_LATE ? "was not heard of in time" : "ended");
    }
    part->count = 0;
    text_free(&answer);
    return fine;
}

/* "COUNT BEGIN TOOK" */
bool part_hear_bare(FreeRun *run, Part *part)
{
    Text answer = {0};
    unsigned long long count, begin, took;
    Arrival arrival = hear(run, part, &answer);
    bool fine = arrival == ARRIVAL_ANSWER && sscanf(answer.bytes, "ok %llu %llu %llu", &count, &begin, &took) == 3;
    if (fine)
        note_end(run, begin + took);
    else
        unusable(run,
                 arrival == ARRIVAL_ANSWER ? answer.bytes
                 : arrival == ARRIVAL_LATE ? "a bare program was not heard of in time"
                                           : "a bare program ended with its actor",
                 part->actor);
    part->count = 0;
    text_free(&answer);
    return fine;
}

bool part_run_alone(FreeRun *run, Part *part)
{
    return !part->count ||
           (part_send(run, part) && part_start(run, part, 0) && part_hear_taken(run, part) && part_hear(run, part));
}
