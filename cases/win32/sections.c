#include "cases/win32/sections.h"

#include <stdio.h>
#include <string.h>

#define WIN32_CALL(place, actor, function, ...) \
    story_call(place, actor, "win32", #function, COUNT(__VA_ARGS__), (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})

Value make_file_(Place place, Actor *actor, const char *path, uint64_t size)
{
    const Answer *answer = WIN32_CALL(place, actor, CreateFileA, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, NULL,
                                      CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    Value file = expect_ok_(place, answer);
    if (size)
        expect_ok_(place, set_file_end_(place, actor, file, size));
    return file;
}

Value open_file_(Place place, Actor *actor, const char *path, unsigned access)
{
    return expect_ok_(place, WIN32_CALL(place, actor, CreateFileA, path, access, EVERY_SHARE, NULL, OPEN_EXISTING,
                                        FILE_ATTRIBUTE_NORMAL, NULL));
}

void write_file_at_(Place place, Actor *actor, Value file, uint64_t offset, const char *text)
{
    size_t count = strlen(text);
    const Answer *answer = WIN32_CALL(place, actor, WriteFile, file, BYTES(text, count), count, OUT,
                                      FIELDS(F(Offset, offset)));
    expect_field_(place, answer, "done", BOX(count));
}

void expect_file_bytes_(Place place, Actor *actor, Value file, uint64_t offset, const char *text)
{
    size_t count = strlen(text);
    const Answer *answer = WIN32_CALL(place, actor, ReadFile, file, OUT_ROOM(count), count, OUT,
                                      FIELDS(F(Offset, offset)));
    expect_field_text_(place, answer, "buffer", text, count);
}

const Answer *set_file_end_(Place place, Actor *actor, Value file, uint64_t size)
{
    expect_ok_(place, WIN32_CALL(place, actor, SetFilePointerEx, file, size, NULL, FILE_BEGIN));
    return WIN32_CALL(place, actor, SetEndOfFile, file);
}

const Answer *make_sparse_(Place place, Actor *actor, Value file)
{
    enum { FSCTL_SPARSE = 0x900c4 };
    return WIN32_CALL(place, actor, DeviceIoControl, file, FSCTL_SPARSE, NULL, 0, NULL, 0, OUT, NULL);
}

Value make_far_file_(Place place, Story *s, Actor *actor, const char *path, uint64_t size)
{
    Value file = make_file_(place, actor, path, 0);
    observe_outcome(s, "making the file sparse", make_sparse_(place, actor, file), "ok");
    const Answer *long_enough = set_file_end_(place, actor, file, size);
    if (answer_kind(long_enough) == ANSWER_ERROR)
        skip_story(s, "no file of 4 GiB can be made here: %s", answer_error(long_enough));
    return file;
}

const Answer *try_section_(Place place, Actor *actor, const char *name, unsigned protection, uint64_t size)
{
    return WIN32_CALL(place, actor, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, protection, size >> 32,
                      size & 0xffffffff, name);
}

Value make_section_(Place place, Actor *actor, const char *name, uint64_t size)
{
    return expect_ok_(place, try_section_(place, actor, name, PAGE_READWRITE, size));
}

Value section_of_file_(Place place, Actor *actor, Value file, unsigned protection)
{
    return expect_ok_(place, WIN32_CALL(place, actor, CreateFileMappingA, file, NULL, protection, 0, 0, NULL));
}

Value open_section_(Place place, Actor *actor, const char *name, unsigned access)
{
    return expect_ok_(place, WIN32_CALL(place, actor, OpenFileMappingA, access, FALSE, name));
}

const Answer *try_view_(Place place, Actor *actor, Value section, unsigned access)
{
    return WIN32_CALL(place, actor, MapViewOfFile, section, access, 0, 0, 0);
}

View view_of_(Place place, Actor *actor, Value section, unsigned access)
{
    return VIEW_AT(expect_ok_(place, try_view_(place, actor, section, access)), 0);
}

void close_handle_(Place place, Actor *actor, Value handle)
{
    expect_ok_(place, WIN32_CALL(place, actor, CloseHandle, handle));
}

void unmap_view_(Place place, Actor *actor, View view)
{
    expect_ok_(place, WIN32_CALL(place, actor, UnmapViewOfFile, view.address));
}

uint64_t query_length(Story *s)
{
    return pointer_bits(s) == 64 ? 48 : 28;
}

const Answer *query_(Place place, Story *s, Actor *actor, Value address)
{
    return WIN32_CALL(place, actor, VirtualQuery, address, OUT, query_length(s));
}

uint64_t section_information_length(Story *s)
{
    return pointer_bits(s) == 64 ? 24 : 16;
}

const Answer *section_information_(Place place, Story *s, Actor *actor, Value section)
{
    return story_call(place, actor, "nt", "NtQuerySection", 5,
                      (const Box[]){BOX(section), BOX(SectionBasicInformation), BOX(OUT),
                                    BOX(section_information_length(s)), BOX(OUT)});
}

const char *outcome_of(const Answer *answer)
{
    if (answer_kind(answer) == ANSWER_FAULT)
        return "fault";
    if (answer_kind(answer) == ANSWER_ERROR)
        return answer_error(answer);
    expect_ok(answer); /* late, dead or unsupported is no outcome of the call */
    return "ok";
}

unsigned windows_of(Story *s)
{
    unsigned major = 0;
    unsigned minor = 0;
    sscanf(fact_text(s, "windows"), "%u.%u", &major, &minor);
    return major * 100 + minor;
}

Value free_base_(Place place, Actor *actor, uint64_t length)
{
    Value base = expect_ok_(place, reserve_(place, actor, length, NUMBER(0)));
    expect_ok_(place, release_(place, actor, base, length));
    return base;
}
