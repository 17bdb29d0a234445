/* shm_open and shm_unlink: objects by name. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <string.h>

CASE(an_exclusive_name_is_taken_once,
     .claim = "Creating exclusively a name that another process has created is EEXIST, and its object stays as it was.",
     .basis = "P-SHMO-001 P-SHMO-006", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "taken");
    Value object = new_shm(owner, name, page(s));
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(owner, view, 0, "mine"));
    expect_error(CALL(other, shm_open, name, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
    expect_error(CALL(other, shm_open, name, O_RDWR | O_CREAT | O_EXCL | O_TRUNC, 0600), EEXIST);
    expect_bytes(owner, view, 0, "mine");
    expect_equal(s, size_of_file(owner, object), NUMBER(page(s)), "the object's size");
}

CASE(one_of_many_wins,
     .claim = "Of several processes that create one name exclusively at the same time, exactly one succeeds.",
     .basis = "P-SHMO-007", .level = MUST)
{
    enum { RACERS = 4, ROUNDS = 10 };
    Actor *racers[RACERS];
    for (unsigned i = 0; i < RACERS; i++)
        racers[i] = cast(s, i == 0 ? "first" : i == 1 ? "second" : i == 2 ? "third" : "fourth");
    for (unsigned round = 0; round < ROUNDS; round++) {
        const char *name = unique_name(s, "race");
        const Answer *answers[RACERS];
        unsigned winners = 0;
        for (unsigned i = 0; i < RACERS; i++)
            answers[i] = BEGIN_CALL(racers[i], shm_open, name, O_RDWR | O_CREAT | O_EXCL, 0600);
        for (unsigned i = 0; i < RACERS; i++) {
            if (answer_kind(finish_call(answers[i])) == ANSWER_OK)
                winners++;
            else /* who it is differs from one time to the next: no expectation of one operation */
                expect_true(s, strcmp(answer_error(answers[i]), "EEXIST") == 0, "the others are refused with EEXIST");
        }
        expect_true(s, winners == 1, "exactly one process created the object");
        expect_ok(CALL(racers[0], shm_unlink, name));
    }
}

CASE(a_new_object_is_as_documented,
     .claim = "A new object is empty, has the mode less the umask, and its descriptor closes on exec.",
     .basis = "P-SHMO-001 P-SHMO-002 P-SHMO-003 P-SHMO-004 P-SHMO-005", .level = MUST)
{
    Actor *user = cast(s, "user");
    expect_ok(CALL(user, umask, 027));
    Value object = expect_ok(CALL(user, shm_open, unique_name(s, "new"), O_RDWR | O_CREAT | O_EXCL, 0666));
    const Answer *status = CALL(user, fstat, object, OUT);
    expect_field(status, "status.st_size", 0);
    expect_equal(s, NUMBER(answer_field(status, "status.st_mode").number & 0777), NUMBER(0640), "the mode");
    expect_result(CALL(user, fcntl, object, F_GETFD, 0), FD_CLOEXEC);
    Value guarded = expect_ok(CALL(user, shm_open, unique_name(s, "guarded"), O_RDWR | O_CREAT | O_EXCL, 0400));
    expect_ok(CALL(user, ftruncate, guarded, page(s))); /* the mode does not bind the one who creates */
    expect_ok(store(user, view_of(user, guarded, page(s), READ_WRITE, MAP_SHARED), 0, "written"));
}

CASE(opening_leaves_it_as_it_is, .claim = "O_CREAT on a name that exists opens its object; size, mode and bytes stay.",
     .basis = "P-SHMO-008 P-SHMO-013 P-SHMO-032", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "exists");
    Value object = new_shm(owner, name, page(s));
    expect_ok(store(owner, view_of(owner, object, page(s), READ_WRITE, MAP_SHARED), 0, "kept"));
    Value same = expect_ok(CALL(other, shm_open, name, O_RDWR | O_CREAT, 0666));
    const Answer *status = CALL(other, fstat, same, OUT);
    expect_field(status, "status.st_size", page(s));
    expect_equal(s, NUMBER(answer_field(status, "status.st_mode").number & 0777), NUMBER(0600), "the mode");
    expect_bytes(other, view_of(other, same, page(s), PROT_READ, MAP_SHARED), 0, "kept");
}

