/* What free programs mean: which steps have a line, and what their answers say. */
#include "stress/free_plan.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 4096 };

static const Abilities can = {.page = PAGE,
                              .granularity = PAGE,
                              .most_size = 16 * PAGE,
                              .backing = BACKING_FILE,
                              .named = true,
                              .remove = true,
                              .remove_in_use = true,
                              .resize = true,
                              .shrink_in_use = true,
                              .read_write = true,
                              .copy_on_write = true,
                              .offset_views = true,
                              .flush = true,
                              .fork = true,
                              .odd_size = true,
                              .remap = true};

static Program program;
static FreePlan plan;

static void put(Step step)
{
    program_add(&program, step);
}

/* Two actors that share a page by name. */
static void set_up(void)
{
    program_free(&program);
    for (uint8_t actor = 0; actor < 2; actor++) {
        put((Step){.kind = STEP_START, .actor = actor});
        put((Step){.kind = actor ? STEP_OPEN : STEP_CREATE, .actor = actor, .access = READ | WRITE, .length = PAGE});
        put((Step){.kind = STEP_MAP, .actor = actor, .length = PAGE, .access = READ | WRITE, .sharing = SHARED});
    }
}

static void gate(uint32_t rounds)
{
    put((Step){.kind = STEP_GATE, .actor = NO_ACTOR, .times = rounds});
}

static size_t lines_of(StepKind kind, Phase phase)
{
    size_t count = 0;
    for (size_t i = 0; i < plan.count; i++)
        count += plan.lines[i].step.kind == kind && plan.lines[i].phase == phase;
    return count;
}

static void make(void)
{
    free_plan_free(&plan);
    free_plan_make(&program, &can, &plan);
}

START_TEST(what_follows_the_gate_is_repeated)
{
    set_up();
    gate(5);
    put((Step){.kind = STEP_STORE, .length = 8});
    put((Step){.kind = STEP_LOAD, .actor = 1, .length = 8});
    make();
    ck_assert_uint_eq(lines_of(STEP_STORE, PHASE_FREE), 5);
    ck_assert_uint_eq(lines_of(STEP_LOAD, PHASE_FREE), 5);
    ck_assert_uint_eq(lines_of(STEP_LOAD, PHASE_AFTER), 2 * PAGE / LOOK_LENGTH);
}
END_TEST

START_TEST(every_store_has_a_count_of_its_own)
{
    set_up();
    gate(3);
    put((Step){.kind = STEP_STORE, .length = 8});
    put((Step){.kind = STEP_WRITE, .length = 8});
    make();
    uint32_t last = 0;
    for (size_t i = 0; i < plan.count; i++) {
        const Step *step = &plan.lines[i].step;
        if (step->kind == STEP_STORE || step->kind == STEP_WRITE)
            ck_assert_uint_eq(step->count, ++last);
    }
    ck_assert_uint_eq(last, 6);
}
END_TEST

/* Every part of a program is a program: whichever steps are left out, none of the rest refers to what is not there. */
START_TEST(any_part_of_a_program_is_a_program)
{
    set_up();
    gate(2);
    put((Step){.kind = STEP_MAP, .view = 2, .length = PAGE, .access = READ | WRITE, .sharing = COPY_ON_WRITE});
    put((Step){.kind = STEP_STORE, .view = 2, .length = 8});
    put((Step){.kind = STEP_UNMAP, .view = 2});
    put((Step){.kind = STEP_CREATE, .actor = 1, .object = 2, .name = 3, .access = READ | WRITE});
    put((Step){.kind = STEP_SIZE, .actor = 1, .object = 2});
    Program whole = {0};
    program_copy(&whole, &program);
    for (unsigned left_out = 0; left_out < 1u << whole.count; left_out++) {
        program.count = 0;
        for (size_t i = 0; i < whole.count; i++) {
            if (!(left_out >> i & 1))
                program_add(&program, whole.steps[i]);
        }
        make();
        for (size_t i = 0; i < plan.count; i++) {
            const PlannedLine *line = &plan.lines[i];
            bool of_view = line->step.kind == STEP_STORE || line->step.kind == STEP_UNMAP;
            ck_assert(!of_view || (line->view_line && line->view_line < line->number));
            ck_assert(line->step.kind != STEP_SIZE || (line->object_line && line->object_line < line->number));
        }
    }
    program_free(&whole);
}
END_TEST

START_TEST(what_a_round_opens_it_closes)
{
    set_up();
    gate(4);
    put((Step){.kind = STEP_MAP, .view = 3, .length = PAGE, .access = READ, .sharing = SHARED});
    put((Step){.kind = STEP_OPEN, .actor = 1, .object = 3, .access = READ});
    make();
    ck_assert_uint_eq(lines_of(STEP_UNMAP, PHASE_FREE), 4);
    ck_assert_uint_eq(lines_of(STEP_CLOSE, PHASE_FREE), 4);
}
END_TEST

