/* <sys/mman.h> and <unistd.h> as a program of this system sees them. */
#include "cases/posix/posix.h"

#include <stdio.h>
#include <string.h>

static uint64_t constant(Actor *user, const char *name)
{
    const Answer *answer = CALL(user, header_constant, name, OUT);
    expect_ok(answer);
    return answer_field(answer, "value").number;
}

/* Constants that differ ------------------------------------------------------------------------------------------------- */

enum { MOST_NAMES = 6 };
typedef struct Group {
    const char *cell;
    bool combinable; /* bits that can be or-ed */
    const char *names[MOST_NAMES];
} Group;
static const Group groups[] = {
    {"prot", true, {"PROT_READ", "PROT_WRITE", "PROT_EXEC"}},
    {"map", false, {"MAP_SHARED", "MAP_PRIVATE", "MAP_FIXED"}},
    {"msync", false, {"MS_ASYNC", "MS_SYNC", "MS_INVALIDATE"}},
    {"mlockall", true, {"MCL_CURRENT", "MCL_FUTURE"}},
    {"posix_madvise",
     false,
     {"POSIX_MADV_NORMAL", "POSIX_MADV_SEQUENTIAL", "POSIX_MADV_RANDOM", "POSIX_MADV_WILLNEED", "POSIX_MADV_DONTNEED"}},
};

static void name_group_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", groups[cell].cell);
}

CASE(constants_differ, .claim = "The constants of a group are defined and differ; those that combine share no bit.",
     .basis = "P-HDR-001 P-HDR-002 P-HDR-004 P-HDR-005 P-HDR-006", .level = MUST,
     .cells = sizeof groups / sizeof groups[0], .cell_name = name_group_cell)
{
    const Group *group = &groups[story_cell(s)];
    Actor *user = cast(s, "user");
    uint64_t values[MOST_NAMES];
    for (size_t i = 0; i < MOST_NAMES && group->names[i]; i++) {
        values[i] = constant(user, group->names[i]);
        expect_true(s, !group->combinable || values[i] != 0, "a constant that combines is not 0");
        for (size_t j = 0; j < i; j++) {
            expect_true(s, values[i] != values[j], "each constant has a value of its own");
            expect_true(s, !group->combinable || !(values[i] & values[j]), "constants that combine share no bit");
        }
    }
}

CASE(no_access_is_no_bit, .claim = "PROT_NONE shares no bit with the other protections.", .basis = "P-HDR-001",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    uint64_t some = constant(user, "PROT_READ") | constant(user, "PROT_WRITE") | constant(user, "PROT_EXEC");
    expect_true(s, (constant(user, "PROT_NONE") & some) == 0, "PROT_NONE and the others have no common bit");
}

CASE(failed_is_no_address,
     .claim = "MAP_FAILED is (void *)-1, which no mapping's address is; mmap answers it when it fails.",
     .basis = "P-HDR-003", .level = MUST)
{
    Actor *user = cast(s, "user");
    uint64_t failed = constant(user, "MAP_FAILED");
    expect_true(s, failed == UINT64_MAX, "MAP_FAILED is (void *)-1");
    expect_true(s, failed % page(s) != 0, "MAP_FAILED is no page's address");
    for (unsigned i = 0; i < 8; i++) {
        Value place = expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, PRIVATE_MEMORY, -1, 0));
        expect_true(s, place.number != failed && place.number % page(s) == 0, "the address is a page's");
    }
}

/* Numbers that agree ---------------------------------------------------------------------------------------------------- */

CASE(page_size_has_two_names, .claim = "_SC_PAGESIZE and _SC_PAGE_SIZE give the same size, a power of two.",
     .basis = "P-HDR-007", .level = MUST)
{
    Actor *user = cast(s, "user");
    uint64_t size = answer_value(CALL(user, sysconf, _SC_PAGESIZE)).number;
    uint64_t same = answer_value(CALL(user, sysconf, NUMBER(constant(user, "_SC_PAGE_SIZE")))).number;
    expect_true(s, (int64_t)size > 0 && (size & (size - 1)) == 0, "the page size is a power of two");
    expect_true(s, size == same, "both names give one size");
    expect_true(s, size == page(s), "the page size is what the system said at the start");
}

typedef struct Option {
    const char *macro;
    const char *name;
} Option;
static const Option options[] = {{"_POSIX_MAPPED_FILES", "_SC_MAPPED_FILES"},
                                 {"_POSIX_MEMORY_PROTECTION", "_SC_MEMORY_PROTECTION"},
                                 {"_POSIX_SHARED_MEMORY_OBJECTS", "_SC_SHARED_MEMORY_OBJECTS"},
                                 {"_POSIX_SYNCHRONIZED_IO", "_SC_SYNCHRONIZED_IO"},
                                 {"_POSIX_MEMLOCK", "_SC_MEMLOCK"},
                                 {"_POSIX_MEMLOCK_RANGE", "_SC_MEMLOCK_RANGE"},
                                 {"_POSIX_ADVISORY_INFO", "_SC_ADVISORY_INFO"},
                                 {"_POSIX_TYPED_MEMORY_OBJECTS", "_SC_TYPED_MEMORY_OBJECTS"}};

