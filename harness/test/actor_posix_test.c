/* The built actor over its channel, on POSIX: what docs/wire.md promises, request by request. */
#include "platform/system.h"
#include "test/acting_posix.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static unsigned long long map_pages(Acting *actor, const char *protection)
{
    return number_of(ask(actor, "posix.mmap NULL 8192 %s MAP_SHARED|MAP_ANONYMOUS -1 0", protection));
}

START_TEST(exact_calls_answer_results_and_errors)
{
    Acting actor = start_actor(NULL);
    number_of(ask(&actor, "posix.open \"f\" O_CREAT|O_RDWR 384"));
    expect(ask(&actor, "posix.write 3 \"ab%%00%%20\" 4"), "ok 4");
    expect(ask(&actor, "posix.pread 3 out:9 9 1"), "ok 3 buffer=\"b%00%20\"");
    expect(ask(&actor, "posix.pread 3 out:9 9 4"), "ok 0 buffer=\"\"");
    expect_begin(ask(&actor, "posix.fstat 3 out"), "ok 0 status={st_size=4,st_mode=33152,");
    expect(ask(&actor, "posix.mmap NULL 0 PROT_READ MAP_SHARED 3 0"), "error errno:EINVAL MAP_FAILED");
    expect(ask(&actor, "posix.posix_madvise 0x1 4096 POSIX_MADV_NORMAL"), "error errno:EINVAL EINVAL");
    expect(ask(&actor, "posix.pread 3 0x10 4 0"), "error errno:EFAULT -1");
    expect(ask(&actor, "posix.setrlimit RLIMIT_CORE {rlim_cur=0,rlim_max=0}"), "ok 0");
    expect(ask(&actor, "posix.getrlimit RLIMIT_CORE out"), "ok 0 limit={rlim_cur=0,rlim_max=0}");
    expect_begin(ask(&actor, "posix.pipe out"), "ok 0 fds={0=");
    end_actor(&actor);
}
END_TEST

