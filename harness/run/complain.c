/* How a verb says that it cannot do what was asked. */
#include "run/verbs.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>

static void complain(const char *verb, const char *format, va_list arguments)
{
    fflush(stdout);
    fprintf(stderr, "mapcheck %s: ", verb);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

int cannot(const char *verb, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain(verb, format, arguments);
    va_end(arguments);
    return EXIT_NOT_DONE;
}

int misused(const char *verb, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain(verb, format, arguments);
    va_end(arguments);
    fprintf(stderr, "`mapcheck %s --help` shows what it takes, with examples.\n", verb);
    return EXIT_NOT_DONE;
}

int misused_option(const char *verb, char **argv, int answer)
{
    const char *word = argv[optind - 1];
    if (answer == ':')
        return misused(verb, "%s wants a value", word);
    if (optopt > ' ' && optopt < 127)
        return misused(verb, "unknown option -%c", optopt);
    return misused(verb, "unknown option, or one that takes no value: %s", word);
}
