/* How much memory a process may ask for: reservations, overcommit, direct files, a control group's limit. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

enum { MEGABYTE = 1 << 20 };

static uint64_t system_bytes(Actor *actor, const char *word)
{
    const Answer *answer = CALL(actor, number_in, "/proc/meminfo", word, OUT);
    expect_ok(answer);
    return answer_field(answer, "value").number * KILOBYTE;
}

/* More than this machine has, and more than it would commit to anybody. */
static uint64_t too_much(Story *s, Actor *actor)
{
    if (pointer_bits(s) == 32)
        skip_story(s, "a 32-bit address space is smaller than this machine's memory may be");
    uint64_t total = system_bytes(actor, "MemTotal:") + system_bytes(actor, "SwapTotal:");
    return 2 * (total + system_bytes(actor, "CommitLimit:")) / page(s) * page(s);
}

static const struct {
    const char *name, *mode;
} modes[] = {{"heuristic", "0"}, {"always", "1"}, {"never", "2"}};

static void mode_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", modes[cell].name);
}

CASE(overcommit_decides,
     .claim = "More private writable memory than the machine has is ENOMEM, unless vm.overcommit_memory is 1.",
     .basis = "P-MMAP-027 P-LNX-013", .level = MUST, .needs = CAP(LINUX), .cells = 3, .cell_name = mode_cell)
{
    const char *mode = modes[story_cell(s)].mode;
    if (strcmp(fact_text(s, "overcommit"), mode) != 0)
        skip_story(s, "vm.overcommit_memory is %s here, not %s; it is the whole machine's", fact_text(s, "overcommit"),
                   mode);
    Actor *user = cast(s, "user");
    uint64_t length = too_much(s, user);
    Value before = regions_of(user);
    const Answer *answer = CALL(user, mmap, NULL, length, READ_WRITE, PRIVATE_MEMORY, -1, 0);
    if (*mode == '1') {
        View view = VIEW_AT(expect_ok(answer), length);
        expect_ok(store(user, view, length - page(s), "last"));
        return;
    }
    expect_error(answer, ENOMEM);
    expect_regions(user, before);
    memory(user, MEGABYTE, PRIVATE_MEMORY);
}

CASE(a_large_view_becomes_writable_at_a_price,
     .claim = "Making more private memory writable than is committed to anybody is ENOMEM, and it stays read-only.",
     .basis = "P-PROT-017", .level = SHOULD, .needs = CAP(LINUX))
{
    if (strcmp(fact_text(s, "overcommit"), "1") == 0)
        skip_story(s, "vm.overcommit_memory is 1 here: everything is committed");
    Actor *user = cast(s, "user");
    uint64_t length = too_much(s, user);
    Value place = expect_ok(CALL(user, mmap, NULL, length, PROT_READ, PRIVATE_MEMORY, -1, 0));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, mprotect, place, length, READ_WRITE), ENOMEM, EAGAIN);
    expect_regions(user, before);
    expect_fault_code(store(user, VIEW_AT(place, length), 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mprotect, place, MEGABYTE, READ_WRITE));
    expect_ok(store(user, VIEW_AT(place, length), 0, "a part of it"));
}

static const char *const reservation_names[] = {"no-access", "noreserve"};

static void reservation_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", reservation_names[cell]);
}

CASE(addresses_cost_nothing,
     .claim = "1 TiB without access, or with MAP_NORESERVE, is given whatever the machine's memory is.",
     .basis = "P-MMAP-026 P-LNX-003", .level = MUST, .needs = CAP(LINUX) | CAP(ADDRESS_64), .cells = 2,
     .cell_name = reservation_cell)
{
    const uint64_t length = (uint64_t)1 << 40;
    bool reserved = story_cell(s) == 1;
    if (reserved && strcmp(fact_text(s, "overcommit"), "2") == 0)
        skip_story(s, "vm.overcommit_memory is 2 here: MAP_NORESERVE is ignored");
    Actor *user = cast(s, "user");
    const Answer *limit = CALL(user, getrlimit, RLIMIT_AS, OUT);
    expect_ok(limit);
    if (answer_field(limit, "limit.rlim_cur").number < 2 * length)
        skip_story(s, "RLIMIT_AS gives this process less than 2 TiB of addresses");
    int flags = PRIVATE_MEMORY | (reserved ? MAP_NORESERVE : 0);
    View view = view_of(user, NUMBER(-1), length, reserved ? READ_WRITE : PROT_NONE, flags);
    Value part = byte_of(view, length / 2);
    if (!reserved)
        expect_ok(CALL(user, mprotect, part, page(s), READ_WRITE));
    expect_ok(store(user, VIEW_AT(part, page(s)), 0, "in the middle"));
    expect_bytes(user, VIEW_AT(part, page(s)), 0, "in the middle");
    expect_ok(CALL(user, munmap, view.address, length));
}

