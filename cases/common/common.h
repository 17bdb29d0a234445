/* What the cases of common/ share: a user of an object, and a second one that reaches the same object in whatever way
 * the backing has. Included by those cases only. */
#ifndef MAPCHECK_CASES_COMMON_H
#define MAPCHECK_CASES_COMMON_H

#include "story/story.h"

/* A process, its own name for the object, and its view of the whole object. */
typedef struct User {
    Actor *actor;
    Object object;
    View view;
} User;

/* A fresh process that creates an object of `size` bytes and maps it whole, to read and to write. */
static inline User first_user(Story *s, const char *actor, const char *word, uint64_t size)
{
    User user = {.actor = cast(s, actor)};
    user.object = create_object(user.actor, object_name(s, word), size);
    user.view = map_object(user.actor, user.object, .length = size);
    return user;
}

/* The same object in another process, not mapped by it: by name where the backing has names, else in a forked child. */
static inline User reach(Story *s, User first, const char *actor, unsigned access)
{
    User second = {.object = first.object};
    if (first.object.name && first.object.name[0]) {
        second.actor = cast(s, actor);
        second.object = open_object(second.actor, first.object.name, access);
        second.object.size = first.object.size;
    } else {
        second.actor = fork_actor(first.actor, actor);
        second.object = inherited_object(second.actor, first.object);
    }
    return second;
}

/* The same, and mapped whole. Anonymous memory has no object to map again: its user keeps the view that fork gave. */
static inline User share_with(Story *s, User first, const char *actor, unsigned access)
{
    User second = reach(s, first, actor, access);
    if (backing(s) != BACKING_ANONYMOUS) {
        second.view = map_object(second.actor, second.object, .length = first.object.size, .access = access);
        return second;
    }
    second.view = inherited_view(first.view);
    if (!(access & WRITE))
        expect_ok(protect(second.actor, second.view, access));
    return second;
}

/* The user gives back its view and its handle. */
static inline void end_use(User user)
{
    expect_ok(unmap(user.actor, user.view));
    expect_ok(close_object(user.actor, user.object));
}

#endif
