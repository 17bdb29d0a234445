/* Arguments as tokens of the wire and of the transcript (docs/wire.md). */
#include "story/internal.h"

#include <string.h>

static void append_signed(Text *out, int64_t number)
{
    if (number < 0)
        text_append(out, "-");
    text_append_number(out, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

void append_symbol(Text *out, Value value)
{
    text_append(out, "$");
    text_append_number(out, value.operation);
    if (value.field) {
        text_append(out, ".");
        text_append(out, value.field);
    }
    if (value.delta > 0)
        text_append(out, "+");
    if (value.delta)
        append_signed(out, value.delta);
}

static bool is_small(uint64_t number)
{
    return (int64_t)number > -4096 && (int64_t)number < 65536;
}

static void append_number(Text *out, const Parameter *parameter, uint64_t number)
{
    const char *name = parameter->names ? name_of(parameter->names, number) : NULL;
    if (parameter->form == FORM_FLAGS)
        append_flags(out, parameter->names, number);
    else if (name)
        text_append(out, name);
    else if (parameter->form == FORM_SIGNED || (parameter->form == FORM_CHOICE && is_small(number)))
        append_signed(out, (int64_t)number);
    else if (parameter->form == FORM_UNSIGNED)
        text_append_number(out, number);
    else if (number == 0)
        text_append(out, "NULL");
    else
        text_append_hex(out, number);
}

static void append_quoted(Text *out, const char *prefix, const void *bytes, size_t length)
{
    text_append(out, prefix);
    text_append(out, "\"");
    text_append_escaped(out, bytes, length);
    text_append(out, "\"");
}

/* %uXXXX stays what it is: one code unit. Everything else is escaped like text. */
static void append_wide(Text *out, const char *utf8)
{
    text_append(out, "L\"");
    for (size_t i = 0; utf8[i];) {
        if (utf8[i] == '%' && (utf8[i + 1] == 'u' || utf8[i + 1] == '2')) {
            text_append_bytes(out, utf8 + i, 1);
            i++;
            continue;
        }
        text_append_escaped(out, utf8 + i, 1);
        i++;
    }
    text_append(out, "\"");
}

static bool append_fields(Text *out, const Box *box, bool symbols, Text *problem)
{
    static const Parameter any = {"field", "SIGNED", "W", FORM_SIGNED, NULL, NULL};
    static const Parameter pointer = {"field", "ADDRESS", "P", FORM_IN, NULL, NULL};
    text_append(out, "{");
    for (size_t i = 0; i < box->count; i++) {
        const Box *member = &box->fields[i].box;
        text_printf(out, "%s%s=", i ? "," : "", box->fields[i].name);
        const Parameter *parameter = member->form == BOX_NUMBER ? &any : &pointer;
        if (!append_token(out, parameter, member, symbols, problem))
            return false;
    }
    text_append(out, "}");
    return true;
}

static bool points(Form form)
{
    return form == FORM_IN || form == FORM_OUT || form == FORM_INOUT || form == FORM_TEXT || form == FORM_WIDE;
}

static bool append_value(Text *out, const Parameter *parameter, const Box *box, bool symbols)
{
    if (symbols && box->value.operation)
        append_symbol(out, box->value);
    else
        append_number(out, parameter, box->value.number);
    return true;
}

bool append_token(Text *out, const Parameter *parameter, const Box *box, bool symbols, Text *problem)
{
    switch (box->form) {
    case BOX_NUMBER:
        append_number(out, parameter, box->number);
        return true;
    case BOX_VALUE:
        return append_value(out, parameter, box, symbols);
    case BOX_OUT:
        text_append(out, "out");
        if (box->number) {
            text_append(out, ":");
            text_append_number(out, box->number);
        }
        return true;
    case BOX_TEXT:
        append_quoted(out, "", box->bytes, strlen(box->bytes));
        break;
    case BOX_CHILD:
        if (symbols)
            text_printf(out, "$%s", box->symbol);
        else
            append_quoted(out, "", box->bytes, strlen(box->bytes));
        break;
    case BOX_BYTES:
        append_quoted(out, "", box->bytes, box->count);
        break;
    case BOX_WIDE:
        append_wide(out, box->bytes);
        break;
    case BOX_FIELDS:
        if (!append_fields(out, box, symbols, problem))
            return false;
        break;
    }
    if (points(parameter->form))
        return true;
    text_printf(problem, "the parameter %s takes a number, not text or a structure", parameter->name);
    return false;
}
