/* mmap: refusals that depend on the system, the mount or the user, and what a refusal leaves behind: nothing. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

/* Descriptors ------------------------------------------------------------------------------------------------------------- */

CASE(appending_does_not_matter, .claim = "A file opened with O_APPEND is mapped shared and written like any other.",
     .basis = "P-MERR-013", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "append");
    new_file(user, path, page(s));
    View view = view_of(user, open_file(user, path, O_RDWR | O_APPEND), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 7, "within"));
    Value file = open_file(reader, path, O_RDONLY);
    expect_field_text(CALL(reader, pread, file, OUT_ROOM(6), 6, 7), "buffer", "within", 6);
}

CASE(an_append_only_file_is_not_shared,
     .claim =
         "A file with the append-only attribute and a writable descriptor cannot be mapped shared; privately it can.",
     .basis = "P-MERR-014", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *mount = scratch_name(s, "attributes");
    mount_privately(s, user, mount, "tmpfs", 1 << 20, "mode=0700");
    char path[512];
    snprintf(path, sizeof path, "%s/log", mount);
    Value file = new_file(user, path, page(s));
    const Answer *attribute = CALL(user, set_append_only, file, true);
    if (answer_kind(attribute) == ANSWER_ERROR)
        skip_story(s, "files here have no append-only attribute that we may set: %s", answer_error(attribute));
    expect_ok(attribute);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0), EACCES);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, 0), EACCES);
    View view = view_of(user, file, page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(user, view, 0, "copy"));
    expect_ok(CALL(user, set_append_only, file, false));
    view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
}

CASE(files_that_are_not_files, .claim = "Whether a file of /proc can be mapped, and which error says no, is left open.",
     .basis = "P-MERR-019 P-MERR-035", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value list = open_file(user, "/proc/self/maps", O_RDONLY);
    observe_text(s, "/proc/self/maps", answer_error(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_PRIVATE, list, 0)),
                 "ENODEV");
    Value file = new_file(user, scratch_name(s, "small"), page(s));
    observe_text(s, "an offset that the file does not have",
                 answer_error(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, 1000 * page(s))), "");
}

/* Addresses --------------------------------------------------------------------------------------------------------------- */

static const char *const beyond_names[] = {"last-page", "kernel-half", "over-the-end"};

static void name_beyond_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", beyond_names[cell]);
}

CASE(fixed_stays_in_user_space,
     .claim = "MAP_FIXED at a range that a process cannot have is ENOMEM, or EINVAL; nothing comes or goes.",
     .basis = "P-MERR-025 P-MERR-034", .level = MUST, .cells = 3, .cell_name = name_beyond_cell)
{
    Actor *user = cast(s, "user");
    const uint64_t most = pointer_bits(s) == 64 ? UINT64_MAX : UINT32_MAX;
    const uint64_t bases[] = {most - page(s) + 1, most / 2 + 1, most - 4 * page(s) + 1};
    uint64_t length = story_cell(s) == 2 ? 8 * page(s) : page(s);
    if (story_cell(s) == 1 && pointer_bits(s) == 32)
        skip_story(s, "where the kernel's half begins differs between 32-bit systems");
    Value base = NUMBER(bases[story_cell(s)]);
    expect_only_error(user, CALL(user, mmap, base, length, PROT_READ, PRIVATE_MEMORY | MAP_FIXED, -1, 0), ENOMEM,
                      EINVAL);
}

CASE(the_superuser_maps_address_0, .claim = "Who may, maps the page at address 0.", .basis = "P-MERR-038",
     .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED))
{
    Actor *user = cast(s, "user");
    const Answer *answer = CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "this superuser lacks CAP_SYS_RAWIO, or a security module says no: %s", answer_error(answer));
    expect_result(answer, 0);
    View view = VIEW_AT(NUMBER(0), page(s));
    expect_ok(store(user, view, 0, "null"));
    expect_bytes(user, view, 0, "null");
    expect_ok(CALL(user, munmap, NULL, page(s)));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASE(a_user_does_not_map_address_0, .claim = "MAP_FIXED below vm.mmap_min_addr is EPERM for an ordinary user.",
     .basis = "P-MERR-038", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    become_nobody(s, user);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, PRIVATE_MEMORY | MAP_FIXED, -1, 0), EPERM);
}

/* Protections ------------------------------------------------------------------------------------------------------------- */

static void name_prot_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s%s%s", cell & PROT_READ ? "r" : "-", cell & PROT_WRITE ? "w" : "-",
             cell & PROT_EXEC ? "x" : "-");
}

CASE(a_protection_holds_or_is_refused,
     .claim = "Each combination of read, write and execute is given as asked for, or refused with ENOTSUP.",
     .basis = "P-MERR-032", .level = MUST, .cells = 8, .cell_name = name_prot_cell)
{
    int prot = (int)story_cell(s);
    Actor *user = cast(s, "user");
    const Answer *answer = CALL(user, mmap, NULL, page(s), prot, PRIVATE_MEMORY, -1, 0);
    if (answer_kind(answer) == ANSWER_ERROR) {
        expect_error(answer, ENOTSUP);
        return;
    }
    View view = VIEW_AT(expect_ok(answer), page(s));
    if (prot & PROT_WRITE)
        expect_ok(store(user, view, 0, "asked for"));
    else
        expect_fault(store(user, view, 0, "not asked for"));
    if (prot & PROT_READ)
        expect_bytes(user, view, 0, prot & PROT_WRITE ? "asked for" : "");
    if (prot == PROT_NONE)
        expect_fault(load(user, view, 0, 1));
}

