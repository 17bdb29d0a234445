#include "reports/members.h"

#include "reports/memory.h"

#include <limits.h>

void expected_instead(Members *members, const char *name, const char *what)
{
    if (!members->wrong)
        text_printf(members->problem, "expected \"%s\" of a \"%s\" record to be %s", name, members->record, what);
    members->wrong = true;
}

static const json_t *member(Members *members, const char *name)
{
    const json_t *value = json_object_get(members->object, name);
    return json_is_null(value) ? NULL : value;
}

const char *needed_text(Members *members, const char *name)
{
    if (!member(members, name))
        expected_instead(members, name, "there, as text");
    return optional_text(members, name);
}

const char *optional_text(Members *members, const char *name)
{
    const json_t *value = member(members, name);
    if (!value)
        return "";
    if (!json_is_string(value)) {
        expected_instead(members, name, "text");
        return "";
    }
    return keep_bytes(members->run, json_string_value(value), json_string_length(value));
}

long long needed_whole(Members *members, const char *name)
{
    if (!member(members, name))
        expected_instead(members, name, "there, as a whole number");
    return optional_whole(members, name, 0);
}

long long optional_whole(Members *members, const char *name, long long otherwise)
{
    const json_t *value = member(members, name);
    if (!value)
        return otherwise;
    if (!json_is_integer(value) || json_integer_value(value) < INT_MIN || json_integer_value(value) > INT_MAX) {
        expected_instead(members, name, "a whole number of 32 bits");
        return otherwise;
    }
    return json_integer_value(value);
}

double optional_number(Members *members, const char *name)
{
    const json_t *value = member(members, name);
    if (value && !json_is_number(value))
        expected_instead(members, name, "a number");
    return json_number_value(value);
}

const json_t *optional_object(Members *members, const char *name)
{
    const json_t *value = member(members, name);
    if (value && !json_is_object(value)) {
        expected_instead(members, name, "an object");
        return NULL;
    }
    return value;
}

const json_t *optional_array(Members *members, const char *name)
{
    const json_t *value = member(members, name);
    if (value && !json_is_array(value)) {
        expected_instead(members, name, "a list");
        return NULL;
    }
    return value;
}

Members inner(Members *members, const json_t *object)
{
    return (Members){members->run, object, members->record, members->problem, members->wrong};
}
