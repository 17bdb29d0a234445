/* mremap and numbers: sizes that no address space has, limits, borders of page tables, offsets, and remap_file_pages. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

static const char *const huge_sizes[] = {"SIZE_MAX", "last-page", "most-of-it"};
enum { HUGE_SIZES = sizeof huge_sizes / sizeof huge_sizes[0] };

/* The library may refuse what never reaches the kernel: each is asked. */
static void name_huge_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", cell < HUGE_SIZES ? "library" : "kernel", huge_sizes[cell % HUGE_SIZES]);
}

CASE(no_address_space_is_so_large,
     .claim = "A new size that no address space has is refused with EINVAL or ENOMEM, and the view stays.",
     .basis = "P-REMAP-021", .level = MUST, .needs = CAP(LINUX), .cells = 2 * HUGE_SIZES, .cell_name = name_huge_cell)
{
    Actor *user = cast(s, "user");
    uint64_t most = pointer_bits(s) == 64 ? UINT64_MAX : UINT32_MAX;
    uint64_t sizes[HUGE_SIZES] = {most, most - page(s) + 1, most / 16 * 15};
    uint64_t size = sizes[story_cell(s) % HUGE_SIZES];
    if (pointer_bits(s) == 32 && size == most / 2 + 1)
        skip_story(s, "half of 4 GiB may be free in one piece");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    const Answer *answer = story_cell(s) < HUGE_SIZES
                               ? CALL(user, mremap, view.address, page(s), size, MREMAP_MAYMOVE, NULL)
                               : CALL(user, kernel_mremap, view.address, page(s), size, MREMAP_MAYMOVE, NULL);
    expect_one_error(answer, EINVAL, ENOMEM);
    expect_bytes(user, view, 0, "unharmed");
}

/* Limits ---------------------------------------------------------------------------------------------------------------------- */

enum { MEGABYTE = 1 << 20 };

CASE(the_address_space_limit_holds,
     .claim = "Growth beyond RLIMIT_AS is ENOMEM and leaves the view; once the limit is gone it is granted.",
     .basis = "P-REMAP-027", .level = MUST, .needs = CAP(LINUX))
{
    needs_plain_actor(s);
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    const Answer *size = CALL(user, number_in, "/proc/self/status", "VmSize:", OUT);
    expect_ok(size);
    limit_to(user, RLIMIT_AS, answer_field(size, "value").number * 1024 + 16 * MEGABYTE);
    expect_only_error(user, CALL(user, mremap, view.address, page(s), 64 * MEGABYTE, MREMAP_MAYMOVE, NULL), ENOMEM);
    expect_bytes(user, view, 0, "unharmed");
    lift_limit(user, RLIMIT_AS);
    Value grown = expect_ok(CALL(user, mremap, view.address, page(s), 64 * MEGABYTE, MREMAP_MAYMOVE, NULL));
    expect_bytes(user, VIEW_AT(grown, page(s)), 0, "unharmed");
}

CASE(the_lock_limit_holds, .claim = "Growth of a locked view beyond RLIMIT_MEMLOCK is EAGAIN and leaves the view.",
     .basis = "P-REMAP-027", .level = MUST, .needs = CAP(LINUX))
{
    if (*fact_text(s, "sanitizers"))
        skip_story(s, "the actor is built with sanitizers, whose mlock locks nothing");
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    limit_to(user, RLIMIT_MEMLOCK, 4 * page(s));
    become_nobody(s, user);
    const Answer *locked = CALL(user, mlock, view.address, page(s));
    if (answer_kind(locked) == ANSWER_ERROR)
        skip_story(s, "this process may not lock a page: %s", answer_error(locked));
    expect_ok(locked);
    expect_only_error(user, CALL(user, mremap, view.address, page(s), 8 * page(s), MREMAP_MAYMOVE, NULL), EAGAIN);
    expect_bytes(user, view, 0, "unharmed");
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_ok(CALL(user, mremap, view.address, page(s), 8 * page(s), MREMAP_MAYMOVE, NULL));
}

/* Borders of page tables ------------------------------------------------------------------------------------------------------ */

/* In units of 4096 bytes: what one page table maps (512 pages: 2 MiB), and what the table above it does (1 GiB). */
enum { PAGE = 1, TABLE = 512, UPPER = 512 * 512 };
typedef struct Move {
    const char *name;
    uint64_t length, from, to; /* from and to: behind an upper table's border */
} Move;
static const Move moves[] = {
    {"page", PAGE, PAGE, 2 * PAGE},
    {"pages", 8 * PAGE, 0, 3 * PAGE},
    {"table", TABLE, 0, 0},
    {"table-from-middle", TABLE, TABLE / 2, 0},
    {"table-to-middle", TABLE, 0, TABLE / 2},
    {"table-both-middle", TABLE, TABLE / 2, TABLE / 2},
    {"table-one-page-off", TABLE, PAGE, 2 * PAGE},
    {"two-tables", 2 * TABLE, TABLE, 3 * TABLE},
    {"two-tables-and-page", 2 * TABLE + PAGE, TABLE - PAGE, TABLE},
    {"tables-same-offset", 2 * TABLE, PAGE, PAGE},
    {"upper", UPPER, 0, 0},
    {"upper-from-table", UPPER, TABLE, 0},
    {"upper-to-page", UPPER, 0, PAGE},
};

static void name_move_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", moves[cell].name);
}

/* Address space of `length` bytes behind a border of `border` bytes, with `offset` more in front. */
static Value place_behind(Actor *user, uint64_t border, uint64_t offset, uint64_t length)
{
    Value room = expect_ok(reserve(user, border + offset + length, NUMBER(0)));
    uint64_t up = (border - room.number % border) % border;
    return at(room, (int64_t)(up + offset));
}

