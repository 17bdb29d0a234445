/* The model's rules of Windows, told by steps: what is permitted, what is expected, what is so afterwards. */
#include "stress/departures.h"
#include "stress/generate.h"
#include "stress/stamp.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 4096, UNIT = 65536, WINDOWS_SIZE = 3 * UNIT };

static const Abilities of_file = {.page = PAGE,
                                  .granularity = UNIT,
                                  .most_size = WINDOWS_SIZE,
                                  .backing = BACKING_FILE,
                                  .windows = true,
                                  .named = true,
                                  .remove = true,
                                  .resize = true,
                                  .read_write = true,
                                  .copy_on_write = true,
                                  .offset_views = true,
                                  .flush = true,
                                  .odd_size = true,
                                  .duplicate = true,
                                  .spawn = true,
                                  .reserved_faults = true,
                                  .shared_copying = true,
                                  .commit_to_the_end = true};

static Model *model;

static void start_with(Abilities can)
{
    model_free(model);
    model = model_new(&can);
    model_apply(model, &(Step){.kind = STEP_START}, NULL);
}

static void start_with_file(void)
{
    start_with(of_file);
}

static void start_with_paging_file(void)
{
    Abilities can = of_file;
    can.backing = BACKING_PAGING_FILE;
    can.remove = can.resize = can.read_write = can.odd_size = false;
    can.name_goes_with_handles = can.inherit = can.reserve = true;
    start_with(can);
}

/* The step is permitted, its answer is this error (NULL: success), and it is done. */
static void act(Step step, const char *error)
{
    Expectation expectation;
    ck_assert_msg(model_permits(model, &step), "%s is not permitted", step_word(step.kind));
    model_expect(model, &step, &expectation);
    ck_assert_str_eq(expectation.kind == EXPECT_ERROR ? expectation.error : "", error ? error : "");
    ck_assert_int_eq(strncmp(expectation.requirement, "W-", 2), 0);
    model_apply(model, &step, NULL);
}

static void make(uint8_t object, uint32_t length, uint8_t options)
{
    act((Step){.kind = STEP_CREATE, .object = object, .name = object, .length = length, .access = options}, NULL);
}

static Step map_step(uint8_t object, uint8_t view, uint32_t length, uint8_t access, uint8_t sharing)
{
    return (Step){
        .kind = STEP_MAP, .object = object, .view = view, .length = length, .access = access, .sharing = sharing};
}

static Step pages_step(StepKind kind, uint8_t view, uint32_t first, uint32_t count, uint8_t access)
{
    return (Step){
        .kind = (uint8_t)kind, .view = view, .offset = first * PAGE, .length = count * PAGE, .access = access};
}

static void store(uint8_t view, uint32_t offset, uint32_t count)
{
    Step step = {.kind = STEP_STORE, .view = view, .offset = offset, .length = 8, .count = count};
    ck_assert(model_permits(model, &step));
    model_apply(model, &step, NULL);
}

static void expect_stamp(uint8_t view, uint32_t offset, uint32_t count)
{
    unsigned char stamp[8] = {0};
    Expectation expectation;
    Step step = {.kind = STEP_LOAD, .view = view, .offset = offset, .length = 8};
    if (count)
        stamp_bytes(0, count, stamp, sizeof stamp);
    model_expect(model, &step, &expectation);
    ck_assert_int_eq(expectation.kind, EXPECT_BYTES);
    ck_assert_mem_eq(expectation.bytes, stamp, sizeof stamp);
    ck_assert(!expectation.open);
}

static void expect_fault(StepKind kind, uint8_t view, uint32_t offset)
{
    Expectation expectation;
    Step step = {.kind = (uint8_t)kind, .view = view, .offset = offset, .length = 8};
    ck_assert(model_permits(model, &step));
    model_expect(model, &step, &expectation);
    ck_assert_int_eq(expectation.kind, EXPECT_FAULT);
}

START_TEST(mapped_file_is_not_cut)
{
    start_with_file();
    make(0, 2 * UNIT, 0);
    act((Step){.kind = STEP_OPEN, .object = 1, .access = READ}, NULL);
    act((Step){.kind = STEP_RESIZE, .length = UNIT}, NULL);
    act(map_step(1, 0, UNIT, READ, SHARED), NULL);
    act((Step){.kind = STEP_RESIZE, .length = 100}, "win32:ERROR_USER_MAPPED_FILE");
    act((Step){.kind = STEP_RESIZE, .length = 2 * UNIT}, NULL);
    act((Step){.kind = STEP_UNMAP}, NULL);
    act((Step){.kind = STEP_RESIZE, .length = 100}, "win32:ERROR_USER_MAPPED_FILE"); /* the section is still there */
    act((Step){.kind = STEP_CLOSE, .object = 1}, NULL);
    act((Step){.kind = STEP_RESIZE, .length = 100}, NULL);
}
END_TEST

