#include "actor/portable.h"

#include <string.h>

static struct {
    const char *name;
    PortableOperation *operation;
} operations[] = {
#define CALL(name, ...) {#name, portable_##name},
#define CALL0(name, ...) {#name, portable_##name},
#include "calls/portable.calls"
};

PortableOperation **portable_entry(const char *name)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (strcmp(operations[i].name, name) == 0)
            return &operations[i].operation;
    }
    return NULL;
}

static void run_operation(void *context)
{
    Request *request = context;
    operations[row_index(request->row)].operation(request); /* both were made from calls/portable.calls */
}

/* Memory operations guard their accesses themselves; what faults here is a call that an operation made. */
void portable_run(Request *request)
{
    Fault fault = {0};
    if (!guard_run(run_operation, request, FAULT_READ, &fault))
        reply_fault(request, &fault, true);
}
