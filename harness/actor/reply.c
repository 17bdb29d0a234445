/* The answer's line, without its number's newline. */
#include "actor/actor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* False: nobody wants to read it. */
static bool begin(Request *request, const char *word, bool succeeded, uint64_t result)
{
    request->succeeded = succeeded;
    request->result = result;
    if (request->quiet || (request->keeps && succeeded))
        return false;
    text_clear(request->answer);
    text_append_number(request->answer, request->number);
    text_append(request->answer, " ");
    text_append(request->answer, word);
    return true;
}

void append_value(Text *out, const Parameter *kind, uint64_t value)
{
    const char *name = kind->names && kind->form != FORM_FLAGS ? name_of(kind->names, value) : NULL;
    if (kind->form == FORM_VOID)
        text_append(out, "void");
    else if (name)
        text_append(out, name);
    else if (kind->form == FORM_FLAGS)
        append_flags(out, kind->names, value);
    else if (kind->form == FORM_SIGNED && (int64_t)value < 0)
        text_printf(out, "%lld", (long long)value);
    else if (kind->form == FORM_SIGNED || kind->form == FORM_UNSIGNED)
        text_append_number(out, value);
    else
        text_append_hex(out, value);
}

void reply_field(Request *request, const char *name, const char *format, ...)
{
    char token[512];
    va_list arguments;
    if (request->quiet || request->keeps)
        return;
    va_start(arguments, format);
    vsnprintf(token, sizeof token, format, arguments);
    va_end(arguments);
    text_printf(request->fields, " %s=%s", name, token);
}

static void keep_bytes(Request *request, const void *bytes, size_t length)
{
    request->bytes = arena_take(request->arena, length);
    if (!request->bytes) {
        fputs("mapcheck-actor: out of memory\n", stderr);
        abort();
    }
    memcpy(request->bytes, bytes, length);
    request->byte_count = length;
}

void reply_bytes_field(Request *request, const char *name, const void *bytes, size_t length)
{
    if (request->keeps)
        keep_bytes(request, bytes, length);
    if (request->quiet || request->keeps)
        return;
    text_append(request->fields, " ");
    text_append(request->fields, name);
    text_append(request->fields, "=\"");
    text_append_escaped(request->fields, bytes, length);
    text_append(request->fields, "\"");
}

static void append_result(Request *request, uint64_t result)
{
    text_append(request->answer, " ");
    append_value(request->answer, &request->row->result, result);
    if (request->fields->length)
        text_append_bytes(request->answer, request->fields->bytes, request->fields->length);
}

void reply_ok(Request *request, uint64_t result)
{
    if (begin(request, "ok", true, result))
        append_result(request, result);
}

void reply_error(Request *request, const NameTable *domain, uint64_t code, uint64_t result)
{
    if (!begin(request, "error", false, result))
        return;
    const char *name = name_of(domain, code);
    text_printf(request->answer, " %s:", domain->domain);
    if (name)
        text_append(request->answer, name);
    else
        text_printf(request->answer, domain->bits == 32 && code > 0xffff ? "0x%llx" : "%llu",
                    (unsigned long long)(domain->bits == 32 ? (uint32_t)code : code));
    append_result(request, result);
}

const char *fault_access_word(FaultAccess access)
{
    static const char *const words[] = {[FAULT_READ] = "read", [FAULT_WRITE] = "write", [FAULT_EXECUTE] = "execute"};
    return words[access];
}

void reply_fault(Request *request, const Fault *fault, bool by_call)
{
    if (!begin(request, "fault", false, 0))
        return;
    text_printf(request->answer, " %s 0x%llx %s%s", fault_access_word(fault->access),
                (unsigned long long)fault->address, fault->code, by_call ? " by=call" : "");
}

static void sentence(Request *request, const char *word, const char *format, va_list arguments)
{
    char text[512];
    if (!begin(request, word, false, 0))
        return;
    vsnprintf(text, sizeof text, format, arguments);
    size_t length = 0;
    while (text[length])
        length++;
    text_append(request->answer, " \"");
    text_append_escaped(request->answer, text, length);
    text_append(request->answer, "\"");
}

void reply_unsupported(Request *request, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    sentence(request, "unsupported", format, arguments);
    va_end(arguments);
}

void reply_bad(Request *request, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    sentence(request, "bad", format, arguments);
    va_end(arguments);
}
