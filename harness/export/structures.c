/* What pointer parameters point to, as C variables. */
#include "export/export.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The C types of the layouts that are not structures of the same name. */
static const struct {
    const char *layout, *type;
} types[] = {{"int", "int"},
             {"u32", "uint32_t"},
             {"u64", "uint64_t"},
             {"size", "size_t"},
             {"address", "void *"},
             {"handle", "void *"},
             {"errno", "int"},
             {"page_protection", "uint32_t"},
             {"handle_flags", "uint32_t"},
             {"int2", "int"},
             {"stat", "struct stat"},
             {"shmid_ds", "struct shmid_ds"},
             {"rlimit", "struct rlimit"},
             {"region", "Region"},
             {"watch", "Watch"},
             {"ranges", "Ranges"},
             {"times", "Times"}};

/* Members that have another name on the wire. */
static const struct {
    const char *layout, *name, *member;
} members[] = {{"shmid_ds", "segsz", "shm_segsz"},
               {"shmid_ds", "nattch", "shm_nattch"},
               {"shmid_ds", "lpid", "shm_lpid"},
               {"shmid_ds", "cpid", "shm_cpid"},
               {"shmid_ds", "atime", "shm_atime"},
               {"shmid_ds", "dtime", "shm_dtime"},
               {"shmid_ds", "ctime", "shm_ctime"},
               {"shmid_ds", "key", "shm_perm.__key"},
               {"shmid_ds", "mode", "shm_perm.mode"},
               {"shmid_ds", "uid", "shm_perm.uid"},
               {"shmid_ds", "gid", "shm_perm.gid"},
               {"shmid_ds", "cuid", "shm_perm.cuid"},
               {"shmid_ds", "cgid", "shm_perm.cgid"},
               {"ranges", "base", "first.iov_base"},
               {"ranges", "length", "first.iov_len"},
               {"ranges", "second", "second.iov_base"},
               {"ranges", "second_length", "second.iov_len"},
               {"times", "atime", "access.tv_sec"},
               {"times", "mtime", "modification.tv_sec"},
               {"SECTION_BASIC_INFORMATION", "Size", "Size.QuadPart"}};

/* NULL: the layout's own name. */
static const char *plain_type(const char *layout)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!strcmp(types[i].layout, layout))
            return types[i].type;
    }
    return NULL;
}

static bool starts(const char *token, size_t length, const char *word)
{
    return length >= strlen(word) && !memcmp(token, word, strlen(word));
}

bool is_structure(const Parameter *parameter, const char *token, size_t length)
{
    return parameter->layout && (*token == '{' || starts(token, length, "out"));
}

/* "{a=1,b=L"x"}": the next field; `*at` behind it. False: no more. */
static bool next_field(const char **at, const char *end, const char **name, size_t *name_length, const char **token,
                       size_t *length)
{
    if (*at >= end)
        return false;
    const char *from = *at;
    bool quoted = false;
    size_t depth = 0;
    const char *stop = from;
    for (; stop < end && (quoted || depth || *stop != ','); stop++) {
        quoted ^= *stop == '"';
        depth += !quoted && *stop == '{' ? 1 : !quoted && *stop == '}' ? (size_t)-1 : 0;
    }
    const char *equal = memchr(from, '=', (size_t)(stop - from));
    *name = from;
    *name_length = equal ? (size_t)(equal - from) : 0;
    *token = equal ? equal + 1 : from;
    *length = (size_t)(stop - *token);
    *at = stop + 1;
    return true;
}

/* The members that hold the structure's own size where nothing else is said. */
static void write_own_size(Text *out, const Parameter *parameter, const char *token, size_t length)
{
    const char *member = !strcmp(parameter->layout, "SECURITY_ATTRIBUTES") ? "nLength"
                         : !strcmp(parameter->layout, "OBJECT_ATTRIBUTES") ? "Length"
                                                                           : NULL;
    Text given = {0};
    text_append_bytes(&given, token, length);
    Text said = {0};
    text_printf(&said, "%s=", member ? member : "");
    /* "MaximumLength=" is not there in these two */
    if (member && !strstr(given.bytes, said.bytes))
        text_printf(out, "        out_%s->%s = sizeof *out_%s;\n", parameter->name, member, parameter->name);
    text_free(&given);
    text_free(&said);
}

static bool names_a_zero(const char *token, size_t length)
{
    static const char zero[] = "%u0000";
    for (size_t i = 0; i + sizeof zero - 1 <= length; i++) {
        if (!memcmp(token + i, zero, sizeof zero - 1))
            return true;
    }
    return false;
}