CASE(truncating_at_opening, .claim = "O_TRUNC empties the object: another process's view of it then raises SIGBUS.",
     .basis = "P-SHMO-010 P-EOF-012", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *cutter = cast(s, "cutter");
    const char *name = unique_name(s, "emptied");
    Value object = new_shm(user, name, page(s));
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "gone"));
    expect_ok(CALL(cutter, shm_open, name, O_RDWR | O_TRUNC, 0));
    expect_equal(s, size_of_file(user, object), NUMBER(0), "the object's size");
    expect_fault_code(load(user, view, 0, 1), READ, "SIGBUS");
    expect_ok(CALL(user, ftruncate, object, page(s)));
    expect_filled(user, view, 0, page(s), 0);
}

CASE(reading_rights_only,
     .claim = "A descriptor opened to read maps only to read (EACCES) and changes no size (EINVAL).",
     .basis = "P-SHMO-012", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *reader = cast(s, "reader");
    const char *name = unique_name(s, "readable");
    Value object = new_shm(owner, name, page(s));
    Value same = expect_ok(CALL(reader, shm_open, name, O_RDONLY, 0));
    expect_only_error(reader, CALL(reader, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, same, 0), EACCES);
    expect_one_error(CALL(reader, ftruncate, same, 0), EINVAL, EBADF);
    expect_equal(s, size_of_file(owner, object), NUMBER(page(s)), "the object's size");
    expect_ok(CALL(reader, mmap, NULL, page(s), PROT_READ, MAP_SHARED, same, 0));
}

CASE(a_removed_object_lives_on,
     .claim = "Removing the name takes effect at once; the object lives on for who has it open or mapped.",
     .basis = "P-SHMU-001 P-SHMU-002 P-SHMU-004 P-SHMU-009 P-SHMU-011 P-SHMO-009", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "removed");
    Value object = new_shm(owner, name, page(s));
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    Value opened = expect_ok(CALL(other, shm_open, name, O_RDWR, 0));
    expect_result(CALL(owner, shm_unlink, name), 0);
    expect_error(CALL(other, shm_open, name, O_RDWR, 0), ENOENT);
    expect_error(CALL(other, shm_unlink, name), ENOENT);
    expect_ok(store(owner, view, 0, "alive"));
    View others = view_of(other, opened, page(s), READ_WRITE, MAP_SHARED); /* opened before, mapped after */
    expect_bytes(other, others, 0, "alive");
    expect_ok(store(other, others, 0, "still"));
    expect_bytes(owner, view, 0, "still");
}

CASE(a_name_used_again_is_new, .claim = "After the removal the name leads to a new, empty object with another inode.",
     .basis = "P-SHMU-003", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "again");
    Value old = new_shm(owner, name, page(s));
    View view = view_of(owner, old, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(owner, view, 0, "old"));
    expect_ok(CALL(other, shm_unlink, name));
    Value fresh = expect_ok(CALL(other, shm_open, name, O_RDWR | O_CREAT, 0600));
    const Answer *first = CALL(owner, fstat, old, OUT);
    const Answer *second = CALL(other, fstat, fresh, OUT);
    expect_field(second, "status.st_size", 0);
    expect_different(s, answer_field(second, "status.st_ino"), answer_field(first, "status.st_ino"), "the inodes");
    expect_ok(CALL(other, ftruncate, fresh, page(s)));
    expect_ok(store(other, view_of(other, fresh, page(s), READ_WRITE, MAP_SHARED), 0, "new"));
    expect_bytes(owner, view, 0, "old");
}

