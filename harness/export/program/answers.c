/* What is answered, and how a role answers. ------------------------------------------------------------------------- */

enum { IS_NOTHING, IS_OK, IS_ERROR, IS_FAULT, IS_DEAD, IS_LATE, IS_UNSUPPORTED };
enum { TO_LEAVE = -1, TO_HAVE_LANE = -2 }; /* TO_HAVE_LANE - N: a thread that plays role N */
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

static _Thread_local uint64_t v[VALUES]; /* what was answered, by operation; behind it fields of answers */
static Answer answers[OPERATIONS + 1];
static unsigned char *bytes_of[OPERATIONS + 1];
static _Thread_local Answer answer; /* in a role: the one that it makes */
static _Thread_local unsigned char *answer_bytes;
static _Thread_local uint64_t left_error; /* in a role: what the last call left */
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

/* clang-format off */ /* it takes the macro for a case of its own */
#ifdef _WIN32
#define OTHER_POINTERS HMODULE : number_of_pointer,
#else
#define OTHER_POINTERS
#endif

#define NUMBER(x) \
    _Generic((x), OTHER_POINTERS void * : number_of_pointer, const void * : number_of_pointer, default : number_itself)(x)
/* clang-format on */

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
