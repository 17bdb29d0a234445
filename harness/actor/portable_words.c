/* Words: one aligned machine access of 1, 2, 4 or 8 bytes, one store at any address, atomic additions, and rows of
 * words. */
#include "actor/words.h"

#include <string.h>

bool word_access(Request *request, WordAccess *access)
{
    access->place = argument_address(request, 0);
    access->width = (size_t)argument_word(request, 1);
    size_t width = access->width;
    if (width != 1 && width != 2 && width != 4 && width != 8) {
        reply_bad(request, "a word has 1, 2, 4 or 8 bytes, not %zu", width);
        return false;
    }
    if (argument_word(request, 0) % width) {
        reply_bad(request, "0x%llx is not aligned for a word of %zu bytes",
                  (unsigned long long)argument_word(request, 0), width);
        return false;
    }
    return true;
}

static void guarded(Request *request, void (*body)(void *), WordAccess *access, FaultAccess doing)
{
    Fault fault = {0};
    if (guard_run(body, access, doing, &fault))
        reply_ok(request, access->result);
    else
        reply_fault(request, &fault, false);
}

UNCHECKED_ACCESS void load_one_word(void *context)
{
    WordAccess *access = context;
    switch (access->width) {
    case 1:
        access->result = *(volatile uint8_t *)access->place;
        break;
    case 2:
        access->result = *(volatile uint16_t *)access->place;
        break;
    case 4:
        access->result = *(volatile uint32_t *)access->place;
        break;
    default:
        access->result = *(volatile uint64_t *)access->place;
        break;
    }
}

UNCHECKED_ACCESS void store_one_word(void *context)
{
    WordAccess *access = context;
    switch (access->width) {
    case 1:
        *(volatile uint8_t *)access->place = (uint8_t)access->value;
        break;
    case 2:
        *(volatile uint16_t *)access->place = (uint16_t)access->value;
        break;
    case 4:
        *(volatile uint32_t *)access->place = (uint32_t)access->value;
        break;
    default:
        *(volatile uint64_t *)access->place = access->value;
        break;
    }
}

/* Types that may lie anywhere. */
typedef uint16_t Loose2 __attribute__((aligned(1), may_alias));
typedef uint32_t Loose4 __attribute__((aligned(1), may_alias));
typedef uint64_t Loose8 __attribute__((aligned(1), may_alias));
typedef uint64_t Loose16 __attribute__((vector_size(16), aligned(1), may_alias));

UNCHECKED_ACCESS static void store_loosely(void *context)
{
    WordAccess *access = context;
    switch (access->width) {
    case 2:
        *(volatile Loose2 *)access->place = (uint16_t)access->value;
        break;
    case 4:
        *(volatile Loose4 *)access->place = (uint32_t)access->value;
        break;
    case 8:
        *(volatile Loose8 *)access->place = access->value;
        break;
    default:
        *(volatile Loose16 *)access->place = (Loose16){access->value, access->value};
        break;
    }
}

#define ADD(type) __atomic_add_fetch((volatile type *)access->place, (type)access->value, __ATOMIC_SEQ_CST)
UNCHECKED_ACCESS static void add(void *context)
{
    WordAccess *access = context;
    for (uint64_t i = 0; i < access->times; i++) {
        switch (access->width) {
        case 1:
            access->result = ADD(uint8_t);
            break;
        case 2:
            access->result = ADD(uint16_t);
            break;
        case 4:
            access->result = ADD(uint32_t);
            break;
        default:
            access->result = ADD(uint64_t);
            break;
        }
    }
}

void portable_load_word(Request *request)
{
    WordAccess access = {0};
    if (word_access(request, &access))
        guarded(request, load_one_word, &access, FAULT_READ);
}

void portable_store_word(Request *request)
{
    WordAccess access = {.value = argument_word(request, 2)};
    if (word_access(request, &access))
        guarded(request, store_one_word, &access, FAULT_WRITE);
}

void portable_store_unaligned(Request *request)
{
    WordAccess access = {.place = argument_address(request, 0),
                         .width = (size_t)argument_word(request, 1),
                         .value = argument_word(request, 2)};
    size_t width = access.width;
    if (width != 2 && width != 4 && width != 8 && width != 16)
        reply_bad(request, "an unaligned store has 2, 4, 8 or 16 bytes, not %zu", width);
    else
        guarded(request, store_loosely, &access, FAULT_WRITE);
}

void portable_add_word(Request *request)
{
    WordAccess access = {.value = argument_word(request, 2), .times = argument_word(request, 3)};
    if (word_access(request, &access))
        guarded(request, add, &access, FAULT_WRITE);
}

/* Rows of words of 8 bytes. */
typedef struct Row {
    volatile uint64_t *place;
    size_t words;
    uint64_t *inside;
} Row;

enum { MOST_ROW = 4096 };

/* False: answered as bad. */
static bool row_access(Request *request, size_t count_index, Row *row)
{
    uint64_t count = argument_word(request, count_index);
    bool fits = count % sizeof(uint64_t) == 0 && count <= MOST_ROW && argument_word(request, 0) % sizeof(uint64_t) == 0;
    *row = (Row){.place = argument_address(request, 0),
                 .words = (size_t)(count / sizeof(uint64_t)),
                 .inside = fits ? arena_take(request->arena, (size_t)count) : NULL};
    if (!fits || !row->inside)
        reply_bad(request, "words of 8 bytes begin at multiples of 8; at most %d bytes", MOST_ROW);
    return fits && row->inside;
}

UNCHECKED_ACCESS static void load_row(void *context)
{
    Row *row = context;
    for (size_t i = 0; i < row->words; i++)
        row->inside[i] = row->place[i];
}

UNCHECKED_ACCESS static void store_row(void *context)
{
    Row *row = context;
    for (size_t i = 0; i < row->words; i++)
        row->place[i] = row->inside[i];
}

void portable_load_words(Request *request)
{
    Row row;
    Fault fault = {0};
    if (!row_access(request, 1, &row))
        return;
    if (!guard_run(load_row, &row, FAULT_READ, &fault)) {
        reply_fault(request, &fault, false);
        return;
    }
    reply_bytes_field(request, "bytes", row.inside, row.words * sizeof(uint64_t));
    reply_ok(request, 0);
}

void portable_store_words(Request *request)
{
    Row row;
    Fault fault = {0};
    if (!row_access(request, 2, &row))
        return;
    if (request->arguments[1].memory && argument_word(request, 2) > request->arguments[1].room) {
        reply_bad(request, "%llu bytes to store, but only %zu were given",
                  (unsigned long long)argument_word(request, 2), request->arguments[1].room);
        return;
    }
    memcpy(row.inside, argument_address(request, 1), row.words * sizeof(uint64_t));
    if (guard_run(store_row, &row, FAULT_WRITE, &fault))
        reply_ok(request, 0);
    else
        reply_fault(request, &fault, false);
}