static bool write_member(Export *export, Text *out, const Parameter *parameter, const char *name, size_t name_length,
                         const char *token, size_t length, Text *problem)
{
    bool plain = !name_length || (name_length == 5 && !memcmp(name, "value", 5) && plain_type(parameter->layout));
    Text member = {0}, path = {0};
    text_append_bytes(&path, name, name_length);
    if (!plain) {
        text_printf(&member, "%s.%s", parameter->name, path.bytes);
        text_clear(&path);
    }
    bool fine = plain || write_field(&path, parameter, member.bytes, problem);
    if (fine && *token == 'L' && names_a_zero(token, length)) {
        text_append(problem, "a name with a zero in it"); /* unicode() counts up to the first */
        fine = false;
    } else if (fine && *token == 'L') {
        text_printf(out, "        UNICODE_STRING text_of_%s = unicode(", parameter->name);
        fine = write_text(export, out, token, length, problem);
        text_printf(out, ");\n        out_%s->ObjectName = &text_of_%s;\n", parameter->name, parameter->name);
    } else if (fine && (*token == '"' || *token == '{')) {
        text_printf(problem, "the member %.*s=%.*s", (int)name_length, name, (int)length, token);
        fine = false;
    } else if (fine) {
        if (plain)
            text_printf(out, "        SET(out_%s[0], ", parameter->name);
        else
            text_printf(out, "        SET(%s, ", path.bytes);
        text_append(out, "(uint64_t)(");
        fine = write_number(export, out, "W", token, length, problem);
        text_append(out, "));\n");
    }
    text_free(&member);
    text_free(&path);
    return fine;
}

bool write_variable(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length,
                    Text *problem)
{
    if (!is_structure(parameter, token, length))
        return true;
    const char *type = plain_type(parameter->layout), *name = parameter->name;
    unsigned long long room = starts(token, length, "out:") ? strtoull(token + 4, NULL, 10) : 0;
    if (!strcmp(parameter->layout, "bytes")) {
        text_printf(out, "        static unsigned char out_%s[%llu];\n", name, room ? room : 1);
    } else if (!type && !isupper((unsigned char)*parameter->layout)) {
        text_printf(problem, "the parameter %s points to a structure of the actor's own", name);
        return false;
    } else {
        type = type ? type : parameter->layout;
        text_printf(out, "        %s%sout_%s[", type, type[strlen(type) - 1] == '*' ? "" : " ", name);
        if (!strcmp(parameter->layout, "int2"))
            text_append(out, "2];\n");
        else if (room)
            text_printf(out, "1 + %llu / sizeof(%s)];\n", room, type);
        else
            text_append(out, "1];\n");
    }
    bool out_only = *token != '{';
    text_printf(out, "        memset(out_%s, %s, sizeof out_%s);\n", name, out_only ? "0xA5" : "0", name);
    if (out_only)
        return true;
    write_own_size(out, parameter, token, length);
    const char *at = token + 1, *end = token + length - 1, *member, *value;
    size_t member_length, value_length;
    bool fine = true;
    while (fine && next_field(&at, end, &member, &member_length, &value, &value_length))
        fine = !value_length ||
               write_member(export, out, parameter, member, member_length, value, value_length, problem);
    return fine;
}

static const char *member_of(const char *layout, const char *name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (!strcmp(members[i].layout, layout) && !strcmp(members[i].name, name))
            return members[i].member;
    }
    return name;
}

static void write_time(Text *out, const char *variable, const char *member)
{
    text_printf(out, "out_%s->%.7s.tv_sec * 1000000000 + out_%s->%.7s.tv_nsec", variable, member, variable, member);
}

bool write_field(Text *out, const Parameter *parameter, const char *path, Text *problem)
{
    const char *member = strchr(path, '.'), *name = parameter->name, *layout = parameter->layout;
    if (!layout) {
        text_printf(problem, "the field %s", path);
        return false;
    }
    if (!member)
        text_printf(out, "out_%s[0]", name);
    else if (!strcmp(layout, "int2"))
        text_printf(out, "out_%s[%s]", name, member + 1);
    else if (!strcmp(layout, "stat") && strlen(member) == 9 && !strcmp(member + 5, "time"))
        write_time(out, name, member + 1);
    else
        text_printf(out, "out_%s->%s", name, member_of(layout, member + 1));
    return true;
}