START_TEST(section_keeps_the_size_it_was_made_with)
{
    start_with_file();
    make(0, 5000, 0);
    act((Step){.kind = STEP_OPEN, .object = 1, .access = READ | WRITE}, NULL);
    act(map_step(1, 0, 5000, READ | WRITE, SHARED), NULL);
    act((Step){.kind = STEP_RESIZE, .length = 2 * PAGE}, NULL);
    act(map_step(1, 1, 2 * PAGE, READ, SHARED), "win32:ERROR_ACCESS_DENIED");
    act(map_step(0, 1, 2 * PAGE, READ, SHARED), NULL);
    act(map_step(0, 2, 2 * PAGE + 1, READ, SHARED), "win32:ERROR_ACCESS_DENIED");
    store(0, PAGE + 8, 1);
    expect_stamp(1, PAGE + 8, 1);
}
END_TEST

START_TEST(empty_file_has_no_section)
{
    start_with_file();
    make(0, 100, 0);
    act((Step){.kind = STEP_RESIZE, .length = 0}, NULL);
    act(map_step(0, 0, 1, READ, SHARED), "win32:ERROR_FILE_INVALID");
}
END_TEST

START_TEST(name_goes_with_the_last_handle)
{
    start_with_paging_file();
    make(0, UNIT, 0);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    store(0, 0, 1);
    act((Step){.kind = STEP_CREATE, .object = 1, .length = UNIT}, "win32:ERROR_ALREADY_EXISTS");
    act((Step){.kind = STEP_CLOSE}, NULL);
    act((Step){.kind = STEP_OPEN, .access = READ}, "win32:ERROR_FILE_NOT_FOUND");
    make(0, UNIT, 0);
    act(map_step(0, 1, UNIT, READ, SHARED), NULL);
    expect_stamp(0, 0, 1);
    expect_stamp(1, 0, 0);
}
END_TEST

START_TEST(copy_view_follows_until_it_is_stored_to)
{
    start_with_paging_file();
    make(0, UNIT, 0);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    act(map_step(0, 1, UNIT, READ | WRITE, COPY_ON_WRITE), NULL);
    store(0, 0, 1);
    expect_stamp(1, 0, 1);
    store(1, 8, 2);
    store(0, 0, 3);
    store(0, PAGE, 4);
    expect_stamp(1, 0, 1);
    expect_stamp(1, 8, 2);
    expect_stamp(1, PAGE, 4);
    expect_stamp(0, 8, 0);
}
END_TEST

START_TEST(protection_stays_within_the_views)
{
    start_with_paging_file();
    make(0, UNIT, 0);
    act(map_step(0, 0, UNIT, READ, SHARED), NULL);
    act(map_step(0, 1, UNIT, READ | WRITE, COPY_ON_WRITE), NULL);
    act(pages_step(STEP_PROTECT, 0, 0, 1, READ | WRITE), "win32:ERROR_INVALID_PARAMETER");
    act(pages_step(STEP_PROTECT, 1, 0, 1, READ | WRITE), "win32:ERROR_INVALID_PARAMETER");
    act(pages_step(STEP_PROTECT, 1, 1, 2, NO_ACCESS), NULL);
    expect_fault(STEP_LOAD, 1, PAGE);
    act(pages_step(STEP_PROTECT, 1, 1, 1, READ | WRITE | COPYING), NULL);
    store(1, PAGE, 1);
    expect_fault(STEP_STORE, 1, 2 * PAGE);
}
END_TEST

START_TEST(shared_view_that_copies)
{
    start_with_paging_file();
    make(0, UNIT, 0);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    act(map_step(0, 1, UNIT, READ, SHARED), NULL);
    act(pages_step(STEP_PROTECT, 0, 0, 1, READ | WRITE | COPYING), NULL);
    store(0, PAGE - 4, 1); /* over the border: the second page is shared */
    expect_stamp(0, PAGE - 4, 1);
    expect_stamp(1, PAGE - 8, 0);
    Step back = pages_step(STEP_PROTECT, 0, 0, 1, READ | WRITE), read_only = pages_step(STEP_PROTECT, 0, 0, 1, READ);
    ck_assert(!model_permits(model, &back)); /* nothing says what becomes of the copy */
    act(read_only, NULL);
    expect_stamp(0, PAGE - 4, 1);
}
END_TEST

START_TEST(pages_are_committed_for_everyone)
{
    start_with_paging_file();
    make(0, UNIT, RESERVED);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    act(map_step(0, 1, UNIT, READ, SHARED), NULL);
    expect_fault(STEP_STORE, 0, 0);
    act(pages_step(STEP_PROTECT, 1, 0, 1, NO_ACCESS), "win32:ERROR_INVALID_ADDRESS");
    act(pages_step(STEP_COMMIT, 1, 0, 2, READ | WRITE), "win32:ERROR_INVALID_PARAMETER");
    act(pages_step(STEP_COMMIT, 0, 0, 2, READ), NULL);
    expect_fault(STEP_STORE, 0, 0); /* with the protection that was asked for */
    act(pages_step(STEP_COMMIT, 0, 0, 1, READ | WRITE), NULL);
    store(0, 8, 1);
    expect_stamp(1, 8, 1);
    expect_fault(STEP_LOAD, 1, 2 * PAGE);
}
END_TEST

