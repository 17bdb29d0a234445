#include "run/progress.h"

#include "platform/system.h"

#include <stdio.h>
#include <string.h>

/* In a log one line for every tenth of the run, and no more than one a second. */
enum { REWRITE_MILLISECONDS = 100, LINE_MILLISECONDS = 1000, PARTS = 10, LONGEST = 160 };

void format_duration(char *out, size_t room, uint64_t milliseconds)
{
    if (milliseconds < 1000)
        snprintf(out, room, "%u ms", (unsigned)milliseconds);
    else if (milliseconds < 60000)
        snprintf(out, room, "%.1f s", (double)milliseconds / 1000);
    else
        snprintf(out, room, "%llu min %llu s", (unsigned long long)(milliseconds / 60000),
                 (unsigned long long)(milliseconds / 1000 % 60));
}

static void describe(const Progress *progress, char *out, size_t room)
{
    uint64_t passed = clock_milliseconds() - progress->started;
    char left[32] = "";
    if (progress->total > progress->done && progress->done) {
        uint64_t rest = passed * (progress->total - progress->done) / progress->done;
        format_duration(left, sizeof left, rest < 1000 ? rest : rest / 1000 * 1000);
    }
    char total[24] = "";
    if (progress->total)
        snprintf(total, sizeof total, "/%zu", progress->total);
    snprintf(out, room, "%zu%s %s, %zu unexpected%s%s%s", progress->done, total, progress->what, progress->unexpected,
             *left ? ", about " : "", left, *left ? " left" : "");
}

static void wipe(Progress *progress)
{
    if (!progress->on_screen)
        return;
    printf("\r%*s\r", terminal_width() - 1, "");
    progress->on_screen = false;
}

void progress_start(Progress *progress, const char *what, size_t total, bool quiet)
{
    *progress = (Progress){.terminal = is_terminal(1), .quiet = quiet, .what = what, .total = total};
    progress->started = clock_milliseconds();
    progress->shown = progress->started;
    progress->next_line = total / PARTS;
}

void progress_count(Progress *progress, bool unexpected)
{
    progress->done++;
    progress->unexpected += unexpected;
    uint64_t now = clock_milliseconds();
    if (progress->quiet || progress->terminal || progress->done < progress->next_line ||
        now < progress->shown + LINE_MILLISECONDS)
        return;
    char line[LONGEST];
    describe(progress, line, sizeof line);
    printf("%s\n", line);
    fflush(stdout);
    progress->shown = now;
    progress->next_line = progress->done + progress->total / PARTS;
}

void progress_show(Progress *progress)
{
    uint64_t now = clock_milliseconds();
    if (progress->quiet || !progress->terminal || now < progress->shown + REWRITE_MILLISECONDS)
        return;
    char line[LONGEST];
    describe(progress, line, sizeof line);
    int width = terminal_width() - 1;
    printf("\r%-*.*s", width, width, line);
    fflush(stdout);
    progress->shown = now;
    progress->on_screen = true;
}

void progress_print(Progress *progress, const char *text)
{
    wipe(progress);
    fputs(text, stdout);
    fflush(stdout);
}

void progress_end(Progress *progress)
{
    wipe(progress);
    fflush(stdout);
}
