/* Children, on POSIX. ---------------------------------------------------------------------------------------------- */

static inline void process_fork(int role)
{
    pid_t child = fork();
    if (child == 0) {
        join_as(role);
        serve(role);
    }
    if (child < 0)
        failed();
    else
        ok((uint64_t)child);
}

/* Here once more, so that it is the subject's own posix_spawn. */
static inline pid_t spawn_child(char **words)
{
    pid_t child = -1;
    int error = posix_spawn(&child, words[0], NULL, NULL, words, environ);
    if (error)
        errno = error;
    return error ? -1 : child;
}

static inline pid_t become(char **words)
{
    execv(words[0], words);
    return -1;
}

static inline void process_spawn(int role, const char *handles, int suspended, const char *other)
{
    (void)handles;
    pid_t child = suspended || *other ? -1 : start_role(role, spawn_child);
    if (*other)
        unsupported("this is one program, and cannot start one of the other width");
    else if (suspended)
        unsupported("POSIX starts no process suspended");
    else if (child < 0)
        failed();
    else
        ok((uint64_t)child);
}

static inline void process_exec(int role)
{
    start_role(role, become);
    failed();
}

/* answers how=exited|killed code=N; only its success is told */
static inline void process_wait(uint64_t process, uint64_t *how, uint64_t *code)
{
    int status = 0;
    pid_t child;
    do
        child = waitpid((pid_t)process, &status, 0);
    while (child < 0 && errno == EINTR);
    if (child < 0) {
        failed();
        return;
    }
    *how = WIFEXITED(status) ? 0 : 1;
    *code = (uint64_t)(WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    ok((uint64_t)child);
}

static inline void process_resume(uint64_t process)
{
    (void)process;
    unsupported("POSIX starts no process suspended");
}

static inline void process_handle(uint64_t process)
{
    (void)process;
    unsupported("POSIX has no handles of processes");
}

static inline void process_handles(void)
{
    uint64_t count = 0;
    for (int descriptor = 0; descriptor < 65536; descriptor++)
        count += !is_own_channel(descriptor) && fcntl(descriptor, F_GETFD) >= 0;
    ok(count);
}
