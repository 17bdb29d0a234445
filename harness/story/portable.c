/* Portable operations as cases write them (harness/calls/portable.calls says what each does). */
#include "story/internal.h"

#include <string.h>

static Backing backing_of(const Actor *actor)
{
    return backing(actor->story);
}

const Answer *try_create(Actor *actor, const char *name, uint64_t size)
{
    return PORTABLE(HERE, actor, object_create, (int)backing_of(actor), name, size, 0);
}

const Answer *try_open(Actor *actor, const char *name, unsigned access)
{
    return PORTABLE(HERE, actor, object_open, (int)backing_of(actor), name, access, 0);
}

static Object object_from(const Answer *answer, const char *name, uint64_t size)
{
    return (Object){
        .number = expect_ok_(answer->place, answer), .backing = backing_of(answer->actor), .name = name, .size = size};
}

Object create_object(Actor *actor, const char *name, uint64_t size)
{
    return object_from(try_create(actor, name, size), name, size);
}

Object create_inheritable(Actor *actor, const char *name, uint64_t size)
{
    return object_from(PORTABLE(HERE, actor, object_create, (int)backing_of(actor), name, size, 1), name, size);
}

Object open_object(Actor *actor, const char *name, unsigned access)
{
    return object_from(try_open(actor, name, access), name, 0);
}

Object inherited_object(Actor *child, Object parents)
{
    (void)child;
    return parents;
}

Object adopt_object(Actor *actor, Value handle)
{
    return object_from(PORTABLE(HERE, actor, object_adopt, (int)backing_of(actor), handle), "", 0);
}

Value handle_of(Actor *actor, Object object)
{
    return expect_ok(PORTABLE(HERE, actor, object_handle, object.number));
}

const Answer *try_map_(Place place, Actor *actor, Object object, MapOptions options)
{
    unsigned access = options.access ? options.access : READ | WRITE;
    int sharing = options.sharing ? options.sharing : SHARED;
    return PORTABLE(place, actor, view_map, object.number, (int64_t)options.offset, options.length, access, sharing,
                    options.at);
}

View map_object_(Place place, Actor *actor, Object object, MapOptions options)
{
    return (View){.address = expect_ok_(place, try_map_(place, actor, object, options)),
                  .length = options.length,
                  .backing = object.backing};
}

View view_at(View view, uint64_t offset, uint64_t length)
{
    return (View){.address = at(view.address, (int64_t)offset), .length = length, .backing = view.backing};
}

View inherited_view(View parents)
{
    return parents;
}

static Value place_in(View view, uint64_t offset)
{
    return at(view.address, (int64_t)offset);
}

const Answer *unmap_(Place place, Actor *actor, View view)
{
    return PORTABLE(place, actor, view_unmap, (int)view.backing, view.address, view.length);
}

const Answer *flush_(Place place, Actor *actor, View view)
{
    return PORTABLE(place, actor, view_flush, (int)view.backing, view.address, view.length);
}

const Answer *protect_(Place place, Actor *actor, View view, unsigned access)
{
    return PORTABLE(place, actor, view_protect, (int)view.backing, view.address, view.length, access);
}

const Answer *resize_(Place place, Actor *actor, Object object, uint64_t size)
{
    return PORTABLE(place, actor, object_resize, object.number, size);
}

const Answer *size_of_object_(Place place, Actor *actor, Object object)
{
    return PORTABLE(place, actor, object_size, object.number);
}

const Answer *close_object_(Place place, Actor *actor, Object object)
{
    return PORTABLE(place, actor, object_close, object.number);
}

const Answer *remove_object_(Place place, Actor *actor, const char *name)
{
    return PORTABLE(place, actor, object_remove, (int)backing_of(actor), name);
}

const Answer *write_object_(Place place, Actor *actor, Object object, uint64_t offset, const char *text)
{
    return PORTABLE(place, actor, object_write, object.number, (int64_t)offset, text, strlen(text));
}

const Answer *read_object_(Place place, Actor *actor, Object object, uint64_t offset, uint64_t count)
{
    return PORTABLE(place, actor, object_read, object.number, (int64_t)offset, OUT_ROOM(count), count);
}

const Answer *load_(Place place, Actor *actor, View view, uint64_t offset, uint64_t count)
{
    return PORTABLE(place, actor, load, place_in(view, offset), count);
}

const Answer *store_(Place place, Actor *actor, View view, uint64_t offset, const char *text)
{
    return PORTABLE(place, actor, store, place_in(view, offset), text, strlen(text));
}

const Answer *load_word_(Place place, Actor *actor, View view, uint64_t offset, unsigned width)
{
    return PORTABLE(place, actor, load_word, place_in(view, offset), width);
}

const Answer *store_word_(Place place, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t value)
{
    return PORTABLE(place, actor, store_word, place_in(view, offset), width, value);
}

const Answer *store_unaligned_(Place place, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t value)
{
    return PORTABLE(place, actor, store_unaligned, place_in(view, offset), width, value);
}

const Answer *add_word_(Place place, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t addend,
                        uint64_t times)
{
    return PORTABLE(place, actor, add_word, place_in(view, offset), width, addend, times);
}

const Answer *fill_(Place place, Actor *actor, View view, uint64_t offset, uint64_t count, unsigned char byte)
{
    return PORTABLE(place, actor, fill, place_in(view, offset), count, (unsigned)byte);
}

const Answer *digest_(Place place, Actor *actor, View view, uint64_t offset, uint64_t count)
{
    return PORTABLE(place, actor, digest, place_in(view, offset), count);
}

const Answer *execute_(Place place, Actor *actor, View view, uint64_t offset)
{
    return PORTABLE(place, actor, execute, place_in(view, offset));
}

const Answer *reserve_(Place place, Actor *actor, uint64_t length, Value hint)
{
    return PORTABLE(place, actor, reserve, length, hint);
}

const Answer *release_(Place place, Actor *actor, Value address, uint64_t length)
{
    return PORTABLE(place, actor, release, address, length);
}

const Answer *count_handles_(Place place, Actor *actor)
{
    return PORTABLE0(place, actor, process_handles);
}
