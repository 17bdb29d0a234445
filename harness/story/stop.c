/* Ending a telling before its end. */
#include "story/internal.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Check prints nothing (CK_SILENT); the record carries the message. ck_abort jumps back to Check's runner. */
static void jump_out(void) __attribute__((noreturn));
static void jump_out(void)
{
    ck_abort_msg("the story stopped");
    abort(); /* not reached: Check's abort does not return without fork */
}

static void format_message(Text *message, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *bytes = malloc((size_t)length + 1);
    if (!bytes)
        abort();
    vsnprintf(bytes, (size_t)length + 1, format, again);
    va_end(again);
    text_clear(message);
    text_append(message, bytes);
    free(bytes);
}

void stop_story(Story *s, Outcome outcome, Place place, const Answer *answer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    format_message(&s->message, format, arguments);
    va_end(arguments);
    s->outcome = outcome;
    s->stopped = true;
    s->failed_at = place;
    s->failed_operation = answer ? answer->operation : 0;
    jump_out();
}

void skip_story(Story *s, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    format_message(&s->message, format, arguments);
    va_end(arguments);
    s->outcome = OUTCOME_SKIP;
    s->skip_kind = "environment";
    s->stopped = true;
    jump_out();
}
