#include "run/mutants.h"

#include "platform/process.h"

#include <stdlib.h>
#include <string.h>

bool mutants_take_line(Mutants *mutants, const char *line)
{
    const char *first = strchr(line, '\t');
    const char *second = first ? strchr(first + 1, '\t') : NULL;
    if (!second || first == line || second == first + 1)
        return false;
    Mutant *list = realloc(mutants->list, (mutants->count + 1) * sizeof *list);
    if (!list)
        abort();
    mutants->list = list;
    const char *third = strchr(second + 1, '\t');
    size_t sentence = third ? (size_t)(third - second - 1) : strlen(second + 1);
    const char *calls = third ? third + 1 : "";
    list[mutants->count++] = (Mutant){.name = copy_bytes(line, (size_t)(first - line)),
                                      .family = copy_bytes(first + 1, (size_t)(second - first - 1)),
                                      .sentence = copy_bytes(second + 1, sentence),
                                      .calls = copy_bytes(calls, strlen(calls))};
    return true;
}

static bool read_list(Channel *channel, uint64_t deadline, Mutants *mutants, Text *problem)
{
    Text line = {0};
    bool fine = true;
    Received received = RECEIVED_LINE;
    while (fine && (received = channel_receive(channel, &line, deadline)) == RECEIVED_LINE) {
        fine = mutants_take_line(mutants, line.bytes ? line.bytes : "");
        if (!fine)
            text_printf(problem,
                        "`mapcheck-actor --mutants` is to print NAME TAB FAMILY TAB SENTENCE [TAB CALLS], not: %s",
                        line.bytes ? line.bytes : "");
    }
    text_free(&line);
    if (received == RECEIVED_LATE)
        text_append(problem, "`mapcheck-actor --mutants` did not end in time; --deadline and --scale give it more");
    return fine && received == RECEIVED_END;
}

bool mutants_ask(const Words *actor, uint64_t deadline, Mutants *mutants, Text *problem)
{
    *mutants = (Mutants){0};
    Words words = {0};
    words_add_all(&words, actor);
    words_add(&words, "--mutants");
    StartOptions options = {.arguments = words_argv(&words), .own_group = true};
    Channel *channel = NULL;
    Process *process = process_start(&options, &channel, problem);
    bool fine = process && read_list(channel, deadline, mutants, problem);
    channel_close(channel);
    if (process)
        process_end(process, deadline);
    words_free(&words);
    if (!fine)
        mutants_free(mutants);
    return fine;
}

static void free_mutant(Mutant *mutant)
{
    free(mutant->name);
    free(mutant->family);
    free(mutant->sentence);
    free(mutant->calls);
}

static bool is_wanted(const Mutant *mutant, const char *family, const Words *names)
{
    if (family && strcmp(family, mutant->family))
        return false;
    for (size_t i = 0; i < names->count; i++) {
        if (!strcmp(names->list[i], mutant->name))
            return true;
    }
    /* No case is meant to notice a stress mutant; harness/test/stress_mutants_test.c is. */
    return names->count == 0 && (family || strcmp(mutant->family, "stress"));
}

static bool has_name(const Mutants *mutants, const char *name)
{
    for (size_t i = 0; i < mutants->count; i++) {
        if (!strcmp(mutants->list[i].name, name))
            return true;
    }
    return false;
}

bool mutants_keep(Mutants *mutants, const char *family, const Words *names, Text *problem)
{
    for (size_t i = 0; i < names->count; i++) {
        if (has_name(mutants, names->list[i]))
            continue;
        text_printf(problem, "the actor has no mutant \"%s\"; `mapcheck-actor --mutants` lists them", names->list[i]);
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < mutants->count; i++) {
        if (is_wanted(&mutants->list[i], family, names))
            mutants->list[kept++] = mutants->list[i];
        else
            free_mutant(&mutants->list[i]);
    }
    mutants->count = kept;
    if (!kept)
        text_append(problem, "the actor has no mutant of that kind; `mapcheck-actor --mutants` lists them");
    return kept > 0;
}

bool mutant_concerns(const Mutant *mutant, const Instance *instance)
{
    return instance->subject || !strcmp(mutant->family, "portable") || !strcmp(mutant->family, instance->family);
}

void mutants_free(Mutants *mutants)
{
    for (size_t i = 0; i < mutants->count; i++)
        free_mutant(&mutants->list[i]);
    free(mutants->list);
    *mutants = (Mutants){0};
}
