/* What the parameters of NT calls point to. */
#include "actor/calls_nt.h"
#include "actor/layouts_nt.h"
#include "calls/name_tables.h"

/* ObjectName=L"\BaseNamedObjects\x": the pointer, the UNICODE_STRING behind it and its text in one. A number is the
 * pointer itself, for names that cannot be written as text (odd lengths, unreadable memory). */
static bool set_object_name(void *structure, const char *token, size_t length, Arena *arena, Text *problem)
{
    OBJECT_ATTRIBUTES *attributes = structure;
    uint64_t address = 0;
    if (parse_named_number(token, length, &address)) {
        attributes->ObjectName = (UNICODE_STRING *)(uintptr_t)address;
        return true;
    }
    size_t units = 0;
    uint16_t *text = parse_wide(token, length, arena, &units, problem);
    if (!text)
        return false;
    UNICODE_STRING *name = arena_take(arena, sizeof *name);
    if (!name || units > 0x7fff) {
        text_append(problem,
                    name ? "ObjectName has room for 32767 UTF-16 units" : "the actor has no memory for ObjectName");
        return false;
    }
    name->Buffer = (WCHAR *)text;
    name->Length = (USHORT)(units * sizeof *text);
    name->MaximumLength = name->Length;
    attributes->ObjectName = name;
    return true;
}

#define ATTRIBUTE(member, form, names) LAYOUT_FIELD(OBJECT_ATTRIBUTES, member, member, form, names)
static const LayoutField object_fields[] = {
    {"Length", offsetof(OBJECT_ATTRIBUTES, Length), sizeof(ULONG), FORM_UNSIGNED, NULL, NULL, false, true, NULL, NULL},
    ATTRIBUTE(RootDirectory, FORM_HEX, &names_address),
    {"ObjectName", offsetof(OBJECT_ATTRIBUTES, ObjectName), sizeof(void *), FORM_HEX, NULL, NULL, false, false, NULL,
     set_object_name},
    ATTRIBUTE(Attributes, FORM_UNSIGNED, NULL),
    ATTRIBUTE(SecurityDescriptor, FORM_HEX, &names_address),
    ATTRIBUTE(SecurityQualityOfService, FORM_HEX, &names_address),
};

static const LayoutField section_fields[] = {
    LAYOUT_FIELD(SectionBasic, BaseAddress, BaseAddress, FORM_HEX, &names_address),
    LAYOUT_FIELD(SectionBasic, Attributes, Attributes, FORM_FLAGS, &names_sec),
    LAYOUT_FIELD(SectionBasic, Size, Size, FORM_UNSIGNED, NULL),
};

static const LayoutField io_fields[] = {
    LAYOUT_FIELD(IO_STATUS_BLOCK, Status, Status, FORM_CHOICE, &names_status),
    LAYOUT_FIELD(IO_STATUS_BLOCK, Information, Information, FORM_UNSIGNED, NULL),
};

/* Of a section's handle; GrantedAccess is what the handle may do. */
static const LayoutField handle_fields[] = {
    LAYOUT_FIELD(PUBLIC_OBJECT_BASIC_INFORMATION, Attributes, Attributes, FORM_UNSIGNED, NULL),
    LAYOUT_FIELD(PUBLIC_OBJECT_BASIC_INFORMATION, GrantedAccess, GrantedAccess, FORM_FLAGS, &names_section_access),
    LAYOUT_FIELD(PUBLIC_OBJECT_BASIC_INFORMATION, HandleCount, HandleCount, FORM_UNSIGNED, NULL),
    LAYOUT_FIELD(PUBLIC_OBJECT_BASIC_INFORMATION, PointerCount, PointerCount, FORM_UNSIGNED, NULL),
};

const Layout layout_object_attributes = LAYOUT("OBJECT_ATTRIBUTES", OBJECT_ATTRIBUTES, object_fields);
const Layout layout_section_information = LAYOUT("SECTION_BASIC_INFORMATION", SectionBasic, section_fields);
const Layout layout_io_status = LAYOUT("IO_STATUS_BLOCK", IO_STATUS_BLOCK, io_fields);
const Layout layout_object_information = LAYOUT("OBJECT_BASIC_INFORMATION", PUBLIC_OBJECT_BASIC_INFORMATION,
                                                handle_fields);
