/* What the shrinker leaves of programs, told by what makes them fail. */
#include "stress/shrink.h"

#include <check.h>
#include <stdlib.h>

static Program program;

static void put(StepKind kind, uint32_t offset)
{
    program_add(&program, (Step){.kind = (uint8_t)kind, .offset = offset, .length = 8, .times = 1});
}

static size_t steps_of(const Program *of, StepKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++)
        count += of->steps[i].kind == kind;
    return count;
}

static bool never_enough(void *context)
{
    (void)context;
    return false;
}

static void shrink_by(StillFails *still_fails)
{
    Shrinker shrinker = {.still_fails = still_fails, .enough = never_enough};
    shrink(&shrinker, &program);
    ck_assert_uint_gt(shrinker.tried, 0);
}

/* An actor maps an object, and does so many flushes among loads. */
static void set_up(unsigned flushes)
{
    program_free(&program);
    put(STEP_START, 0);
    put(STEP_CREATE, 0);
    put(STEP_MAP, 0);
    for (unsigned i = 0; i < flushes; i++) {
        put(STEP_LOAD, 8 * i);
        put(STEP_FLUSH, 0);
    }
}

static bool flushes_by_threes(void *context, const Program *candidate, Program *done)
{
    (void)context;
    size_t flushes = steps_of(candidate, STEP_FLUSH);
    program_copy(done, candidate);
    return steps_of(candidate, STEP_MAP) == 1 && flushes && flushes % 3 == 0;
}

START_TEST(what_fails_every_third_time_is_left_with_three)
{
    set_up(15);
    shrink_by(flushes_by_threes);
    ck_assert_uint_eq(steps_of(&program, STEP_FLUSH), 3);
    ck_assert_uint_eq(program.count, 4);
}
END_TEST

static bool looks_at_the_eighth(void *context, const Program *candidate, Program *done)
{
    bool fails = false;
    (void)context;
    program_copy(done, candidate);
    for (size_t i = 0; i < candidate->count; i++)
        fails |= candidate->steps[i].kind == STEP_LOAD && candidate->steps[i].offset == 64;
    return fails;
}

START_TEST(one_step_is_left_of_what_one_shows)
{
    set_up(200);
    shrink_by(looks_at_the_eighth);
    ck_assert_uint_eq(program.count, 1);
    ck_assert_uint_eq(program.steps[0].offset, 64);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shrinker");
    TCase *left = tcase_create("what is left");
    suite_add_tcase(suite, left);
    tcase_add_test(left, what_fails_every_third_time_is_left_with_three);
    tcase_add_test(left, one_step_is_left_of_what_one_shows);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    program_free(&program);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
