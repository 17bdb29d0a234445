/* Memory: plain accesses; a fault is an answer. ---------------------------------------------------------------------- */

static inline void load(const void *address, size_t count)
{
    unsigned char *into = calloc(count + 1, 1);
    for (size_t i = 0; into && i < count; i++)
        into[i] = ((const volatile unsigned char *)address)[i];
    ok(0);
    with_bytes(into, count);
    free(into);
}

static inline void store(void *address, const void *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((volatile unsigned char *)address)[i] = ((const unsigned char *)from)[i];
    ok(0);
}

static inline void load_word(const void *address, size_t width)
{
    ok(width == 1   ? *(const volatile uint8_t *)address
       : width == 2 ? *(const volatile uint16_t *)address
       : width == 4 ? *(const volatile uint32_t *)address
                    : *(const volatile uint64_t *)address);
}

static inline void store_word(void *address, size_t width, uint64_t value)
{
    if (width == 1)
        *(volatile uint8_t *)address = (uint8_t)value;
    else if (width == 2)
        *(volatile uint16_t *)address = (uint16_t)value;
    else if (width == 4)
        *(volatile uint32_t *)address = (uint32_t)value;
    else
        *(volatile uint64_t *)address = value;
    ok(0);
}

static inline void add_word(void *address, size_t width, uint64_t addend, size_t times)
{
    uint64_t result = 0;
    for (size_t i = 0; i < times; i++)
        result = width == 1   ? __atomic_add_fetch((volatile uint8_t *)address, (uint8_t)addend, __ATOMIC_SEQ_CST)
                 : width == 2 ? __atomic_add_fetch((volatile uint16_t *)address, (uint16_t)addend, __ATOMIC_SEQ_CST)
                 : width == 4 ? __atomic_add_fetch((volatile uint32_t *)address, (uint32_t)addend, __ATOMIC_SEQ_CST)
                              : __atomic_add_fetch((volatile uint64_t *)address, addend, __ATOMIC_SEQ_CST);
    ok(result);
}

static inline void fill(void *address, size_t count, uint64_t byte)
{
    for (size_t i = 0; i < count; i++)
        ((volatile unsigned char *)address)[i] = (unsigned char)byte;
    ok(0);
}

/* CRC-32 */
static inline void digest(const void *address, size_t count)
{
    uint32_t sum = 0xffffffff;
    for (size_t i = 0; i < count; i++) {
        sum ^= ((const volatile unsigned char *)address)[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    ok(sum ^ 0xffffffff);
}

static inline void mismatch(const void *address, size_t count, uint64_t byte)
{
    size_t at = 0;
    while (at < count && ((const volatile unsigned char *)address)[at] == (unsigned char)byte)
        at++;
    ok(at);
}

/* Aligned accesses one after the other, each guarded by itself: "+OFFSET" or "+OFFSET=VALUE", with ";" between them. */
static _Thread_local struct EachAccess {
    char *address;
    size_t width;
    uint64_t value;
    int stores;
} each_access;

static inline void access_once(int index)
{
    (void)index;
    if (each_access.stores)
        store_word(each_access.address, each_access.width, each_access.value);
    else
        load_word(each_access.address, each_access.width);
}

/* What the access showed, as mapcheck's actor says it. */
static inline size_t tell_access(char *told, size_t room, const char *base)
{
    long long behind = (long long)(answer.address - (uint64_t)(uintptr_t)base);
    int access = answer.access ? answer.access : each_access.stores ? WRITE : READ;
    const char *how = access == WRITE ? "write" : access == READ ? "read" : "execute";
    if (answer.kind == IS_FAULT)
        return (size_t)snprintf(told, room, "%s:%.*s%+lld", how, (int)strcspn(answer.code, ":"), answer.code, behind);
    if (each_access.stores)
        return (size_t)snprintf(told, room, "ok");
    return (size_t)snprintf(told, room, "%llu", (unsigned long long)answer.result);
}

static inline void access_each(void *address, size_t width, const char *accesses)
{
    enum { LONGEST = 80 };
    char *told = calloc(strlen(accesses) + 1, LONGEST);
    size_t length = 0;
    for (const char *at = accesses; told && *at == '+';) {
        char *end;
        uint64_t offset = strtoull(at + 1, &end, 10);
        each_access = (struct EachAccess){(char *)address + offset, width, 0, *end == '='};
        each_access.value = each_access.stores ? strtoull(end + 1, &end, 10) : 0;
        run_guarded(access_once, 0);
        length += (size_t)snprintf(told + length, 2, "%s", length ? ";" : "");
        length += tell_access(told + length, LONGEST - 2, address);
        at = end + (*end == ';');
    }
    ok(0);
    with_bytes(told, length);
    free(told);
}

static inline void execute(void *address)
{
    void (*function)(void);
    memcpy(&function, &address, sizeof function);
    function();
    ok(0);
}

static inline void process_die(void)
{
    end_at_once();
}

static inline void process_leave(int code)
{
    leave(code);
}
