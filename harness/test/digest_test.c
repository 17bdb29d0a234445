/* The actor's digest against zlib's, which the conductor uses. */
#include "actor/digest.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void same_as_zlib(const unsigned char *bytes, size_t count)
{
    ck_assert_uint_eq(digest_bytes(bytes, count), crc32(0, bytes, (uInt)count));
}

START_TEST(known_digests)
{
    ck_assert_uint_eq(digest_bytes("", 0), 0);
    ck_assert_uint_eq(digest_bytes("123456789", 9), 0xcbf43926);
}
END_TEST

START_TEST(every_byte_and_length)
{
    unsigned char bytes[1024];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 167 + i / 256);
    for (size_t count = 0; count <= sizeof bytes; count++)
        same_as_zlib(bytes, count);
    for (int byte = 0; byte < 256; byte++) {
        memset(bytes, byte, sizeof bytes);
        same_as_zlib(bytes, 1);
        same_as_zlib(bytes, sizeof bytes);
    }
}
END_TEST

START_TEST(many_bytes_wherever_they_begin)
{
    enum { MANY = 16384 };
    static unsigned char bytes[2 * MANY];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 167 + i / 256);
    for (size_t at = 0; at < 16; at++) {
        for (size_t more = 0; more < 16; more++)
            same_as_zlib(bytes + at, MANY - 8 + more);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("digest");
    TCase *digest = tcase_create("digest");
    suite_add_tcase(suite, digest);
    tcase_add_test(digest, known_digests);
    tcase_add_test(digest, every_byte_and_length);
    tcase_add_test(digest, many_bytes_wherever_they_begin);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
