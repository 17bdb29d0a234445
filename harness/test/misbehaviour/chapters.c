/* A suite of its own for the harness's tests: cases that misbehave, between cases that do not. */
#include "story/story.h"

/* Something ordinary, to show that the case before did no harm. */
static void ordinary(Story *s)
{
    Actor *actor = cast(s, "actor");
    Object object = create_object(actor, object_name(s, "plain"), page(s));
    View view = map_object(actor, object);
    expect_ok(store(actor, view, 0, "plain"));
    expect_bytes(actor, view, 0, "plain");
}

CASE(a_ordinary_first, .claim = "An ordinary case passes.", .basis = "", .level = MUST)
{
    ordinary(s);
}

CASE(b_fails, .claim = "An expectation that does not hold fails.", .basis = "", .level = MUST)
{
    Actor *actor = cast(s, "actor");
    expect_error(CALL(actor, munmap, NULL, 0), ENOMEM);
}

CASE(c_crashes, .claim = "An actor that dies unasked is a crash.", .basis = "", .level = MUST)
{
    Actor *actor = cast(s, "actor");
    expect_ok(CALL_IN(portable, actor, load, NULL, 0));
    expect_ok(story_call(HERE, actor, "portable", "process_die", 0, NULL));
}

CASE(d_hangs, .claim = "An operation without an answer is a hang.", .basis = "", .level = MUST)
{
    Actor *actor = cast(s, "actor");
    expect_ok(CALL(actor, receive_descriptor, "nobody-sends"));
}

CASE(e_floods_standard_error, .claim = "Noise on standard error does not block an actor.", .basis = "", .level = MUST)
{
    char noise[4000];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = 'x';
    Actor *actor = cast(s, "actor");
    for (int i = 0; i < 500; i++)
        expect_result(CALL(actor, write, 2, BYTES(noise, sizeof noise), sizeof noise), sizeof noise);
}

CASE(f_writes_to_its_channel, .claim = "Lines that are no answers make a case broken.", .basis = "", .level = MUST)
{
    Actor *actor = cast(s, "actor");
    for (int fd = 3; fd < 1024; fd++) {
        if (answer_kind(CALL(actor, fcntl, fd, F_GETFD, 0)) == ANSWER_OK)
            CALL(actor, write, fd, "this is no answer\n", 18);
    }
    expect_ok(CALL_IN(portable, actor, load, NULL, 0));
}

CASE(g_forks_and_forks, .claim = "Many children harm nobody.", .basis = "", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    for (int i = 0; i < 60; i++)
        expect_ok(CALL_IN(portable, fork_actor(parent, "child"), load, NULL, 0));
}

CASE(h_leaves_processes, .claim = "Processes left behind make a case broken.", .basis = "", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *child = fork_actor(parent, "child");
    expect_ok(CALL_IN(portable, child, load, NULL, 0));
    BEGIN_CALL(child, receive_descriptor, "nobody-sends");
}

CASE(i_checks_nothing, .claim = "A story that checks nothing is broken.", .basis = "", .level = MUST)
{
    cast(s, "actor");
}

CASE(j_skips, .claim = "A story may say why it cannot be told.", .basis = "", .level = MUST)
{
    skip_story(s, "this is the sentence");
}

CASE(k_observes, .claim = "An observation is recorded, not judged.", .basis = "", .level = OBSERVE)
{
    Actor *actor = cast(s, "actor");
    observe(s, "munmap of nothing", CALL(actor, munmap, NULL, 0), "EINVAL");
}

CASE(l_leaves_a_segment, .claim = "A segment without a key that is left behind makes a case broken.", .basis = "",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *actor = cast(s, "actor");
    expect_ok(CALL(actor, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
}

CASE(z_ordinary_last, .claim = "An ordinary case passes after all that.", .basis = "", .level = MUST)
{
    ordinary(s);
}

CASES(misbehaviour, "misbehaviour", "posix", &a_ordinary_first, &b_fails, &c_crashes, &d_hangs,
      &e_floods_standard_error, &f_writes_to_its_channel, &g_forks_and_forks, &h_leaves_processes, &i_checks_nothing,
      &j_skips, &k_observes, &l_leaves_a_segment, &z_ordinary_last);

const Chapter *const all_chapters[] = {&misbehaviour, NULL};
