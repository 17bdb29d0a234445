/* A role's program: carries out what it is told to, until the story lets it go. ---------------------------------------- */

static void serve(int role)
{
    uint64_t process = own_number();
    if (!send_to(channel, &role, sizeof role) || !send_to(channel, &process, sizeof process))
        leave(2);
    for (int32_t operation; receive_from(channel, &operation, sizeof operation) == 1;) {
        if (receive_from(channel, v, sizeof v) != 1)
            break;
        if (operation == TO_LEAVE)
            break;
        if (operation <= TO_HAVE_LANE) {
            start_lane(TO_HAVE_LANE - operation);
            continue;
        }
        answer = (Answer){.kind = IS_NOTHING, .error = POISON};
        run_guarded(act, operation);
        if (answer.kind == IS_OK)
            v[operation] = answer.result;
        if (!send_to(channel, &answer, sizeof answer) || !send_to(channel, v, sizeof v) ||
            !send_to(channel, answer_bytes, answer.length))
            break;
    }
    leave(0);
}

int main(int argc, char **argv)
{
    find_program(argv[0]);
    if (argc > 4 && !strcmp(argv[1], "--role")) {
        snprintf(folder, sizeof folder, "%s", argv[3]);
        snprintf(run, sizeof run, "%s", argv[4]);
        prepare();
        guard_start();
        join_as(atoi(argv[2]));
        serve(atoi(argv[2]));
    }
    begin_run();
    make_folder();
    guard_start();
    printf("%s\n", title);
    tell();
    printf("all as expected\n");
    end_story(0);
}