static void name_option_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", options[cell].macro);
}

static int64_t system_has(Actor *user, const Option *option)
{
    return (int64_t)answer_value(CALL(user, sysconf, NUMBER(constant(user, option->name)))).number;
}

CASE(options_agree, .claim = "sysconf says of an option what its macro says: supported, or not.", .basis = "P-HDR-008",
     .level = MUST, .cells = sizeof options / sizeof options[0], .cell_name = name_option_cell)
{
    const Option *option = &options[story_cell(s)];
    Actor *user = cast(s, "user");
    const Answer *answer = CALL(user, header_constant, option->macro, OUT);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "these headers leave it to sysconf whether there is %s", option->macro);
    expect_ok(answer);
    int64_t macro = (int64_t)answer_field(answer, "value").number;
    if (macro == 0)
        skip_story(s, "these headers leave it to sysconf whether %s works", option->macro);
    expect_true(s, (macro > 0) == (system_has(user, option) > 0), "macro and sysconf agree");
}

CASE(typed_memory_is_optional,
     .claim = "Where sysconf denies typed memory objects, posix_typed_mem_open is not there to be tested.",
     .basis = "P-HDR-009 P-HDR-008", .level = MUST)
{
    Actor *user = cast(s, "user");
    const Answer *opened = CALL(user, typed_memory_open, "/mapcheck", O_RDWR, 0);
    bool there = answer_kind(opened) == ANSWER_OK || strcmp(answer_error(opened), "ENOSYS") != 0;
    expect_true(s, there == (system_has(user, &options[7]) > 0), "sysconf and posix_typed_mem_open agree");
}

CASE(anonymous_has_two_names, .claim = "MAP_ANON and MAP_ANONYMOUS are the same flag.", .basis = "P-HDR-011",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    uint64_t anonymous = constant(user, "MAP_ANONYMOUS");
    const Answer *answer = CALL(user, header_constant, "MAP_ANON", OUT);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "these headers have no MAP_ANON");
    expect_field(answer, "value", anonymous);
}

/* Functions ------------------------------------------------------------------------------------------------------------- */

static const char *const functions[] = {"mmap",          "munmap",   "mprotect",   "msync",
                                        "mlock",         "munlock",  "mlockall",   "munlockall",
                                        "posix_madvise", "shm_open", "shm_unlink", "ftruncate"};

static void name_function_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", functions[cell]);
}

CASE(prototypes_are_the_standards, .claim = "Each function has the type that the standard gives it.",
     .basis = "P-HDR-010", .level = MUST, .cells = sizeof functions / sizeof functions[0],
     .cell_name = name_function_cell)
{
    expect_result(CALL(cast(s, "user"), header_prototype, functions[story_cell(s)]), 1);
}

/* Flags by number ------------------------------------------------------------------------------------------------------- */

typedef struct Flag {
    const char *name;
    int value; /* Linux's, on most machines; headers may lack the name */
} Flag;
static const Flag flags[] = {{"bit-6", 0x40},        {"bit-7", 0x80},       {"bit-9", 0x200},
                             {"MAP_STACK", 0x20000}, {"MAP_SYNC", 0x80000}, {"MAP_FIXED_NOREPLACE", 0x100000},
                             {"bit-21", 0x200000},   {"bit-24", 0x1000000}, {"MAP_UNINITIALIZED", 0x4000000}};

static void name_flag_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", flags[cell].name);
}

static const char *refusal_of(const Answer *answer)
{
    return answer_kind(answer) == ANSWER_OK ? "accepted" : answer_error(answer);
}

CASE(flags_by_number, .claim = "A flag is known, ignored or refused, whatever the headers call it.",
     .basis = "P-HDR-012", .level = OBSERVE, .needs = CAP(LINUX), .cells = sizeof flags / sizeof flags[0],
     .cell_name = name_flag_cell)
{
    const Flag *flag = &flags[story_cell(s)];
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "flag"), page(s));
    const Answer *loose = CALL(user, mmap, NULL, page(s), PROT_READ, MAP_PRIVATE | flag->value, file, 0);
    const Answer *strict = CALL(user, mmap, NULL, page(s), PROT_READ, MAP_SHARED_VALIDATE | flag->value, file, 0);
    observe_text(s, "with MAP_PRIVATE", refusal_of(loose), NULL);
    observe_text(s, "with MAP_SHARED_VALIDATE", refusal_of(strict), NULL);
}

CASES(posix_headers, "posix/headers", "posix", &constants_differ, &no_access_is_no_bit, &failed_is_no_address,
      &page_size_has_two_names, &options_agree, &typed_memory_is_optional, &anonymous_has_two_names,
      &prototypes_are_the_standards, &flags_by_number);
