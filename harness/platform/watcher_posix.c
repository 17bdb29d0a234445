/* The watcher outlives a killed conductor by the time that it takes to clear up. It holds one end of a pipe whose other end
 * only the conductor has: a byte says that the conductor cleared up itself, the end of the pipe that it did not. */
#include "platform/sweep.h"

#include "platform/inside_posix.h"
#include "platform/kernel.h"
#include "platform/sweep_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int line_to_watcher = -1;

static void be_alone(int line)
{
    setsid();
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    /* Nobody may wait in vain for the end of a stream that only the watcher still holds, or find a folder in use. */
    int nothing = open("/dev/null", O_RDWR);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        dup2(nothing, descriptor);
    dup2(line, 3);
    close_from(4, false);
    if (chdir("/") != 0)
        _exit(2);
}

static _Noreturn void watch(const char *folder, const char *id)
{
    char word;
    ssize_t count;
    while ((count = read(3, &word, 1)) < 0 && errno == EINTR)
        continue;
    if (count == 0) {
        Text left = {0};
        clear_run(folder, id, &left);
        text_free(&left);
    }
    _exit(0);
}

bool watcher_start(const char *folder, const char *id, Text *problem)
{
    prepare_signals();
    int line[2];
    if (!open_pipe(line)) {
        text_printf(problem, "cannot start the watcher: %s", strerror(errno));
        return false;
    }
    own_helper = fork();
    if (own_helper == 0) {
        be_alone(line[0]);
        watch(folder, id);
    }
    close(line[0]);
    line_to_watcher = line[1];
    if (own_helper > 0)
        return true;
    text_printf(problem, "cannot start the watcher: %s", strerror(errno));
    own_helper = 0;
    close_descriptor(&line_to_watcher);
    return false;
}

void watcher_dismiss(void)
{
    if (own_helper <= 0)
        return;
    bool told = write(line_to_watcher, "e", 1) == 1;
    close_descriptor(&line_to_watcher); /* not told: it finds nothing left to clear up */
    while (told && waitpid(own_helper, NULL, 0) < 0 && errno == EINTR)
        continue;
    own_helper = 0;
}
