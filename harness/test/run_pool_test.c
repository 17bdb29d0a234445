/* The pool against workers that misbehave: run_pool_child.c, which is beside this program. */
#include "run/ledger.h"
#include "run/pool.h"
#include "run_support.h"

#include <stdio.h>

/* The client ------------------------------------------------------------------------------------------------------- */

enum { MOST = 12 };

typedef struct Client {
    const char *program;
    const char *mode;
    Instance instances[MOST];
    long variants[MOST];
    size_t count, given, stop_after;
    Outcome outcomes[MOST];
    Text messages[MOST];
    size_t ended, begun;
} Client;

static bool next_job(void *context, long variant, Job *job)
{
    (void)variant;
    Client *client = context;
    if (client->given == client->count)
        return false;
    *job = (Job){
        .instance = &client->instances[client->given], .attempt = 1, .variant = client->variants[client->given]};
    client->given++;
    return true;
}

static bool worker_words(void *context, long variant, Words *words, Text *problem)
{
    (void)variant;
    (void)problem;
    Client *client = context;
    words_add(words, client->program);
    words_add(words, client->mode);
    return true;
}

static bool take_record(void *context, unsigned worker, const Job *job, json_t *record, const char *rest)
{
    (void)worker;
    Client *client = context;
    size_t index = (size_t)(job->instance - client->instances);
    client->begun += record_is(record, "begin");
    if (!record_is(record, "end"))
        return true;
    ck_assert(outcome_from_word(record_text(record, "outcome", ""), &client->outcomes[index]));
    ck_assert_str_eq(record_text(record, "case", ""), job->instance->id);
    text_append(&client->messages[index], record_text(json_object_get(record, "failure"), "message", ""));
    if (client->outcomes[index] == OUTCOME_PASS) {
        ck_assert_str_eq(record_text(record, "noise", ""), ",\"chapter\":\"");
        ck_assert_ptr_null(json_object_get(record, "chapter"));
        ck_assert_str_eq(rest, ",\"chapter\":\"a\",\"checks\":1");
    }
    client->ended++;
    return true;
}

static bool tick(void *context)
{
    Client *client = context;
    return !client->stop_after || client->begun < client->stop_after;
}

static const char *worker_path;

static void client_init(Client *client, const char *const *ids)
{
    *client = (Client){.program = worker_path, .mode = "worker"};
    for (; ids[client->count]; client->count++) {
        client->instances[client->count] = small_suite()[0];
        client->instances[client->count].id = ids[client->count];
        client->outcomes[client->count] = OUTCOME_COUNT;
    }
}

static PoolResult run_client(Client *client, unsigned workers, Text *problem)
{
    PoolOptions options = {.workers = workers, .case_limit = 20000, .case_bytes = 1 << 20, .run_mark = "test"};
    PoolClient calls = {
        .next = next_job, .command = worker_words, .record = take_record, .tick = tick, .context = client};
    return pool_run(&options, &calls, problem);
}

static void client_free(Client *client)
{
    for (size_t i = 0; i < client->count; i++)
        text_free(&client->messages[i]);
}

/* The tests -------------------------------------------------------------------------------------------------------- */

START_TEST(every_case_ends_once)
{
    static const char *const ids[] = {"a/1", "a/2", "a/3", "a/4", "a/5", "a/6", "a/7", NULL};
    Client client;
    Text problem = {0};
    for (unsigned workers = 1; workers <= 9; workers += 4) {
        client_init(&client, ids);
        ck_assert_int_eq(run_client(&client, workers, &problem), POOL_DONE);
        ck_assert_uint_eq(client.ended, 7);
        client_free(&client);
    }
    text_free(&problem);
}
END_TEST

