/* Processes on one processor. */
#include "platform/processors.h"

#include <check.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    ck_assert_int_gt(child, 0);
    return child;
}

static void end_child(pid_t child)
{
    kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
}

static cpu_set_t processors_of(pid_t process)
{
    cpu_set_t set;
    ck_assert_int_eq(sched_getaffinity(process, sizeof set, &set), 0);
    return set;
}

START_TEST(they_come_together_and_part_again)
{
    cpu_set_t before = processors_of(0), here, there;
    pid_t started_before = start_child(), stranger = start_child();
    processors_join((uint64_t)stranger); /* nobody is gathered: nothing happens */
    processors_gather();
    processors_join((uint64_t)started_before);
    here = processors_of(0);
    there = processors_of(started_before);
    ck_assert_int_eq(CPU_COUNT(&here), 1);
    ck_assert(CPU_EQUAL(&here, &there));
    processors_part((uint64_t)started_before);
    there = processors_of(started_before);
    ck_assert(CPU_EQUAL(&there, &before));
    processors_leave();
    here = processors_of(0);
    there = processors_of(stranger);
    ck_assert(CPU_EQUAL(&here, &before));
    ck_assert(CPU_EQUAL(&there, &before));
    end_child(started_before);
    end_child(stranger);
}
END_TEST

/* What a child that gathers has. */
static cpu_set_t gathered_in_child(void)
{
    int pipes[2];
    ck_assert_int_eq(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        processors_leave(); /* of what it has from us: the claim itself stays ours */
        processors_gather();
        cpu_set_t here = processors_of(0);
        _exit(write(pipes[1], &here, sizeof here) == sizeof here ? 0 : 1);
    }
    cpu_set_t set;
    ck_assert_int_eq(read(pipes[0], &set, sizeof set), sizeof set);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    close(pipes[0]);
    close(pipes[1]);
    return set;
}

START_TEST(nobody_takes_a_taken_one)
{
    cpu_set_t before = processors_of(0);
    processors_gather();
    cpu_set_t ours = processors_of(0), theirs = gathered_in_child(), both;
    CPU_AND(&both, &ours, &theirs);
    if (CPU_COUNT(&before) == 1)
        ck_assert(CPU_EQUAL(&theirs, &before));
    else
        ck_assert(CPU_COUNT(&theirs) == 1 && CPU_COUNT(&both) == 0);
    processors_leave();
    processors_gather(); /* what the child took is free again, and so is ours */
    ours = processors_of(0);
    ck_assert_int_eq(CPU_COUNT(&ours), 1);
    processors_leave();
}
END_TEST

START_TEST(who_steps_aside_leaves_the_taken_ones)
{
    cpu_set_t before = processors_of(0), all, both;
    processors_step_aside(); /* nobody is gathered: nothing happens */
    all = processors_of(0);
    ck_assert(CPU_EQUAL(&all, &before));
    processors_gather();
    cpu_set_t ours = processors_of(0);
    processors_step_aside();
    cpu_set_t aside = processors_of(0);
    CPU_AND(&both, &ours, &aside);
    if (CPU_COUNT(&before) == 1)
        ck_assert(CPU_EQUAL(&aside, &ours)); /* there is no other */
    else
        ck_assert(CPU_COUNT(&aside) == CPU_COUNT(&before) - 1 && CPU_COUNT(&both) == 0);
    processors_leave();
    all = processors_of(0);
    ck_assert(CPU_EQUAL(&all, &before));
}
END_TEST

START_TEST(who_finds_none_goes_on_as_before)
{
    cpu_set_t before = processors_of(0), one;
    processors_gather();
    one = processors_of(0);
    pid_t child = fork();
    if (child == 0) {
        processors_leave();
        sched_setaffinity(0, sizeof one, &one); /* where only the taken one may be used */
        pid_t stranger = start_child();
        sched_setaffinity(stranger, sizeof before, &before);
        processors_gather();
        processors_join((uint64_t)stranger);
        cpu_set_t there = processors_of(stranger);
        end_child(stranger);
        _exit(CPU_EQUAL(&there, &before) ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    processors_leave();
}
END_TEST

/* Runs of mapcheck beside this test take processors too: names of sockets are a network's own. */
static bool have_names_of_our_own(void)
{
    return unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

int main(void)
{
    if (!have_names_of_our_own()) {
        puts("skipped: no network namespace can be made here, so other runs could hold all processors");
        return 77;
    }
    TCase *processors = tcase_create("processors");
    tcase_add_test(processors, they_come_together_and_part_again);
    tcase_add_test(processors, nobody_takes_a_taken_one);
    tcase_add_test(processors, who_steps_aside_leaves_the_taken_ones);
    tcase_add_test(processors, who_finds_none_goes_on_as_before);
    Suite *suite = suite_create("processors");
    suite_add_tcase(suite, processors);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