CASE(a_direct_file_is_mapped, .claim = "A file that is open with O_DIRECT can be mapped like any other.",
     .basis = "P-MMAP-025", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "direct");
    Value file = new_file(user, path, page(s));
    const Answer *direct = CALL(user, open, path, O_RDWR | O_DIRECT | O_CLOEXEC, 0);
    if (answer_kind(direct) == ANSWER_ERROR)
        skip_story(s, "this file system has no O_DIRECT: %s", answer_error(direct));
    View view = view_of(user, expect_ok(direct), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "direct"));
    const Answer *read = CALL(user, pread, file, OUT_ROOM(6), 6, 0);
    expect_ok(read);
    View other = view_of(user, file, page(s), PROT_READ, MAP_SHARED);
    observe_number(s, "the byte in another view", expect_ok(load_word(user, other, 0, 1)).number, "100");
    observe(s, "reading it", read, "6");
}

/* Control groups --------------------------------------------------------------------------------------------------------------- */

typedef struct Group {
    char path[512]; /* "" none */
    const char *limit, *process;
} Group;

/* Writes the number into a file of the group; false where that was refused. */
static bool set_group(Actor *actor, const Group *group, const char *name, uint64_t value)
{
    char path[600], text[24];
    snprintf(path, sizeof path, "%s/%s", group->path, name);
    int length = snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    const Answer *opened = CALL(actor, open, path, O_WRONLY | O_CLOEXEC, 0);
    if (answer_kind(opened) != ANSWER_OK)
        return false;
    Value file = expect_ok(opened);
    bool written = answer_kind(CALL(actor, write, file, text, length)) == ANSWER_OK;
    CALL(actor, close, file); /* what goes wrong here may not end the story: the group is to be removed */
    return written;
}

/* A group of its own below the root of the memory controller, where there is one: version 2's, or version 1's. */
static bool make_group(Story *s, Actor *actor, Group *group, int version)
{
    const char *mount = scratch_name(s, version == 2 ? "groups" : "memory");
    const char *name = unique_name(s, "group");
    expect_ok(CALL(actor, mkdir, mount, 0700));
    const char *type = version == 2 ? "cgroup2" : "cgroup";
    const Answer *mounted = CALL(actor, mount, "mapcheck", mount, type, 0, version == 2 ? "" : "memory");
    if (answer_kind(mounted) != ANSWER_OK)
        return false;
    while (*name == '/')
        name++;
    *group = (Group){.limit = version == 2 ? "memory.max" : "memory.limit_in_bytes", .process = "cgroup.procs"};
    snprintf(group->path, sizeof group->path, "%s/%s", mount, name);
    return answer_kind(CALL(actor, mkdir, group->path, 0700)) == ANSWER_OK;
}

CASE(a_groups_limit_kills,
     .claim = "Touching more memory than the control group may have ends a process of it by SIGKILL, not SIGBUS.",
     .basis = "P-LNX-014", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED), .tags = "long")
{
    enum { LIMIT = 4 * MEGABYTE };
    needs_plain_actor(s);
    Actor *parent = cast(s, "parent");
    own_mounts(s, parent);
    View view = memory(parent, 4 * LIMIT, PRIVATE_MEMORY);
    Actor *child = fork_actor(parent, "child");
    Group group = {0};
    bool limited = false;
    for (int version = 2; version >= 1 && !limited; version--) {
        bool made = make_group(s, parent, &group, version);
        limited = made && set_group(parent, &group, group.limit, LIMIT) &&
                  set_group(child, &group, group.process, 0); /* 0: who writes it */
        if (made && !limited)
            CALL(parent, rmdir, group.path);
    }
    if (!limited)
        skip_story(s, "this system gives no control group with a limit of memory");
    const Answer *filled = fill(child, view, 0, 4 * LIMIT, 'g');
    if (answer_kind(filled) != ANSWER_DIED)
        kill_actor(child);
    const Answer *end = wait_for_child(parent, child);
    CALL(parent, rmdir, group.path); /* before anything can end the story */
    expect_true(s, answer_kind(filled) == ANSWER_DIED, "the process ended while it touched the memory");
    expect_field(end, "code", SIGKILL);
    expect_ok(fill(parent, view, 0, 2 * LIMIT, 'p')); /* who is not in the group is not limited */
}

CASES(linux_commit, "linux/commit", "posix", &overcommit_decides, &a_large_view_becomes_writable_at_a_price,
      &addresses_cost_nothing, &a_direct_file_is_mapped, &a_groups_limit_kills);
