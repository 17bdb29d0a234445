/* The sweep over borders: objects of sizes around the page, views of offsets and lengths around it, and what the bytes
 * beside each border are: data, zero, or which fault. Objects with a descriptor are mapped from the offset on. Memory
 * without a file and segments are mapped whole, and what is not in the view is unmapped. */
#include "cases/posix/backings.h"
#include "cases/posix/borders.h"
#include "cases/posix/regions.h"
#include "cases/sysv/segments.h"

/* Behind the objects with a descriptor of backings.h. The device has no size, and one cell. */
enum { MEMORY = KINDS_OF_OBJECT, SEGMENT, SIZED_KINDS, ZERO_DEVICE = SIZED_KINDS };

static void name_border_cell(size_t cell, char *name, size_t room)
{
    static const char *const others[] = {"anonymous", "sysv"};
    size_t kind = cell % SIZED_KINDS;
    char object[16];
    name_object_cell(kind, object, sizeof object);
    if (cell == SIZES * SIZED_KINDS)
        snprintf(name, room, "zero-device");
    else
        snprintf(name, room, "%s,%s", kind < KINDS_OF_OBJECT ? object : others[kind - KINDS_OF_OBJECT],
                 sizes[cell / SIZED_KINDS].name);
}

typedef struct Sweep {
    Story *s;
    Actor *user;
    size_t kind;
    Value object;  /* a descriptor or an id; nothing for anonymous memory */
    uint64_t size; /* of the object */
    Value rooms;   /* each view has one, where what is not mapped has no access */
} Sweep;

typedef struct SweptView {
    uint64_t room;   /* its distance from the first */
    uint64_t offset; /* of the view in the object; as far behind its room's beginning it begins */
    uint64_t length;
    uint64_t end;       /* of the view's last page, in the view */
    bool other_sharing; /* private, or read-only where there is nothing private */
} SweptView;

static Value room_of(const Sweep *sweep, const SweptView *view)
{
    return at(sweep->rooms, (int64_t)view->room);
}

/* Byte `at` of the view, which may lie just behind it. */
static void look_at(const Sweep *sweep, const SweptView *view, Accesses *list, uint64_t at)
{
    Story *s = sweep->s;
    uint64_t place = view->offset + at, there = view->room + place;
    bool is_device = sweep->kind == ZERO_DEVICE, has_end = sweep->kind < KINDS_OF_OBJECT;
    bool is_tail = !is_device && place >= sweep->size;
    if (at >= view->end || (is_tail && place >= rounded_up(s, sweep->size))) {
        const char *signal = at < view->end && has_end ? "SIGBUS" : "SIGSEGV";
        then_load_faults(list, there, signal);
        then_store_faults(list, there, 'x', signal);
    } else if (sweep->kind != SEGMENT || !is_tail) { /* what a segment's last page has more is left open */
        then_load(list, there, is_device || is_tail ? 0 : content(s, place));
    }
}

