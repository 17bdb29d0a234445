/* Typed memory objects: the option that few systems have. The environment variable MAPCHECK_TYPED_MEMORY of the conductor
 * names an object to use; without it only what needs no object is asked. */
#include "cases/posix/posix.h"

#include <stdlib.h>

/* POSIX_TYPED_MEM_*: systems with the option define them; elsewhere nothing below is reached. */
#ifndef POSIX_TYPED_MEM_ALLOCATE
#define POSIX_TYPED_MEM_ALLOCATE 1
#define POSIX_TYPED_MEM_ALLOCATE_CONTIG 2
#define POSIX_TYPED_MEM_MAP_ALLOCATABLE 4
#endif

static void needs_typed_memory(Story *s, Actor *actor)
{
    const Answer *option = CALL(actor, sysconf, _SC_TYPED_MEMORY_OBJECTS);
    expect_ok(option);
    if ((int64_t)answer_value(option).number <= 0)
        skip_story(s, "this system has no typed memory objects (_SC_TYPED_MEMORY_OBJECTS)");
}

static Value typed_object(Story *s, Actor *actor, int access, unsigned typed)
{
    const char *name = getenv("MAPCHECK_TYPED_MEMORY");
    if (!name)
        skip_story(s, "MAPCHECK_TYPED_MEMORY names no typed memory object to use");
    return expect_ok(CALL(actor, typed_memory_open, name, access, typed));
}

static Value room_of(Actor *actor, Value object)
{
    const Answer *answer = CALL(actor, typed_memory_room, object, OUT);
    expect_ok(answer);
    return answer_field(answer, "room");
}

CASE(opening_typed_memory, .claim = "An unknown name is ENOENT, two ways to allocate at once are EINVAL.",
     .basis = "P-TYM-001", .level = MUST)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    unsigned both = POSIX_TYPED_MEM_ALLOCATE | POSIX_TYPED_MEM_ALLOCATE_CONTIG;
    expect_error(CALL(user, typed_memory_open, unique_name(s, "none"), O_RDWR, 0), ENOENT);
    expect_one_error(CALL(user, typed_memory_open, unique_name(s, "none"), O_RDWR, both), EINVAL, ENOENT);
    Value object = typed_object(s, user, O_RDONLY, POSIX_TYPED_MEM_MAP_ALLOCATABLE);
    expect_error(CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, 0), EACCES);
}

static const unsigned ways_to_allocate[] = {POSIX_TYPED_MEM_ALLOCATE, POSIX_TYPED_MEM_ALLOCATE_CONTIG};

CASE(mapping_allocates, .claim = "Each mapping through an allocating descriptor takes memory that nobody had.",
     .basis = "P-TYM-002 P-TYM-004", .level = MUST)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    for (unsigned i = 0; i < 2; i++) {
        Value object = typed_object(s, user, O_RDWR, ways_to_allocate[i]);
        Value before = room_of(user, object);
        View first = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
        View second = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
        expect_ok(store(user, first, 0, "first"));
        expect_ok(store(user, second, 0, "other"));
        expect_bytes(user, first, 0, "first");
        expect_error(CALL(user, mmap, NULL, before.number + page(s), READ_WRITE, MAP_SHARED, object, 0), ENOMEM);
        expect_ok(CALL(user, munmap, first.address, page(s)));
        expect_ok(CALL(user, munmap, second.address, page(s)));
        expect_equal(s, room_of(user, object), before, "the room afterwards");
    }
}

CASE(mapping_allocatable_takes_nothing, .claim = "A mapping made with POSIX_TYPED_MEM_MAP_ALLOCATABLE takes no memory.",
     .basis = "P-TYM-003", .level = MUST)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    Value allocating = typed_object(s, user, O_RDWR, POSIX_TYPED_MEM_ALLOCATE);
    Value object = typed_object(s, user, O_RDWR, POSIX_TYPED_MEM_MAP_ALLOCATABLE);
    Value before = room_of(user, allocating);
    View view = view_of(user, object, page(s), READ_WRITE, MAP_SHARED);
    expect_equal(s, room_of(user, allocating), before, "the room while it is mapped");
    expect_ok(CALL(user, munmap, view.address, page(s)));
    expect_equal(s, room_of(user, allocating), before, "the room afterwards");
}

CASE(asking_for_the_room, .claim = "posix_typed_mem_get_info of a bad descriptor is EBADF, of another object ENODEV.",
     .basis = "P-TYM-004", .level = MUST)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    expect_error(CALL(user, typed_memory_room, -1, OUT), EBADF);
    Value file = new_file(user, scratch_name(s, "file"), page(s));
    expect_error(CALL(user, typed_memory_room, file, OUT), ENODEV);
}

CASE(asking_for_the_offset, .claim = "posix_mem_offset says where in which object an address lies; elsewhere EACCES.",
     .basis = "P-TYM-005", .level = MUST)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    View nothing = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, munmap, nothing.address, page(s)));
    expect_error(CALL(user, typed_memory_offset, nothing.address, page(s), OUT, OUT, OUT), EACCES);
    Value object = typed_object(s, user, O_RDWR, POSIX_TYPED_MEM_ALLOCATE_CONTIG);
    View view = view_of(user, object, 2 * page(s), READ_WRITE, MAP_SHARED);
    const Answer *whole = CALL(user, typed_memory_offset, view.address, 4 * page(s), OUT, OUT, OUT);
    expect_field(whole, "contiguous", 2 * page(s));
    expect_field(whole, "fd", object);
    const Answer *second = CALL(user, typed_memory_offset, byte_of(view, page(s)), page(s), OUT, OUT, OUT);
    expect_field(second, "offset", at(answer_field(whole, "offset"), (int64_t)page(s)));
    expect_ok(CALL(user, close, object));
    const Answer *closed = CALL(user, typed_memory_offset, view.address, page(s), OUT, OUT, OUT);
    expect_field(closed, "fd", (uint64_t)-1);
}

CASE(an_offset_into_what_is_allocated, .claim = "What an offset means to a descriptor that allocates.",
     .basis = "P-TYM-006", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    needs_typed_memory(s, user);
    Value object = typed_object(s, user, O_RDWR, POSIX_TYPED_MEM_ALLOCATE);
    observe(s, "mmap at an offset", CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, page(s)), NULL);
    Value fixed = typed_object(s, user, O_RDWR, 0);
    uint64_t beyond = (uint64_t)1 << 40;
    observe(s, "beyond the object", CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, fixed, beyond), "ENXIO");
}

CASES(posix_typed_memory, "posix/typed_memory", "posix", &opening_typed_memory, &mapping_allocates,
      &mapping_allocatable_takes_nothing, &asking_for_the_room, &asking_for_the_offset,
      &an_offset_into_what_is_allocated);
