/* Ledgers: written whole, read strictly, resumed. */
#include "run/ledger.h"
#include "run/resume.h"
#include "run/telling.h"
#include "run_support.h"

#define RUN "{\"record\":\"run\",\"ledger\":1,\"platform\":\"here\"}\n"
#define BEGIN(c, w) "{\"record\":\"begin\",\"case\":\"" c "\",\"worker\":" w ",\"attempt\":1}\n"
#define OPERATION(c, w) "{\"record\":\"operation\",\"case\":\"" c "\",\"worker\":" w "}\n"
#define END(c, w) "{\"record\":\"end\",\"case\":\"" c "\",\"worker\":" w ",\"attempt\":1,\"outcome\":\"pass\"}\n"

static bool count_records(json_t *record, unsigned line, void *count, Text *problem)
{
    (void)line;
    (void)problem;
    ck_assert(json_is_object(record));
    ++*(unsigned *)count;
    return true;
}

static bool read_text(const char *content, unsigned *count, bool *torn, Text *problem)
{
    Text folder = test_folder();
    Text path = test_file(&folder, "ledger.jsonl", content);
    *count = 0;
    bool read = ledger_read(path.bytes, count_records, count, torn, problem);
    text_free(&path);
    remove_folder(&folder);
    return read;
}

START_TEST(a_torn_last_line_is_left_out)
{
    unsigned count;
    bool torn;
    Text problem = {0};
    ck_assert(read_text(RUN BEGIN("a", "0"), &count, &torn, &problem));
    ck_assert(count == 2 && !torn);
    ck_assert(read_text(RUN BEGIN("a", "0") "{\"record\":\"end\",\"ca", &count, &torn, &problem));
    ck_assert(count == 2 && torn);
    text_free(&problem);
}
END_TEST

