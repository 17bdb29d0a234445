/* Names for things that outlive a process: unguessable, and on record before anything can bear them. */
#include "story/internal.h"

#include "platform/sweep.h"

#include <string.h>

static void on_record(Story *s, const char *object)
{
    Text problem = {0};
    if (!record_object(s->options->folder, object, &problem)) {
        const char *sentence = story_copy(s, problem.bytes);
        text_free(&problem);
        stop_story(s, OUTCOME_BROKEN, HERE, NULL, "%s", sentence);
    }
    text_free(&problem);
}

/* The run's id keeps names of different runs apart, the worker's and the case's numbers those of one run. */
static const char *name_with(Story *s, const char *word)
{
    return story_text(s, "mapcheck-%s-%d-%u-%u-%s", s->options->run, s->options->worker, s->told, ++s->names, word);
}

const char *scratch_name(Story *s, const char *word)
{
    return story_text(s, "%s-%u-%u", word, s->told, ++s->names);
}

/* Every shared memory object has a name from here, so a system without them is told from one whose calls fail. */
static void need_shared_memory_objects(Story *s)
{
    Text word = {0};
    bool missing = word_value(s->facts, "shm", &word) && strcmp(word.bytes, "no") == 0;
    text_free(&word);
    if (missing)
        skip_story(s, "shared memory objects cannot be made here: /dev/shm is missing, or may not be written");
}

void record_name(Story *s, const char *name)
{
    if (strcmp(s->instance->family, "posix") == 0)
        on_record(s, story_text(s, "shm %s", name));
}

const char *unique_name(Story *s, const char *word)
{
    bool posix = strcmp(s->instance->family, "posix") == 0;
    const char *name = name_with(s, word);
    if (!posix)
        return name;
    need_shared_memory_objects(s);
    const char *slashed = story_text(s, "/%s", name);
    record_name(s, slashed);
    return slashed;
}

/* Keys of System V segments have 31 useful bits; portable_key_of_name in the actor makes the same key of a name. */
uint64_t unique_key(Story *s)
{
    uint64_t key = segment_key(name_with(s, "key"));
    on_record(s, story_text(s, "sysv %llu", (unsigned long long)key));
    return key;
}

const char *object_name(Story *s, const char *word)
{
    const char *name = NULL;
    switch (backing(s)) {
    case BACKING_FILE:
        return scratch_name(s, word);
    case BACKING_SHM:
        return unique_name(s, word);
    case BACKING_SYSV:
        name = name_with(s, word);
        on_record(s, story_text(s, "sysv %llu", (unsigned long long)segment_key(name)));
        return name;
    case BACKING_PAGING_FILE:
        return name_with(s, word);
    case BACKING_MEMFD:
    case BACKING_ANONYMOUS:
        break;
    }
    return "";
}
