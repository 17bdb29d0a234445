/* What a long run holds is to stay level. */
#include "stress/soak.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static Soak soak_of(size_t count, uint64_t first, uint64_t growth)
{
    Soak soak = {0};
    for (size_t i = 0; i < count; i++) {
        Sample sample = {.milliseconds = 100 * i, .programs = i, .steps = 1000 * i};
        sample.resources = (Resources){
            .descriptors = first + growth * i, .maps = 100, .resident = 5000, .shared_objects = RESOURCE_NOT_KNOWN};
        soak_take(&soak, &sample);
    }
    return soak;
}

START_TEST(what_stays_is_level)
{
    Text problem = {0};
    Soak soak = soak_of(100, 12, 0);
    ck_assert(soak_is_level(&soak, &problem));
    soak_free(&soak);
}
END_TEST

START_TEST(what_grows_is_named)
{
    Text problem = {0};
    Soak soak = soak_of(100, 12, 1);
    ck_assert(!soak_is_level(&soak, &problem));
    ck_assert_str_eq(problem.bytes, "descriptors grew from 37 to 87");
    text_free(&problem);
    soak_free(&soak);
}
END_TEST

START_TEST(one_object_left_behind_is_growth)
{
    Text problem = {0};
    Soak soak = soak_of(100, 12, 0);
    for (size_t i = 0; i < soak.count; i++)
        soak.samples[i].resources.shared_objects = i > 60;
    ck_assert(!soak_is_level(&soak, &problem));
    text_free(&problem);
    soak_free(&soak);
}
END_TEST

START_TEST(what_comes_and_goes_is_level)
{
    Text problem = {0};
    Soak soak = soak_of(100, 12, 0);
    for (size_t i = 0; i < soak.count; i++)
        soak.samples[i].resources.descriptors += i % 7 == 1 ? 9 : 0;
    ck_assert_uint_eq(soak.samples[99].resources.descriptors, 21);
    ck_assert(soak_is_level(&soak, &problem));
    soak_free(&soak);
}
END_TEST

START_TEST(the_peak_is_the_last_known)
{
    Soak soak = {0};
    ck_assert(soak_peak(&soak) == RESOURCE_NOT_KNOWN);
    soak = soak_of(3, 12, 0);
    soak.samples[2].resources.peak = 7000;
    ck_assert(soak_peak(&soak) == 7000);
    soak_free(&soak);
}
END_TEST

START_TEST(a_few_samples_say_nothing)
{
    Text problem = {0};
    Soak soak = soak_of(7, 12, 5);
    ck_assert(soak_is_level(&soak, &problem));
    soak_free(&soak);
}
END_TEST

START_TEST(the_page_has_a_curve_for_what_is_known)
{
    Text page = {0};
    Soak soak = soak_of(50, 12, 0);
    SoakHead head = {.subject = "posix-file",
                     .profile = "everything",
                     .speed = "free",
                     .outcome = "no violation & nothing <left>\n  because",
                     .good = true,
                     .programs = 49};
    ck_assert(soak_report(&soak, &head, &page));
    ck_assert_ptr_nonnull(strstr(page.bytes, "no violation &amp; nothing &lt;left&gt;</p>"));
    ck_assert_ptr_nonnull(strstr(page.bytes, "<p class=\"message\">  because</p>"));
    ck_assert_ptr_nonnull(strstr(page.bytes, "aria-label=\"Descriptors and handles of the conductor\""));
    ck_assert_ptr_null(strstr(page.bytes, "Shared memory objects"));
    text_free(&page);
    soak_free(&soak);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("soak");
    TCase *soak = tcase_create("soak");
    suite_add_tcase(suite, soak);
    tcase_add_test(soak, what_stays_is_level);
    tcase_add_test(soak, what_grows_is_named);
    tcase_add_test(soak, one_object_left_behind_is_growth);
    tcase_add_test(soak, what_comes_and_goes_is_level);
    tcase_add_test(soak, the_peak_is_the_last_known);
    tcase_add_test(soak, a_few_samples_say_nothing);
    tcase_add_test(soak, the_page_has_a_curve_for_what_is_known);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