START_TEST(malformed_lines_are_named)
{
    static const struct {
        const char *content, *where, *expected;
    } wrong[] = {
        {"", ":1:", "no whole line"},
        {"not json\n", ":1:", "one JSON object"},
        {"[]\n", ":1:", "JSON object with a string"},
        {"{\"record\":\"begin\",\"case\":\"a\"}\n", ":1:", "\"run\" in the first line"},
        {"{\"record\":\"run\",\"ledger\":2}\n", ":1:", "version"},
        {RUN "{\"record\":\"begin\"}\n", ":2:", "a string \"case\""},
        {RUN "{\"record\":\"begin\",\"case\":7}\n", ":2:", "a string \"case\""},
        {RUN BEGIN("a", "0") "{\"record\":\"end\",\"case\":\"a\",\"outcome\":\"fine\"}\n", ":3:", "outcome"},
        {RUN "{\"record\":\"begin\",\"ca\n" BEGIN("a", "0"), ":2:", "one JSON object"},
        {RUN "\n", ":2:", "one JSON object"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        unsigned count;
        Text problem = {0};
        ck_assert_msg(!read_text(wrong[i].content, &count, NULL, &problem), "was read: %s", wrong[i].content);
        assert_mentions(&problem, "ledger.jsonl");
        assert_mentions(&problem, wrong[i].where);
        assert_mentions(&problem, wrong[i].expected);
        text_free(&problem);
    }
}
END_TEST

START_TEST(what_is_written_is_read_and_kept)
{
    Text folder = test_folder(), path = test_file(&folder, "ledger.jsonl", RUN), problem = {0};
    Ledger *ledger = ledger_open(path.bytes, &problem);
    ck_assert_ptr_nonnull(ledger);
    json_t *record = json_pack("{s:s, s:s}", "record", "begin", "case", "line\nbreak");
    ck_assert(ledger_write(ledger, record, &problem));
    unsigned count = 0;
    bool torn = true;
    ck_assert(ledger_read(path.bytes, count_records, &count, &torn, &problem)); /* before it is closed */
    ck_assert(count == 2 && !torn);
    ck_assert(ledger_close(ledger, &problem));
    json_decref(record);
    text_free(&path);
    remove_folder(&folder);
}
END_TEST

static bool check_worker(json_t *record, unsigned line, void *operations, Text *problem)
{
    (void)line;
    (void)problem;
    if (!record_is(record, "operation"))
        return true;
    ck_assert_int_eq(json_integer_value(json_object_get(record, "worker")), 1);
    ck_assert_str_eq(record_text(record, "call", ""), "f()");
    ++*(unsigned *)operations;
    return true;
}

/* A worker that took a dead one's place writes as if it had one of its own. */
START_TEST(an_operation_bears_its_workers_place)
{
    Text folder = test_folder(), path = test_file(&folder, "ledger.jsonl", ""), problem = {0}, line = {0};
    Ledger *ledger = ledger_open(path.bytes, &problem);
    ck_assert_ptr_nonnull(ledger);
    Telling telling = {.ledger = ledger, .workers = 2, .quiet = true};
    ck_assert(
        telling_start(&telling, json_pack("{s:s, s:i, s:s}", "record", "run", "ledger", 1, "platform", "here"), 1));
    text_append(&line, "{\"record\":\"operation\",\"case\":\"a\",\"call\":\"f()\"}");
    ck_assert(telling_operation(&telling, 1, &line));
    telling_free(&telling);
    ck_assert(ledger_close(ledger, &problem));
    unsigned operations = 0;
    ck_assert(ledger_read(path.bytes, check_worker, &operations, NULL, &problem));
    ck_assert_uint_eq(operations, 1);
    text_free(&line);
    text_free(&path);
    remove_folder(&folder);
}
END_TEST

START_TEST(a_full_disk_is_said)
{
    if (!file_exists("/dev/full"))
        return; /* only there can a disk be full at will */
    Text problem = {0};
    Ledger *ledger = ledger_open("/dev/full", &problem);
    ck_assert_ptr_nonnull(ledger);
    json_t *record = json_pack("{s:s}", "record", "run");
    ck_assert(!ledger_write(ledger, record, &problem));
    assert_mentions(&problem, "/dev/full");
    ck_assert(!ledger_write(ledger, record, &problem));
    ledger_close(ledger, &problem);
    json_decref(record);
    text_free(&problem);
}
END_TEST

START_TEST(an_unwritable_place_is_said)
{
    Text problem = {0};
    ck_assert_ptr_null(ledger_open("/nowhere/at/all.jsonl", &problem));
    assert_mentions(&problem, "/nowhere/at/all.jsonl");
    text_free(&problem);
}
END_TEST

START_TEST(finished_cases_are_taken_over_with_their_records)
{
    Text folder = test_folder(), problem = {0};
    /* Two workers at one time; b has no end; the last line is torn. */
    Text path = test_file(&folder, "ledger.jsonl",
                          RUN BEGIN("a", "0") BEGIN("b", "1") OPERATION("a", "0") OPERATION("b", "1") END("a", "0")
                              BEGIN("c", "0") END("c", "0") "{\"record\":\"end\",\"case\":\"b\"");
    Resume resume;
    ck_assert_msg(resume_read(path.bytes, &resume, &problem), "%s", problem.bytes ? problem.bytes : "");
    ck_assert_str_eq(record_text(resume.run, "platform", ""), "here");
    ck_assert_uint_eq(json_array_size(resume_records(&resume, "a", 1)), 3);
    ck_assert_uint_eq(json_array_size(resume_records(&resume, "c", 1)), 2);
    ck_assert_ptr_null(resume_records(&resume, "b", 1));
    ck_assert_ptr_null(resume_records(&resume, "a", 2));
    resume_free(&resume);
    text_free(&path);
    remove_folder(&folder);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ledgers");
    tcase_add_test(tests, a_torn_last_line_is_left_out);
    tcase_add_test(tests, malformed_lines_are_named);
    tcase_add_test(tests, what_is_written_is_read_and_kept);
    tcase_add_test(tests, an_operation_bears_its_workers_place);
    tcase_add_test(tests, a_full_disk_is_said);
    tcase_add_test(tests, an_unwritable_place_is_said);
    tcase_add_test(tests, finished_cases_are_taken_over_with_their_records);
    return run_test_case("ledger", tests);
}
