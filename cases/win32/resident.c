/* Pages in physical memory: locking, prefetching, discarding, and what the working set says of them. */
#include "cases/win32/resident.h"

View room_for_structures_(Place place, Actor *actor)
{
    enum { LENGTH = 4096 };
    const Answer *room = story_call(
        place, actor, "win32", "VirtualAlloc", 4,
        (const Box[]){BOX(NULL), BOX(LENGTH), BOX(MEM_RESERVE | MEM_COMMIT), BOX(PAGE_READWRITE)});
    return VIEW_AT(expect_ok_(place, room), LENGTH);
}

/* WIN32_MEMORY_RANGE_ENTRY number `index`. */
static void put_range(Story *s, Actor *actor, View room, unsigned index, uint64_t address, uint64_t length)
{
    unsigned width = pointer_bits(s) / 8;
    expect_ok(store_word(actor, room, 2 * index * width, width, address));
    expect_ok(store_word(actor, room, (2 * index + 1) * width, width, length));
}

CASE(more_than_the_working_set, .claim = "More pages than the smallest working set holds cannot be locked.",
     .basis = "W-VLK-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    uint64_t least = answer_field(CALL(a, GetProcessWorkingSetSize, CURRENT_PROCESS, OUT, OUT), "least").number;
    uint64_t size = (least + (4 << 20)) & ~(uint64_t)0xffff;
    View view = view_of(a, make_section(a, NULL, size), FILE_MAP_WRITE);
    expect_error(CALL(a, VirtualLock, view.address, size), ERROR_WORKING_SET_QUOTA);
    expect_ok(store(a, view, 0, "not locked"));
}

CASE(locking_a_guarded_page, .claim = "Locking a guard page fails once, and the guard is gone.", .basis = "W-VLK-006",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value memory = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD));
    const Answer *first = CALL(a, VirtualLock, memory, 4096);
    expect_refused(first);
    observe_outcome(s, "the first lock", first, "STATUS_GUARD_PAGE_VIOLATION (0x80000001)");
    expect_field(query(s, a, memory), "information.Protect", PAGE_READWRITE);
    expect_ok(CALL(a, VirtualLock, memory, 4096));
    expect_ok(CALL(a, VirtualUnlock, memory, 4096));
}

CASE(unmapping_what_is_locked, .claim = "Unmapping a locked view releases the lock.", .basis = "W-VLK-007",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 65536);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualLock, view.address, 4096));
    unmap_view(a, view);
    View again = view_of(a, section, FILE_MAP_WRITE);
    observe_outcome(s, "an unlock in a fresh view", CALL(a, VirtualUnlock, again.address, 4096), "ERROR_NOT_LOCKED");
    expect_ok(CALL(a, VirtualLock, again.address, 4096));
    expect_ok(CALL(a, VirtualUnlock, again.address, 4096));
}

CASE(prefetching_a_view, .claim = "PrefetchVirtualMemory takes mapped ranges, aligned or not, but some range.",
     .basis = "W-VLK-008 W-VLK-010", .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    View other = view_of(a, make_section(a, NULL, 65536), FILE_MAP_READ);
    put_range(s, a, room, 0, view.address.number, 65536);
    put_range(s, a, room, 1, other.address.number, 65536);
    expect_ok(CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 1, room.address, 0));
    const Answer *none = CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 0, room.address, 0);
    expect_refused(none);
    observe_outcome(s, "no entries", none, "ERROR_INVALID_PARAMETER");
    observe_outcome(s, "two views (W-VLK-010)", CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 2, room.address, 0),
                    "ok");
    put_range(s, a, room, 0, view.address.number + 1, 100);
    expect_ok(CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 1, room.address, 0));
    put_range(s, a, room, 0, 0, 4096);
    expect_ok(CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 1, room.address, 0));
}

CASE(prefetching_with_flags, .claim = "PrefetchVirtualMemory has no flags: ERROR_INVALID_PARAMETER.",
     .basis = "W-VLK-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    put_range(s, a, room, 0, view.address.number, 65536);
    expect_error(CALL(a, PrefetchVirtualMemory, CURRENT_PROCESS, 1, room.address, 1), ERROR_INVALID_PARAMETER);
}

CASE(discarding_a_view, .claim = "Views can be neither discarded nor offered: that is for private memory.",
     .basis = "W-VLK-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "kept"));
    Value discarded = expect_ok(CALL(a, DiscardVirtualMemory, view.address, 4096));
    expect_different(s, discarded, NUMBER(ERROR_SUCCESS), "the result of discarding a view");
    observe_number(s, "discarding", discarded.number, "87");
    enum { VERY_LOW = 1 };
    Value offered = expect_ok(CALL(a, OfferVirtualMemory, view.address, 4096, VERY_LOW));
    expect_different(s, offered, NUMBER(ERROR_SUCCESS), "the result of offering a view");
    observe_number(s, "offering", offered.number, "87");
    expect_bytes(a, view, 0, "kept");
}

uint64_t working_set(Story *s, Actor *actor, View room, Value address)
{
    unsigned width = pointer_bits(s) / 8;
    expect_ok(store_word(actor, room, 0, width, address.number));
    expect_ok(store_word(actor, room, width, width, 0));
    expect_ok(CALL(actor, K32QueryWorkingSetEx, CURRENT_PROCESS, room.address, 2 * width));
    return answer_value(load_word(actor, room, width, width)).number;
}

CASE(pages_in_the_working_set, .claim = "QueryWorkingSetEx tells whether a page is there: mapped, accessible, touched.",
     .basis = "W-GMF-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "touched"));
    expect_equal(s, NUMBER(working_set(s, a, room, view.address) & 1), NUMBER(1), "valid, of a page touched");
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_NOACCESS, OUT));
    expect_equal(s, NUMBER(working_set(s, a, room, view.address) & 1), NUMBER(0), "valid, of a page without access");
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, OUT));
    expect_bytes(a, view, 0, "touched");
    expect_equal(s, NUMBER(working_set(s, a, room, view.address) & 1), NUMBER(1), "valid, of a page touched again");
    unmap_view(a, view);
    expect_equal(s, NUMBER(working_set(s, a, room, view.address) & 1), NUMBER(0), "valid, where nothing is mapped");
}

CASE(working_set_of_no_page, .claim = "QueryWorkingSetEx about no address at all is ERROR_BAD_LENGTH.",
     .basis = "W-GMF-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    expect_error(CALL(a, K32QueryWorkingSetEx, CURRENT_PROCESS, room.address, 0), ERROR_BAD_LENGTH);
}

CASE(untouched_since_protected, .claim = "A page whose access is given back is not valid until it is touched.",
     .basis = "W-GMF-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    View memory = room_for_structures(a);
    expect_ok(store(a, memory, 0, "touched"));
    expect_ok(CALL(a, VirtualProtect, memory.address, 4096, PAGE_NOACCESS, OUT));
    expect_ok(CALL(a, VirtualProtect, memory.address, 4096, PAGE_READWRITE, OUT));
    expect_equal(s, NUMBER(working_set(s, a, room, memory.address) & 1), NUMBER(0), "valid, of a page not yet touched");
    expect_bytes(a, memory, 0, "touched");
    expect_equal(s, NUMBER(working_set(s, a, room, memory.address) & 1), NUMBER(1), "valid, of a page touched");
}

CASES(win32_resident, "win32/resident", "win32", &more_than_the_working_set, &locking_a_guarded_page,
      &unmapping_what_is_locked, &prefetching_a_view, &prefetching_with_flags, &discarding_a_view,
      &pages_in_the_working_set, &working_set_of_no_page, &untouched_since_protected);
