/* fork, vfork, exec and other processes' descriptors, beyond what inheritance.c has. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <string.h>

CASE(a_refused_exec_changes_nothing, .claim = "An exec that is refused leaves every view and descriptor as it was.",
     .basis = "P-INH-009", .level = MUST)
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "not-a-program");
    Value writing = new_file(user, path, page(s));
    expect_ok(CALL(user, pwrite, writing, "shared", 6, 0));
    View private = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, private, 0, "private"));
    expect_error(CALL(user, exec_program, scratch_name(s, "missing")), ENOENT);
    expect_error(CALL(user, exec_program, path), EACCES);
    expect_ok(CALL(user, fchmod, writing, 0500));
    expect_ok(CALL(user, close, writing)); /* what somebody may write is ETXTBSY instead */
    Value file = open_file(user, path, O_RDONLY);
    View shared = view_of(user, file, page(s), PROT_READ, MAP_SHARED);
    expect_error(CALL(user, exec_program, path), ENOEXEC);
    expect_bytes(user, private, 0, "private");
    expect_bytes(user, shared, 0, "shared");
    expect_fault_code(store(user, shared, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_PRIVATE, file, 0));
}

CASE(what_is_mapped_to_write_is_not_run, .claim = "A file with a shared writable view cannot be executed: ETXTBSY.",
     .basis = "P-INH-010", .level = MUST, .needs = CAP(LINUX))
{
    Actor *mapper = cast(s, "mapper");
    Actor *runner = cast(s, "runner");
    const char *path = scratch_name(s, "program");
    Value file = new_file(mapper, path, page(s));
    expect_ok(CALL(mapper, fchmod, file, 0700));
    View view = view_of(mapper, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(CALL(mapper, close, file));
    expect_error(CALL(runner, exec_program, path), ETXTBSY);
    expect_ok(store(mapper, view, 0, "still here"));
    expect_ok(CALL(mapper, munmap, view.address, page(s)));
    expect_error(CALL(runner, exec_program, path), ENOEXEC); /* no program, but nobody writes it */
}

CASE(a_running_program_is_not_written,
     .claim = "A running program's file opens for writing as ETXTBSY; a private writable view of it is a copy.",
     .basis = "P-INH-011", .level = MUST, .needs = CAP(LINUX))
{
    static const char program[] = "/proc/self/exe";
    Actor *user = cast(s, "user");
    const Answer *writing = CALL(user, open, program, O_RDWR | O_CLOEXEC, 0);
    if (answer_kind(writing) == ANSWER_ERROR && strcmp(answer_error(writing), "ETXTBSY") != 0)
        skip_story(s, "this process may not write its program's file in any case: %s", answer_error(writing));
    expect_error(writing, ETXTBSY);
    Value file = open_file(user, program, O_RDONLY);
    View copy = view_of(user, file, page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(user, copy, 0, "copy"));
    View original = view_of(user, file, page(s), PROT_READ, MAP_PRIVATE);
    expect_bytes(user, original, 0,
                 "\x7f"
                 "ELF");
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, MAP_SHARED, file, 0), EACCES);
}

CASE(a_descriptor_is_fetched_from_another_process,
     .claim = "A descriptor fetched from another process, by /proc or pidfd_getfd, maps the same object.",
     .basis = "P-INH-015", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    Value object = expect_ok(CALL(owner, memfd_create, "fetched", 0));
    expect_ok(CALL(owner, ftruncate, object, page(s)));
    View view = view_of(owner, object, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(owner, view, 0, "fetched"));
    Value pid = expect_ok(CALL0(owner, getpid));
    const Answer *ways[] = {CALL(other, open_descriptor_of, pid, object, O_RDWR | O_CLOEXEC),
                            CALL(other, descriptor_of, pid, object)};
    static const char *const words[] = {"/proc/PID/fd", "pidfd_getfd"};
    for (unsigned i = 0; i < 2; i++) {
        observe_text(s, words[i], answer_kind(ways[i]) == ANSWER_OK ? "ok" : answer_error(ways[i]), "ok");
        if (answer_kind(ways[i]) != ANSWER_OK)
            continue;
        View others = view_of(other, answer_value(ways[i]), page(s), READ_WRITE, MAP_SHARED);
        expect_bytes(other, others, 0, "fetched");
        expect_ok(store(other, others, 8, words[i]));
        expect_bytes(owner, view, 8, words[i]);
    }
}

CASE(a_vfork_child_and_its_parents_memory, .claim = "Whether a child of vfork stores into its parent's private memory.",
     .basis = "P-INH-006", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "p"));
    observe(s, "vfork", CALL(user, vfork_and_store, view.address, 'c'), "0");
    observe(s, "the parent's byte", load(user, view, 0, 1), "the child's (c) on Linux");
}

CASE(forked_while_others_map,
     .claim = "A process that forks while another thread maps and unmaps has children with sound memory.",
     .basis = "P-INH-017", .level = MUST, .tags = "long")
{
    enum { CHILDREN = 50 };
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, page(s), 'f'));
    expect_result(CALL(user, fork_while_mapping, CHILDREN), 0);
    expect_filled(user, view, 0, page(s), 'f');
}

CASE(more_than_a_count_of_pages_is_forked,
     .claim = "A mapping of more than 2^32 pages is in a forked child from its first byte to its last.",
     .basis = "P-INH-019 P-INH-002", .level = MUST, .needs = CAP(LINUX) | CAP(ADDRESS_64))
{
    Actor *parent = cast(s, "parent");
    uint64_t length = page(s) * ((1ULL << 32) + 16);
    const Answer *mapped = CALL(parent, mmap, NULL, length, READ_WRITE, PRIVATE_MEMORY | MAP_NORESERVE, -1, 0);
    if (answer_kind(mapped) == ANSWER_ERROR)
        skip_story(s, "this process may not map %llu GiB: %s", (unsigned long long)(length >> 30),
                   answer_error(mapped));
    View view = VIEW_AT(expect_ok(mapped), length);
    expect_ok(store(parent, view, 0, "first"));
    expect_ok(store(parent, view, length - 8, "last"));
    Actor *child = fork_actor(parent, "child");
    expect_bytes(child, view, 0, "first");
    expect_bytes(child, view, length - 8, "last");
    expect_ok(store(child, view, length - 8, "tail"));
    expect_bytes(parent, view, length - 8, "last");
}

CASES(posix_processes, "posix/processes", "posix", &a_refused_exec_changes_nothing, &what_is_mapped_to_write_is_not_run,
      &a_running_program_is_not_written, &a_descriptor_is_fetched_from_another_process,
      &a_vfork_child_and_its_parents_memory, &forked_while_others_map, &more_than_a_count_of_pages_is_forked);