START_TEST(counters_are_not_stored_to)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_STORE, .offset = COUNTERS_FROM, .length = 8});
    put((Step){.kind = STEP_STORE, .offset = COUNTERS_FROM - 8, .length = 16});
    put((Step){.kind = STEP_ADD, .offset = 0});
    put((Step){.kind = STEP_ADD, .offset = COUNTERS_TO - 8});
    make();
    ck_assert_uint_eq(lines_of(STEP_STORE, PHASE_FREE), 0);
    ck_assert_uint_eq(lines_of(STEP_ADD, PHASE_FREE), 1);
}
END_TEST

START_TEST(the_steps_that_mean_something_are_kept)
{
    Program kept = {0};
    set_up();
    gate(2);
    put((Step){.kind = STEP_STORE, .length = 8});
    put((Step){.kind = STEP_STORE, .view = 5, .length = 8}); /* no such view */
    put((Step){.kind = STEP_LOAD, .actor = 7, .length = 8}); /* no such actor */
    free_plan_kept(&program, &can, &kept);
    ck_assert_uint_eq(kept.count, 8);
    program_free(&kept);
}
END_TEST

static size_t line_of(StepKind kind, Phase phase)
{
    size_t line = 0;
    while (plan.lines[line].step.kind != kind || plan.lines[line].phase != phase)
        line++;
    return line;
}

static History taken_with(size_t line, const LineAnswer *answer, Allowances allowances)
{
    History history = {.content_words = plan.content_words, .page_words = PAGE / 8};
    free_history_take(&history, &plan, (uint32_t)line, answer, &allowances);
    return history;
}

static History taken(size_t line, const LineAnswer *answer)
{
    return taken_with(line, answer, (Allowances){0});
}

START_TEST(a_store_is_a_word_or_several)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_STORE, .offset = 512, .length = 64});
    make();
    History history = taken(line_of(STEP_STORE, PHASE_FREE), &(LineAnswer){.fate = FATE_OK, .call = 5, .back = 9});
    ck_assert_uint_eq(history.count, 8);
    ck_assert_uint_eq(history.events[3].place, 512 / 8 + 3);
    ck_assert_uint_eq(history.events[3].back, 9);
    ck_assert(history.events[3].whole);
    history_free(&history);
}
END_TEST

START_TEST(one_that_was_cut_off_never_returned)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_STORE, .length = 8});
    make();
    History history = taken(line_of(STEP_STORE, PHASE_FREE), &(LineAnswer){.fate = FATE_CUT_OFF, .call = 5});
    ck_assert_uint_eq(history.count, 1);
    ck_assert(history.events[0].back == NEVER);
    history_free(&history);
}
END_TEST

/* The second object is one of those that are made while the others run. */
START_TEST(a_size_that_nobody_was_told_says_nothing)
{
    static const uint32_t objects[] = {0, 1};
    for (size_t i = 0; i < 2; i++) {
        set_up();
        gate(1);
        put((Step){.kind = STEP_CREATE, .object = 1, .name = 2});
        put((Step){.kind = STEP_SIZE, .object = objects[i]});
        make();
        History history = taken(line_of(STEP_SIZE, PHASE_FREE), &(LineAnswer){.fate = FATE_CUT_OFF, .call = 5});
        ck_assert_uint_eq(history.count, 0);
        history_free(&history);
    }
}
END_TEST

START_TEST(a_shorter_object_clears_what_was_stored_behind)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_STORE, .offset = 512, .length = 16});
    put((Step){.kind = STEP_RESIZE});
    make();
    History history = taken(line_of(STEP_RESIZE, PHASE_FREE), &(LineAnswer){.fate = FATE_OK, .call = 5, .back = 9});
    ck_assert_uint_eq(history.count, 3);
    ck_assert_int_eq(history.events[0].kind, EVENT_RESIZE);
    ck_assert_int_eq(history.events[1].kind, EVENT_STORE);
    ck_assert(!history.events[1].whole && history.events[1].value == 0);
    history_free(&history);
}
END_TEST

static History taken_when_scarce(size_t line, const char *error, unsigned poor)
{
    LineAnswer answer = {.fate = FATE_ERROR, .call = 5, .back = 9};
    strcpy(answer.error, error);
    return taken_with(line, &answer, (Allowances){.scarce = NEMESIS_ADDRESSES | NEMESIS_DISK, .poor = poor});
}

static void is_wrong(History history)
{
    ck_assert_uint_eq(history.count, 1);
    ck_assert_int_eq(history.events[0].kind, EVENT_WRONG);
    history_free(&history);
}

