/* Rules of OpenBSD, NetBSD, macOS and illumos. */
#include "cases/posix/bsd.h"

/* OpenBSD and NetBSD ---------------------------------------------------------------------------------------------------------- */

CASE(openbsd_is_strict,
     .claim =
         "OpenBSD: memory to write and execute is refused; what is immutable cannot be changed; mquery tells where "
         "mmap would go.",
     .basis = "P-BSD-011", .level = MUST)
{
    needs_system(s, "openbsd");
    Actor *user = cast(s, "user");
    expect_error(CALL(user, mmap, NULL, page(s), READ_WRITE | PROT_EXEC, PRIVATE_MEMORY, -1, 0), ENOTSUP);
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "for good"));
    expect_error(CALL(user, query_memory, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0),
                 ENOMEM);
    expect_ok(if_there(s, CALL(user, immutable_memory, view.address, page(s)), "mimmutable"));
    expect_error(CALL(user, mprotect, view.address, page(s), PROT_READ), EPERM);
    expect_error(CALL(user, munmap, view.address, page(s)), EPERM);
    expect_bytes(user, view, 0, "for good");
}

CASE(netbsd_remaps,
     .claim =
         "NetBSD: mremap takes the new address and moves by itself; MAP_REMAPDUP leaves the old view beside the new.",
     .basis = "P-BSD-012", .level = MUST)
{
    needs_system(s, "netbsd");
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), SHARED_MEMORY);
    expect_ok(store(user, view, 0, "moved"));
    int duplicate = constant_of(s, user, "MAP_REMAPDUP");
    Value second = expect_ok(
        if_there(s, CALL(user, netbsd_mremap, view.address, page(s), NULL, page(s), duplicate), "mremap of NetBSD"));
    expect_different(s, second, view.address, "the second view's address");
    expect_ok(store(user, VIEW_AT(second, page(s)), 0, "twice"));
    expect_bytes(user, view, 0, "twice");
    Value grown = expect_ok(CALL(user, netbsd_mremap, second, page(s), NULL, 4 * page(s), 0));
    expect_bytes(user, VIEW_AT(grown, 4 * page(s)), 0, "twice");
    int wired = constant_of(s, user, "MAP_WIRED"), tried = constant_of(s, user, "MAP_TRYFIXED");
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY | wired, -1, 0));
    Value elsewhere = expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | tried, -1, 0));
    expect_different(s, elsewhere, view.address, "the address, where the wanted one is taken");
    View bounded = VIEW_AT(
        expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ | PROT_WRITE << 3, PRIVATE_MEMORY, -1, 0)), page(s));
    expect_ok(CALL(user, mprotect, bounded.address, page(s), READ_WRITE)); /* PROT_MPROTECT allowed it */
    expect_ok(store(user, bounded, 0, "w"));
}

/* macOS ------------------------------------------------------------------------------------------------------------------------ */

CASE(macos_code_is_made_with_a_flag,
     .claim = "macOS: memory to write and execute needs MAP_JIT; on arm64 it is never given without.",
     .basis = "P-BSD-013", .level = MUST)
{
    needs_system(s, "darwin");
    Actor *user = cast(s, "user");
    int jit = constant_of(s, user, "MAP_JIT");
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE | PROT_EXEC, PRIVATE_MEMORY | jit, -1, 0));
    const Answer *without = CALL(user, mmap, NULL, page(s), READ_WRITE | PROT_EXEC, PRIVATE_MEMORY, -1, 0);
    if (strcmp(fact_text(s, "arch"), "arm64") == 0)
        expect_refused(without);
    else
        expect_ok(without); /* only the hardened runtime forbids it */
}

CASE(macos_pages_are_large, .claim = "macOS on arm64: an offset of 4096 bytes is no page's, and EINVAL.",
     .basis = "P-BSD-014", .level = MUST)
{
    needs_system(s, "darwin");
    if (page(s) != 16384)
        skip_story(s, "pages have %llu bytes here", (unsigned long long)page(s));
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "offset"), 2 * page(s));
    expect_error(CALL(user, mmap, NULL, 4096, PROT_READ, MAP_SHARED, file, 4096), EINVAL);
    expect_ok(CALL(user, mmap, NULL, 4096, PROT_READ, MAP_SHARED, file, page(s)));
}

CASE(macos_protection_is_a_bus_error, .claim = "macOS: an access that the protection forbids raises SIGBUS.",
     .basis = "P-BSD-015", .level = MUST)
{
    needs_system(s, "darwin");
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_READ));
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGBUS");
    expect_ok(CALL(user, mprotect, view.address, page(s), PROT_NONE));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGBUS");
}

CASE(macos_segments_are_small,
     .claim =
         "macOS: a System V segment of more than 4 MiB is EINVAL as the system comes; an administrator can change it.",
     .basis = "P-BSD-016", .level = OBSERVE)
{
    needs_system(s, "darwin");
    Actor *user = cast(s, "user");
    const Answer *answer = CALL(user, shmget, NUMBER(unique_key(s)), (4 << 20) + 1, IPC_CREAT | IPC_EXCL | 0600);
    observe_text(s, "a segment of 4 MiB and a byte", answer_error(answer), "EINVAL");
    if (answer_kind(answer) == ANSWER_OK)
        expect_ok(CALL(user, shmctl, answer_value(answer), IPC_RMID, NULL));
}

/* illumos ---------------------------------------------------------------------------------------------------------------------- */

CASE(illumos_aligns,
     .claim = "illumos: with MAP_ALIGN the address is the alignment; an offset beyond a device is ENXIO.",
     .basis = "P-BSD-018", .level = MUST)
{
    needs_system(s, "sunos");
    enum { MEGABYTE = 1 << 20 };
    Actor *user = cast(s, "user");
    int align = constant_of(s, user, "MAP_ALIGN");
    Value place = expect_ok(CALL(user, mmap, NUMBER(MEGABYTE), page(s), READ_WRITE, PRIVATE_MEMORY | align, -1, 0));
    expect_true(s, is_aligned(place, MEGABYTE), "the address is aligned to a mebibyte");
    expect_error(CALL(user, mmap, NUMBER(3), page(s), READ_WRITE, PRIVATE_MEMORY | align, -1, 0), EINVAL);
    Value file = new_file(user, scratch_name(s, "range"), page(s));
    const Answer *beyond = CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, INT64_MAX - page(s) + 1);
    expect_one_error(beyond, ENXIO, EOVERFLOW, EINVAL);
    expect_one_error(CALL(user, mmap, NULL, page(s), PROT_READ,
                          MAP_PRIVATE | constant_of(s, user, "MAP_TEXT") | constant_of(s, user, "MAP_INITDATA"), file,
                          0),
                     EINVAL, ENOTSUP);
}

CASES(posix_bsd_systems, "posix/bsd_systems", "posix", &openbsd_is_strict, &netbsd_remaps,
      &macos_code_is_made_with_a_flag, &macos_pages_are_large, &macos_protection_is_a_bus_error,
      &macos_segments_are_small, &illumos_aligns);
