/* The worker's loop: cases come in by name, records go out. Each case is one Check test, run without fork. */
#include "story/teller_inside.h"

#include "platform/processors.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FEW_AHEAD = 4 };

typedef struct Worker {
    const TellerOptions *options;
    Text files;    /* the actors' working directory */
    Text messages; /* where Check keeps its files */
    Text facts;
    Capabilities platform;
    Pool pool;
    Pool other; /* of the other width; started only when a story asks for one */
    unsigned told;
} Worker;

/* Check passes nothing to a test function, and a worker tells one story at a time. */
static Story *story_now;

START_TEST(tell_the_story)
{
    story_now->instance->told->tell(story_now);
}
END_TEST

static void run_under_check(Story *s)
{
    Suite *suite = suite_create(s->instance->chapter->path);
    TCase *tcase = tcase_create(s->instance->told->name);
    tcase_add_test(tcase, tell_the_story);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK); /* the side that judges cannot crash; limits are the story's own */
    story_now = s;
    srunner_run_all(runner, CK_SILENT);
    story_now = NULL;
    if (srunner_ntests_failed(runner) && !s->stopped) {
        s->outcome = OUTCOME_BROKEN;
        text_append(&s->message, "Check stopped the story, but no expectation did");
    }
    srunner_free(runner);
}

static bool lacks_something(Story *s)
{
    Capabilities has = s->platform;
    if (s->instance->subject)
        has |= s->instance->subject->has;
    else
        has |= ~(CAP(NO_EXECUTE) | CAP(ADDRESS_64) | CAP(LINUX) | CAP(PRIVILEGED) | CAP(UNPRIVILEGED) | CAP(STOP) |
                 CAP(OTHER_WIDTH));
    const char *sentence = missing_capability(s->instance->told->needs, has);
    if (!sentence)
        return false;
    s->outcome = OUTCOME_SKIP;
    s->skip_kind = "capability";
    text_append(&s->message, sentence);
    return true;
}

static void conclude(Story *s)
{
    if (s->stopped || s->outcome != OUTCOME_PASS)
        return;
    if (s->checks == 0) {
        s->outcome = OUTCOME_BROKEN;
        text_append(&s->message, "the story checked nothing");
    } else if (s->instance->told->level == OBSERVE) {
        s->outcome = OUTCOME_OBSERVED;
    }
}

static void free_story(Story *s)
{
    for (Answer *answer = s->answers; answer; answer = answer->next) {
        text_free(&answer->call);
        text_free(&answer->line);
    }
    while (s->keepsakes) {
        Keepsake *next = s->keepsakes->next;
        free(s->keepsakes);
        s->keepsakes = next;
    }
    json_decref(s->observations);
    text_free(&s->expectations);
    text_free(&s->opening);
    text_free(&s->message);
    text_free(&s->noise);
}

static void tell(Worker *worker, const Instance *instance, unsigned attempt)
{
    Story story = {.options = worker->options,
                   .instance = instance,
                   .pool = &worker->pool,
                   .other = &worker->other,
                   .files = worker->files.bytes,
                   .platform = worker->platform,
                   .facts = worker->facts.bytes,
                   .attempt = attempt,
                   .told = ++worker->told,
                   .observations = json_array(),
                   .outcome = OUTCOME_PASS};
    record_begin(&story);
    time_t began = time(NULL);
    uint64_t start = clock_nanoseconds();
    if (!lacks_something(&story)) {
        run_under_check(&story);
        record_pending(&story);
        conclude(&story);
    }
    end_actors(&story);
    clear_away(&story, worker->files.bytes, began);
    record_end(&story, (double)(clock_nanoseconds() - start) / 1e6);
    free_story(&story);
}

/* The loop --------------------------------------------------------------------------------------------------------- */

/* The last word of the actor's command, without its folder: what its children's command lines contain too. */
static const char *actors_program(const TellerOptions *options)
{
    const char *program = NULL;
    for (const char *const *word = options->actor; *word; word++)
        program = *word;
    for (const char *at = program; at && *at; at++) {
        if (*at == '/' || *at == '\\')
            program = at + 1;
    }
    return program;
}

/* It goes with the run, however that ends. */
static bool make_recorded_folder(const TellerOptions *options, const char *path, Text *problem)
{
    Text object = {0};
    text_printf(&object, "tree %s", path);
    bool made = record_object(options->folder, object.bytes, problem) && make_private_directory(path, problem);
    text_free(&object);
    return made;
}

/* Check makes a file for its messages before and after every test and removes it itself, which a worker that is killed
 * does not live to do: they belong into the run's own keeping. On a disk each costs more than an operation does. */
static bool keep_checks_files(const TellerOptions *options, Text *folder, Text *problem)
{
    if (!append_memory_directory(folder))
        text_append(folder, options->folder);
    text_printf(folder, "/mapcheck-%s-%d-messages", options->run, options->worker);
    set_environment("TEMP", folder->bytes); /* the variable that Check reads */
    return make_recorded_folder(options, folder->bytes, problem);
}

static bool open_worker(Worker *worker, Text *problem)
{
    const TellerOptions *options = worker->options;
    if (options->scratch)
        text_printf(&worker->files, "%s/mapcheck-%s-%d", options->scratch, options->run, options->worker);
    else
        text_printf(&worker->files, "%s/files", options->folder);
    if (!make_recorded_folder(options, worker->files.bytes, problem) ||
        !keep_checks_files(options, &worker->messages, problem))
        return false;
    become_reaper(actors_program(options));
    fill_pool(&worker->pool, options, worker->files.bytes);
    if (!fetch_facts(&worker->pool, start_deadline(options), &worker->facts, problem))
        return false;
    worker->platform = capabilities_of(worker->facts.bytes);
    /* Under Wine all processes share a server: it is not to be kept on one processor, nor with starts that few will need. */
    if (worker->platform & CAP(LINUX))
        processors_gather();
    else if (worker->pool.ahead > FEW_AHEAD)
        worker->pool.ahead = FEW_AHEAD;
    if (options->other_actor) {
        make_pool(&worker->other, options, options->other_actor, worker->files.bytes);
        worker->platform |= CAP(OTHER_WIDTH);
    }
    pool_fill(&worker->pool);
    return true;
}

static bool tell_line(Worker *worker, char *line)
{
    char *space = strchr(line, ' ');
    unsigned attempt = space ? (unsigned)strtoul(space + 1, NULL, 10) : 1;
    line[strcspn(line, " \r\n")] = '\0';
    const Instance *instance = find_instance(line);
    if (!instance) {
        fprintf(stderr, "mapcheck worker: there is no case %s\n", line);
        return false;
    }
    tell(worker, instance, attempt);
    return true;
}

int tell_cases(const TellerOptions *options)
{
    Worker worker = {.options = options};
    Text problem = {0};
    bool going = open_worker(&worker, &problem);
    if (!going)
        fprintf(stderr, "mapcheck worker: %s\n", problem.bytes);
    text_free(&problem);
    char line[1024];
    while (going && fgets(line, sizeof line, stdin))
        going = tell_line(&worker, line);
    if (worker.pool.command)
        close_pool(&worker.pool);
    if (worker.other.command)
        close_pool(&worker.other);
    Text ignored = {0};
    remove_objects(options->folder);
    remove_tree(worker.files.bytes, &ignored);
    if (worker.messages.length)
        remove_tree(worker.messages.bytes, &ignored);
    text_free(&ignored);
    text_free(&worker.files);
    text_free(&worker.messages);
    text_free(&worker.facts);
    return going ? 0 : 2;
}
