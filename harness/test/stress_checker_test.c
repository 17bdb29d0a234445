/* The checker of histories: hand-made ones, legal, illegal and unknown. Times are microseconds times 1000. */
#include "stress/checker.h"
#include "stress/stamp.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { A, B, C, D, WORD = 7, OTHER = 8, NAME = 2, PAGE_WORDS = 512, CONTENT_WORDS = 1024 };

static uint64_t stamped(unsigned actor, uint32_t count)
{
    unsigned char bytes[STAMP_WORD];
    uint64_t word = 0;
    stamp_bytes(actor, count, bytes, sizeof bytes);
    for (unsigned i = 0; i < sizeof bytes; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static History history;

static void add(EventKind kind, uint8_t actor, uint64_t call, uint64_t back, uint32_t place, uint64_t value)
{
    Event event = {.kind = (uint8_t)kind,
                   .actor = actor,
                   .line = (uint32_t)history.count,
                   .whole = true,
                   .base = NO_PLACE,
                   .place = place,
                   .value = value,
                   .call = 1000 * call,
                   .back = back == NEVER ? NEVER : 1000 * back};
    history_add(&history, event);
}

static void store(uint8_t actor, uint64_t call, uint64_t back, uint32_t count)
{
    add(EVENT_STORE, actor, call, back, WORD, stamped(actor, count));
}

static void load(uint8_t actor, uint64_t call, uint64_t back, uint64_t value)
{
    add(EVENT_LOAD, actor, call, back, WORD, value);
}

static void in_parts(void)
{
    history.events[history.count - 1].whole = false;
}

static void refused(void)
{
    history.events[history.count - 1].refused = true;
}

static void is_with(HistoryVerdict verdict, const char *argument, CheckOptions options)
{
    Judgement judgement = {0};
    history.content_words = CONTENT_WORDS;
    history.page_words = PAGE_WORDS;
    check_history(&history, &options, &judgement);
    const char *text = judgement.argument.bytes ? judgement.argument.bytes : "";
    ck_assert_msg(judgement.verdict == verdict, "verdict %d, argument: %s", judgement.verdict, text);
    if (argument)
        ck_assert_msg(strstr(text, argument) != NULL, "\"%s\" is not in: %s", argument, text);
    ck_assert_msg((verdict == HISTORY_ILLEGAL) == (judgement.starred_count > 0), "%u starred",
                  (unsigned)judgement.starred_count);
    judgement_free(&judgement);
    history_free(&history);
}

static void is_legal(void)
{
    is_with(HISTORY_LEGAL, NULL, (CheckOptions){0});
}

static void is_illegal(const char *argument)
{
    is_with(HISTORY_ILLEGAL, argument, (CheckOptions){0});
}

/* Words ------------------------------------------------------------------------------------------------------------ */

START_TEST(nothing_is_legal)
{
    is_legal();
}
END_TEST

START_TEST(a_load_sees_the_latest_store)
{
    load(B, 1, 2, 0);
    store(A, 3, 4, 1);
    load(B, 5, 6, stamped(A, 1));
    is_legal();
}
END_TEST

START_TEST(a_load_may_see_a_store_that_overlaps_it_or_what_was_before)
{
    store(A, 1, 2, 1);
    store(B, 5, 20, 2);
    load(C, 6, 7, stamped(A, 1));
    load(C, 8, 9, stamped(B, 2));
    is_legal();
}
END_TEST

START_TEST(of_concurrent_stores_either_may_stay)
{
    store(A, 1, 10, 1);
    store(B, 2, 9, 1);
    load(C, 11, 12, stamped(A, 1));
    is_legal();
}
END_TEST

START_TEST(an_overwritten_store_is_stale)
{
    store(A, 1, 2, 1);
    store(B, 3, 4, 1);
    load(C, 5, 6, stamped(A, 1));
    is_illegal("stale");
}
END_TEST

START_TEST(a_store_that_vanished_is_lost)
{
    store(A, 1, 2, 1);
    load(C, 5, 6, 0);
    is_illegal("lost");
}
END_TEST

START_TEST(what_was_not_stored_yet_is_not_seen)
{
    load(C, 1, 2, stamped(A, 1));
    store(A, 3, 4, 1);
    is_illegal("not begun");
}
END_TEST

START_TEST(a_stamp_of_another_word_is_foreign)
{
    store(A, 1, 2, 1);
    add(EVENT_STORE, B, 1, 2, OTHER, stamped(B, 1));
    load(C, 5, 6, stamped(B, 1));
    is_illegal("foreign");
}
END_TEST

START_TEST(half_of_two_stores_is_torn)
{
    store(A, 1, 10, 1);
    store(B, 2, 9, 1);
    load(C, 3, 4, (stamped(A, 1) & 0xffffffffu) | (stamped(B, 1) & ~0xffffffffull));
    is_illegal("torn");
}
END_TEST

START_TEST(accesses_in_parts_may_mix)
{
    store(A, 1, 10, 1);
    in_parts();
    store(B, 2, 9, 1);
    load(C, 11, 12, (stamped(A, 1) & 0xffffffffu) | (stamped(B, 1) & ~0xffffffffull));
    is_legal();
}
END_TEST

START_TEST(a_mixture_of_what_is_gone_is_torn_all_the_same)
{
    store(A, 1, 2, 1);
    in_parts();
    store(B, 3, 4, 1);
    load(C, 11, 12, (stamped(A, 1) & 0xffffffffu) | (stamped(B, 1) & ~0xffffffffull));
    is_illegal("torn");
}
END_TEST

/* Each load alone could see what it saw; together they saw the stores in two orders. */
START_TEST(nobody_goes_back_to_an_earlier_store)
{
    store(A, 1, 20, 1);
    store(B, 2, 21, 1);
    load(C, 3, 4, stamped(A, 1));
    load(C, 5, 6, stamped(B, 1));
    load(D, 7, 8, stamped(A, 1));
    is_illegal("came and went between");
}
END_TEST

START_TEST(two_who_look_at_the_same_time_may_differ)
{
    store(A, 1, 20, 1);
    store(B, 2, 21, 1);
    load(C, 3, 10, stamped(A, 1));
    load(D, 4, 9, stamped(B, 1));
    is_legal();
}
END_TEST

START_TEST(the_last_store_of_one_that_was_killed_may_have_happened)
{
    store(A, 1, 2, 1);
    store(B, 3, NEVER, 1);
    load(C, 5, 6, stamped(A, 1));
    load(C, 7, 8, stamped(B, 1));
    is_legal();
}
END_TEST

START_TEST(but_it_does_not_happen_twice)
{
    store(A, 1, 2, 1);
    store(B, 3, NEVER, 1);
    load(C, 5, 6, stamped(B, 1));
    load(C, 7, 8, stamped(A, 1));
    is_illegal("came and went between");
}
END_TEST

START_TEST(slack_forgives_clocks_of_two_processors)
{
    store(A, 3, 4, 1);
    load(C, 1, 2, stamped(A, 1));
    is_with(HISTORY_LEGAL, NULL, (CheckOptions){.slack = 1000});
}
END_TEST

START_TEST(slack_forgives_nothing_within_one_actor)
{
    store(A, 1, 2, 1);
    load(A, 3, 4, 0);
    is_with(HISTORY_ILLEGAL, "lost", (CheckOptions){.slack = 5000});
}
END_TEST

static void load_privately(uint8_t actor, uint64_t call, uint64_t back, uint64_t value)
{
    add(EVENT_LOAD, actor, call, back, CONTENT_WORDS + WORD, value);
    history.events[history.count - 1].base = WORD;
}

START_TEST(a_private_page_shows_any_state_until_it_is_copied)
{
    store(A, 1, 2, 1);
    store(A, 3, 4, 2);
    load_privately(B, 5, 6, stamped(A, 1));
    load_privately(B, 7, 8, stamped(A, 2));
    is_legal();
}
END_TEST

START_TEST(a_copied_page_shows_its_own_store)
{
    store(A, 5, 6, 1);
    add(EVENT_STORE, B, 1, 2, CONTENT_WORDS + WORD, stamped(B, 1));
    load_privately(B, 7, 8, stamped(A, 1));
    is_illegal("foreign");
}
END_TEST

/* Counters ---------------------------------------------------------------------------------------------------------- */

START_TEST(additions_add_up)
{
    add(EVENT_ADD, A, 1, 5, WORD, 1);
    add(EVENT_ADD, B, 2, 6, WORD, 2);
    add(EVENT_ADDS, C, 1, 9, WORD, 10);
    add(EVENT_COUNT, D, 10, 11, WORD, 12);
    is_legal();
}
END_TEST

START_TEST(an_addition_is_not_lost)
{
    add(EVENT_ADD, A, 1, 5, WORD, 1);
    add(EVENT_ADDS, C, 1, 9, WORD, 10);
    add(EVENT_COUNT, D, 10, 11, WORD, 10);
    is_illegal("1 were lost");
}
END_TEST

START_TEST(two_additions_do_not_answer_the_same)
{
    add(EVENT_ADD, A, 1, 5, WORD, 1);
    add(EVENT_ADD, B, 2, 6, WORD, 1);
    is_illegal("overwrote");
}
END_TEST

START_TEST(a_counter_does_not_go_back)
{
    add(EVENT_ADDS, A, 1, 50, WORD, 10);
    add(EVENT_COUNT, B, 2, 6, WORD, 7);
    add(EVENT_COUNT, C, 7, 8, WORD, 5);
    is_illegal("later only");
}
END_TEST

START_TEST(the_last_addition_of_one_that_was_killed_may_count)
{
    add(EVENT_ADD, A, 1, 2, WORD, 1);
    add(EVENT_ADD, B, 3, NEVER, WORD, 0);
    add(EVENT_COUNT, C, 4, 5, WORD, 1);
    add(EVENT_COUNT, C, 6, 7, WORD, 2);
    is_legal();
}
END_TEST

/* Names ------------------------------------------------------------------------------------------------------------- */

static void create(uint8_t actor, uint64_t call, uint64_t back, uint64_t object)
{
    add(EVENT_CREATE, actor, call, back, NAME, object);
}

START_TEST(of_those_who_create_a_name_one_wins)
{
    create(A, 1, 5, 10);
    refused();
    create(B, 2, 6, 11);
    create(C, 1, 7, 12);
    refused();
    is_legal();
}
END_TEST

START_TEST(not_two)
{
    create(A, 1, 5, 10);
    create(B, 2, 6, 11);
    is_illegal("no order");
}
END_TEST

START_TEST(but_two_if_it_was_removed_between)
{
    create(A, 1, 5, 10);
    create(B, 2, 6, 11);
    add(EVENT_REMOVE, C, 1, 9, NAME, 0);
    is_legal();
}
END_TEST

START_TEST(one_removal_makes_room_for_one_creation)
{
    create(A, 1, 5, 10);
    create(B, 2, 6, 11);
    create(D, 2, 6, 12);
    add(EVENT_REMOVE, C, 1, 9, NAME, 0);
    is_illegal("no order");
}
END_TEST

START_TEST(who_opens_a_name_finds_its_object)
{
    create(A, 1, 2, 10);
    add(EVENT_OPEN, B, 3, 4, NAME, 10);
    add(EVENT_REMOVE, C, 5, 6, NAME, 0);
    add(EVENT_OPEN, B, 7, 8, NAME, 0);
    refused();
    is_legal();
}
END_TEST

START_TEST(not_one_that_was_removed)
{
    create(A, 1, 2, 10);
    add(EVENT_REMOVE, C, 3, 4, NAME, 0);
    create(A, 5, 6, 11);
    add(EVENT_OPEN, B, 7, 8, NAME, 10);
    is_illegal("that of object 11");
}
END_TEST

START_TEST(a_name_is_not_removed_twice)
{
    create(A, 1, 2, 10);
    add(EVENT_REMOVE, B, 3, 6, NAME, 0);
    add(EVENT_REMOVE, C, 4, 7, NAME, 0);
    is_illegal("removed name");
}
END_TEST

START_TEST(the_last_creation_of_one_that_was_killed_may_have_happened)
{
    create(A, 1, NEVER, 10);
    create(B, 2, 3, 11);
    refused();
    add(EVENT_OPEN, C, 4, 5, NAME, 10);
    is_legal();
}
END_TEST

START_TEST(too_many_orders_are_unknown)
{
    for (uint8_t actor = 0; actor < 12; actor++)
        create(actor, 1, 50, 10 + actor);
    is_with(HISTORY_UNKNOWN, "too many orders", (CheckOptions){.effort = 5});
}
END_TEST

START_TEST(what_is_unknown_does_not_hide_what_is_illegal)
{
    for (uint8_t actor = 0; actor < 12; actor++)
        create(actor, 1, 50, 10 + actor);
    store(A, 60, 61, 1);
    load(B, 70, 71, 0);
    is_with(HISTORY_ILLEGAL, "lost", (CheckOptions){.effort = 5});
}
END_TEST

/* Sizes and faults -------------------------------------------------------------------------------------------------- */

START_TEST(a_size_that_was_set_is_seen)
{
    add(EVENT_RESIZE, A, 1, 2, 0, 4096);
    add(EVENT_RESIZE, A, 5, 9, 0, 8192);
    add(EVENT_SIZE, B, 6, 7, 0, 8192);
    add(EVENT_SIZE, C, 6, 7, 0, 4096);
    is_legal();
}
END_TEST

START_TEST(a_size_that_is_gone_is_not_seen)
{
    add(EVENT_RESIZE, A, 1, 2, 0, 4096);
    add(EVENT_RESIZE, A, 5, 6, 0, 8192);
    add(EVENT_SIZE, B, 7, 8, 0, 4096);
    is_illegal("nobody had set");
}
END_TEST

START_TEST(a_page_that_may_be_cut_off_may_fault)
{
    add(EVENT_RESIZE, A, 1, 2, 0, 8192);
    add(EVENT_RESIZE, A, 5, 9, 0, 4096);
    add(EVENT_FAULT, B, 6, 7, PAGE_WORDS + 1, 0);
    is_legal();
}
END_TEST

START_TEST(a_page_within_the_object_does_not_fault)
{
    add(EVENT_RESIZE, A, 1, 2, 0, 8192);
    add(EVENT_RESIZE, A, 5, 9, 0, 4096);
    add(EVENT_FAULT, B, 6, 7, WORD, 0);
    is_illegal("within the object");
}
END_TEST

START_TEST(a_page_that_is_cut_off_is_not_reached)
{
    add(EVENT_RESIZE, A, 1, 2, 0, 4096);
    add(EVENT_LOAD, B, 6, 7, PAGE_WORDS + 1, 0);
    is_illegal("behind the end");
}
END_TEST

START_TEST(an_answer_that_nothing_allows_is_illegal)
{
    add(EVENT_WRONG, A, 1, 2, 0, 0);
    is_illegal("nothing allows");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("checker");
    TCase *words = tcase_create("words"), *counters = tcase_create("counters"), *names = tcase_create("names"),
          *sizes = tcase_create("sizes and faults");
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, counters);
    suite_add_tcase(suite, names);
    suite_add_tcase(suite, sizes);
    tcase_add_test(words, nothing_is_legal);
    tcase_add_test(words, a_load_sees_the_latest_store);
    tcase_add_test(words, a_load_may_see_a_store_that_overlaps_it_or_what_was_before);
    tcase_add_test(words, of_concurrent_stores_either_may_stay);
    tcase_add_test(words, an_overwritten_store_is_stale);
    tcase_add_test(words, a_store_that_vanished_is_lost);
    tcase_add_test(words, what_was_not_stored_yet_is_not_seen);
    tcase_add_test(words, a_stamp_of_another_word_is_foreign);
    tcase_add_test(words, half_of_two_stores_is_torn);
    tcase_add_test(words, accesses_in_parts_may_mix);
    tcase_add_test(words, a_mixture_of_what_is_gone_is_torn_all_the_same);
    tcase_add_test(words, nobody_goes_back_to_an_earlier_store);
    tcase_add_test(words, two_who_look_at_the_same_time_may_differ);
    tcase_add_test(words, the_last_store_of_one_that_was_killed_may_have_happened);
    tcase_add_test(words, but_it_does_not_happen_twice);
    tcase_add_test(words, slack_forgives_clocks_of_two_processors);
    tcase_add_test(words, slack_forgives_nothing_within_one_actor);
    tcase_add_test(words, a_private_page_shows_any_state_until_it_is_copied);
    tcase_add_test(words, a_copied_page_shows_its_own_store);
    tcase_add_test(counters, additions_add_up);
    tcase_add_test(counters, an_addition_is_not_lost);
    tcase_add_test(counters, two_additions_do_not_answer_the_same);
    tcase_add_test(counters, a_counter_does_not_go_back);
    tcase_add_test(counters, the_last_addition_of_one_that_was_killed_may_count);
    tcase_add_test(names, of_those_who_create_a_name_one_wins);
    tcase_add_test(names, not_two);
    tcase_add_test(names, but_two_if_it_was_removed_between);
    tcase_add_test(names, one_removal_makes_room_for_one_creation);
    tcase_add_test(names, who_opens_a_name_finds_its_object);
    tcase_add_test(names, not_one_that_was_removed);
    tcase_add_test(names, a_name_is_not_removed_twice);
    tcase_add_test(names, the_last_creation_of_one_that_was_killed_may_have_happened);
    tcase_add_test(names, too_many_orders_are_unknown);
    tcase_add_test(names, what_is_unknown_does_not_hide_what_is_illegal);
    tcase_add_test(sizes, a_size_that_was_set_is_seen);
    tcase_add_test(sizes, a_size_that_is_gone_is_not_seen);
    tcase_add_test(sizes, a_page_that_may_be_cut_off_may_fault);
    tcase_add_test(sizes, a_page_within_the_object_does_not_fault);
    tcase_add_test(sizes, a_page_that_is_cut_off_is_not_reached);
    tcase_add_test(sizes, an_answer_that_nothing_allows_is_illegal);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