START_TEST(a_bad_worker_costs_its_own_case_only)
{
    static const char *const ids[] = {"a/1",       "a/dies",   "a/2",       "a/floods", "a/3",
                                      "a/babbles", "a/strays", "a/invents", "a/4",      NULL};
    static const Outcome expected[] = {OUTCOME_PASS,   OUTCOME_BROKEN, OUTCOME_PASS,   OUTCOME_BROKEN, OUTCOME_PASS,
                                       OUTCOME_BROKEN, OUTCOME_BROKEN, OUTCOME_BROKEN, OUTCOME_PASS};
    Client client;
    Text problem = {0};
    for (unsigned workers = 1; workers <= 2; workers++) {
        client_init(&client, ids);
        ck_assert_int_eq(run_client(&client, workers, &problem), POOL_DONE);
        ck_assert_uint_eq(client.ended, client.count);
        for (size_t i = 0; i < client.count; i++)
            ck_assert_msg(client.outcomes[i] == expected[i], "%s, %u workers: outcome %d, %s", ids[i], workers,
                          (int)client.outcomes[i], client.messages[i].bytes ? client.messages[i].bytes : "no message");
        assert_mentions(&client.messages[1], "exit status 3");
        assert_mentions(&client.messages[3], "longer than");
        assert_mentions(&client.messages[5], "this is no record");
        assert_mentions(&client.messages[6], "another case");
        assert_mentions(&client.messages[7], "known outcome");
        client_free(&client);
    }
    text_free(&problem);
}
END_TEST

START_TEST(a_hanging_worker_is_replaced)
{
    static const char *const ids[] = {"a/hangs", "a/1", "a/2", NULL};
    Client client;
    Text problem = {0};
    client_init(&client, ids);
    ck_assert_int_eq(run_client(&client, 1, &problem), POOL_DONE);
    ck_assert_int_eq(client.outcomes[0], OUTCOME_HANG);
    ck_assert_int_eq(client.outcomes[1], OUTCOME_PASS);
    ck_assert_int_eq(client.outcomes[2], OUTCOME_PASS);
    client_free(&client);
    text_free(&problem);
}
END_TEST

START_TEST(a_worker_that_cannot_start_ends_the_run)
{
    static const char *const ids[] = {"a/1", "a/2", NULL};
    Client client;
    Text problem = {0};
    client_init(&client, ids);
    client.mode = "useless";
    ck_assert_int_eq(run_client(&client, 2, &problem), POOL_FAILED);
    assert_mentions(&problem, "no actor here");
    ck_assert_uint_eq(client.ended, 0);
    client_free(&client);
    text_clear(&problem);
    client_init(&client, ids);
    client.program = "/nowhere/at/all";
    ck_assert_int_eq(run_client(&client, 2, &problem), POOL_FAILED);
    ck_assert_uint_gt(problem.length, 0);
    client_free(&client);
    text_free(&problem);
}
END_TEST

START_TEST(each_variant_has_workers_of_its_own)
{
    static const char *const ids[] = {"a/1", "a/2", "a/3", "a/4", "a/5", "a/6", NULL};
    Client client;
    Text problem = {0};
    client_init(&client, ids);
    for (size_t i = 0; i < client.count; i++)
        client.variants[i] = (long)i / 2;
    ck_assert_int_eq(run_client(&client, 2, &problem), POOL_DONE);
    ck_assert_uint_eq(client.ended, 6);
    client_free(&client);
    text_free(&problem);
}
END_TEST

START_TEST(a_stopped_pool_ends_what_it_started)
{
    static const char *const ids[] = {"a/1", "a/hangs", "a/2", NULL};
    Client client;
    Text problem = {0};
    client_init(&client, ids);
    client.stop_after = 2;
    ck_assert_int_eq(run_client(&client, 1, &problem), POOL_STOPPED);
    ck_assert_uint_eq(client.ended, 1); /* the hanging one has no end */
    client_free(&client);
    text_free(&problem);
}
END_TEST

/* "DIR/run_pool_test.exe" is beside "DIR/run_pool_child.exe". */
static void find_worker(Text *path)
{
    static const char own[] = "run_pool_test";
    Text program = {0};
    own_program_path(&program);
    const char *name = program.bytes;
    for (const char *at = name; (at = strstr(at, own)) != NULL; at++)
        name = at;
    text_append_bytes(path, program.bytes, (size_t)(name - program.bytes));
    text_printf(path, "run_pool_child%s", name + strlen(own));
    text_free(&program);
}

int main(void)
{
    Text path = {0};
    find_worker(&path);
    worker_path = path.bytes;
    TCase *tests = tcase_create("workers");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, every_case_ends_once);
    tcase_add_test(tests, a_bad_worker_costs_its_own_case_only);
    tcase_add_test(tests, a_hanging_worker_is_replaced);
    tcase_add_test(tests, a_worker_that_cannot_start_ends_the_run);
    tcase_add_test(tests, each_variant_has_workers_of_its_own);
    tcase_add_test(tests, a_stopped_pool_ends_what_it_started);
    int code = run_test_case("pool", tests);
    text_free(&path);
    return code;
}
