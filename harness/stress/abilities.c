/* What the subject can do by nature (story/subject.c), and what the running system adds: asked of an actor. */
#include "stress/stage.h"

#include "platform/system.h"

#include <string.h>

enum { POSIX_PAGES = 16, WINDOWS_UNITS = 3 };

static bool has(const Subject *subject, Capabilities capability)
{
    return (subject->has & capability) == capability;
}

static void by_nature(const Subject *subject, const Hello *hello, Abilities *can)
{
    bool windows = !strcmp(hello->system, "windows");
    *can = (Abilities){.page = (uint32_t)hello->page,
                       .granularity = (uint32_t)hello->granularity,
                       .backing = subject->backing,
                       .windows = windows,
                       .named = has(subject, CAP(NAMED)),
                       .remove = has(subject, CAP(REMOVE)),
                       .remove_in_use = has(subject, CAP(REMOVE_WHILE_MAPPED)),
                       .resize = has(subject, CAP(RESIZE)),
                       .shrink_in_use = has(subject, CAP(SHRINK_WHILE_MAPPED)),
                       .read_write = has(subject, CAP(READ_WRITE_CALLS)),
                       .copy_on_write = has(subject, CAP(COPY_ON_WRITE_VIEWS)),
                       .partial_unmap = has(subject, CAP(PARTIAL_UNMAP)),
                       .offset_views = has(subject, CAP(OFFSET_VIEWS)),
                       .past_end = has(subject, CAP(VIEW_PAST_END)),
                       .flush = has(subject, CAP(FLUSH)),
                       .fork = has(subject, CAP(FORK)),
                       .odd_size = has(subject, CAP(ODD_SIZE)) && subject->backing != BACKING_SYSV,
                       .name_goes_with_handles = has(subject, CAP(NAME_GOES_WITH_LAST_HANDLE)),
                       .duplicate = windows,
                       .spawn = windows,
                       /* a file's handle would be inherited too, and nobody would know of it */
                       .inherit = windows && subject->backing == BACKING_PAGING_FILE,
                       .reserve = windows && subject->backing == BACKING_PAGING_FILE,
                       .reserved_faults = windows,
                       .shared_copying = windows,
                       .commit_to_the_end = windows};
    can->most_size = windows ? WINDOWS_UNITS * can->granularity : POSIX_PAGES * can->page;
}

/* Places far away, for views that are asked for there: only where the address space has them. */
static bool has_places(Stage *stage)
{
    request_begin(stage, "portable.reserve");
    request_word(stage, "%u", 0x100000);
    request_word(stage, "0x200000000000");
    if (!stage_ask(stage, 0))
        return false;
    Symbol address = stage_result(stage);
    request_begin(stage, "portable.release");
    request_symbol(stage, address, 0);
    request_word(stage, "%u", 0x100000);
    return stage_ask(stage, 0);
}

/* Is a view refused for its length alone? Elsewhere than on 64 bits of x86 there may be room. */
static bool refuses_too_long(Stage *stage)
{
    request_begin(stage, "portable.reserve");
    request_word(stage, "%llu", (unsigned long long)TOO_LONG_BYTES);
    request_word(stage, "NULL");
    if (!stage_ask(stage, 0))
        return stage->reply.kind == REPLY_ERROR;
    Symbol address = stage_result(stage);
    request_begin(stage, "portable.release");
    request_symbol(stage, address, 0);
    request_word(stage, "%llu", (unsigned long long)TOO_LONG_BYTES);
    stage_ask(stage, 0);
    return false;
}

/* Its own file system decides whether holes can be punched: the object is one as the program will make them. */
static bool can_punch(Stage *stage, const Model *model)
{
    Step create = {.kind = STEP_CREATE, .name = model->can.named ? 0 : NO_NAME, .length = 2 * model->can.page};
    Step punch = {.kind = STEP_PUNCH, .length = model->can.page};
    Text problem = {0};
    bool made = stage_step(stage, model, &create, &problem) && stage->reply.kind == REPLY_OK;
    bool punched = made && stage_step(stage, model, &punch, &problem) && stage->reply.kind == REPLY_OK;
    text_free(&problem);
    return punched;
}

static void ask_the_system(Stage *stage, Abilities *can)
{
    const Hello *hello = connection_hello(stage->actors[0].connection);
    bool linux_system = !strcmp(hello->system, "linux");
    Model *model = model_new(can);
    can->places = hello->bits == 64 && has_places(stage);
    can->too_long = hello->bits == 64 && !can->windows && can->backing != BACKING_SYSV && refuses_too_long(stage);
    can->remap = linux_system && can->backing != BACKING_SYSV;
    can->punch = linux_system && can->resize && can_punch(stage, model);
    model_free(model);
}

bool find_abilities(const StageOptions *options, Abilities *can, Text *problem)
{
    Stage stage;
    bool fine = stage_open(&stage, options, NULL, problem) && stage_start(&stage, 0, problem);
    if (fine) {
        const Hello *hello = connection_hello(stage.actors[0].connection);
        by_nature(options->subject, hello, can);
        fine = can->page <= MOST_LENGTH * 16 && strstr(hello->families, options->subject->family);
        if (fine)
            ask_the_system(&stage, can);
        else
            text_printf(problem, "the actor has no calls of the family %s", options->subject->family);
    }
    stage_close(&stage);
    return fine;
}
