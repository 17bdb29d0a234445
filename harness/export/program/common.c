/* The story's machinery: roles, answers, expectations. -------------------------------------------------------------- */

enum { IS_NOTHING, IS_OK, IS_ERROR, IS_FAULT, IS_DEAD, IS_LATE, IS_UNSUPPORTED };
enum { TO_DIE = -1, TO_LEAVE = -2 };
enum { NO_ACCESS = 8, READ = 1, WRITE = 2, EXECUTE = 4 };

typedef struct Answer {
    uint64_t result;
    uint64_t error;   /* IS_ERROR: which; IS_OK: the last error if the call changed it, else POISON */
    uint64_t address; /* IS_FAULT */
    int32_t kind;
    int32_t access; /* IS_FAULT: READ, WRITE, EXECUTE; 0 unknown */
    uint32_t length;
    char code[64]; /* IS_FAULT; IS_UNSUPPORTED: a sentence */
} Answer;

static uint64_t v[VALUES]; /* what was answered, by operation; behind it fields of answers */
static Answer answers[OPERATIONS + 1];
static unsigned char *bytes_of[OPERATIONS + 1];
static Answer answer; /* in a role: the one that it makes */
static unsigned char *answer_bytes;
static uint64_t left_error; /* in a role: what the last call left */
static int channels[ROLES], listeners[ROLES];
static uint64_t processes[ROLES];

static void act(int operation); /* what the roles do */
static void tell(void);         /* the story */
static void clean(void);        /* what outlives processes */
static void prepare(void);      /* where the calls come from */

#define AT(address) ((void *)(uintptr_t)(address))

/* Small negative addresses (MAP_FAILED, INVALID_HANDLE_VALUE) are the same number whatever the size of a pointer. */
static inline uint64_t number_of_pointer(const volatile void *pointer)
{
    uintptr_t value = (uintptr_t)pointer;
    return value >= (uintptr_t)-16 ? (uint64_t)(intptr_t)value : value;
}

static inline uint64_t number_itself(uint64_t number)
{
    return number;
}

#define NUMBER(x) \
    _Generic((x), void * : number_of_pointer, const void * : number_of_pointer, default : number_itself)(x)

/* A number into a member of whatever size. */
#define SET(member, number) set_member(&(member), sizeof(member), number)
static inline void set_member(void *member, size_t size, uint64_t number)
{
    uint8_t one = (uint8_t)number;
    uint16_t two = (uint16_t)number;
    uint32_t four = (uint32_t)number;
    memcpy(member,
           size == 1   ? (void *)&one
           : size == 2 ? (void *)&two
           : size == 4 ? (void *)&four
                       : (void *)&number,
           size);
}

/* Names carry this run, so that two runs do not meet. */
static inline const char *NAME(const char *before, const char *after)
{
    size_t room = strlen(before) + strlen(run) + strlen(after) + 1;
    char *name = malloc(room);
    if (!name)
        exit(2);
    snprintf(name, room, "%s%s%s", before, run, after);
    return name;
}

static inline void begin_run(void)
{
    uint64_t mixed = (clock_number() ^ own_number() << 40) * 0x9e3779b97f4a7c15u;
    char digits[33];
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)mixed, (unsigned long long)own_number());
    /* as long as in the transcript, for names may have the longest length that there is */
    snprintf(run, sizeof run, "%.*s", RUN_DIGITS, digits);
}

/* In a role: answers. ------------------------------------------------------------------------------------------------ */

enum { MINUS_ONE, ERRNO_RESULT, ZERO, MINUS_ONE_LAST, STATUS, BY_REPLY, NEVER };

static inline void poison(void)
{
    set_error(POISON);
}

/* The call that reads the last error finds what the call before it left. */
static inline void find_left_error(void)
{
    set_error(left_error);
}

static inline void answered(uint64_t result, int failure)
{
    left_error = get_error();
    int failed = failure == MINUS_ONE || failure == MINUS_ONE_LAST ? result == (uint64_t)-1
                 : failure == ERRNO_RESULT                         ? result != 0
                 : failure == ZERO                                 ? result == 0
                 : failure == STATUS                               ? (int32_t)result < 0
                                                                   : 0;
    answer.kind = failed ? IS_ERROR : IS_OK;
    answer.result = result;
    answer.error = failed && (failure == ERRNO_RESULT || failure == STATUS) ? result : left_error;
}

static inline void ok(uint64_t result)
{
    answer.kind = IS_OK;
    answer.result = result;
    answer.error = POISON;
}

static inline void failed(void)
{
    answer.kind = IS_ERROR;
    answer.error = get_error();
    answer.result = 0;
}

static inline void unsupported(const char *sentence)
{
    answer.kind = IS_UNSUPPORTED;
    snprintf(answer.code, sizeof answer.code, "%s", sentence);
}

static void found_fault(int access, uint64_t address, const char *code)
{
    answer.kind = IS_FAULT;
    answer.access = access;
    answer.address = address;
    snprintf(answer.code, sizeof answer.code, "%s", code);
}

static inline void with_bytes(const void *bytes, uint64_t count)
{
    free(answer_bytes);
    answer_bytes = malloc(count + 1);
    if (!answer_bytes)
        exit(2);
    memcpy(answer_bytes, bytes, count);
    answer.length = (uint32_t)count;
}

/* As many as the call says that it delivered, else the whole room. */
static inline uint64_t delivered(uint64_t count, uint64_t room)
{
    return count < room ? count : room;
}