START_TEST(bad_requests_are_said_to_be_bad)
{
    Acting actor = start_actor(NULL);
    static const char *const bad[] = {"posix.nothing 1",
                                      "posix.munmap 0x1000",
                                      "posix.munmap 0x1000 1 2",
                                      "posix.munmap 0x1000 many",
                                      "posix.shm_open \"%4\" 0 0",
                                      "posix.shm_open plain 0 0",
                                      "posix.fstat 1 out:x",
                                      "posix.mincore 0 1 out",
                                      "posix.setrlimit 1 {nothing=1}",
                                      "posix.setrlimit 1 {rlim_cur}",
                                      "portable.object_size 77",
                                      "nonsense",
                                      "portable.load_word 0x1001 4",
                                      "portable.load_word 0x1000 3",
                                      "portable.store 0x1000 \"ab\" 3"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        expect_begin(ask(&actor, "%s", bad[i]), "bad \"");
    expect_begin(ask(&actor, "nt.NtClose 4"), "unsupported \"");
    expect_begin(ask(&actor, "posix.madvise 0x1000 1 MADV_FROM_THE_FUTURE"), "unsupported \"posix.madvise");
    expect_begin(ask(&actor, "facts"), "ok void system=\"");
    end_actor(&actor);
}
END_TEST

START_TEST(faults_are_answers)
{
    Acting actor = start_actor(NULL);
    unsigned long long view = map_pages(&actor, "PROT_READ");
    char expected[128];
    snprintf(expected, sizeof expected, "fault write 0x%llx SIGSEGV:SEGV_ACCERR", view);
    for (int again = 0; again < 100; again++)
        expect(ask(&actor, "portable.store 0x%llx \"x\" 1", view), expected);
    snprintf(expected, sizeof expected, "fault execute 0x%llx SIGSEGV:SEGV_ACCERR", view);
    expect(ask(&actor, "portable.execute 0x%llx", view), expected);
    expect(ask(&actor, "portable.load 0x10 1"), "fault read 0x10 SIGSEGV:SEGV_MAPERR");
    expect(ask(&actor, "portable.digest 0x10 1"), "fault read 0x10 SIGSEGV:SEGV_MAPERR");
    number_of(ask(&actor, "posix.memfd_create \"m\" 0"));
    unsigned long long empty = number_of(ask(&actor, "posix.mmap NULL 4096 PROT_READ MAP_SHARED 3 0"));
    snprintf(expected, sizeof expected, "fault read 0x%llx SIGBUS:BUS_ADRERR", empty);
    expect(ask(&actor, "portable.load_word 0x%llx 4", empty), expected);
    expect(ask(&actor, "portable.mismatch 0x%llx 8 0", view), "ok 8");
    expect(ask(&actor, "portable.access_each 0x%llx 8 \"+0;+8=7;+4088\"", view),
           "ok void seen=\"0;write:SIGSEGV+8;0\" codes=\"SIGSEGV:SEGV_ACCERR\"");
    expect(ask(&actor, "portable.access_each 0x%llx 1 \"+0;+4095\"", empty),
           "ok void seen=\"read:SIGBUS+0;read:SIGBUS+4095\" codes=\"SIGBUS:BUS_ADRERR;SIGBUS:BUS_ADRERR\"");
    expect_begin(ask(&actor, "portable.access_each 0x%llx 8 \"+4\"", view), "bad ");
    end_actor(&actor);
}
END_TEST

START_TEST(objects_and_views)
{
    static const char *const backings[] = {"FILE \"g\"", "MEMFD \"\"", "ANONYMOUS \"\"", "SYSV_SEGMENT \"\""};
    Acting actor = start_actor(NULL);
    for (size_t i = 0; i < sizeof backings / sizeof backings[0]; i++) {
        unsigned long long object = number_of(ask(&actor, "portable.object_create %s 5000 FALSE", backings[i]));
        unsigned long long view = number_of(ask(&actor, "portable.view_map %llu 0 0 READ|WRITE SHARED NULL", object));
        expect(ask(&actor, "portable.object_size %llu", object), "ok 5000");
        expect(ask(&actor, "portable.store 0x%llx \"tide\" 4", view), "ok void");
        expect(ask(&actor, "portable.load 0x%llx 4", view), "ok void bytes=\"tide\"");
        expect(ask(&actor, "portable.add_word 0x%llx 4 2 3", view + 8), "ok 6");
        expect_begin(ask(&actor, "portable.view_map %llu 0 0 READ SHARED 0x%llx", object, view), "error errno:E");
        expect(ask(&actor, "portable.view_unmap %.*s 0x%llx 0", (int)strcspn(backings[i], " "), backings[i], view),
               "ok void");
        expect_begin(ask(&actor, "portable.load 0x%llx 4", view), "fault read ");
        if (strncmp(backings[i], "SYSV", 4) == 0) {
            unsigned long long id = number_of(ask(&actor, "portable.object_handle %llu", object));
            expect(ask(&actor, "posix.shmctl %llu IPC_RMID NULL", id), "ok 0");
        }
        expect(ask(&actor, "portable.object_close %llu", object), "ok void");
    }
    expect(ask(&actor, "portable.object_create FILE \"g\" 1 FALSE"), "error errno:EEXIST 0");
    end_actor(&actor);
}
END_TEST

START_TEST(lanes_run_at_the_same_time)
{
    Acting actor = start_actor(NULL);
    send_request(&actor, 5, "facts");
    expect_begin(answer_to(&actor, 1), "ok void");
    number_of(ask(&actor, "posix.memfd_create \"m\" 0"));
    send_request(&actor, 5, "posix.receive_descriptor \"socket\""); /* waits for a sender */
    expect_begin(ask(&actor, "posix.fcntl 3 F_GETFD 0"), "ok 0");
    send_request(&actor, 6, "posix.send_descriptor \"socket\" 3");
    expect_begin(answer_to(&actor, 0), "ok ");
    expect_begin(answer_to(&actor, 0), "ok ");
    end_actor(&actor);
}
END_TEST

START_TEST(children_have_channels_of_their_own)
{
    Acting actor = start_actor(NULL);
    unsigned long long shared = map_pages(&actor, "PROT_READ|PROT_WRITE");
    Acting forked = child_of(&actor, 0, "process_fork");
    expect(ask(&forked, "portable.store 0x%llx \"hi\" 2", shared), "ok void");
    expect(ask(&actor, "portable.load 0x%llx 2", shared), "ok void bytes=\"hi\"");
    Acting from_lane = child_of(&actor, 1, "process_fork");
    expect(ask(&from_lane, "portable.load 0x%llx 2", shared), "ok void bytes=\"hi\"");
    Acting spawned = child_of(&actor, 0, "process_spawn");
    expect_begin(ask(&spawned, "portable.load 0x10 1"), "fault read 0x10 ");
    Acting executed = child_of(&spawned, 0, "process_exec");
    expect_silence(&spawned);
    end_actor(&actor); /* its children go on */
    expect(ask(&from_lane, "portable.load 0x%llx 2", shared), "ok void bytes=\"hi\"");
    expect_begin(ask(&executed, "posix.munlockall"), "ok 0");
    end_actor(&forked);
    end_actor(&from_lane);
    end_actor(&spawned);
    end_actor(&executed);
}
END_TEST

START_TEST(parents_learn_how_children_ended)
{
    Acting actor = start_actor(NULL);
    Acting child = child_of(&actor, 0, "process_fork");
    send_request(&child, 0, "portable.process_leave 5");
    char expected[64];
    snprintf(expected, sizeof expected, "ok %llu how=exited code=5", child.identifier);
    expect(ask(&actor, "portable.process_wait %llu", child.identifier), expected);
    end_actor(&child);
    child = child_of(&actor, 0, "process_fork");
    send_request(&child, 0, "portable.process_die");
    snprintf(expected, sizeof expected, "ok %llu how=killed code=9", child.identifier);
    expect(ask(&actor, "portable.process_wait %llu", child.identifier), expected);
    end_actor(&child);
    end_actor(&actor);
}
END_TEST

START_TEST(mutants_break_what_they_say)
{
    Acting actor = start_actor("errno-is-cleared");
    ck_assert_ptr_nonnull(strstr(ask(&actor, "posix.mmap NULL 1 PROT_NONE MAP_PRIVATE|MAP_ANONYMOUS -1 0"), " last=0"));
    end_actor(&actor);
    actor = start_actor("munmap-is-lost");
    unsigned long long view = map_pages(&actor, "PROT_READ");
    expect(ask(&actor, "posix.munmap 0x%llx 8192", view), "ok 0");
    expect(ask(&actor, "portable.mismatch 0x%llx 1 0", view), "ok 1");
    end_actor(&actor);
}
END_TEST

/* Lines that come together: their answers do too, before anything else is done. */
START_TEST(programs_are_recorded_or_run_bare)
{
    Acting actor = start_actor(NULL);
    unsigned long long view = map_pages(&actor, "PROT_READ|PROT_WRITE"), begin, took, now;
    unsigned first = actor.number + 1;
    char lines[512];
    snprintf(lines, sizeof lines,
             "%u 0 program.add portable.add_word %llu 8 1 1\n%u 0 program.add portable.load $1 1\n"
             "%u 0 program.add portable.load_words %llu 8\n%u 0 portable.load_word %llu 8",
             first, view, first + 1, first + 2, view, first + 3, view);
    ck_assert(channel_send(actor.channel, lines, strlen(lines), clock_milliseconds() + PLENTY));
    actor.number += 4;
    expect(answer_to(&actor, first), "ok 1");
    expect(answer_to(&actor, first + 1), "ok 2");
    expect(answer_to(&actor, first + 2), "ok 3");
    expect(answer_to(&actor, first + 3), "ok 0");
    const char *answer = ask(&actor, "program.run 0 \"\"");
    expect_begin(answer, "ok 3 ");
    ck_assert_ptr_nonnull(strstr(answer, "11 ")); /* kind, result */
    ck_assert_ptr_nonnull(strstr(answer, "0fault,read,0x1,SIGSEGV:SEGV_MAPERR "));
    ck_assert_str_eq(answer + strlen(answer) - 4, "2081"); /* kind, result, 8 bytes, their word */
    expect(ask(&actor, "program.add portable.add_word %llu 8 1 1", view), "ok 4");
    expect(ask(&actor, "program.add portable.add_word %llu 8 $4 1", view), "ok 5");
    expect(ask(&actor, "program.add portable.add_word %llu 8 $2 1", view), "ok 6"); /* line 2 failed: skipped */
    answer = ask(&actor, "program.run 0 bare");
    ck_assert_int_eq(sscanf(answer, "ok 3 %llu %llu", &begin, &took), 2);
    now = clock_nanoseconds();
    ck_assert(begin < now && took < now - begin);
    expect(ask(&actor, "portable.load_word %llu 8", view), "ok 4");
    expect_begin(ask(&actor, "program.run 0 barely"), "bad \"");
    end_actor(&actor);
}
END_TEST

int main(void)
{
    TCase *actor = tcase_create("actor");
    tcase_add_checked_fixture(actor, make_folder, remove_folder);
    tcase_set_timeout(actor, 60);
    tcase_add_test(actor, exact_calls_answer_results_and_errors);
    tcase_add_test(actor, bad_requests_are_said_to_be_bad);
    tcase_add_test(actor, faults_are_answers);
    tcase_add_test(actor, objects_and_views);
    tcase_add_test(actor, lanes_run_at_the_same_time);
    tcase_add_test(actor, children_have_channels_of_their_own);
    tcase_add_test(actor, parents_learn_how_children_ended);
    tcase_add_test(actor, mutants_break_what_they_say);
    tcase_add_test(actor, programs_are_recorded_or_run_bare);
    Suite *suite = suite_create("actor_posix");
    suite_add_tcase(suite, actor);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
