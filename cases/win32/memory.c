/* Memory without sections, next to which views live: whose it is, and in which states. */
#include "cases/win32/sections.h"

/* What another process finds at an address of the first one's: nothing, or something unrelated. */
static void expect_unrelated(Story *s, Actor *owner, Actor *other, View memory, uint64_t size)
{
    Value owned = expect_ok(digest(owner, memory, 0, size));
    const Answer *seen = digest(other, memory, 0, size);
    if (answer_kind(seen) == ANSWER_OK)
        expect_different(s, answer_value(seen), owned, "the bytes at the same address");
    else
        expect_fault_code(seen, READ, "EXCEPTION_ACCESS_VIOLATION");
}

CASE(pointers_mean_nothing_elsewhere, .claim = "A pointer from GlobalAlloc means nothing in another process.",
     .basis = "C01 C02 C41", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    View memory = VIEW_AT(expect_ok(CALL(a, GlobalAlloc, GPTR, 300000)), 300000);
    expect_ok(fill(a, memory, 0, 300000, 0x5a));
    expect_ok(store(a, memory, 150000, "only here"));
    expect_unrelated(s, a, b, memory, 300000);
    expect_bytes(a, memory, 150000, "only here");
    expect_result(CALL(a, GlobalFree, memory.address), 0);
}

CASE(movable_block_is_pinned, .claim = "GlobalLock gives a movable block one address, as often as it is called.",
     .basis = "C16", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value handle = expect_ok(CALL(a, GlobalAlloc, GMEM_MOVEABLE | GMEM_ZEROINIT, 100000));
    View block = VIEW_AT(expect_ok(CALL(a, GlobalLock, handle)), 100000);
    expect_filled(a, block, 0, 100000, 0);
    expect_ok(store(a, block, 99990, "pinned"));
    expect_equal(s, expect_ok(CALL(a, GlobalLock, handle)), block.address, "the address of a second lock");
    expect_ok(CALL(a, GlobalUnlock, handle));
    expect_bytes(a, block, 99990, "pinned"); /* the first lock still holds */
    expect_result(CALL(a, GlobalFree, handle), 0);
}

CASE(global_lock_locks_no_pages, .claim = "GlobalLock locks nothing in physical memory.", .basis = "C16 W-VLK-002",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value handle = expect_ok(CALL(a, GlobalAlloc, GMEM_MOVEABLE, 100000));
    uint64_t block = expect_ok(CALL(a, GlobalLock, handle)).number;
    expect_error(CALL(a, VirtualUnlock, NUMBER((block + 50000) & ~(uint64_t)4095), 4096), ERROR_NOT_LOCKED);
}

CASE(states_of_pages, .claim = "Pages are free, reserved or committed, and VirtualQuery tells which.",
     .basis = "W-VAP-001 W-VAP-003 C14 C15", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, VirtualAlloc, NULL, 0, MEM_RESERVE, PAGE_READWRITE), ERROR_INVALID_PARAMETER);
    Value base = expect_ok(CALL(a, VirtualAlloc, NULL, 65536, MEM_RESERVE, PAGE_READWRITE));
    expect_equal(s, NUMBER(base.number % granularity(s)), NUMBER(0), "the place in its granule");
    const Answer *reserved = query(s, a, base);
    expect_field(reserved, "information.State", MEM_RESERVE);
    expect_field(reserved, "information.Protect", 0);
    expect_field(reserved, "information.AllocationProtect", PAGE_READWRITE);
    expect_field(reserved, "information.Type", MEM_PRIVATE);
    expect_fault(store(a, VIEW_AT(base, 65536), 0, "no"));
    expect_result(CALL(a, VirtualAlloc, at(base, 4096), 4096, MEM_COMMIT, PAGE_READWRITE), at(base, 4096));
    expect_field(query(s, a, at(base, 4096)), "information.State", MEM_COMMIT);
    expect_ok(store(a, VIEW_AT(base, 65536), 4096, "yes"));
    expect_error(CALL(a, VirtualProtect, at(base, 4096), 8192, PAGE_READONLY, OUT), ERROR_INVALID_ADDRESS);
    expect_ok(CALL(a, VirtualFree, base, 0, MEM_RELEASE));
    expect_field(query(s, a, base), "information.State", MEM_FREE);
}

CASE(commit_and_decommit, .claim = "Committing again keeps the bytes; decommitting and committing zeroes them.",
     .basis = "W-VAP-004 W-VAP-005 C15", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = expect_ok(CALL(a, VirtualAlloc, NULL, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    View memory = VIEW_AT(base, 65536);
    expect_ok(store(a, memory, 8192, "bytes"));
    expect_ok(CALL(a, VirtualAlloc, base, 65536, MEM_COMMIT, PAGE_READWRITE));
    expect_bytes(a, memory, 8192, "bytes");
    expect_ok(CALL(a, VirtualFree, at(base, 8192), 4096, MEM_DECOMMIT));
    expect_fault(load(a, memory, 8192, 1));
    expect_ok(CALL(a, VirtualAlloc, at(base, 8192), 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_filled(a, memory, 8192, 4096, 0);
    expect_error(CALL(a, VirtualFree, base, 65536, MEM_RELEASE), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualFree, base, 0, MEM_RELEASE | MEM_DECOMMIT), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(a, VirtualFree, base, 0, MEM_RELEASE));
}

CASE(null_pointers_are_caught, .claim = "The lowest 64 KiB belong to nobody: null pointers fault.", .basis = "C34",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    static const uint64_t lowest[] = {0, 8, 4096, 65535};
    for (size_t i = 0; i < LENGTH_OF(lowest); i++) {
        View nothing = VIEW_AT(NUMBER(lowest[i]), 1);
        expect_fault_at(load(a, nothing, 0, 1), READ, nothing.address);
        expect_fault_at(store(a, nothing, 0, "x"), WRITE, nothing.address);
    }
}

CASE(memory_of_a_child, .claim = "A parent allocates, writes and reads in its child by the Ex forms, and only there.",
     .basis = "C01 C15 C17", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *child = spawn_actor(parent, "child");
    Value process = process_of(parent, child);
    Value base = expect_ok(
        CALL(parent, VirtualAllocEx, process, NULL, 1 << 20, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    View memory = VIEW_AT(base, 1 << 20);
    expect_field(CALL(parent, WriteProcessMemory, process, base, BYTES("sent", 4), 4, OUT), "done", 4);
    expect_bytes(child, memory, 0, "sent");
    expect_ok(store(child, memory, 0, "back"));
    expect_field_text(CALL(parent, ReadProcessMemory, process, base, OUT_ROOM(4), 4, OUT), "buffer", "back", 4);
    expect_unrelated(s, child, parent, memory, 1 << 20);
    expect_ok(CALL(parent, VirtualFreeEx, process, base, 0, MEM_RELEASE));
    expect_fault_at(load(child, memory, 0, 1), READ, base);
    leave(child);
}

CASES(win32_memory, "win32/memory", "win32", &pointers_mean_nothing_elsewhere, &movable_block_is_pinned,
      &global_lock_locks_no_pages, &states_of_pages, &commit_and_decommit, &null_pointers_are_caught,
      &memory_of_a_child);