START_TEST(files_pages_are_not_committed)
{
    start_with_file();
    make(0, UNIT, 0);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    act(pages_step(STEP_COMMIT, 0, 0, 1, READ | WRITE), "win32:ERROR_ACCESS_DENIED");
}
END_TEST

START_TEST(children_inherit_handles_only)
{
    start_with_paging_file();
    make(0, UNIT, INHERITED);
    make(1, UNIT, 0);
    act(map_step(0, 0, UNIT, READ | WRITE, SHARED), NULL);
    act((Step){.kind = STEP_SPAWN, .other = 1, .access = INHERITED}, NULL);
    act((Step){.kind = STEP_SPAWN, .other = 2}, NULL);
    ck_assert(model->actors[1].objects[0].used && !model->actors[1].objects[1].used && !model->actors[1].views[0].used);
    ck_assert(!model->actors[2].objects[0].used);
    act((Step){.kind = STEP_DUPLICATE, .object = 1, .other = 2, .view = 5, .access = READ}, NULL);
    Step more = {.kind = STEP_DUPLICATE, .actor = 2, .object = 5, .other = 0, .view = 6, .access = READ | WRITE};
    Step stranger = {.kind = STEP_DUPLICATE, .actor = 2, .object = 5, .other = 1, .view = 6, .access = READ};
    ck_assert(!model_permits(model, &more) && !model_permits(model, &stranger));
    model_apply(model, &(Step){.kind = STEP_DIE}, NULL);
    ck_assert_uint_ne(content_named(model, 0), MOST_CONTENTS); /* the child's handle keeps it */
    Step orphan_ends = {.kind = STEP_DIE, .actor = 1};
    ck_assert(!model_permits(model, &orphan_ends));
}
END_TEST

/* What follows a close by the first actor, in about half of the programs. */
static void expect_after_close(uint8_t name, StepKind one, StepKind other, uint8_t actor)
{
    unsigned followed = 0;
    for (uint64_t seed = 0; seed < 64; seed++) {
        Generator generator = {.random = {.state = seed}, .last = {.kind = STEP_CLOSE}, .closed = name};
        Step step;
        if (!generate_follow(&generator, model, &step))
            continue;
        followed++;
        ck_assert(step.kind == one || step.kind == other);
        ck_assert_uint_eq(step.actor, actor);
        ck_assert(step.kind == STEP_CLOSE || step.name == name);
    }
    ck_assert_uint_gt(followed, 8);
    ck_assert_uint_lt(followed, 56);
}

START_TEST(a_name_is_followed_to_its_end)
{
    start_with_paging_file();
    make(0, UNIT, 0);
    model_apply(model, &(Step){.kind = STEP_START, .actor = 1}, NULL);
    act((Step){.kind = STEP_OPEN, .actor = 1, .object = 2, .name = 0, .access = READ}, NULL);
    act((Step){.kind = STEP_CLOSE, .object = 0}, NULL);
    expect_after_close(0, STEP_CLOSE, STEP_CLOSE, 1);
    act((Step){.kind = STEP_CLOSE, .actor = 1, .object = 2}, NULL);
    expect_after_close(0, STEP_OPEN, STEP_CREATE, 0);
}
END_TEST

/* A baseline as it is read from a file, of one entry. */
START_TEST(what_the_baseline_knows_is_left_out)
{
    BaselineEntry entry = {.pattern = "win32/reserve/reserved_page_faults", .outcome = "fail", .reason = "W-RES-002"};
    Baseline baseline = {.entries = &entry, .count = 1};
    Abilities can = of_file;
    Text said = {0};
    json_t *facts = json_object();
    apply_departures(&baseline, facts, &can, &said);
    ck_assert(!can.reserved_faults && can.shared_copying && can.commit_to_the_end);
    ck_assert_ptr_nonnull(strstr(said.bytes, "W-RES-002"));
    json_decref(facts);
    text_free(&said);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("the model of Windows");
    TCase *rules = tcase_create("rules");
    suite_add_tcase(suite, rules);
    tcase_add_test(rules, mapped_file_is_not_cut);
    tcase_add_test(rules, section_keeps_the_size_it_was_made_with);
    tcase_add_test(rules, empty_file_has_no_section);
    tcase_add_test(rules, name_goes_with_the_last_handle);
    tcase_add_test(rules, copy_view_follows_until_it_is_stored_to);
    tcase_add_test(rules, protection_stays_within_the_views);
    tcase_add_test(rules, shared_view_that_copies);
    tcase_add_test(rules, pages_are_committed_for_everyone);
    tcase_add_test(rules, files_pages_are_not_committed);
    tcase_add_test(rules, children_inherit_handles_only);
    tcase_add_test(rules, a_name_is_followed_to_its_end);
    tcase_add_test(rules, what_the_baseline_knows_is_left_out);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    model_free(model);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
