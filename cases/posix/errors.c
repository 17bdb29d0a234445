/* mmap: what it refuses, and with which error. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <string.h>

/* Open modes x sharing x protection -------------------------------------------------------------------------------- */

static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR};
static const char *const mode_names[] = {"O_RDONLY", "O_WRONLY", "O_RDWR"};
static const int prots[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
static const char *const prot_names[] = {"none", "read", "write", "read+write"};

static void name_access_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", mode_names[cell / 8], cell / 4 % 2 ? "private" : "shared", prot_names[cell % 4]);
}

CASE(the_descriptor_must_allow_it,
     .claim = "EACCES where the descriptor cannot be read, or a shared view would write what the descriptor may not.",
     .basis = "P-MERR-010 P-MERR-011 P-MERR-012 P-MMAP-007", .level = MUST, .cells = 24, .cell_name = name_access_cell)
{
    int mode = modes[story_cell(s) / 8];
    bool is_private = story_cell(s) / 4 % 2;
    int prot = prots[story_cell(s) % 4];
    Actor *maker = cast(s, "maker");
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "access");
    Value made = new_file(maker, path, page(s));
    Value file = open_file(user, path, mode);
    const Answer *answer = CALL(user, mmap, NULL, page(s), prot, is_private ? MAP_PRIVATE : MAP_SHARED, file, 0);
    if (mode == O_WRONLY || (mode == O_RDONLY && !is_private && prot & PROT_WRITE)) {
        expect_error(answer, EACCES);
        return;
    }
    View view = VIEW_AT(expect_ok(answer), page(s));
    if (prot & PROT_WRITE)
        expect_ok(store(user, view, 0, "stored"));
    const char *reaches = prot & PROT_WRITE && !is_private ? "stored" : "\0\0\0\0\0\0";
    expect_field_text(CALL(maker, pread, made, OUT_ROOM(6), 6, 0), "buffer", reaches, 6);
}

/* Zero lengths ----------------------------------------------------------------------------------------------------- */

static const char *const zero_names[] = {"mmap-file", "mmap-anonymous", "munmap"};

static void name_zero_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", zero_names[cell]);
}

CASE(a_length_of_zero_is_invalid, .claim = "Mapping or unmapping zero bytes is EINVAL and changes nothing.",
     .basis = "P-MERR-001 P-MERR-002 P-UNMAP-002", .level = MUST, .cells = 3, .cell_name = name_zero_cell)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "zero"), page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    if (story_cell(s) == 0)
        expect_only_error(user, CALL(user, mmap, NULL, 0, PROT_READ, MAP_SHARED, file, 0), EINVAL);
    else if (story_cell(s) == 1)
        expect_only_error(user, CALL(user, mmap, NULL, 0, PROT_READ, PRIVATE_MEMORY, -1, 0), EINVAL);
    else
        expect_only_error(user, CALL(user, munmap, view.address, 0), EINVAL);
    expect_ok(store(user, view, 0, "unharmed"));
}

/* Descriptors of other kinds --------------------------------------------------------------------------------------- */

typedef struct Kind {
    const char *name;
    const char *error;
} Kind;
static const Kind kinds[] = {{"none", "EBADF"},    {"never-opened", "EBADF"}, {"closed", "EBADF"},
                             {"O_PATH", "EBADF"},  {"pipe-reader", "ENODEV"}, {"pipe-writer", "EACCES"},
                             {"socket", "ENODEV"}, {"directory", "ENODEV"},   {"dev-null", "ENODEV"}};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void name_kind_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", kinds[cell].name);
}

static Value pipe_end(Actor *actor, const char *field)
{
    const Answer *answer = CALL(actor, pipe, OUT);
    expect_ok(answer);
    return answer_field(answer, field);
}

static Value descriptor_of_kind(Story *s, Actor *user, size_t kind)
{
    switch (kind) {
    case 0:
        return NUMBER(-1);
    case 1:
        return NUMBER(999);
    case 2: {
        Value file = new_file(user, scratch_name(s, "closed"), page(s));
        expect_ok(CALL(user, close, file));
        expect_error(CALL(user, close, file), EBADF); /* it really is closed */
        return file;
    }
    case 3:
        return expect_ok(CALL(user, open, ".", O_PATH | O_CLOEXEC, 0));
    case 4:
        return pipe_end(user, "fds.0");
    case 5:
        return pipe_end(user, "fds.1");
    case 6:
        return expect_ok(CALL(user, socket, AF_UNIX, SOCK_STREAM, 0));
    case 7:
        return open_file(user, ".", O_RDONLY | O_DIRECTORY);
    default:
        return open_file(user, "/dev/null", O_RDWR);
    }
}

CASE(only_what_has_pages_can_be_mapped,
     .claim = "What is no open descriptor is EBADF, what cannot be mapped ENODEV, what cannot be read EACCES.",
     .basis = "P-MERR-007 P-MERR-009 P-MERR-015 P-MERR-016 P-MERR-017 P-MERR-018", .level = MUST, .needs = CAP(LINUX),
     .cells = KINDS, .cell_name = name_kind_cell)
{
    Actor *user = cast(s, "user");
    const Kind *kind = &kinds[story_cell(s)];
    Value descriptor = descriptor_of_kind(s, user, story_cell(s));
    expect_error_(HERE, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, descriptor, 0), kind->error);
}