CASE(case_matters_in_names,
     .claim = "A name that differs from an object's only in the case of a letter is another name.",
     .basis = "P-SHMO-009 P-SHMO-013", .level = MUST, .needs = CAP(LINUX))
{
    enum { ROOM = 256 };
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *small = unique_name(s, "x");
    char large[ROOM];
    expect_true(s, strlen(small) < ROOM, "the name fits");
    strcpy(large, small);
    large[strlen(large) - 1] = 'X';
    record_name(s, large);
    new_shm(first, small, page(s));
    expect_error(CALL(second, shm_open, large, O_RDWR, 0), ENOENT);
    expect_error(CALL(second, shm_unlink, large), ENOENT);
    expect_ok(CALL(second, shm_open, small, O_RDWR, 0));
}

CASE(names_have_a_longest, .claim = "A name of 255 bytes after the slash is accepted, one more is ENAMETOOLONG.",
     .basis = "P-SHMO-019 P-SHMU-005", .level = MUST, .needs = CAP(LINUX))
{
    enum { LONGEST = 255 };
    char word[LONGEST + 2];
    Actor *user = cast(s, "user");
    size_t before = strlen(unique_name(s, "")); /* the slash, the run's id, and what keeps names apart */
    memset(word, 'n', sizeof word);
    word[1 + LONGEST - before] = '\0';
    const char *longest = unique_name(s, word);
    word[1 + LONGEST - before] = 'n';
    word[2 + LONGEST - before] = '\0';
    const char *longer = unique_name(s, word);
    expect_true(s, strlen(longest) == 1 + LONGEST && strlen(longer) == 2 + LONGEST,
                "the names have the wanted lengths");
    expect_ok(CALL(user, shm_open, longest, O_RDWR | O_CREAT | O_EXCL, 0600));
    expect_ok(CALL(user, shm_unlink, longest));
    expect_error(CALL(user, shm_open, longer, O_RDWR | O_CREAT | O_EXCL, 0600), ENAMETOOLONG);
    expect_error(CALL(user, shm_unlink, longer), ENAMETOOLONG);
}

CASE(a_full_table_of_descriptors, .claim = "With no descriptor left, opening is EMFILE, and creates no object.",
     .basis = "P-SHMO-023", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "full");
    const Answer *limit = CALL(user, getrlimit, RLIMIT_NOFILE, OUT);
    expect_ok(limit);
    Value most = answer_field(limit, "limit.rlim_max");
    Value next = expect_ok(CALL(user, dup, 0)); /* the lowest free number */
    expect_ok(CALL(user, close, next));
    Box full = FIELDS(F(rlim_cur, next), F(rlim_max, most));
    expect_ok(CALL(user, setrlimit, RLIMIT_NOFILE, full));
    expect_error(CALL(user, shm_open, name, O_RDWR | O_CREAT | O_EXCL, 0600), EMFILE);
    expect_error(CALL(other, shm_open, name, O_RDWR, 0), ENOENT);
}

CASE(a_stranger_is_refused, .claim = "Who has no right by the object's mode is refused with EACCES.",
     .basis = "P-SHMO-021 P-SHMO-022 P-SHMO-037", .level = MUST, .needs = CAP(UNPRIVILEGED))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "locked");
    Value object = new_shm(owner, name, page(s));
    expect_ok(CALL(owner, fchmod, object, 0400));
    expect_error(CALL(other, shm_open, name, O_RDWR, 0), EACCES);
    expect_error(CALL(other, shm_open, name, O_RDWR | O_TRUNC, 0), EACCES);
    expect_ok(CALL(other, shm_open, name, O_RDONLY, 0));
}

CASES(posix_shm, "posix/shm", "posix", &an_exclusive_name_is_taken_once, &one_of_many_wins,
      &a_new_object_is_as_documented, &opening_leaves_it_as_it_is, &truncating_at_opening, &reading_rights_only,
      &a_removed_object_lives_on, &a_name_used_again_is_new, &case_matters_in_names, &names_have_a_longest,
      &a_full_table_of_descriptors, &a_stranger_is_refused);
