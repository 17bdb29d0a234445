/* Names of sections as NtCreateSection takes them: counted, with any units, up to a limit. */
#include "cases/win32/sections.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 32766 /* units: 65532 bytes */ };

static const Answer *create_named(Actor *actor, Box attributes)
{
    return CALL(actor, NtCreateSection, OUT, SECTION_ALL_ACCESS, attributes, FIELDS(F(value, 4096)), PAGE_READWRITE,
                SEC_COMMIT, NULL);
}

static const Answer *open_named(Actor *actor, Box attributes)
{
    return CALL(actor, NtOpenSection, OUT, SECTION_MAP_READ, attributes);
}

CASE(longest_name, .claim = "A name may be 65532 bytes long; one unit more is STATUS_OBJECT_NAME_INVALID.",
     .basis = "W-NAM-016", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char name[LONGEST + 2];
    memset(name, 'n', sizeof name);
    int begin = snprintf(name, sizeof name, "\\BaseNamedObjects\\%s", unique_name(s, "longest"));
    name[begin] = 'n';
    name[LONGEST + 1] = '\0';
    expect_error(create_named(a, FIELDS(F(ObjectName, WIDE(name)))), STATUS_OBJECT_NAME_INVALID);
    name[LONGEST] = '\0';
    expect_ok(create_named(a, FIELDS(F(ObjectName, WIDE(name)))));
    expect_ok(open_named(b, FIELDS(F(ObjectName, WIDE(name)))));
}

/* A UNICODE_STRING of the wanted length in the actor's memory; its text is '\' and so on as far as it goes. */
static Value counted_string(Story *s, Actor *a, unsigned bytes)
{
    View room = VIEW_AT(
        expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 4096);
    static const char path[] = "\\BaseNamedObjects\\mapcheck-odd";
    for (size_t i = 0; i < sizeof path; i++)
        expect_ok(store_word(a, room, 64 + 2 * i, 2, (unsigned char)path[i]));
    unsigned pointer = pointer_bits(s) / 8;
    expect_ok(store_word(a, room, 0, 2, bytes));
    expect_ok(store_word(a, room, 2, 2, bytes));
    expect_ok(store_word(a, room, pointer, pointer, room.address.number + 64));
    return room.address;
}

CASE(odd_length, .claim = "A name of an odd number of bytes is STATUS_OBJECT_NAME_INVALID.", .basis = "W-NAM-017",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(create_named(a, FIELDS(F(ObjectName, counted_string(s, a, 61)))), STATUS_OBJECT_NAME_INVALID);
    expect_error(open_named(a, FIELDS(F(ObjectName, counted_string(s, a, 61)))), STATUS_OBJECT_NAME_INVALID);
}

CASE(zero_units_count, .claim = "A zero unit ends no name: names are compared in their full length.",
     .basis = "W-NAM-018", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *unique = unique_name(s, "zero");
    char plain[256], one[300], other[300];
    snprintf(plain, sizeof plain, "\\BaseNamedObjects\\%s", unique);
    snprintf(one, sizeof one, "%s%%u0000one", plain);
    snprintf(other, sizeof other, "%s%%u0000two", plain);
    expect_ok(create_named(a, FIELDS(F(ObjectName, WIDE(one)))));
    expect_error(open_named(b, FIELDS(F(ObjectName, WIDE(plain)))), STATUS_OBJECT_NAME_NOT_FOUND);
    expect_error(open_named(b, FIELDS(F(ObjectName, WIDE(other)))), STATUS_OBJECT_NAME_NOT_FOUND);
    expect_ok(open_named(b, FIELDS(F(ObjectName, WIDE(one)))));
}

CASES(nt_names, "nt/names", "nt", &longest_name, &odd_length, &zero_units_count);
