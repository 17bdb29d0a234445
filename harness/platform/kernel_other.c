/* kernel.h where there is no Linux: ps(1) knows. Slow, but only the sweep and the end of a case ask. */
#include "platform/kernel.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Calls `each` for every line of the command's output, without its newline. */
static bool each_line(const char *command, bool (*each)(char *line, void *context), void *context)
{
    FILE *stream = popen(command, "r");
    if (!stream)
        return false;
    char *line = NULL;
    size_t room = 0;
    bool going = true;
    for (ssize_t length; (length = getline(&line, &room, stream)) > 0;) {
        if (line[length - 1] == '\n')
            line[length - 1] = '\0';
        going = going && each(line, context);
    }
    free(line);
    return pclose(stream) == 0;
}

typedef struct Search {
    EachProcess *each;
    void *context;
    const char *mark;
    size_t length;
    Text *out;
    bool found;
} Search;

static bool if_child(char *line, void *context)
{
    Search *search = context;
    char *next;
    long pid = strtol(line, &next, 10);
    if (strtol(next, NULL, 10) == (long)getpid() && !strstr(next, "ps -A"))
        search->each((pid_t)pid, search->context);
    return true;
}

bool each_child(EachProcess *each, void *context)
{
    Search search = {.each = each, .context = context};
    return each_line("ps -A -o pid= -o ppid= -o args=", if_child, &search);
}

static bool if_marked(char *line, void *context)
{
    Search *search = context;
    for (char *at = line; (at = strstr(at, search->mark)); at++) {
        bool whole = at > line && at[-1] == ' ' && (at[search->length] == '\0' || at[search->length] == ' ');
        if (whole) {
            search->each((pid_t)atol(line), search->context);
            break;
        }
    }
    return true;
}

bool each_marked(const char *name, const char *value, EachProcess *each, void *context)
{
    Text mark = {0};
    text_printf(&mark, "%s=%s", name, value);
    Search search = {.each = each, .context = context, .mark = mark.bytes, .length = mark.length};
    bool done = each_line("ps axeww -o pid= -o command=", if_marked, &search);
    text_free(&mark);
    return done;
}

void adopt_descendants(void)
{
    /* Orphans go to the first process here; groups are what can be ended. */
}

static bool take_line(char *line, void *context)
{
    Search *search = context;
    const char *words = line + strspn(line, " ");
    if (search->out)
        text_append(search->out, words);
    search->found = search->mark ? strstr(words, search->mark) != NULL : *words != '\0' && *words != 'Z';
    return false;
}

static bool ask_about(pid_t pid, const char *column, Search *search)
{
    char command[64];
    snprintf(command, sizeof command, "ps -ww -p %ld -o %s=", (long)pid, column);
    return each_line(command, take_line, search);
}

bool process_mentions(pid_t pid, const char *word)
{
    Search search = {.mark = word};
    ask_about(pid, "args", &search);
    return search.found;
}

void append_process_name(Text *out, pid_t pid)
{
    Search search = {.out = out};
    if (!ask_about(pid, "comm", &search) || !search.found)
        text_append(out, "?");
}

bool process_runs(pid_t pid)
{
    Search search = {.found = false};
    return kill(pid, 0) == 0 && ask_about(pid, "stat", &search) && search.found;
}

void tie_to_parent(pid_t parent)
{
    if (getppid() != parent) /* it ended already; if it ends later the watcher sees to this process */
        _exit(127);
}

void close_from(int first, bool at_exec)
{
    long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor < (most > 0 && most < 4096 ? most : 4096); descriptor++) {
        if (!at_exec)
            close(descriptor);
        else
            fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    }
}

void append_program_path(Text *out)
{
    Text words = {0};
    Search search = {.out = &words};
    /* As it was called: what was found through PATH has no folder here. */
    if (ask_about(getpid(), "args", &search) && words.length)
        text_append_bytes(out, words.bytes, strcspn(words.bytes, " "));
    text_free(&words);
}
