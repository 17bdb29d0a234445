/* Every seal against every operation: what it refuses with EPERM, and that it refuses nothing else. */
#include "cases/linux/memfd.h"

#define ASKS(name, function, ...)                          \
    static const Answer *name(Story *s, Actor *a, Value o) \
    {                                                      \
        (void)s;                                           \
        return CALL(a, function, __VA_ARGS__);             \
    }

enum { PUNCH = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, AHEAD = FALLOC_FL_KEEP_SIZE };
enum { WRITING = F_SEAL_WRITE | F_SEAL_FUTURE_WRITE };

/* The object has two pages. */
ASKS(shrink, ftruncate, o, page(s))
ASKS(grow, ftruncate, o, 3 * page(s))
ASKS(keep, ftruncate, o, 2 * page(s))
ASKS(write_inside, pwrite, o, "x", 1, page(s))
ASKS(write_behind, pwrite, o, "x", 1, 2 * page(s))
ASKS(read_inside, pread, o, OUT_ROOM(1), 1, page(s))
ASKS(allocate_inside, fallocate, o, 0, 0, 2 * page(s))
ASKS(allocate_behind, fallocate, o, 0, 2 * page(s), page(s))
ASKS(allocate_ahead, fallocate, o, AHEAD, 0, 2 * page(s))
ASKS(punch, fallocate, o, PUNCH, 0, page(s))
ASKS(map_to_write, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, o, 0)
ASKS(map_a_copy, mmap, NULL, page(s), READ_WRITE, MAP_PRIVATE, o, 0)
ASKS(make_executable, fchmod, o, 0755)
ASKS(make_readable, fchmod, o, 0666)
ASKS(seal_more, fcntl, o, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK)

static const struct {
    const Answer *(*ask)(Story *s, Actor *a, Value o);
    int refused_by;
} operations[] = {{shrink, F_SEAL_SHRINK},
                  {grow, F_SEAL_GROW},
                  {keep, 0},
                  {write_inside, WRITING},
                  {write_behind, WRITING | F_SEAL_GROW},
                  {read_inside, 0},
                  {allocate_inside, 0},
                  {allocate_behind, F_SEAL_GROW},
                  {allocate_ahead, 0},
                  {punch, WRITING},
                  {map_to_write, WRITING},
                  {map_a_copy, 0},
                  {make_executable, F_SEAL_EXEC},
                  {make_readable, 0},
                  {seal_more, F_SEAL_SEAL}};

static const struct {
    const char *name;
    int seal;
} seals[] = {{"none", 0},
             {"seal", F_SEAL_SEAL},
             {"shrink", F_SEAL_SHRINK},
             {"grow", F_SEAL_GROW},
             {"write", F_SEAL_WRITE},
             {"future-write", F_SEAL_FUTURE_WRITE},
             {"exec", F_SEAL_EXEC},
             {"shrink+grow", F_SEAL_SHRINK | F_SEAL_GROW},
             {"grow+write", F_SEAL_GROW | F_SEAL_WRITE}};

static void name_seal_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", seals[cell].name);
}

static Value sealed(Story *s, Actor *user, int seal)
{
    Value object = sealable(s, user, 2);
    expect_ok(CALL(user, fchmod, object, 0644)); /* memfds may be executed unless somebody says otherwise */
    const Answer *answer = CALL(user, fcntl, object, F_ADD_SEALS, seal);
    if (answer_kind(answer) == ANSWER_ERROR && seal & (F_SEAL_FUTURE_WRITE | F_SEAL_EXEC))
        skip_story(s, "this kernel has no such seal: %s", answer_error(answer));
    expect_ok(answer);
    return object;
}

CASE(a_seal_refuses_its_operations_only,
     .claim = "A seal refuses with EPERM the operations that it is about, and no other, in every combination.",
     .basis = "P-MFD-007 P-MFD-010 P-MFD-011 P-MFD-012 P-MFD-013 P-MFD-017 P-MFD-018", .level = MUST,
     .needs = CAP(LINUX), .cells = sizeof seals / sizeof seals[0], .cell_name = name_seal_cell)
{
    Actor *user = cast(s, "user");
    int seal = seals[story_cell(s)].seal;
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        Value object = sealed(s, user, seal);
        const Answer *answer = operations[i].ask(s, user, object);
        if (operations[i].refused_by & seal)
            expect_error(answer, EPERM);
        else
            expect_ok(answer);
        if (operations[i].ask != seal_more)
            expect_seals(user, object, seal);
        expect_ok(CALL(user, close, object));
    }
}

CASES(linux_seal_table, "linux/seal_table", "posix", &a_seal_refuses_its_operations_only);
