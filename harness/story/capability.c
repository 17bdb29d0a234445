#include "story/capability.h"

#include <stddef.h>

const char *missing_capability(Capabilities needs, Capabilities has)
{
#define SENTENCE(name, sentence) sentence,
    static const char *const sentences[] = {ALL_CAPABILITIES(SENTENCE)};
#undef SENTENCE
    for (unsigned i = 0; i < CAPABILITY_COUNT; i++) {
        if (needs & ~has & ((Capabilities)1 << i))
            return sentences[i];
    }
    return NULL;
}
