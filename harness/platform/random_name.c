#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>

void append_random_name(Text *out, size_t bytes)
{
    while (bytes) {
        unsigned char piece[64];
        size_t count = bytes < sizeof piece ? bytes : sizeof piece;
        if (!random_bytes(piece, count)) {
            /* A guessable name would let a stranger into the run. */
            fputs("mapcheck: the system gives no random numbers; names that nobody can guess cannot be made\n", stderr);
            abort();
        }
        for (size_t i = 0; i < count; i++)
            text_printf(out, "%02x", piece[i]);
        bytes -= count;
    }
}
