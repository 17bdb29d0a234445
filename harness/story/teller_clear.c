#include "story/teller_inside.h"

#include "platform/segments.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <string.h>

/* A case that passed and left something that it has to see to itself is broken. */
static void broken_by(Story *s, unsigned count, const char *one, const char *several, const char *which)
{
    if (!count || (s->outcome != OUTCOME_PASS && s->outcome != OUTCOME_OBSERVED))
        return;
    s->outcome = OUTCOME_BROKEN;
    text_printf(&s->message, "the case left %u %s behind%s", count, count == 1 ? one : several, which);
}

static bool is_of_story(uint64_t process, const void *context)
{
    const Story *s = context;
    for (const Actor *actor = s->actors; actor; actor = actor->next) {
        if (actor->identifier == process)
            return true;
    }
    return false;
}

/* What the case left on the system: processes, and segments without a key, make it broken; files and objects are simply
 * removed. */
void clear_away(Story *s, const char *files, time_t began)
{
    Text who = {0};
    if (s->outcome != OUTCOME_HANG)
        await_orphans(clock_milliseconds() +
                      (uint64_t)(2000 * s->options->scale)); /* children see their channel's end */
    unsigned orphans = reap_orphans(&who, clock_milliseconds() + 2000);
    Text which = {0};
    text_printf(&which, ": %s", who.bytes ? who.bytes : "");
    broken_by(s, orphans, "process", "processes", which.bytes);
    text_free(&which);
    text_free(&who);
    if (strcmp(s->instance->family, "posix") == 0)
        broken_by(s, remove_private_segments(is_of_story, s, began), "segment", "segments", "");
    remove_objects(s->options->folder);
    Text problem = {0};
    if (!remove_tree_contents(files, &problem))
        text_printf(&s->noise, "%s\n", problem.bytes);
    text_free(&problem);
}
