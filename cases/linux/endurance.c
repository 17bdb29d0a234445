/* Much of everything: memory that was swapped out, a file of a terabyte, dozens of rounds of the same, and a disk without
 * power. For hours of it: `mapcheck stress`. */
#include "cases/posix/backings.h"
#include "cases/posix/limits.h"
#include "cases/posix/swap.h"

static bool is_refused(const Answer *answer, const char *errors)
{
    return answer_kind(answer) == ANSWER_ERROR && strstr(errors, answer_error(answer));
}

/* Swapping ----------------------------------------------------------------------------------------------------------------- */

enum { PAGE_OUT = 21, SWAPPED_PAGES = 64 }; /* MADV_PAGEOUT, newer than some headers */

/* Memory of every kind that is swapped: of an object, shared without one, private. */
enum { SWAPPED_KINDS = 3 };
static View swapped_view(Story *s, Actor *user, unsigned kind)
{
    uint64_t length = SWAPPED_PAGES * page(s);
    View view = kind ? memory(user, length, kind == 1 ? SHARED_MEMORY : PRIVATE_MEMORY)
                     : view_of(user, new_shm(user, unique_name(s, "swapped"), length), length, READ_WRITE, MAP_SHARED);
    for (uint64_t i = 0; i < SWAPPED_PAGES; i++)
        expect_ok(fill(user, view, i * page(s), page(s), (unsigned char)('A' + kind + i % 23)));
    return view;
}

/* One case for all kinds: to take a swap file out of use waits for the whole system. */
CASE(swapped_memory_comes_back,
     .claim =
         "Memory that the system has swapped out has every byte when it comes back, in two processes: of an object, "
         "shared without one, and private.",
     .basis = "P-STR-012", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED) | CAP(FORK), .tags = "long")
{
    enum { SWAP = 300 };
    needs_kernel(s, 5, 4);
    Actor *user = cast(s, "user");
    View views[SWAPPED_KINDS];
    Value before[SWAPPED_KINDS];
    for (unsigned i = 0; i < SWAPPED_KINDS; i++) {
        views[i] = swapped_view(s, user, i);
        before[i] = expect_ok(digest(user, views[i], 0, views[i].length));
    }
    const char *path = scratch_name(s, "swap");
    make_swap_file(s, user, new_file(user, path, 0), SWAP);
    const Answer *on = CALL(user, swapon, path, 0);
    if (answer_kind(on) == ANSWER_ERROR)
        skip_story(s, "this file cannot be swapped to: %s", answer_error(on));
    const Answer *out[SWAPPED_KINDS], *after[SWAPPED_KINDS], *again[SWAPPED_KINDS];
    for (unsigned i = 0; i < SWAPPED_KINDS; i++) {
        out[i] = CALL(user, madvise, views[i].address, views[i].length, PAGE_OUT);
        after[i] = digest(user, views[i], 0, views[i].length);
        again[i] = CALL(user, madvise, views[i].address, views[i].length, PAGE_OUT);
    }
    const Answer *off = CALL(user, swapoff, path); /* all that was out is in again; before anything can end the story */
    expect_ok(on);
    expect_ok(off);
    Actor *child = fork_actor(user, "child");
    for (unsigned i = 0; i < SWAPPED_KINDS; i++) {
        expect_ok(out[i]);
        expect_ok(again[i]);
        expect_result(after[i], before[i]);
        expect_result(digest(child, views[i], 0, views[i].length), before[i]);
    }
}

/* A terabyte --------------------------------------------------------------------------------------------------------------- */

static uint64_t scattered(uint64_t *state, uint64_t words)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 20) % words * 8;
}

CASE(a_terabyte_with_few_pages,
     .claim = "Words stored at random places of a file of one terabyte are there in views, in other processes and for "
              "reads.",
     .basis = "P-STR-014", .level = MUST, .needs = CAP(ADDRESS_64) | CAP(FORK), .cells = KINDS_OF_OBJECT,
     .cell_name = name_object_cell, .tags = "long")
{
    enum { WORDS = 300 };
    const uint64_t size = (uint64_t)1 << 40;
    Actor *user = cast(s, "user");
    Value object = new_object(s, user, story_cell(s), 0);
    const Answer *grown = CALL(user, ftruncate, object, size);
    if (is_refused(grown, "EFBIG EINVAL ENOSPC"))
        skip_story(s, "this file system has no files of one terabyte: %s", answer_error(grown));
    expect_ok(grown);
    const Answer *mapped = CALL(user, mmap, NULL, size, READ_WRITE, MAP_SHARED | MAP_NORESERVE, object, 0);
    if (is_refused(mapped, "ENOMEM"))
        skip_story(s, "this address space has no room for one terabyte");
    View view = VIEW_AT(expect_ok(mapped), size);
    /* What is read ahead of each store else takes most of the time. */
    expect_result(CALL(user, posix_madvise, view.address, size, POSIX_MADV_RANDOM), 0);
    Actor *other = fork_actor(user, "other");
    uint64_t state = 1;
    Accesses *stores = access_list(s, 8), *loads[] = {access_list(s, 8), access_list(s, 8)};
    for (uint64_t i = 1; i <= WORDS; i++) {
        uint64_t place = scattered(&state, size / 8);
        then_store(stores, place, i);
        then_load(loads[i % 2], place, i);
    }
    expect_accesses(user, view, stores);
    expect_accesses(other, view, loads[0]);
    expect_accesses(user, view, loads[1]);
    state = 1;
    for (uint64_t i = 1; i <= WORDS; i++) {
        uint64_t place = scattered(&state, size / 8);
        if (i % 5 == 0)
            expect_field_text(CALL(other, pread, object, OUT_ROOM(8), 8, place), "buffer", &i, 8);
    }
    expect_filled(other, view, size - page(s), page(s), 0);
    expect_ok(CALL(other, ftruncate, object, 0));
    expect_fault_code(load(user, view, size / 2, 1), READ, "SIGBUS");
}

