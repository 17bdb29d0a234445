/* One actor short of something. Its limits are those of its own system: it is asked to set them. */
#include "stress/nemesis.h"

#include <string.h>

enum {
    FEW_DESCRIPTORS = 4, /* its channel has a high number, and stays; of the low ones it gets some */
    FEW_PAGES = 6,
    FEWER_PAGES = 3,       /* than it has: what it gives back it does not get again */
    SOME_FILE_ONCE_IN = 4, /* a page; else nothing at all */
    FEW_REGIONS = 3,
    MOST_REGIONS = 200000 /* more would take a program too long */
};

static bool number_in_reply(const Stage *stage, const char *before, uint64_t *number)
{
    const char *at = stage->reply.line.bytes ? strstr(stage->reply.line.bytes, before) : NULL;
    if (!at)
        return false;
    at += strlen(before);
    return text_to_number(at, strcspn(at, " ,}"), number);
}

bool meeting_not_met(Meeting *meeting, const char *why)
{
    text_clear(&meeting->unmet);
    text_append(&meeting->unmet, why);
    return false;
}

static bool set_limit(Meeting *meeting, uint64_t now)
{
    request_begin(meeting->stage, "posix.setrlimit");
    request_word(meeting->stage, "%s", meeting->resource);
    request_word(meeting->stage, "{rlim_cur=%llu,rlim_max=%llu}", (unsigned long long)now,
                 (unsigned long long)meeting->highest);
    return stage_ask(meeting->stage, meeting->poor);
}

static bool limit_to(Meeting *meeting, const char *resource, uint64_t now)
{
    Stage *stage = meeting->stage;
    request_begin(stage, "posix.getrlimit");
    request_word(stage, "%s", resource);
    request_word(stage, "out");
    bool known = stage_ask(stage, meeting->poor) && number_in_reply(stage, "rlim_cur=", &meeting->usual) &&
                 number_in_reply(stage, "rlim_max=", &meeting->highest);
    if (!known)
        return meeting_not_met(meeting, "the actor's system has no such limits");
    if (now >= meeting->usual)
        return meeting_not_met(meeting, "the actor has a lower limit already");
    meeting->resource = resource;
    if (set_limit(meeting, now))
        return true;
    meeting->resource = NULL;
    return meeting_not_met(meeting, "the limit could not be set");
}

/* A sanitizer maps memory of its own whenever it likes, and that counts. */
static bool is_plain(const Meeting *meeting)
{
    Stage *stage = meeting->stage;
    request_begin(stage, "facts");
    stage_ask(stage, meeting->poor);
    const char *sanitizers = strstr(stage->reply.line.bytes, " sanitizers=\"");
    return !sanitizers || sanitizers[strlen(" sanitizers=\"")] == '"';
}

static bool number_in_file(const Meeting *meeting, const char *path, const char *word, uint64_t *number)
{
    request_begin(meeting->stage, "posix.number_in");
    request_bytes(meeting->stage, (const unsigned char *)path, strlen(path));
    request_bytes(meeting->stage, (const unsigned char *)word, strlen(word));
    request_word(meeting->stage, "out");
    return stage_ask(meeting->stage, meeting->poor) && number_in_reply(meeting->stage, "value=", number);
}

static bool few_addresses(Meeting *meeting, Random *random)
{
    uint64_t kibibytes, page = connection_hello(meeting->stage->actors[meeting->poor].connection)->page;
    if (!is_plain(meeting))
        return meeting_not_met(meeting, "the actor is built with sanitizers, which map memory of their own");
    if (!number_in_file(meeting, "/proc/self/status", "VmSize:", &kibibytes))
        return meeting_not_met(meeting, "the actor's system does not say how much of its address space is used");
    return limit_to(meeting, "RLIMIT_AS",
                    1024 * kibibytes + (uint64_t)random_below(random, FEW_PAGES) * page - FEWER_PAGES * page);
}

static bool few_regions(Meeting *meeting, Random *random)
{
    Stage *stage = meeting->stage;
    uint64_t limit = 0, last = 0, page = connection_hello(stage->actors[meeting->poor].connection)->page;
    if (!is_plain(meeting))
        return meeting_not_met(meeting, "the actor is built with sanitizers, which map memory of their own");
    if (!number_in_file(meeting, "/proc/sys/vm/max_map_count", "", &limit) || limit > MOST_REGIONS)
        return meeting_not_met(meeting,
                               "the actor's system does not limit regions, or to more than can be made in time");
    request_begin(stage, "posix.map_until_refused");
    request_word(stage, "%llu", (unsigned long long)limit + 10);
    request_word(stage, "out");
    request_word(stage, "out");
    if (!stage_ask(stage, meeting->poor) || !number_in_reply(stage, "last=", &last))
        return meeting_not_met(meeting, "the actor could not fill its address space with regions");
    /* Every second one: its neighbours do not become one region. */
    for (uint64_t i = random_below(random, FEW_REGIONS); i > 0; i--) {
        uint64_t address = last + 2 * i * page;
        request_begin(stage, "posix.munmap");
        request_word(stage, "0x%llx", (unsigned long long)address);
        request_word(stage, "%llu", (unsigned long long)page);
        stage_ask(stage, meeting->poor);
    }
    return true;
}

static bool short_files(Meeting *meeting, Random *random)
{
    uint64_t page = connection_hello(meeting->stage->actors[meeting->poor].connection)->page;
    request_begin(meeting->stage, "posix.ignore_signal");
    request_word(meeting->stage, "SIGXFSZ");
    if (!stage_ask(meeting->stage, meeting->poor))
        return meeting_not_met(meeting, "the actor's system has no such limits");
    return limit_to(meeting, "RLIMIT_FSIZE", random_once_in(random, SOME_FILE_ONCE_IN) ? page : 0);
}

bool meeting_limit(Meeting *meeting, Nemesis nemesis, Random *random)
{
    switch (nemesis) {
    case NEMESIS_DESCRIPTORS:
        return limit_to(meeting, "RLIMIT_NOFILE", FEW_DESCRIPTORS + random_below(random, FEW_DESCRIPTORS));
    case NEMESIS_ADDRESSES:
        return few_addresses(meeting, random);
    case NEMESIS_REGIONS:
        return few_regions(meeting, random);
    case NEMESIS_DISK:
        return short_files(meeting, random);
    default:
        return meeting_not_met(meeting, "only one thing at a time can be scarce");
    }
}

void meeting_lift(Meeting *meeting)
{
    if (meeting->resource && meeting->stage->actors[meeting->poor].connection)
        set_limit(meeting, meeting->usual);
    meeting->resource = NULL;
}