/* The bytes beside each border: of the view, of its pages, of the object. */
static void look_at_borders(const Sweep *sweep, const SweptView *view, Accesses *list)
{
    Story *s = sweep->s;
    uint64_t behind = sweep->size > view->offset ? sweep->size - view->offset : 0;
    uint64_t borders[] = {0, view->length, page(s), 2 * page(s), view->end, behind};
    uint64_t seen[3 * sizeof borders / sizeof borders[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
        uint64_t at = borders[i / 3] + i % 3 - 1;
        bool is_new = at <= view->end; /* not before the view, nor far behind */
        for (size_t j = 0; j < count; j++)
            is_new = is_new && seen[j] != at;
        if (!is_new)
            continue;
        look_at(sweep, view, list, at);
        seen[count++] = at;
    }
    if (sweep->kind == ZERO_DEVICE) { /* what is stored there is this view's alone */
        then_store(list, view->room, 'x');
        then_store(list, view->room + view->end - 1, 'x');
        then_load(list, view->room + view->end - 1, 'x');
    }
}

static void give_content(Story *s, Actor *user, View whole)
{
    Accesses *list = access_list(s, 1);
    store_content(s, list, 0, whole.length);
    expect_accesses(user, whole, list);
}

/* The view itself; of memory and segments the whole object at the room's beginning. */
static void map_view(const Sweep *sweep, const SweptView *view)
{
    Story *s = sweep->s;
    Actor *user = sweep->user;
    Value room = room_of(sweep, view);
    if (sweep->kind == MEMORY) { /* new memory each time */
        int flags = SHARED_MEMORY | MAP_FIXED;
        expect_result(CALL(user, mmap, room, sweep->size, READ_WRITE, flags, -1, 0), room);
    } else if (sweep->kind == SEGMENT) {
        expect_ok(CALL(user, munmap, room, rounded_up(s, sweep->size))); /* attachments need free room */
        int flags = view->other_sharing ? SHM_RDONLY : 0;
        expect_result(CALL(user, shmat, sweep->object, room, flags), room);
    } else {
        int flags = MAP_FIXED | (view->other_sharing ? MAP_PRIVATE : MAP_SHARED);
        Value place = at(room, (int64_t)view->offset);
        expect_result(CALL(user, mmap, place, view->length, READ_WRITE, flags, sweep->object, view->offset), place);
    }
}

/* What was mapped whole loses what is not in the view. */
static void cut_view(const Sweep *sweep, const SweptView *view)
{
    Story *s = sweep->s;
    Actor *user = sweep->user;
    Value room = room_of(sweep, view);
    uint64_t whole = rounded_up(s, sweep->size), behind = view->offset + view->end;
    if (sweep->kind == MEMORY && view->other_sharing)
        expect_ok(CALL(user, mprotect, room, sweep->size, PROT_READ));
    if (view->offset)
        expect_ok(CALL(user, munmap, room, view->offset < whole ? view->offset : whole));
    if (behind < whole)
        expect_ok(CALL(user, munmap, at(room, (int64_t)behind), whole - behind));
}

/* Views of every length at one offset, both ways: mapped beside each other, then looked at in one operation, where `+N` is as
 * far behind the rooms as it is in the call that mapped it. */
static void sweep_offset(const Sweep *sweep, uint64_t offset, uint64_t first_room, uint64_t room)
{
    Story *s = sweep->s;
    bool is_cut = sweep->kind == MEMORY || sweep->kind == SEGMENT;
    SweptView views[2 * LENGTHS];
    unsigned count = 0;
    Accesses *contents = access_list(s, 1), *borders = access_list(s, 1);
    for (unsigned i = 0; i < 2 * LENGTHS; i++) {
        uint64_t length = bytes_of(s, lengths[i / 2]);
        if (is_cut && length % page(s)) /* is cut where the next whole page is */
            continue;
        SweptView *view = &views[count++];
        *view = (SweptView){first_room + i * room, offset, length, rounded_up(s, length), i % 2};
        map_view(sweep, view);
        if (sweep->kind == MEMORY)
            store_content(s, contents, view->room, sweep->size);
        look_at_borders(sweep, view, borders);
    }
    View rooms = VIEW_AT(sweep->rooms, first_room + 2 * LENGTHS * room);
    expect_accesses(sweep->user, rooms, contents);
    for (unsigned i = 0; is_cut && i < count; i++)
        cut_view(sweep, &views[i]);
    expect_accesses(sweep->user, rooms, borders);
}

/* Every view of the object. A room is twice as long as the longest of them, with a page behind. */
static void sweep_views(Sweep sweep)
{
    Story *s = sweep.s;
    unsigned offsets = sweep.kind == ZERO_DEVICE ? 1 : OFFSETS; /* without an end there are no offsets that differ */
    uint64_t room = rounded_up(s, bytes_of(s, sizes[SIZES - 1])) * 2 + page(s), row = 2 * LENGTHS * room;
    sweep.rooms = view_away(sweep.user, NUMBER(-1), offsets * row, PROT_NONE, PRIVATE_MEMORY).address;
    for (unsigned i = 0; i < offsets; i++)
        sweep_offset(&sweep, i * page(s), i * row, room);
    expect_ok(CALL(sweep.user, munmap, sweep.rooms, offsets * row));
}

/* The object of this kind with its content; false where there is none of this size, which has then been told. */
static bool make_object(Sweep *sweep)
{
    Story *s = sweep->s;
    Actor *user = sweep->user;
    if (sweep->kind == MEMORY && !sweep->size) {
        expect_only_error(user, CALL(user, mmap, NULL, 0, READ_WRITE, SHARED_MEMORY, -1, 0), EINVAL);
        return false;
    }
    if (sweep->kind == SEGMENT) {
        if (!sweep->size) {
            expect_error(CALL(user, shmget, unique_key(s), 0, IPC_CREAT | IPC_EXCL | 0600), EINVAL);
            return false;
        }
        sweep->object = new_segment(user, unique_key(s), sweep->size, 0600);
        View whole = attach(user, sweep->object, sweep->size, 0);
        give_content(s, user, whole);
        expect_ok(CALL(user, shmdt, whole.address));
    } else if (sweep->kind == ZERO_DEVICE) {
        sweep->object = open_file(user, "/dev/zero", O_RDWR);
    } else if (sweep->kind < KINDS_OF_OBJECT) {
        sweep->object = new_object(s, user, sweep->kind, sweep->size);
        if (sweep->size) {
            View whole = view_of(user, sweep->object, sweep->size, READ_WRITE, MAP_SHARED);
            give_content(s, user, whole);
            expect_ok(CALL(user, munmap, whole.address, sweep->size));
        }
    }
    return true;
}

CASE(every_border_of_every_view,
     .claim =
         "Beside every border of a view and of its object a byte is the object's, or zero up to the end of its last "
         "page, or raises SIGBUS behind that, or SIGSEGV where nothing is mapped; /dev/zero is zero without an end.",
     .basis = "P-STR-018 P-EOF-001 P-EOF-005 P-EOF-006 P-EOF-020 P-MMAP-020 P-SYSV-009 P-UNMAP-008", .level = MUST,
     .cells = SIZES * SIZED_KINDS + 1, .cell_name = name_border_cell, .tags = "long")
{
    bool is_device = story_cell(s) == SIZES * SIZED_KINDS;
    Sweep sweep = {.s = s, .user = cast(s, "user"), .kind = is_device ? ZERO_DEVICE : story_cell(s) % SIZED_KINDS};
    sweep.size = is_device ? 0 : bytes_of(s, sizes[story_cell(s) / SIZED_KINDS]);
    if (!make_object(&sweep))
        return;
    sweep_views(sweep);
    if (sweep.kind < KINDS_OF_OBJECT)
        expect_equal(s, size_of_file(sweep.user, sweep.object), NUMBER(sweep.size), "the object's size");
    if (sweep.kind == SEGMENT)
        expect_attached(s, sweep.user, sweep.object, 0);
}

/* "ok", or which fault. */
static const char *outcome_of(const Answer *answer)
{
    return answer_kind(answer) == ANSWER_FAULT ? answer_fault_code(answer) : "ok";
}

/* Linux makes an object of the view's length for it, and looks at the offset in that. */
CASE(the_zero_device_at_an_offset, .claim = "What a view of /dev/zero at an offset shows.", .basis = "P-MMAP-020",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value device = open_file(user, "/dev/zero", O_RDWR);
    for (unsigned i = 0; i < 2; i++) {
        int flags = i ? MAP_PRIVATE : MAP_SHARED;
        Value place = expect_ok(CALL(user, mmap, NULL, 2 * page(s), READ_WRITE, flags, device, page(s)));
        View view = VIEW_AT(place, 2 * page(s));
        observe_text(s, i ? "private, first page" : "shared, first page", outcome_of(load(user, view, 0, 1)), "ok");
        observe_text(s, i ? "private, last page" : "shared, last page", outcome_of(load(user, view, page(s), 1)), "ok");
    }
}

CASES(posix_boundaries, "posix/boundaries", "posix", &every_border_of_every_view, &the_zero_device_at_an_offset);
