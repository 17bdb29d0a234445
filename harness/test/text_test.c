/* Text, the escape of the wire, and constants by name. */
#include "calls/name_tables.h"
#include "wire/packed.h"
#include "wire/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(text_grows_and_stays_terminated)
{
    Text text = {0};
    for (int i = 0; i < 1000; i++) {
        text_append(&text, "ab");
        text_append_bytes(&text, "\0c", 2);
        text_printf(&text, "%04d", i);
    }
    ck_assert_uint_eq(text.length, 8000);
    ck_assert_int_eq(text.bytes[8000], '\0');
    ck_assert_int_eq(memcmp(text.bytes + 8 * 321, "ab\0c0321", 8), 0);
    text_clear(&text);
    ck_assert_str_eq(text.bytes, "");
    text_append_bytes(&text, NULL, 0);
    ck_assert_uint_eq(text.length, 0);
    text_free(&text);
    ck_assert_ptr_null(text.bytes);
    text_append_bytes(&text, "", 0);
    ck_assert_str_eq(text.bytes, "");
    text_free(&text);
}
END_TEST

/* Whatever room there is: the first try to print may not fit. */
START_TEST(printed_pieces_of_every_length_fit)
{
    char piece[201];
    memset(piece, 'x', sizeof piece);
    for (size_t length = 0; length < sizeof piece; length++) {
        Text text = {0};
        text_printf(&text, "%.*s", (int)length, piece);
        text_printf(&text, "%.*s", (int)length, piece);
        ck_assert_uint_eq(text.length, 2 * length);
        ck_assert_uint_eq(strlen(text.bytes), 2 * length);
        text_free(&text);
    }
}
END_TEST

START_TEST(numbers_are_appended)
{
    Text text = {0};
    text_append_number(&text, 0);
    text_append_number(&text, 1234567890);
    text_append_number(&text, UINT64_MAX);
    ck_assert_str_eq(text.bytes, "0123456789018446744073709551615");
    text_clear(&text);
    text_append_hex(&text, 0);
    text_append_hex(&text, 0x7f00abcd);
    text_append_hex(&text, UINT64_MAX);
    ck_assert_str_eq(text.bytes, "0x00x7f00abcd0xffffffffffffffff");
    text_free(&text);
}
END_TEST

START_TEST(the_escape_leaves_only_plain_bytes)
{
    Text text = {0};
    text_append_escaped(&text, "a b\n\"%,{}~!\x7f\xff\0", 14);
    ck_assert_str_eq(text.bytes, "a%20b%0A%22%25%2C%7B%7D~!%7F%FF%00");
    text_free(&text);
}
END_TEST

START_TEST(every_byte_survives_the_escape)
{
    unsigned char all[256];
    Text escaped = {0}, back = {0};
    for (int i = 0; i < 256; i++)
        all[i] = (unsigned char)i;
    text_append_escaped(&escaped, all, sizeof all);
    for (size_t i = 0; i < escaped.length; i++)
        ck_assert(escaped.bytes[i] > ' ' && escaped.bytes[i] <= '~' && !strchr("\",{}", escaped.bytes[i]));
    ck_assert(text_append_unescaped(&back, escaped.bytes, escaped.length));
    ck_assert_uint_eq(back.length, sizeof all);
    ck_assert_int_eq(memcmp(back.bytes, all, sizeof all), 0);
    text_free(&escaped);
    text_free(&back);
}
END_TEST

START_TEST(a_broken_escape_is_refused)
{
    static const char *const broken[] = {"%", "a%4", "%G0", "%0g", "%%41", "%-1"};
    Text text = {0};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        ck_assert_msg(!text_append_unescaped(&text, broken[i], strlen(broken[i])), "\"%s\" was taken", broken[i]);
    ck_assert(!text_append_unescaped(&text, "%414", 2)); /* the digits beyond its end are not its own */
    text_clear(&text);
    ck_assert(text_append_unescaped(&text, "%4a%4A", 6));
    ck_assert_str_eq(text.bytes, "JJ");
    text_free(&text);
}
END_TEST

static void expect_number(const char *from, uint64_t expected)
{
    uint64_t number = ~expected;
    ck_assert_msg(text_to_number(from, strlen(from), &number), "\"%s\" was refused", from);
    ck_assert_uint_eq(number, expected);
}