/* Rounds ------------------------------------------------------------------------------------------------------------------- */

/* Everything once, and everything undone. */
static void one_round(Story *s, Actor *user, uint64_t round, Value segment)
{
    const char *name = unique_name(s, "round");
    Value object = new_shm(user, name, 4 * page(s));
    View view = view_of(user, object, 4 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store_word(user, view, page(s), 8, round));
    expect_ok(CALL(user, mlock, view.address, page(s)));
    expect_ok(CALL(user, mprotect, byte_of(view, 2 * page(s)), page(s), PROT_READ));
    Value place = expect_ok(CALL(user, shmat, segment, NULL, 0));
    expect_ok(store_word(user, VIEW_AT(place, page(s)), 0, 8, round));
    expect_ok(CALL(user, shmdt, place));
    View grown = VIEW_AT(expect_ok(CALL(user, mremap, view.address, page(s), 2 * page(s), MREMAP_MAYMOVE, NULL)),
                         2 * page(s));
    expect_ok(CALL(user, munmap, grown.address, 2 * page(s)));
    expect_ok(CALL(user, munmap, view.address, 4 * page(s)));
    expect_ok(CALL(user, close, object));
    expect_ok(CALL(user, shm_unlink, name));
}

static uint64_t status_number(Actor *user, const char *word)
{
    const Answer *answer = CALL(user, number_in, "/proc/self/status", word, OUT);
    expect_ok(answer);
    return answer_field(answer, "value").number;
}

CASE(nothing_is_left_of_many_rounds,
     .claim = "Dozens of rounds of mapping, locking, protecting, attaching and undoing it leave no memory, lock, "
              "descriptor or attachment.",
     .basis = "P-STR-019", .level = MUST, .needs = CAP(LINUX), .tags = "long")
{
    enum { ROUNDS = 50 };
    needs_plain_actor(s);
    Actor *user = cast(s, "user");
    Value segment = expect_ok(CALL(user, shmget, NUMBER(unique_key(s)), page(s), IPC_CREAT | IPC_EXCL | 0600));
    one_round(s, user, 0, segment); /* what the first use of a call takes for good */
    uint64_t handles = expect_ok(count_handles(user)).number;
    uint64_t size = status_number(user, "VmSize:");
    for (uint64_t round = 1; round <= ROUNDS; round++)
        one_round(s, user, round, segment);
    expect_result(count_handles(user), handles);
    expect_equal(s, NUMBER(status_number(user, "VmSize:")), NUMBER(size), "the size of the address space");
    expect_equal(s, NUMBER(status_number(user, "VmLck:")), NUMBER(0), "locked memory");
    const Answer *status = CALL(user, shmctl, segment, IPC_STAT, OUT);
    expect_field(status, "buffer.nattch", 0);
    expect_ok(CALL(user, shmctl, segment, IPC_RMID, NULL));
}

/* Power -------------------------------------------------------------------------------------------------------------------- */

CASE(flushed_bytes_outlive_the_power,
     .claim =
         "What msync(MS_SYNC) has flushed is on the disk: a copy of the disk made without warning has it when it is "
         "mounted again.",
     .basis = "P-STR-020 P-MSYNC-001", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .tags = "long")
{
    enum { DISK = 8 << 20 };
    Actor *user = cast(s, "user");
    const char *before = scratch_name(s, "disk"), *after = scratch_name(s, "copy");
    mount_privately(s, user, before, "ext4", DISK, "");
    char path[512];
    snprintf(path, sizeof path, "%s/file", before);
    Value file = new_file(user, path, 8 * page(s));
    View view = view_of(user, file, 8 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, 8 * page(s), 'o'));
    expect_ok(CALL(user, fsync, file));
    for (unsigned i = 0; i < 8; i += 2) {
        expect_ok(store(user, view, i * page(s) + 50, "flushed"));
        expect_ok(CALL(user, msync, byte_of(view, i * page(s)), page(s), MS_SYNC));
    }
    snprintf(path, sizeof path, "%s.image", before); /* the power fails: the disk as it is now */
    Value disk = open_file(user, path, O_RDONLY);
    snprintf(path, sizeof path, "%s.image", after);
    Value copy = expect_ok(CALL(user, open, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    for (uint64_t done = 0, part; done < DISK; done += part) {
        part = expect_ok(CALL(user, sendfile, copy, disk, NULL, DISK - done)).number;
        expect_true(s, part > 0, "the image is as long as the disk");
    }
    mount_privately(s, user, after, "ext4", DISK, "");
    snprintf(path, sizeof path, "%s/file", after);
    View again = view_of(user, open_file(user, path, O_RDONLY), 8 * page(s), PROT_READ, MAP_SHARED);
    for (unsigned i = 0; i < 8; i += 2) {
        expect_bytes(user, again, i * page(s) + 50, "flushed");
        expect_filled(user, again, i * page(s) + 57, page(s) - 57, 'o');
    }
}

CASES(linux_endurance, "linux/endurance", "posix", &swapped_memory_comes_back, &a_terabyte_with_few_pages,
      &nothing_is_left_of_many_rounds, &flushed_bytes_outlive_the_power);