CASE(a_move_keeps_every_byte, .claim = "A move keeps every byte, wherever source and target lie in the page tables.",
     .basis = "P-REMAP-024", .level = MUST, .needs = CAP(LINUX), .cells = sizeof moves / sizeof moves[0],
     .cell_name = name_move_cell, .tags = "long")
{
    const Move *move = &moves[story_cell(s)];
    enum { UNIT = 4096, MARKS = 64 };
    uint64_t length = move->length * UNIT, border = (uint64_t)(move->length < UPPER ? TABLE : UPPER) * UNIT;
    if (pointer_bits(s) < 64 && move->length == UPPER)
        skip_story(s, "a 32-bit address space has no room for two ranges of 1 GiB");
    if (page(s) != UNIT)
        skip_story(s, "the borders of page tables are known for pages of 4096 bytes only");
    Actor *user = cast(s, "user");
    Value from = place_behind(user, border, move->from * UNIT, length);
    Value to = place_behind(user, border, move->to * UNIT, length);
    int fixed = PRIVATE_MEMORY | MAP_FIXED | MAP_NORESERVE;
    View view = VIEW_AT(expect_ok(CALL(user, mmap, from, length, READ_WRITE, fixed, -1, 0)), length);
    uint64_t step = length / MARKS / 8 * 8;
    Accesses *stores = access_list(s, 8), *loads = access_list(s, 8);
    if (move->length == UPPER) {
        for (unsigned i = 0; i < MARKS; i++) {
            then_store(stores, i * step, 0xabcd0000 + i);
            then_load(loads, i * step, 0xabcd0000 + i);
        }
        then_store(stores, length - 8, 0xeeee);
        then_load(loads, length - 8, 0xeeee);
    } else {
        for (uint64_t i = 0; i < length; i += UNIT)
            then_store(stores, i + i / UNIT % 500 * 8, 0x5a5a0000 + i);
    }
    expect_accesses(user, view, stores);
    Value before = move->length == UPPER ? NUMBER(0) : expect_ok(digest(user, view, 0, length));
    expect_result(CALL(user, mremap, from, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, to), to);
    View moved = VIEW_AT(to, length);
    if (move->length == UPPER)
        expect_accesses(user, moved, loads);
    else
        expect_result(digest(user, moved, 0, length), before);
    expect_fault(load(user, view, length - 1, 1));
}

/* Offsets --------------------------------------------------------------------------------------------------------------------- */

CASE(offsets_do_not_wrap,
     .claim = "A view of the last page that an object can have does not grow into the object's beginning.",
     .basis = "P-REMAP-026", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value object = expect_ok(CALL(user, memfd_create, "offsets", MFD_CLOEXEC));
    expect_result(CALL(user, pwrite, object, "beginning", 9, 0), 9);
    const Answer *mapped = NULL;
    for (unsigned bits = 63; bits >= 40; bits--) { /* the largest offset that this kernel takes */
        mapped = CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, object, ((uint64_t)1 << bits) - 2 * page(s));
        if (answer_kind(mapped) == ANSWER_OK)
            break;
    }
    Value last = expect_ok(mapped);
    const Answer *grown = CALL(user, mremap, last, page(s), 4 * page(s), MREMAP_MAYMOVE, NULL);
    if (answer_kind(grown) == ANSWER_ERROR) {
        expect_one_error(grown, EINVAL, EOVERFLOW);
        return;
    }
    View view = VIEW_AT(expect_ok(grown), 4 * page(s));
    for (unsigned i = 1; i < 4; i++)
        expect_fault_code(load(user, view, i * page(s), 1), READ, "SIGBUS");
}

static const char *const rearrangements[] = {"valid", "with-prot", "of-private", "outside"};

static void name_rearrangement_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", rearrangements[cell]);
}

CASE(file_pages_are_rearranged,
     .claim = "remap_file_pages shows another page of the file in a shared view; a protection, a private view and an "
              "address outside are EINVAL.",
     .basis = "P-REMAP-025", .level = MUST, .needs = CAP(LINUX), .cells = 4, .cell_name = name_rearrangement_cell)
{
    size_t cell = story_cell(s);
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "rearranged"), 3 * page(s));
    View whole = view_of(user, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 3; i++)
        expect_ok(fill(user, whole, i * page(s), page(s), (unsigned char)('a' + i)));
    View view = view_of(user, file, 3 * page(s), READ_WRITE, cell == 2 ? MAP_PRIVATE : MAP_SHARED);
    Value place = byte_of(view, page(s));
    if (cell == 3)
        expect_ok(CALL(user, munmap, place, page(s)));
    const Answer *answer = CALL(user, remap_file_pages, place, page(s), cell == 1 ? PROT_READ : PROT_NONE, 2, 0);
    if (answer_kind(answer) == ANSWER_ERROR && strcmp(answer_error(answer), "ENOSYS") == 0)
        skip_story(s, "this kernel has no remap_file_pages");
    expect_filled(user, view, 0, page(s), 'a');
    expect_filled(user, view, 2 * page(s), page(s), 'c');
    if (cell) {
        expect_error(answer, EINVAL);
        return;
    }
    expect_ok(answer);
    expect_filled(user, view, page(s), page(s), 'c');
    expect_ok(store(user, view, page(s), "C"));
    expect_bytes(user, whole, 2 * page(s), "Cc");
    expect_filled(user, whole, page(s), page(s), 'b');
}

CASES(linux_mremap_sizes, "linux/mremap_sizes", "posix", &no_address_space_is_so_large, &the_address_space_limit_holds,
      &the_lock_limit_holds, &a_move_keeps_every_byte, &offsets_do_not_wrap, &file_pages_are_rearranged);