START_TEST(numbers_of_64_bits_are_read)
{
    expect_number("0", 0);
    expect_number("4096", 4096);
    expect_number("007", 7);
    expect_number("-1", UINT64_MAX);
    expect_number("-9223372036854775808", (uint64_t)1 << 63);
    expect_number("18446744073709551615", UINT64_MAX);
    expect_number("0x7F00abCD", 0x7f00abcd);
    expect_number("0XFFFFFFFFFFFFFFFF", UINT64_MAX);
    expect_number("-0x1", UINT64_MAX);
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
    static const char *const none[] = {"",
                                       "-",
                                       "0x",
                                       "x1",
                                       "1x",
                                       "1 ",
                                       " 1",
                                       "+1",
                                       "12a",
                                       "0x1g",
                                       "--1",
                                       "0x-1",
                                       "1.0",
                                       "18446744073709551616",
                                       "99999999999999999999",
                                       "0x10000000000000000",
                                       "-18446744073709551615",
                                       "-9223372036854775809"};
    uint64_t number = 77;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        ck_assert_msg(!text_to_number(none[i], strlen(none[i]), &number), "\"%s\" was taken", none[i]);
    ck_assert_uint_eq(number, 77);
}
END_TEST

static const Name colour_names[] = {{"WHITE", 7}, {"RED", 1}, {"GREEN", 2}, {"BLUE", 4}, {"HIGH", 0x80000000u}};
static const NameTable colours = {"colour", colour_names, 5, 32};
static const Name plain_names[] = {{"NOTHING", 0}, {"ALL", UINT64_MAX}};
static const NameTable plain = {"plain", plain_names, 2, 64};

static void expect_flags(const NameTable *table, uint64_t value, const char *expected)
{
    Text text = {0};
    append_flags(&text, table, value);
    ck_assert_str_eq(text.bytes, expected);
    text_free(&text);
}

START_TEST(flags_are_named_combinations_first)
{
    expect_flags(&colours, 0, "0");
    expect_flags(&colours, 7, "WHITE");
    expect_flags(&colours, 5, "RED|BLUE");
    expect_flags(&colours, 0x17, "WHITE|0x10");
    expect_flags(&colours, 0x10, "0x10");
    expect_flags(&plain, 0, "NOTHING");
    expect_flags(&plain, UINT64_MAX, "ALL");
}
END_TEST

START_TEST(values_are_compared_in_the_width_of_their_table)
{
    ck_assert_str_eq(name_of(&colours, 0xFFFFFFFF80000000u), "HIGH"); /* an int that became wider */
    expect_flags(&colours, 0xFFFFFFFF80000001u, "RED|HIGH");
    ck_assert_ptr_null(name_of(&plain, 0xFFFFFFFFu));
    ck_assert_ptr_null(name_of(&colours, 3));
}
END_TEST

static void expect_named(const char *from, uint64_t expected)
{
    uint64_t value = ~expected;
    ck_assert_msg(parse_named_number(from, strlen(from), &value), "\"%s\" was refused", from);
    ck_assert_uint_eq(value, expected);
}

START_TEST(names_and_numbers_are_read_together)
{
    expect_named("NULL", 0);
    expect_named("SIZE_MAX", SIZE_MAX);
    expect_named("READ", 1);
    expect_named("READ|WRITE|0x100", 0x103);
    expect_named("4096", 4096);
    expect_named("PAGE_READWRITE", 4);
    expect_named("SEC_RESERVE|PAGE_READONLY", 0x4000002);
}
END_TEST

START_TEST(unknown_names_are_refused)
{
    static const char *const unknown[] = {"",     "|",          "READ|",       "|READ", "READ||WRITE",
                                          "read", "READ WRITE", "NO_SUCH_NAME"};
    uint64_t value = 77;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        ck_assert_msg(!parse_named_number(unknown[i], strlen(unknown[i]), &value), "\"%s\" was taken", unknown[i]);
    ck_assert_uint_eq(value, 77);
}
END_TEST

START_TEST(every_name_is_read_back_as_its_value)
{
    for (const NameTable *const *table = all_name_tables; *table; table++) {
        if (*table == &names_si_code)
            continue; /* written only: a code's meaning depends on its signal, so the same name stands there more than once */
        for (size_t i = 0; i < (*table)->count; i++) {
            const Name *name = &(*table)->names[i];
            uint64_t value = 0;
            ck_assert_ptr_null(strpbrk(name->name, " |,{}\"%"));
            ck_assert(parse_named_number(name->name, strlen(name->name), &value));
            ck_assert_msg(value == name->value, "%s is %llx in the table \"%s\", but read as %llx", name->name,
                          (unsigned long long)name->value, (*table)->domain, (unsigned long long)value);
        }
    }
}
END_TEST