/* P-MERR-027: ENOMEM, of a map, of the actor whose address space is full. */
START_TEST(an_error_is_wrong_unless_it_is_the_documented_one_of_who_lacks_something)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_MAP, .view = 3, .length = PAGE, .access = READ, .sharing = SHARED});
    put((Step){.kind = STEP_CLOSE, .object = 0});
    put((Step){.kind = STEP_STORE, .length = 8});
    make();
    size_t line = line_of(STEP_MAP, PHASE_FREE);
    is_wrong(taken(line, &(LineAnswer){.fate = FATE_ERROR, .error = "errno:ENOMEM"}));
    is_wrong(taken_when_scarce(line, "errno:ENOMEM", 1));
    is_wrong(taken_when_scarce(line, "errno:EAGAIN", 0));
    is_wrong(taken_when_scarce(line_of(STEP_UNMAP, PHASE_FREE), "errno:ENOMEM", 0));
    is_wrong(taken_when_scarce(line_of(STEP_MAP, PHASE_BEFORE), "errno:ENOMEM", 0));
    History history = taken_when_scarce(line, "errno:ENOMEM", 0);
    ck_assert_uint_eq(history.count, 0);
    history_free(&history);
}
END_TEST

START_TEST(a_write_that_is_short_is_wrong)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_WRITE, .offset = 512, .length = 16});
    make();
    size_t line = line_of(STEP_WRITE, PHASE_FREE);
    History history = taken(line, &(LineAnswer){.fate = FATE_OK, .result = 16, .call = 5, .back = 9});
    ck_assert_uint_eq(history.count, 2);
    history_free(&history);
    history = taken(line, &(LineAnswer){.fate = FATE_OK, .result = 8, .call = 5, .back = 9});
    ck_assert_int_eq(history.events[0].kind, EVENT_WRONG);
    history_free(&history);
}
END_TEST

static History taken_on_a_full_disk(size_t line, const LineAnswer *answer)
{
    return taken_with(line, answer, (Allowances){.scarce = NEMESIS_FULL, .poor = EVERYBODY});
}

/* P-HOLE-004 P-HOLE-006 */
START_TEST(a_full_disk_refuses_everybody_and_may_cut_writes)
{
    set_up();
    gate(1);
    put((Step){.kind = STEP_WRITE, .offset = 512, .length = 16});
    put((Step){.kind = STEP_ADD, .offset = 256, .length = 8});
    make();
    size_t write = line_of(STEP_WRITE, PHASE_FREE), add = line_of(STEP_ADD, PHASE_FREE);
    LineAnswer refused = {.fate = FATE_ERROR, .error = "errno:ENOSPC", .call = 5, .back = 9};
    LineAnswer fault = {.fate = FATE_FAULT, .error = "SIGBUS:BUS_ADRERR", .call = 5, .back = 9};
    History history = taken_on_a_full_disk(write, &refused);
    ck_assert_uint_eq(history.count, 0);
    ck_assert_uint_eq(history.refusals, 1);
    is_wrong(taken(write, &refused));
    history = taken_on_a_full_disk(write, &(LineAnswer){.fate = FATE_OK, .result = 8, .call = 5, .back = 9});
    ck_assert_uint_eq(history.count, 2);
    ck_assert(history.events[0].kind == EVENT_STORE && history.events[0].back == NEVER);
    history_free(&history);
    history = taken_on_a_full_disk(write, &(LineAnswer){.fate = FATE_OK, .result = 24, .call = 5, .back = 9});
    ck_assert_int_eq(history.events[0].kind, EVENT_WRONG); /* more than was asked for */
    history_free(&history);
    history = taken_on_a_full_disk(add, &fault);
    ck_assert_uint_eq(history.count, 0);
    is_wrong(taken(add, &fault));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("free programs");
    TCase *meaning = tcase_create("plan"), *answers = tcase_create("history");
    suite_add_tcase(suite, meaning);
    suite_add_tcase(suite, answers);
    tcase_add_test(meaning, what_follows_the_gate_is_repeated);
    tcase_add_test(meaning, every_store_has_a_count_of_its_own);
    tcase_add_test(meaning, any_part_of_a_program_is_a_program);
    tcase_add_test(meaning, what_a_round_opens_it_closes);
    tcase_add_test(meaning, counters_are_not_stored_to);
    tcase_add_test(meaning, the_steps_that_mean_something_are_kept);
    tcase_add_test(answers, a_store_is_a_word_or_several);
    tcase_add_test(answers, one_that_was_cut_off_never_returned);
    tcase_add_test(answers, a_size_that_nobody_was_told_says_nothing);
    tcase_add_test(answers, a_shorter_object_clears_what_was_stored_behind);
    tcase_add_test(answers, an_error_is_wrong_unless_it_is_the_documented_one_of_who_lacks_something);
    tcase_add_test(answers, a_write_that_is_short_is_wrong);
    tcase_add_test(answers, a_full_disk_refuses_everybody_and_may_cut_writes);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    program_free(&program);
    free_plan_free(&plan);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
