/* Processes on one processor. */
#include "platform/processors.h"

#include <check.h>
#include <sched.h>
#include <signal.h>
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
    processors_leave();
    here = processors_of(0);
    there = processors_of(stranger);
    ck_assert(CPU_EQUAL(&here, &before));
    ck_assert(CPU_EQUAL(&there, &before));
    end_child(started_before);
    end_child(stranger);
}
END_TEST

int main(void)
{
    TCase *processors = tcase_create("processors");
    tcase_add_test(processors, they_come_together_and_part_again);
    Suite *suite = suite_create("processors");
    suite_add_tcase(suite, processors);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
