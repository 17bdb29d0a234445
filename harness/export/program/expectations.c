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