CASE(nothing_is_executed_from_a_noexec_mount,
     .claim = "PROT_EXEC for a file on a mount without execution is EPERM; other protections are not touched by it.",
     .basis = "P-MERR-033", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *mount = scratch_name(s, "noexec");
    mount_privately(s, user, mount, "tmpfs", 1 << 20, "mode=0700");
    expect_ok(CALL(user, mount, "none", mount, NULL, MS_REMOUNT | MS_BIND | MS_NOEXEC, NULL));
    char path[512];
    snprintf(path, sizeof path, "%s/program", mount);
    Value file = new_file(user, path, page(s));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0), EPERM);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_EXEC, MAP_SHARED, file, 0), EPERM);
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0));
}

/* Flags that are checked ---------------------------------------------------------------------------------------------------- */

static const char *const flag_names[] = {"bit-21", "bit-24"};
static const int unknown_flags[] = {1 << 21, 1 << 24};

static void name_flag_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", flag_names[cell]);
}

CASE(unknown_flags_are_checked_on_demand,
     .claim = "MAP_SHARED_VALIDATE with an unknown flag is EOPNOTSUPP; MAP_SHARED and MAP_PRIVATE ignore it.",
     .basis = "P-MERR-040", .level = MUST, .needs = CAP(LINUX), .cells = 2, .cell_name = name_flag_cell)
{
    Actor *user = cast(s, "user");
    needs_kernel(s, 4, 15);
    int flag = unknown_flags[story_cell(s)];
    Value file = new_file(user, scratch_name(s, "flags"), page(s));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED_VALIDATE | flag, file, 0),
                      EOPNOTSUPP);
    expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED | flag, file, 0));
    expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_PRIVATE | flag, file, 0));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED_VALIDATE);
    expect_ok(store(user, view, 0, "shared"));
    expect_field_text(CALL(user, pread, file, OUT_ROOM(6), 6, 0), "buffer", "shared", 6);
}

CASE(synchronous_views_need_persistent_memory,
     .claim = "MAP_SHARED_VALIDATE with MAP_SYNC is EOPNOTSUPP for a file that is not on persistent memory.",
     .basis = "P-MERR-041 P-MERR-042", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_kernel(s, 4, 15);
    Value file = new_file(user, scratch_name(s, "sync"), page(s));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED_VALIDATE | MAP_SYNC, file, 0),
                      EOPNOTSUPP);
    const Answer *loose = CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED | MAP_SYNC, file, 0);
    observe_text(s, "MAP_SHARED with MAP_SYNC", answer_error(loose), NULL);
}

CASE(memory_is_not_validated, .claim = "MAP_SHARED_VALIDATE with MAP_ANONYMOUS is EINVAL.", .basis = "P-MERR-043",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_kernel(s, 4, 15);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1, 0),
                      EINVAL);
    expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, SHARED_MEMORY, -1, 0));
}

/* After a refusal ----------------------------------------------------------------------------------------------------------- */

static const char *const refusal_names[] = {"no-length",      "closed-descriptor", "odd-offset", "no-sharing",
                                            "read-only-file", "too-long",          "no-pages",   "replacing-nothing"};

static void name_refusal_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refusal_names[cell]);
}

static const Answer *refused(Story *s, Actor *user, View view, size_t cell)
{
    const char *path = scratch_name(s, "file");
    Value file = new_file(user, path, page(s));
    switch (cell) {
    case 0:
        return CALL(user, mmap, NULL, 0, PROT_READ, MAP_SHARED, file, 0);
    case 1:
        return CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, 999, 0);
    case 2:
        return CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, 1);
    case 3:
        return CALL(user, mmap, NULL, page(s), PROT_READ, 0, file, 0);
    case 4:
        return CALL(user, mmap, NULL, page(s), PROT_WRITE, MAP_SHARED, open_file(user, path, O_RDONLY), 0);
    case 5:
        return CALL(user, mmap, NULL, pointer_bits(s) == 64 ? INT64_MAX : UINT32_MAX, PROT_READ, PRIVATE_MEMORY, -1, 0);
    case 6:
        return CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, open_file(user, ".", O_RDONLY), 0);
    default:
        return CALL(user, mmap, at(view.address, 1), page(s), PROT_READ, PRIVATE_MEMORY | MAP_FIXED, -1, 0);
    }
}

CASE(a_refusal_changes_nothing, .claim = "After a refused mmap the address space is what it was, region by region.",
     .basis = "P-MERR-034", .level = MUST, .cells = 8, .cell_name = name_refusal_cell)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    Value before = expect_ok(CALL0(user, digest_regions));
    expect_refused(refused(s, user, view, story_cell(s)));
    expect_result(CALL0(user, digest_regions), before);
    expect_bytes(user, view, 0, "unharmed");
}

CASES(posix_refusals, "posix/refusals", "posix", &appending_does_not_matter, &an_append_only_file_is_not_shared,
      &files_that_are_not_files, &fixed_stays_in_user_space, &the_superuser_maps_address_0,
      &a_user_does_not_map_address_0, &a_protection_holds_or_is_refused, &nothing_is_executed_from_a_noexec_mount,
      &unknown_flags_are_checked_on_demand, &synchronous_views_need_persistent_memory, &memory_is_not_validated,
      &a_refusal_changes_nothing);
