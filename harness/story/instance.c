#include "story/instance.h"

#include "wire/text.h"

#include <stdlib.h>
#include <string.h>

static Instance *list;
static size_t count;

static const char *make_id(const Chapter *chapter, const Case *told, const char *subject, size_t cell)
{
    Text id = {0};
    text_printf(&id, "%s/%s", chapter->path, told->name);
    char name[128] = "";
    if (told->cell_name)
        told->cell_name(cell, name, sizeof name);
    if (subject || name[0])
        text_printf(&id, "@%s%s%s", subject ? subject : "", subject && name[0] ? "," : "", name);
    return id.bytes;
}

static void add(const Chapter *chapter, const Case *told, const Subject *subject, size_t cell)
{
    if (count % 256 == 0) {
        list = realloc(list, (count + 256) * sizeof *list);
        if (!list)
            abort();
    }
    list[count++] = (Instance){.chapter = chapter,
                               .told = told,
                               .subject = subject,
                               .cell = cell,
                               .id = make_id(chapter, told, subject ? subject->name : NULL, cell),
                               .subject_name = subject ? subject->name : chapter->family,
                               .family = subject ? subject->family : chapter->family};
}

/* A capability that a subject lacks by nature skips nothing: that pairing of case and subject does not exist. Only what
 * depends on the running system is found out at run time and skipped with its sentence. */
static bool suits(const Case *told, const Subject *subject)
{
    Capabilities of_system = CAP(NO_EXECUTE) | CAP(ADDRESS_64) | CAP(LINUX) | CAP(PRIVILEGED) | CAP(UNPRIVILEGED) |
                             CAP(STOP) | CAP(OTHER_WIDTH);
    return !missing_capability(told->needs & ~of_system, subject->has);
}

static void add_subjects(const Chapter *chapter, const Case *told, size_t cell)
{
    for (const Subject *subject = all_subjects; subject->name; subject++) {
        if (suits(told, subject))
            add(chapter, told, subject, cell);
    }
}

static void add_case(const Chapter *chapter, const Case *told)
{
    size_t cells = told->cell_name ? told->cells : 1;
    for (size_t cell = 0; cell < cells; cell++) {
        if (chapter->family)
            add(chapter, told, NULL, cell);
        else
            add_subjects(chapter, told, cell);
    }
}

size_t all_instances(const Instance **instances)
{
    if (!count) {
        for (const Chapter *const *chapter = all_chapters; *chapter; chapter++) {
            for (const Case *const *told = (*chapter)->cases; *told; told++)
                add_case(*chapter, *told);
        }
    }
    *instances = list;
    return count;
}

const Instance *find_instance(const char *id)
{
    const Instance *instances = NULL;
    size_t number = all_instances(&instances);
    static size_t next; /* who asks for one after the other finds each at once */
    for (size_t i = 0; i < number; i++) {
        size_t index = (next + i) % number;
        if (strcmp(instances[index].id, id) == 0) {
            next = index + 1;
            return &instances[index];
        }
    }
    return NULL;
}
