#include "cases/win32/descriptors.h"

enum { DESCRIPTOR = 0, LIST = 20, ENTRY = 28, SID = DESCRIPTOR_SID };

Value descriptor_of(Actor *a, List list)
{
    View room = VIEW_AT(
        expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, DESCRIPTOR_ROOM, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)),
        DESCRIPTOR_ROOM);
    expect_ok(store_word(a, room, DESCRIPTOR, 4, 0x80040001)); /* revision 1; self-relative, with a list */
    expect_ok(store_word(a, room, DESCRIPTOR + 16, 4, list == NO_LIST ? 0 : LIST));
    unsigned entry_size = 20;
    unsigned entries = list == READERS_LIST ? 1 : 0;
    expect_ok(store_word(a, room, LIST, 4, 2 | (8 + entries * entry_size) << 16)); /* revision 2, length */
    expect_ok(store_word(a, room, LIST + 4, 4, entries));
    expect_ok(store_word(a, room, ENTRY, 4, entry_size << 16)); /* access allowed */
    expect_ok(store_word(a, room, ENTRY + 4, 4, SECTION_MAP_READ | SECTION_QUERY));
    expect_ok(store_word(a, room, SID, 4, 0x0101));         /* revision 1, one part */
    expect_ok(store_word(a, room, SID + 4, 4, 0x01000000)); /* authority 1: the world */
    return room.address;
}