/* Lengths, offsets and addresses that cannot be -------------------------------------------------------------------- */

CASE(a_sharing_flag_is_needed, .claim = "Neither MAP_SHARED nor MAP_PRIVATE, or a type that is neither, is EINVAL.",
     .basis = "P-MERR-003 P-MERR-004 P-MERR-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "flags"), page(s));
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, 0, file, 0), EINVAL);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_ANONYMOUS, -1, 0), EINVAL);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, 0xC, file, 0), EINVAL);
    expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, 0));
}

CASE(offsets_must_be_aligned,
     .claim = "An offset that is not a multiple of the page size is EINVAL, shared and private.", .basis = "P-MERR-020",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "offset"), 4 * page(s));
    const uint64_t offsets[] = {1, page(s) / 2, page(s) - 1, page(s) + 1};
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, offsets[i]), EINVAL);
        expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_PRIVATE, file, offsets[i]), EINVAL);
    }
}

CASE(offsets_must_not_overflow, .claim = "An offset whose range ends beyond the largest offset is EOVERFLOW.",
     .basis = "P-MERR-021 P-MERR-022", .level = MUST, .needs = CAP(ADDRESS_64) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "overflow"), page(s));
    int64_t last = INT64_MAX - (int64_t)page(s) + 1;
    expect_only_error(user, CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED, file, -(int64_t)page(s)), EOVERFLOW);
    expect_only_error(user, CALL(user, mmap, NULL, 2 * page(s), PROT_READ, MAP_SHARED, file, last), EOVERFLOW);
}

CASE(lengths_must_fit,
     .claim = "A length that no address space holds is ENOMEM, also where rounding it up would give 0.",
     .basis = "P-MERR-026", .level = MUST)
{
    Actor *user = cast(s, "user");
    bool wide = pointer_bits(s) == 64;
    const uint64_t most = wide ? UINT64_MAX : UINT32_MAX;
    const uint64_t lengths[] = {most, most - page(s) + 2, most / 2};
    /* Half of 4 GiB may be free in one piece. */
    for (size_t i = 0; i < (wide ? 3 : 2); i++)
        expect_only_error(user, CALL(user, mmap, NULL, lengths[i], PROT_READ, PRIVATE_MEMORY, -1, 0), ENOMEM);
}

CASE(the_address_space_limit_holds,
     .claim = "A mapping beyond RLIMIT_AS is ENOMEM, and possible again when the limit is gone.", .basis = "P-MERR-027",
     .level = MUST)
{
    enum { MEGABYTE = 1 << 20 };
    Actor *user = cast(s, "user");
    const Answer *limit = CALL(user, getrlimit, RLIMIT_AS, OUT);
    expect_ok(limit);
    Value most = answer_field(limit, "limit.rlim_max");
    Box small = FIELDS(F(rlim_cur, 512 * MEGABYTE), F(rlim_max, most));
    expect_ok(CALL(user, setrlimit, RLIMIT_AS, small));
    expect_only_error(user, CALL(user, mmap, NULL, 1024 * MEGABYTE, PROT_READ, PRIVATE_MEMORY, -1, 0), ENOMEM);
    Box large = FIELDS(F(rlim_cur, most), F(rlim_max, most));
    expect_ok(CALL(user, setrlimit, RLIMIT_AS, large));
    expect_ok(CALL(user, mmap, NULL, 1024 * MEGABYTE, PROT_READ, PRIVATE_MEMORY, -1, 0));
}

CASE(freedom_of_refusal, .claim = "Where the standard says nothing, this is what the system answers.",
     .basis = "P-MERR-005 P-MERR-008 P-MERR-031 P-MERR-036 P-MERR-037", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "free"), page(s));
    observe_text(s, "no length and no descriptor",
                 answer_error(CALL(user, mmap, NULL, 0, PROT_READ, MAP_SHARED, -1, 0)), "EBADF");
    observe_text(s, "shared and private at once",
                 answer_error(CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED | MAP_PRIVATE, file, 0)), "");
    observe_text(s, "an unknown protection bit",
                 answer_error(CALL(user, mmap, NULL, page(s), PROT_READ | 0x100000, MAP_SHARED, file, 0)), "");
    observe_text(s, "anonymous memory with a descriptor",
                 answer_error(CALL(user, mmap, NULL, page(s), PROT_READ, PRIVATE_MEMORY, file, 0)), "");
    observe_text(s, "anonymous memory at an offset",
                 answer_error(CALL(user, mmap, NULL, page(s), PROT_READ, PRIVATE_MEMORY, -1, page(s))), "");
}

CASES(posix_errors, "posix/errors", "posix", &the_descriptor_must_allow_it, &a_length_of_zero_is_invalid,
      &only_what_has_pages_can_be_mapped, &a_sharing_flag_is_needed, &offsets_must_be_aligned,
      &offsets_must_not_overflow, &lengths_must_fit, &the_address_space_limit_holds, &freedom_of_refusal);
