/* Names of shared memory objects that the standard leaves open, and names that lead to something else. */
#include "cases/posix/posix.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 512, VERY_LONG = 5000, CREATE = O_RDWR | O_CREAT };

static const char *const odd_names[] = {"no-slash", "two-slashes", "inner-slash", "slash-at-end",
                                        "empty",    "slash",       "dot",         "dot-dot"};
enum { NO_SLASH, TWO_SLASHES, INNER_SLASH, SLASH_AT_END, EMPTY, SLASH, DOT, DOT_DOT, ODD_NAMES };

static void odd_name_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", odd_names[cell]);
}

/* The odd name made from a plain one. */
static const char *odd_name(size_t cell, const char *plain, char *room)
{
    switch (cell) {
    case NO_SLASH:
        return plain + 1;
    case TWO_SLASHES:
        snprintf(room, ROOM, "/%s", plain);
        return room;
    case INNER_SLASH:
        snprintf(room, ROOM, "%s/b", plain);
        return room;
    case SLASH_AT_END:
        snprintf(room, ROOM, "%s/", plain);
        return room;
    case EMPTY:
        return "";
    case SLASH:
        return "/";
    case DOT:
        return "/.";
    default:
        return "/..";
    }
}

/* The path under which Linux keeps the object of this name. */
static const char *path_of(const char *name, char *room)
{
    snprintf(room, ROOM, "/dev/shm%s%s", *name == '/' ? "" : "/", name);
    return room;
}

/* The rules for names are the library's: what the kernel says to the path that the name would be. */
static void observe_path(Story *s, Actor *user, const char *name)
{
    if (strcmp(fact_text(s, "system"), "linux") != 0)
        return;
    char room[ROOM];
    const Answer *answer = CALL(user, open, path_of(name, room), O_RDWR | O_CLOEXEC, 0);
    observe_text(s, "the kernel, of that path", answer_kind(answer) == ANSWER_OK ? "ok" : answer_error(answer), NULL);
}

CASE(odd_names_when_opened, .claim = "What shm_open makes of names that the standard says nothing about.",
     .basis = "P-SHMO-014 P-SHMO-015 P-SHMO-016 P-SHMO-017 P-SHMO-018", .level = OBSERVE, .cells = ODD_NAMES,
     .cell_name = odd_name_cell)
{
    Actor *user = cast(s, "user");
    const char *plain = unique_name(s, "odd");
    char room[ROOM];
    const char *odd = odd_name(story_cell(s), plain, room);
    const Answer *opened = CALL(user, shm_open, odd, CREATE, 0600);
    const Answer *same = CALL(user, shm_open, plain, O_RDWR, 0);
    observe(s, "opening", opened, "same object on Linux for slashes before it, EINVAL for others");
    observe_path(s, user, odd);
    observe_text(s, "the plain name then leads to it", answer_kind(same) == ANSWER_OK ? "yes" : "no", NULL);
}

CASE(odd_names_when_removed, .claim = "What shm_unlink makes of names that the standard says nothing about.",
     .basis = "P-SHMU-008", .level = OBSERVE, .cells = ODD_NAMES, .cell_name = odd_name_cell)
{
    Actor *user = cast(s, "user");
    const char *plain = unique_name(s, "odd");
    new_shm(user, plain, page(s));
    char room[ROOM];
    const char *odd = odd_name(story_cell(s), plain, room);
    observe(s, "removing", CALL(user, shm_unlink, odd), "EINVAL or ENOENT");
    observe_path(s, user, odd);
    const Answer *left = CALL(user, shm_open, plain, O_RDWR, 0);
    observe_text(s, "the plain name afterwards", answer_kind(left) == ANSWER_OK ? "there" : answer_error(left), NULL);
}

CASE(names_beyond_every_path, .claim = "Opening a name that is longer than any path is ENAMETOOLONG.",
     .basis = "P-SHMO-020", .level = MUST)
{
    Actor *user = cast(s, "user");
    char name[VERY_LONG + 1];
    memset(name, 'n', VERY_LONG);
    name[0] = '/';
    name[VERY_LONG] = '\0';
    expect_error(CALL(user, shm_open, name, CREATE, 0600), ENAMETOOLONG);
}

CASE(removing_names_beyond_every_path, .claim = "Removing a name that is longer than any path is ENAMETOOLONG.",
     .basis = "P-SHMU-005", .level = MUST)
{
    Actor *user = cast(s, "user");
    char name[VERY_LONG + 1];
    memset(name, 'n', VERY_LONG);
    name[0] = '/';
    name[VERY_LONG] = '\0';
    expect_error(CALL(user, shm_unlink, name), ENAMETOOLONG);
}

CASE(a_name_that_cannot_be_read, .claim = "What shm_open makes of a pointer to nothing.", .basis = "P-SHMO-027",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value nothing = memory(user, page(s), PRIVATE_MEMORY).address;
    expect_ok(CALL(user, munmap, nothing, page(s)));
    observe(s, "an address where nothing is", CALL(user, shm_open, nothing, O_RDWR, 0), "EFAULT or a fault");
    observe(s, "NULL", CALL(user, shm_open, NULL, O_RDWR, 0), "EFAULT or a fault");
}

CASE(links_are_not_followed, .claim = "A symbolic link in the folder of objects is ELOOP to open, and its target safe.",
     .basis = "P-SHMO-028", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *target = unique_name(s, "target");
    const char *link = unique_name(s, "link");
    char target_path[ROOM], link_path[ROOM];
    Value object = new_shm(user, target, page(s));
    expect_ok(CALL(user, symlink, path_of(target, target_path), path_of(link, link_path)));
    expect_error(CALL(user, shm_open, link, O_RDWR, 0), ELOOP);
    expect_error(CALL(user, shm_open, link, CREATE | O_TRUNC, 0600), ELOOP);
    expect_error(CALL(user, shm_open, link, CREATE | O_EXCL, 0600), EEXIST);
    expect_equal(s, size_of_file(user, object), NUMBER(page(s)), "the target's size");
    expect_ok(CALL(user, shm_unlink, link)); /* the link goes, not what it leads to */
    expect_ok(CALL(user, shm_open, target, O_RDWR, 0));
}

CASE(a_folder_is_no_object, .claim = "What opening and removing do with a folder in the place of an object.",
     .basis = "P-SHMO-029", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *name = unique_name(s, "folder");
    char path[ROOM];
    expect_ok(CALL(user, mkdir, path_of(name, path), 0700));
    const Answer *reading = CALL(user, shm_open, name, O_RDONLY, 0);
    const Answer *writing = CALL(user, shm_open, name, O_RDWR, 0);
    const Answer *removing = CALL(user, shm_unlink, name);
    CALL(user, rmdir, path); /* before anything can end the story: no sweep would remove it */
    observe(s, "opening to read", reading, "glibc 2.36 gives a descriptor");
    observe(s, "opening to write", writing, "EISDIR");
    observe(s, "removing", removing, "EISDIR");
}

CASES(posix_shm_names, "posix/shm_names", "posix", &odd_names_when_opened, &odd_names_when_removed,
      &names_beyond_every_path, &removing_names_beyond_every_path, &a_name_that_cannot_be_read, &links_are_not_followed,
      &a_folder_is_no_object);
