/* In the program that was started: the story. ------------------------------------------------------------------------ */

static inline void end_story(int code)
{
    for (int role = 0; role < ROLES; role++) {
        if (channels[role] > 0)
            close_channel(channels[role]);
        if (processes[role]) {
            end_process(processes[role]); /* it may be in a call that nobody ends any more */
            wait_for_process(processes[role]);
        }
    }
    clean();
    remove_folder();
    fflush(stdout);
    exit(code);
}

static inline void take_in(int role)
{
    int who = -1;
    uint64_t process = 0;
    channels[role] = welcome(listeners[role]);
    listeners[role] = 0;
    if (channels[role] < 0 || receive_from(channels[role], &who, sizeof who) != 1 ||
        receive_from(channels[role], &process, sizeof process) != 1) {
        printf("%s did not come\n", role_names[role]);
        channels[role] = 0;
        end_story(2);
    }
    processes[role] = hold_process(process);
}

static inline void expect_role(int role)
{
    listeners[role] = listen_for(role);
}

/* A fresh process for a role. */
static inline void cast(int role)
{
    expect_role(role);
    if (start_role(role, spawn_words) <= 0)
        end_story(2);
    take_in(role);
}

static inline void ask(int role, int32_t operation)
{
    send_to(channels[role], &operation, sizeof operation);
    send_to(channels[role], v, sizeof v); /* to one that is gone: shows when its answer is waited for */
}

/* A second thread of the process that plays `owner`. */
static inline void cast_lane(int role, int owner)
{
    expect_role(role);
    ask(owner, TO_HAVE_LANE - role);
    take_in(role);
    processes[role] = 0; /* its owner's */
}

static inline void begin(int role, int operation, const char *call)
{
    printf("%4d  %s  %s ...\n", operation, role_names[role], call);
    ask(role, operation);
}

static inline void say(const Answer *now, const unsigned char *bytes)
{
    static const char *const kinds[] = {"nothing", "ok", "error", "fault", "died", "late", "unsupported"};
    printf("%s", kinds[now->kind]);
    if (now->kind == IS_OK)
        printf(" 0x%llx", (unsigned long long)now->result);
    if (now->kind == IS_ERROR)
        printf(" %llu (0x%llx) %s", (unsigned long long)now->error, (unsigned long long)(uint32_t)now->error,
               error_text(now->error));
    if (now->kind == IS_FAULT)
        printf(" %s at 0x%llx %s",
               now->access == READ      ? "read"
               : now->access == WRITE   ? "write"
               : now->access == EXECUTE ? "execute"
                                        : "",
               (unsigned long long)now->address, now->code);
    if (now->kind == IS_UNSUPPORTED)
        printf(": %s", now->code);
    for (uint32_t i = 0; i < now->length && i < 16; i++)
        printf("%s%02x", i ? " " : "  ", bytes[i]);
    printf("\n");
}

static inline void receive_answer(int role, int operation)
{
    Answer *now = &answers[operation];
    uint64_t values[VALUES];
    int came = receive_from(channels[role], now, sizeof *now);
    if (came == 1 && receive_from(channels[role], values, sizeof values) == 1) {
        for (int i = 0; i < VALUES; i++) /* what others answered since it was asked is not among them */
            v[i] = values[i] ? values[i] : v[i];
        bytes_of[operation] = calloc(now->length + 1u, 1);
        if (bytes_of[operation])
            receive_from(channels[role], bytes_of[operation], now->length);
    } else {
        *now = (Answer){.kind = came < 0 ? IS_LATE : IS_DEAD};
    }
}

static inline void finish(int role, int operation, const char *call)
{
    receive_answer(role, operation);
    printf("%4d  %s  %s = ", operation, role_names[role], call);
    say(&answers[operation], bytes_of[operation]);
    fflush(stdout);
}

static inline void step(int role, int operation, const char *call)
{
    ask(role, operation);
    finish(role, operation, call);
}

static inline void await_end(int role)
{
    char byte;
    if (receive_from(channels[role], &byte, 1) == -1)
        end_story(2);
    close_channel(channels[role]);
    channels[role] = 0;
    if (processes[role])
        wait_for_process(processes[role]);
    processes[role] = 0;
}

static inline void kill_role(int role)
{
    printf("      %s is killed\n", role_names[role]);
    end_process(processes[role]);
    await_end(role);
}

static inline void let_leave(int role)
{
    printf("      %s leaves\n", role_names[role]);
    ask(role, TO_LEAVE);
    await_end(role);
}

/* The same role in a fresh image of the program. */
static inline void execute_anew(int role, int operation)
{
    expect_role(role);
    printf("      %s executes its program anew\n", role_names[role]);
    ask(role, operation);
    close_channel(channels[role]);
    take_in(role);
}

static inline void stop_role(int role, int go_on)
{
    printf("      %s is %s\n", role_names[role], go_on ? "continued" : "stopped");
    stop_process(processes[role], go_on);
}
