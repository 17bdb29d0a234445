/* Memory operations: plain accesses to the memory under test, each guarded as a whole. */
#include "actor/digest.h"
#include "actor/portable.h"

#include <string.h>

typedef struct Access {
    volatile unsigned char *place;
    size_t count;
    const unsigned char *from;
    unsigned char *to;
    unsigned char byte;
    uint64_t result;
} Access;

static Access access_of(const Request *request, size_t count_index)
{
    return (Access){.place = argument_address(request, 0), .count = (size_t)argument_word(request, count_index)};
}

/* True: body ran through. Otherwise the fault is the answer. */
static bool guarded(Request *request, void (*body)(void *), Access *access, FaultAccess doing)
{
    Fault fault = {0};
    if (guard_run(body, access, doing, &fault))
        return true;
    reply_fault(request, &fault, false);
    return false;
}

UNCHECKED_ACCESS static void load_bytes(void *context)
{
    Access *access = context;
    for (size_t i = 0; i < access->count; i++)
        access->to[i] = access->place[i];
}

void portable_load(Request *request)
{
    Access access = access_of(request, 1);
    access.to = arena_take(request->arena, access.count);
    if (!access.to) {
        reply_bad(request, "the actor has no memory to load %zu bytes into", access.count);
        return;
    }
    if (!guarded(request, load_bytes, &access, FAULT_READ))
        return;
    reply_bytes_field(request, "bytes", access.to, access.count);
    reply_ok(request, 0);
}

UNCHECKED_ACCESS static void store_bytes(void *context)
{
    Access *access = context;
    for (size_t i = 0; i < access->count; i++)
        access->place[i] = access->from[i];
}

void portable_store(Request *request)
{
    Access access = access_of(request, 2);
    access.from = argument_address(request, 1);
    if (request->arguments[1].memory && access.count > request->arguments[1].room) {
        reply_bad(request, "store of %zu bytes was given %zu", access.count, request->arguments[1].room);
        return;
    }
    if (guarded(request, store_bytes, &access, FAULT_WRITE))
        reply_ok(request, 0);
}

/* Much memory is filled and compared by whole words: those lie within a page, so that a page's first access is at its first
 * byte either way, and a fault tells the same address. */
typedef uintptr_t Word __attribute__((may_alias));

static Word word_of(unsigned char byte)
{
    return (Word)-1 / 0xff * byte;
}

static volatile Word *word_at(const Access *access, size_t i)
{
    return (volatile Word *)(volatile void *)(access->place + i);
}

/* Are byte `i` and those behind it a whole word? */
static bool has_word(const Access *access, size_t i)
{
    return (uintptr_t)(access->place + i) % sizeof(Word) == 0 && access->count - i >= sizeof(Word);
}

UNCHECKED_ACCESS static void fill_bytes(void *context)
{
    Access *access = context;
    size_t i = 0;
    for (; i < access->count && !has_word(access, i); i++)
        access->place[i] = access->byte;
    for (Word word = word_of(access->byte); i < access->count && has_word(access, i); i += sizeof word)
        *word_at(access, i) = word;
    for (; i < access->count; i++)
        access->place[i] = access->byte;
}

void portable_fill(Request *request)
{
    Access access = access_of(request, 1);
    access.byte = (unsigned char)argument_word(request, 2);
    if (guarded(request, fill_bytes, &access, FAULT_WRITE))
        reply_ok(request, 0);
}

UNCHECKED_ACCESS static void find_mismatch(void *context)
{
    Access *access = context;
    size_t i = 0;
    while (i < access->count && !has_word(access, i) && access->place[i] == access->byte)
        i++;
    for (Word word = word_of(access->byte); i < access->count && has_word(access, i) && *word_at(access, i) == word;)
        i += sizeof word;
    while (i < access->count && access->place[i] == access->byte)
        i++;
    access->result = i;
}

void portable_mismatch(Request *request)
{
    Access access = access_of(request, 1);
    access.byte = (unsigned char)argument_word(request, 2);
    if (guarded(request, find_mismatch, &access, FAULT_READ))
        reply_ok(request, access.result);
}

static void digest_in_place(void *context)
{
    Access *access = context;
    access->result = digest_bytes((const void *)access->place, access->count);
}

void portable_digest(Request *request)
{
    Access access = access_of(request, 1);
    if (guarded(request, digest_in_place, &access, FAULT_READ))
        reply_ok(request, access.result);
}

static void call_address(void *context)
{
    Access *access = context;
    void (*function)(void);
    volatile unsigned char *place = access->place;
    memcpy(&function, &place, sizeof function);
    function();
}

void portable_execute(Request *request)
{
    Access access = {.place = argument_address(request, 0)};
    if (guarded(request, call_address, &access, FAULT_EXECUTE))
        reply_ok(request, 0);
}
