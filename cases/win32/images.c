#include "cases/win32/images.h"

#include <string.h>

#define WIN32_CALL(place, actor, function, ...) \
    story_call(place, actor, "win32", #function, COUNT(__VA_ARGS__), (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})

/* Places in the file: the PE header follows the 64 bytes of the DOS header; raw bytes begin after 0x400 of headers. */
enum {
    PE = 0x40,
    OPTIONAL = PE + 24,
    RAW = 0x400,
    RAW_STEP = 0x200,
    SECTIONS = 3,
    FILE_SIZE = RAW + SECTIONS * RAW_STEP
};

static void put(unsigned char *place, unsigned width, uint64_t value)
{
    for (unsigned i = 0; i < width; i++)
        place[i] = (unsigned char)(value >> (8 * i));
}

static const struct {
    const char *name;
    const char *bytes;
    uint32_t characteristics; /* contents | memory rights */
} parts[SECTIONS] = {
    {".text", "code", 0x60000020},
    {".rdata", "const", 0x40000040},
    {".data", "data", 0xc0000040},
};

static void put_parts(unsigned char *file, unsigned table)
{
    for (unsigned i = 0; i < SECTIONS; i++) {
        unsigned char *header = file + table + 40 * i;
        memcpy(header, parts[i].name, strlen(parts[i].name));
        put(header + 8, 4, 0x1000);
        put(header + 12, 4, IMAGE_CODE + 0x1000 * i);
        put(header + 16, 4, RAW_STEP);
        put(header + 20, 4, RAW + RAW_STEP * i);
        put(header + 36, 4, parts[i].characteristics);
        memcpy(file + RAW + RAW_STEP * i, parts[i].bytes, strlen(parts[i].bytes));
    }
}

/* The optional header's fields that a loader looks at; they stand at the same places up to the base. */
static void put_optional(unsigned char *header, bool wide)
{
    put(header, 2, wide ? 0x20b : 0x10b);
    put(header + 16, 4, IMAGE_CODE); /* entry point */
    put(header + 20, 4, IMAGE_CODE); /* base of code */
    if (wide)
        put(header + 24, 8, 0x170000000);
    else
        put(header + 28, 4, 0x17000000);
    put(header + 32, 4, 0x1000); /* alignment in memory */
    put(header + 36, 4, 0x200);  /* alignment in the file */
    put(header + 40, 2, 6);      /* system version */
    put(header + 48, 2, 6);      /* subsystem version */
    put(header + 56, 4, IMAGE_SIZE);
    put(header + 60, 4, RAW);
    put(header + 68, 2, 3);      /* console */
    put(header + 70, 2, 0x0140); /* may be moved; data is not executed */
    put(header + (wide ? 108 : 92), 4, 16);
}

void make_image_(Place place, Story *s, Actor *actor, const char *path)
{
    bool wide = pointer_bits(s) == 64;
    unsigned optional_size = wide ? 240 : 224;
    unsigned char file[FILE_SIZE] = {'M', 'Z'};
    put(file + 0x3c, 4, PE);
    file[PE] = 'P';
    file[PE + 1] = 'E';
    put(file + PE + 4, 2, wide ? 0x8664 : 0x14c);
    put(file + PE + 6, 2, SECTIONS);
    put(file + PE + 20, 2, optional_size);
    put(file + PE + 22, 2, wide ? 0x2022 : 0x2102); /* a library that can be executed */
    put_optional(file + OPTIONAL, wide);
    put_parts(file, OPTIONAL + optional_size);
    Value handle = make_file_(place, actor, path, 0);
    const Answer *written = WIN32_CALL(place, actor, WriteFile, handle, BYTES(file, sizeof file), sizeof file, OUT,
                                       FIELDS(F(Offset, 0)));
    expect_field_(place, written, "done", BOX(sizeof file));
    close_handle_(place, actor, handle);
}

Value image_section_(Place place, Actor *actor, const char *path)
{
    Value file = open_file_(place, actor, path, GENERIC_READ);
    Value section = section_of_file_(place, actor, file, PAGE_READONLY | SEC_IMAGE);
    close_handle_(place, actor, file);
    return section;
}