static inline void serve(int role)
{
    uint64_t process = own_number();
    if (!send_to(channel, &role, sizeof role) || !send_to(channel, &process, sizeof process))
        leave(2);
    for (int32_t operation; receive_from(channel, &operation, sizeof operation) == 1;) {
        if (receive_from(channel, v, sizeof v) != 1)
            break;
        if (operation == TO_DIE)
            end_at_once();
        if (operation == TO_LEAVE)
            break;
        answer = (Answer){.kind = IS_NOTHING, .error = POISON};
        run_guarded(act, operation);
        if (answer.kind == IS_OK)
            v[operation] = answer.result;
        if (!send_to(channel, &answer, sizeof answer) || !send_to(channel, v, sizeof v) ||
            !send_to(channel, answer_bytes, answer.length))
            break;
    }
    leave(0);
}

/* In the program that was started: the story. ------------------------------------------------------------------------ */

static inline void end_story(int code)
{
    for (int role = 0; role < ROLES; role++) {
        if (channels[role] > 0)
            close_channel(channels[role]);
        if (processes[role])
            wait_for_process(processes[role]);
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
    processes[role] = process;
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
        memcpy(v, values, sizeof v);
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
    ask(role, TO_DIE);
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

/* Expectations. ------------------------------------------------------------------------------------------------------ */

static inline void hold(int holds, int operation, const char *what)
{
    if (holds)
        return;
    if (operation && answers[operation].kind == IS_UNSUPPORTED) {
        printf("not done: %s\n", answers[operation].code);
        end_story(2);
    }
    printf("      expected of %d: %s   <-- does not hold\n", operation, what);
    end_story(1);
}

static inline void expect_ok(int operation)
{
    hold(answers[operation].kind == IS_OK, operation, "success");
}

static inline void expect_refused(int operation)
{
    hold(answers[operation].kind == IS_ERROR, operation, "an error");
}

#define expect_error(operation, ...)                                                                                   \
    hold(is_error(operation, (const uint64_t[]){__VA_ARGS__}, sizeof((const uint64_t[]){__VA_ARGS__}) / 8), operation, \
         #__VA_ARGS__)
static inline int is_error(int operation, const uint64_t *errors, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (answers[operation].kind == IS_ERROR && (uint32_t)answers[operation].error == (uint32_t)errors[i])
            return 1;
    }
    return 0;
}

static inline void expect_number(int operation, uint64_t seen, uint64_t wanted, const char *what)
{
    expect_ok(operation);
    if (seen != wanted)
        printf("      %s is %llu (0x%llx), not %llu (0x%llx)\n", what, (unsigned long long)seen,
               (unsigned long long)seen, (unsigned long long)wanted, (unsigned long long)wanted);
    hold(seen == wanted, operation, what);
}

static inline void expect_result(int operation, uint64_t wanted)
{
    expect_number(operation, answers[operation].result, wanted, "the result");
}

static inline void expect_bytes(int operation, const char *wanted, size_t count)
{
    expect_ok(operation);
    hold(answers[operation].length == count && !memcmp(bytes_of[operation], wanted, count), operation, "these bytes");
}

/* Every byte is to be that of one of the rows, in its place. */
static inline void expect_legal_bytes(int operation, const char *const *rows, size_t row_count, size_t count)
{
    expect_ok(operation);
    hold(answers[operation].length == count, operation, "as many bytes");
    for (size_t i = 0; i < count; i++) {
        int legal = 0;
        for (size_t row = 0; row < row_count; row++)
            legal |= bytes_of[operation][i] == (unsigned char)rows[row][i];
        if (!legal)
            printf("      byte %llu is 0x%02x\n", (unsigned long long)i, bytes_of[operation][i]);
        hold(legal, operation, "a legal byte");
    }
}

static inline void expect_last(int operation, uint64_t error)
{
    hold(answers[operation].kind == IS_ERROR || answers[operation].kind == IS_OK, operation, "an answer");
    hold((uint32_t)answers[operation].error == (uint32_t)error, operation, "that last error");
}

static inline void expect_fault(int operation, int access, const char *code)
{
    const Answer *now = &answers[operation];
    size_t length = strlen(code);
    hold(now->kind == IS_FAULT, operation, "a fault");
    hold(!access || !now->access || now->access == access, operation, "a fault of the other access");
    hold(!strncmp(now->code, code, length) && (!length || now->code[length] == ':' || !now->code[length]), operation,
         code);
}

static inline void expect_fault_address(int operation, uint64_t address)
{
    hold(answers[operation].address == address, operation, "a fault at the other address");
}

static inline void expect_end(int operation)
{
    hold(answers[operation].kind == IS_DEAD, operation, "the process's end");
}

static inline void expect_equal(uint64_t left, uint64_t right, const char *what)
{
    hold(left == right, 0, what);
}

static inline void expect_different(uint64_t left, uint64_t right, const char *what)
{
    hold(left != right, 0, what);
}

int main(int argc, char **argv)
{
    find_program(argv[0]);
    if (argc > 4 && !strcmp(argv[1], "--role")) {
        snprintf(folder, sizeof folder, "%s", argv[3]);
        snprintf(run, sizeof run, "%s", argv[4]);
        prepare();
        start_guard();
        join_as(atoi(argv[2]));
        serve(atoi(argv[2]));
    }
    begin_run();
    make_folder();
    start_guard();
    printf("%s\n", title);
    tell();
    printf("all as expected\n");
    end_story(0);
}
