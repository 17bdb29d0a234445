/* The actor's objects: small numbers for descriptors, segments and handles. */
#include "actor/portable.h"

#include <stdatomic.h>

enum { MAX_OBJECTS = 4096 };

/* Lanes add and forget at the same time. */
static struct {
    _Atomic int used;
    Object object;
} objects[MAX_OBJECTS];

uint64_t object_add(Object object)
{
    for (uint64_t i = 0; i < MAX_OBJECTS; i++) {
        int unused = 0;
        if (atomic_compare_exchange_strong(&objects[i].used, &unused, 1)) {
            objects[i].object = object;
            return i + 1;
        }
    }
    return 0;
}

Object *object_of(Request *request, size_t index)
{
    uint64_t number = argument_word(request, index);
    if (number == 0 || number > MAX_OBJECTS || !objects[number - 1].used) {
        reply_bad(request, "%llu is no object of this actor", (unsigned long long)number);
        return NULL;
    }
    return &objects[number - 1].object;
}

void object_forget(uint64_t number)
{
    objects[number - 1].used = 0;
}
