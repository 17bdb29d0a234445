/* Arguments become tokens of the wire and of the transcript; answers become values. */
#include "story/internal.h"
#include "story/members.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const Parameter *parameter(const char *family, const char *function, size_t index)
{
    const CallRow *row = find_call(family, function);
    ck_assert_ptr_nonnull(row);
    ck_assert_uint_lt(index, row->arity);
    return &row->parameters[index];
}

static void expect_token(const Parameter *parameter, Box box, bool symbols, const char *expected)
{
    Text out = {0};
    Text problem = {0};
    ck_assert(append_token(&out, parameter, &box, symbols, &problem));
    ck_assert_str_eq(out.bytes, expected);
    text_free(&out);
    text_free(&problem);
}

START_TEST(flags_are_written_by_name)
{
    expect_token(parameter("win32", "CreateFileMappingA", 2), BOX(0x08000004), false, "PAGE_READWRITE|SEC_COMMIT");
    expect_token(parameter("win32", "MapViewOfFile", 1), BOX(0), false, "0");
    expect_token(parameter("portable", "view_map", 3), BOX(READ | WRITE), false, "READ|WRITE");
}
END_TEST

START_TEST(special_handles_have_names)
{
    expect_token(parameter("win32", "CreateFileMappingA", 0), BOX(-1), false, "INVALID_HANDLE_VALUE");
    expect_token(parameter("win32", "CreateFileMappingA", 1), BOX(NULL), false, "NULL");
    expect_token(parameter("win32", "MapViewOfFile", 0), BOX(0x44), false, "0x44");
}
END_TEST

START_TEST(text_is_escaped_and_nothing_stands_where_null_is_meant)
{
    expect_token(parameter("win32", "CreateFileMappingA", 5), BOX("a b%\"\n"), false, "\"a%20b%25%22%0A\"");
    const char *none = NULL;
    expect_token(parameter("win32", "CreateFileMappingA", 5), BOX(none), false, "NULL");
    expect_token(parameter("win32", "CreateFileMappingW", 5), WIDE("x%uD800 y"), false, "L\"x%uD800%20y\"");
}
END_TEST

START_TEST(values_are_symbols_in_the_transcript_and_numbers_on_the_wire)
{
    Value value = at((Value){.number = 0x10000, .operation = 3, .set = 1}, 4096);
    const Parameter *address = parameter("win32", "UnmapViewOfFile", 0);
    expect_token(address, BOX(value), false, "0x11000");
    expect_token(address, BOX(value), true, "$3+4096");
    value.field = "target";
    expect_token(address, BOX(at(value, -8192)), true, "$3.target-4096");
}
END_TEST

START_TEST(structures_and_rooms)
{
    const Parameter *attributes = parameter("win32", "CreateFileMappingA", 1);
    expect_token(attributes, FIELDS(F(nLength, 12), F(bInheritHandle, 1)), false, "{nLength=12,bInheritHandle=1}");
    expect_token(parameter("win32", "ReadFile", 1), OUT_ROOM(16), false, "out:16");
    expect_token(parameter("win32", "VirtualQuery", 1), OUT, false, "out");
}
END_TEST

START_TEST(text_where_a_number_belongs_is_refused)
{
    Text out = {0};
    Text problem = {0};
    Box box = BOX("four");
    ck_assert(!append_token(&out, parameter("win32", "CreateFileMappingA", 3), &box, false, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "size_high"));
    text_free(&out);
    text_free(&problem);
}
END_TEST

START_TEST(fields_are_found_inside_structures)
{
    Answer answer = {0};
    text_append(&answer.line, "ok 48 information={State=MEM_COMMIT,Inner={a=1,b=2},RegionSize=4096} old=PAGE_NOACCESS");
    const char *token = NULL;
    size_t length = 0;
    ck_assert(find_field(&answer, "information.RegionSize", &token, &length));
    ck_assert_int_eq(strncmp(token, "4096", length), 0);
    ck_assert(find_field(&answer, "information.Inner.b", &token, &length));
    ck_assert_int_eq(strncmp(token, "2", length), 0);
    ck_assert(find_field(&answer, "old", &token, &length));
    ck_assert_uint_eq(length, strlen("PAGE_NOACCESS"));
    ck_assert(!find_field(&answer, "information.b", &token, &length));
    ck_assert(!find_field(&answer, "State", &token, &length));
    text_free(&answer.line);
}
END_TEST

START_TEST(words_of_a_hello_are_found_whole)
{
    Text value = {0};
    ck_assert(word_value("pid=12 xpid=13 kernel=\"a%20b\"", "pid", &value));
    ck_assert_str_eq(value.bytes, "12");
    ck_assert(word_value("pid=12 kernel=\"a%20b\"", "kernel", &value));
    ck_assert_str_eq(value.bytes, "a b");
    ck_assert(!word_value("xpid=13", "pid", &value));
    text_free(&value);
}
END_TEST

START_TEST(every_call_row_can_be_found_by_its_name)
{
    for (const CallTable *table = call_tables; table->family; table++) {
        for (size_t i = 0; i < table->count; i++)
            ck_assert_ptr_eq(find_call(table->family, table->rows[i].name), &table->rows[i]);
    }
}
END_TEST

START_TEST(a_member_is_read_as_it_was_written)
{
    static const char *const values[] = {
        "", "plain ~", "\"quoted\\\" \\", "two\nlines\tand \"more\"", "\x01 \x7f", "quai d'Orléans", "\"é\""};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        Text object = {0};
        text_append(&object, "{");
        member_string(&object, "first", values[i]);
        member_integer(&object, "second", i);
        text_append(&object, "}");
        json_t *read = json_loadb(object.bytes, object.length, 0, NULL);
        ck_assert_msg(read, "%s", object.bytes);
        ck_assert_str_eq(json_string_value(json_object_get(read, "first")), values[i]);
        ck_assert_uint_eq((uint64_t)json_integer_value(json_object_get(read, "second")), i);
        json_decref(read);
        text_free(&object);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story encoding");
    TCase *tcase = tcase_create("tokens and answers");
    tcase_add_test(tcase, flags_are_written_by_name);
    tcase_add_test(tcase, special_handles_have_names);
    tcase_add_test(tcase, text_is_escaped_and_nothing_stands_where_null_is_meant);
    tcase_add_test(tcase, values_are_symbols_in_the_transcript_and_numbers_on_the_wire);
    tcase_add_test(tcase, structures_and_rooms);
    tcase_add_test(tcase, text_where_a_number_belongs_is_refused);
    tcase_add_test(tcase, fields_are_found_inside_structures);
    tcase_add_test(tcase, words_of_a_hello_are_found_whole);
    tcase_add_test(tcase, every_call_row_can_be_found_by_its_name);
    tcase_add_test(tcase, a_member_is_read_as_it_was_written);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