START_TEST(numbers_survive_the_packing)
{
    static const uint64_t numbers[] = {0, 1, 31, 32, 33, 1023, 1024, UINT32_MAX, UINT64_MAX - 1, UINT64_MAX};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        Text text = {0};
        uint64_t number = 0;
        packed_append(&text, numbers[i]);
        const char *at = text.bytes, *end = text.bytes + text.length;
        for (const char *each = text.bytes; *each; each++)
            ck_assert(*each >= '0' && *each <= 'o');
        ck_assert(packed_read(&at, end, &number));
        ck_assert(number == numbers[i] && at == end);
        at = text.bytes;
        ck_assert(!packed_read(&at, end - 1, &number)); /* cut off */
        text_free(&text);
    }
}
END_TEST

START_TEST(what_is_no_packed_number_is_refused)
{
    static const char *const broken[] = {"", "P", "/", "p", " 1", "oooooooooooo@", "ooooooooooooo0"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const char *at = broken[i];
        uint64_t number;
        ck_assert_msg(!packed_read(&at, broken[i] + strlen(broken[i]), &number), "%s", broken[i]);
    }
}
END_TEST

static void expect_unpacked(const Text *text, const unsigned char *bytes, size_t length, size_t room)
{
    unsigned char few[64], *again = NULL;
    size_t count = 77;
    memset(few, 0xee, sizeof few);
    const char *at = text->bytes;
    ck_assert(packed_read_bytes(&at, text->bytes + text->length, few, room, &again, &count));
    ck_assert(at == text->bytes + text->length && count == length);
    ck_assert(!length || !memcmp(bytes, again, length));
    ck_assert(!again || (again == few) == (length <= room));
    for (size_t i = again == few ? length : 0; i < sizeof few; i++)
        ck_assert_uint_eq(few[i], 0xee);
    if (again != few)
        free(again);
    for (size_t cut = 0; cut < text->length; cut++) {
        at = text->bytes;
        ck_assert(!packed_read_bytes(&at, text->bytes + cut, few, room, &again, &count));
        ck_assert_ptr_null(again);
    }
}

static void expect_packed(const unsigned char *bytes, size_t length, const char *packed)
{
    Text text = {0};
    packed_append_bytes(&text, bytes, length);
    if (packed)
        ck_assert_str_eq(text.bytes, packed);
    expect_unpacked(&text, bytes, length, 0);
    expect_unpacked(&text, bytes, length, 32);
    expect_unpacked(&text, bytes, length, 64);
    text_free(&text);
}

START_TEST(bytes_survive_the_packing)
{
    unsigned char bytes[64] = {0};
    expect_packed(bytes, 0, "0");
    expect_packed(bytes, 8, "800");
    expect_packed(bytes, 63,
                  "o1"
                  "07");
    bytes[16] = 1;
    expect_packed(bytes, 24,
                  "H"
                  "01"
                  "1");
    expect_packed(bytes, 40,
                  "X1"
                  "01"
                  "1"
                  "01");
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 37);
    for (size_t length = 0; length <= sizeof bytes; length++)
        expect_packed(bytes, length, NULL);
}
END_TEST

START_TEST(too_many_packed_bytes_are_refused)
{
    static const char *const broken[] = {"ooooo@", "8", "80", "801", "H003"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const char *at = broken[i];
        unsigned char few[8], *bytes;
        size_t length;
        ck_assert_msg(!packed_read_bytes(&at, broken[i] + strlen(broken[i]), few, sizeof few, &bytes, &length), "%s",
                      broken[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *text = tcase_create("text and names");
    suite_add_tcase(suite, text);
    tcase_add_test(text, text_grows_and_stays_terminated);
    tcase_add_test(text, printed_pieces_of_every_length_fit);
    tcase_add_test(text, numbers_are_appended);
    tcase_add_test(text, the_escape_leaves_only_plain_bytes);
    tcase_add_test(text, every_byte_survives_the_escape);
    tcase_add_test(text, a_broken_escape_is_refused);
    tcase_add_test(text, numbers_of_64_bits_are_read);
    tcase_add_test(text, what_is_no_number_is_refused);
    tcase_add_test(text, flags_are_named_combinations_first);
    tcase_add_test(text, values_are_compared_in_the_width_of_their_table);
    tcase_add_test(text, names_and_numbers_are_read_together);
    tcase_add_test(text, unknown_names_are_refused);
    tcase_add_test(text, every_name_is_read_back_as_its_value);
    tcase_add_test(text, numbers_survive_the_packing);
    tcase_add_test(text, what_is_no_packed_number_is_refused);
    tcase_add_test(text, bytes_survive_the_packing);
    tcase_add_test(text, too_many_packed_bytes_are_refused);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
