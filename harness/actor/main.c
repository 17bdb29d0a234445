/* mapcheck-actor: options, start, and the loop. */
#include "actor/actor.h"
#include "actor/channel.h"
#include "actor/lane.h"
#include "actor/thunk.h"
#include "subjects/mutant.h"
#include "subjects/mutant_calls.h"

#include <stdio.h>
#include <string.h>

#ifndef MAPCHECK_VERSION
#define MAPCHECK_VERSION "0.1.0"
#endif

ActorOptions actor_options;

static int print_help(void)
{
    puts("usage: mapcheck-actor [--join ADDRESS] [--mutant NAME] [--subject-library FAMILY=PATH]...\n"
         "       mapcheck-actor --mutants | --help | --version\n"
         "\n"
         "Carries out requests of the mapcheck conductor, one line each, read from standard input and answered on\n"
         "standard output (docs/wire.md).\n"
         "\n"
         "  --join ADDRESS                 use a channel at unix:PATH, tcp:PORT:TOKEN or pipe:NAME instead\n"
         "  --mutant NAME                  break the subject in one known way\n"
         "  --mutants                      list the mutants: name, family, what each does wrong, which calls it "
         "replaces\n"
         "  --subject-library FAMILY=PATH  take the functions of a family from this library");
    return 0;
}

static int print_mutants(void)
{
    platform_start(); /* fills the tables of functions, which mutants look at when they are installed */
    for (const Mutant *const *list = mutant_lists; *list; list++) {
        for (const Mutant *mutant = *list; mutant->name; mutant++) {
            Text calls = {0};
            append_replaced_calls(&calls, mutant);
            printf("%s\t%s\t%s\t%s\n", mutant->name, mutant->family, mutant->sentence, calls.length ? calls.bytes : "");
            text_free(&calls);
        }
    }
    return 0;
}

static int refuse(const char *format, const char *what)
{
    fputs("mapcheck-actor: ", stderr);
    fprintf(stderr, format, what);
    fputs("\n", stderr);
    return 2;
}

/* -1: go on. */
static int read_options(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        const char *option = arguments[i];
        if (strcmp(option, "--help") == 0)
            return print_help();
        if (strcmp(option, "--version") == 0)
            return puts("mapcheck-actor " MAPCHECK_VERSION) < 0;
        if (strcmp(option, "--mutants") == 0)
            return print_mutants();
        bool join = strcmp(option, "--join") == 0;
        bool mutant = strcmp(option, "--mutant") == 0;
        bool library = strcmp(option, "--subject-library") == 0;
        if (!join && !mutant && !library)
            return refuse("unknown option %s; see mapcheck-actor --help", option);
        if (++i == count)
            return refuse("%s needs a value; see mapcheck-actor --help", option);
        if (join)
            actor_options.join = arguments[i];
        else if (mutant)
            actor_options.mutant = arguments[i];
        else if (actor_options.library_count < MAX_LIBRARIES)
            actor_options.libraries[actor_options.library_count++] = arguments[i];
        else
            return refuse("--subject-library %s is one too many: at most 8", arguments[i]);
    }
    return -1;
}

/* The subject as the options want it. Libraries first: a mutant may wrap what they bring. */
static int prepare_subject(void)
{
    Text problem = {0};
    for (size_t i = 0; i < actor_options.library_count; i++) {
        if (!library_replace(actor_options.libraries[i], &problem))
            return refuse("%s", problem.bytes);
    }
    if (!actor_options.mutant)
        return -1;
    const Mutant *mutant = find_mutant(actor_options.mutant);
    if (!mutant)
        return refuse("there is no mutant %s; see mapcheck-actor --mutants", actor_options.mutant);
    mutant->install();
    return -1;
}

_Noreturn void actor_serve(void)
{
    Text hello = {0};
    text_append(&hello, "0 hello 1 ");
    append_hello(&hello);
    text_append(&hello, " families=portable");
    for (Family *const *family = families; *family; family++)
        text_printf(&hello, ",%s", (*family)->name);
    append_fact(&hello, "program", "%s", actor_options.program);
    if (own_channel_send(&hello)) {
        text_free(&hello);
        lanes_serve();
    }
    leave_process(0);
}

int main(int count, char **arguments)
{
    int status = read_options(count, arguments);
    if (status >= 0)
        return status;
    actor_options.program = platform_program(arguments[0]);
    Text problem = {0};
    bool open = actor_options.join ? own_channel_join(actor_options.join, &problem) : own_channel_open(&problem);
    if (!open)
        return refuse("%s", problem.bytes);
    platform_start();
    status = prepare_subject();
    if (status >= 0)
        return status;
    actor_serve();
}
