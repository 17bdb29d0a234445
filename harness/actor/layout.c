/* Structures from and to {field=token,...}. */
#include "actor/layout.h"

#include <string.h>

const Layout *find_layout(const char *name)
{
    for (const Layout *const *layout = platform_layouts; *layout; layout++) {
        if (strcmp((*layout)->name, name) == 0)
            return *layout;
    }
    return NULL;
}

/* Numbers in the host's byte order, of any width. */
static uint64_t read_number(const void *place, size_t width, bool is_signed)
{
    union {
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
    } number = {0};
    memcpy(&number, place, width);
    switch (width) {
    case 1:
        return is_signed ? (uint64_t)(int8_t)number.u8 : number.u8;
    case 2:
        return is_signed ? (uint64_t)(int16_t)number.u16 : number.u16;
    case 4:
        return is_signed ? (uint64_t)(int32_t)number.u32 : number.u32;
    default:
        return number.u64;
    }
}

static void write_number(void *place, size_t width, uint64_t value)
{
    uint8_t u8 = (uint8_t)value;
    uint16_t u16 = (uint16_t)value;
    uint32_t u32 = (uint32_t)value;
    const void *from = width == 1   ? (void *)&u8
                       : width == 2 ? (void *)&u16
                       : width == 4 ? (void *)&u32
                                    : (void *)&value;
    memcpy(place, from, width);
}

static void append_field(Text *out, const LayoutField *field, const void *structure)
{
    const char *place = (const char *)structure + field->offset;
    if (field->get) {
        field->get(structure, out);
        return;
    }
    if (field->inner && !field->pointed) {
        append_structure(out, field->inner, place);
        return;
    }
    uint64_t value = read_number(place, field->width, field->form == FORM_SIGNED);
    const char *name = field->names && field->form != FORM_FLAGS ? name_of(field->names, value) : NULL;
    if (name)
        text_append(out, name);
    else if (field->form == FORM_FLAGS)
        append_flags(out, field->names, value);
    else if (field->form == FORM_SIGNED)
        text_printf(out, "%lld", (long long)value);
    else if (field->form == FORM_HEX)
        text_printf(out, "0x%llx", (unsigned long long)value);
    else
        text_printf(out, "%llu", (unsigned long long)value);
}

void append_structure(Text *out, const Layout *layout, const void *structure)
{
    if (layout->count == 1 && !layout->fields[0].name) {
        append_field(out, &layout->fields[0], structure);
        return;
    }
    text_append(out, "{");
    for (size_t i = 0; i < layout->count; i++) {
        text_printf(out, "%s%s=", i ? "," : "", layout->fields[i].name);
        append_field(out, &layout->fields[i], structure);
    }
    text_append(out, "}");
}

static void expected_fields(const Layout *layout, const char *name, size_t length, Text *problem)
{
    text_printf(problem, "%s has no field %.*s; it has", layout->name, (int)length, name);
    for (size_t i = 0; i < layout->count; i++)
        text_printf(problem, "%s %s", i ? "," : "", layout->fields[i].name ? layout->fields[i].name : "value");
}

static const LayoutField *find_field(const Layout *layout, const char *name, size_t length, Text *problem)
{
    for (size_t i = 0; i < layout->count; i++) {
        const char *known = layout->fields[i].name ? layout->fields[i].name : "value";
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return &layout->fields[i];
    }
    expected_fields(layout, name, length, problem);
    return NULL;
}

static bool set_field(const LayoutField *field, void *structure, const char *token, size_t length, Arena *arena,
                      Text *problem)
{
    char *place = (char *)structure + field->offset;
    if (field->set)
        return field->set(structure, token, length, arena, problem);
    if (field->inner && !field->pointed)
        return parse_structure(field->inner, place, token, length, arena, problem);
    uint64_t value = 0;
    if (field->inner && length && token[0] == '{') {
        void *inner = arena_take(arena, field->inner->size);
        if (!inner) {
            text_append(problem, "the actor has no memory for the structure");
            return false;
        }
        if (!parse_structure(field->inner, inner, token, length, arena, problem))
            return false;
        value = (uintptr_t)inner;
    } else if (!parse_named_number(token, length, &value)) {
        text_printf(problem, "%s needs a number or names of constants, not %.*s",
                    field->name ? field->name : "the value", (int)length, token);
        return false;
    }
    write_number(place, field->width, value);
    return true;
}

/* Length of the token that begins here: to the next comma or closing brace outside inner braces. */
static size_t member_length(const char *from, size_t length)
{
    unsigned depth = 0;
    for (size_t i = 0; i < length; i++) {
        if (from[i] == '{')
            depth++;
        else if (from[i] == '}' && depth)
            depth--;
        else if ((from[i] == ',' || from[i] == '}') && depth == 0)
            return i;
    }
    return length;
}

static bool parse_member(const Layout *layout, void *structure, const char *member, size_t length, Arena *arena,
                         Text *problem)
{
    const char *equals = memchr(member, '=', length);
    bool single = layout->count == 1 && !layout->fields[0].name;
    if (!equals && single)
        return set_field(&layout->fields[0], structure, member, length, arena, problem);
    if (!equals) {
        text_printf(problem, "%s needs field=value, not %.*s", layout->name, (int)length, member);
        return false;
    }
    size_t name_length = (size_t)(equals - member);
    const LayoutField *field = find_field(layout, member, name_length, problem);
    return field && set_field(field, structure, equals + 1, length - name_length - 1, arena, problem);
}

bool parse_structure(const Layout *layout, void *structure, const char *token, size_t length, Arena *arena,
                     Text *problem)
{
    if (length < 2 || token[0] != '{' || token[length - 1] != '}') {
        text_printf(problem, "%s needs {field=value,...}, not %.*s", layout->name, (int)length, token);
        return false;
    }
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->fields[i].own_size)
            write_number((char *)structure + layout->fields[i].offset, layout->fields[i].width, layout->size);
    }
    const char *inside = token + 1;
    size_t rest = length - 2;
    while (rest) {
        size_t member = member_length(inside, rest);
        if (!parse_member(layout, structure, inside, member, arena, problem))
            return false;
        size_t step = member < rest ? member + 1 : member;
        inside += step;
        rest -= step;
    }
    return true;
}
