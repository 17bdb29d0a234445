/* The program as a whole. */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

/* Stories that were not told to their end, and failures that only the case's own code can see. */
static bool can_be_exported(const Script *script, Text *problem)
{
    const char *outcome = text_member(script->end, "outcome");
    const char *own = script_own_failure(script);
    if (!script->repro && !script->end)
        text_append(problem, "the case did not end");
    else if (!strcmp(outcome, "skip") || !strcmp(outcome, "broken"))
        text_printf(problem, "the case was %s: %s", *outcome == 's' ? "skipped" : "broken",
                    text_member(json_object_get(script->end, *outcome == 's' ? "skip" : "failure"),
                                *outcome == 's' ? "sentence" : "message"));
    else if (own)
        text_printf(problem, "what did not hold is a condition in the case's own code: %s", own);
    return !problem->length;
}

/* Numbers, fields and roles, before anything is written. */
static bool survey(Export *export, Text *problem)
{
    const json_t *all = script_expectations(export->script);
    bool fine = true;
    for (size_t i = 0; i < json_array_size(export->script->operations) && fine; i++) {
        const json_t *record = json_array_get(export->script->operations, i);
        unsigned number = (unsigned)json_integer_value(json_object_get(record, "number"));
        const char *call = text_member(record, "call"), *name = text_member(record, "actor");
        export->operations = number > export->operations ? number : export->operations;
        export->windows |= !strncmp(call, "win32.", 6) || !strncmp(call, "nt.", 3);
        fine = find_fields(export, call) && role_number(export, name, strlen(name)) >= 0;
    }
    for (size_t i = 0; i < json_array_size(all) && fine; i++) {
        const json_t *expectation = json_array_get(all, i);
        const char *path = text_member(expectation, "path");
        if (!strcmp(text_member(expectation, "is"), "field"))
            fine = field_place(export, (unsigned)json_integer_value(json_object_get(expectation, "operation")), path,
                               strlen(path)) < MOST_FIELDS;
        else if (!strcmp(text_member(expectation, "is"), "true"))
            text_printf(&export->notes, " * Not exported, a condition in the case's own code: %s\n",
                        text_member(expectation, "what"));
        fine = fine && find_fields(export, text_member(expectation, "left")) &&
               find_fields(export, text_member(expectation, "right")) &&
               find_fields(export, text_member(expectation, "number")) &&
               find_fields(export, text_member(expectation, "address"));
    }
    const char *subject = text_member(export->script->end ? export->script->end : export->script->repro, "subject");
    export->windows |= !strncmp(subject, "win32", 5) || !strncmp(subject, "nt", 2);
    if (!fine)
        text_append(problem, "more roles or fields than a program has room for");
    return fine;
}

static const char *title_of(const Script *script)
{
    const char *violation = text_member(script->repro, "violation");
    return script->repro ? violation : text_member(script->end, "claim");
}

static void write_head(const Export *export, Text *out)
{
    const Script *script = export->script;
    text_printf(out, "/* %s\n * %s\n", script->of.length ? script->of.bytes : "A program of mapcheck stress",
                title_of(script));
    for (size_t i = 0; i < json_array_size(json_object_get(script->end, "requirements")); i++)
        text_printf(out, "%s%s", i ? ", " : " * Requirements: ",
                    json_string_value(json_array_get(json_object_get(script->end, "requirements"), i)));
    text_printf(out, "%s *\n", script->end ? "\n" : "");
    if (export->windows)
        text_append(out, " * x86_64-w64-mingw32-gcc -o repro.exe repro.c && wine repro.exe\n");
    else
        text_append(out, " * cc -o repro repro.c && ./repro      (older C libraries: -lrt -lpthread)\n");
    text_printf(
        out,
        " *\n * Prints each call, and ends with 0 where all expectations hold, with 1 at the first that does not, with "
        "2\n"
        " * where it could not be done. The actors of the case are processes of this program; the calls happen in\n"
        " * the order of tell().\n%s * Written by mapcheck %s. */\n\n",
        export->notes.length ? export->notes.bytes : "", MAPCHECK_VERSION);
}

static void write_sizes(const Export *export, Text *out)
{
    const char *title = export->script->of.length ? export->script->of.bytes : title_of(export->script);
    text_printf(out,
                "enum { OPERATIONS = %u, VALUES = OPERATIONS + 1 + %u, ROLES = %u, RUN_DIGITS = %u };\nstatic const "
                "char title[] = ",
                export->operations, export->field_count, export->role_count,
                export->script->run.length ? (unsigned)export->script->run.length : 24);
    write_literal(out, title, strlen(title));
    text_append(out, ";\nstatic const char *const role_names[ROLES] = {");
    for (unsigned i = 0; i < export->role_count; i++) {
        text_append(out, i ? ", " : "");
        write_literal(out, export->roles[i], strlen(export->roles[i]));
    }
    text_append(out, "};\n\n");
}

/* Constants that these headers may be too old for. */
static void write_constants(const Export *export, Text *out)
{
    for (size_t i = 0; i < export->constants.count; i++) {
        const char *name = export->constants.list[i];
        uint64_t value = 0;
        if (parse_named_number(name, strlen(name), &value))
            text_printf(out, "#ifndef %s\n#define %s 0x%llx\n#endif\n", name, name,
                        (unsigned long long)(value > UINT32_MAX ? value & UINT32_MAX : value));
    }
    text_append(out, "\n");
}

/* ntdll's prototypes are in no header: from the kinds of the row. */
static void write_prototype(Text *out, const char *name)
{
    const CallRow *row = find_call("nt", name);
    text_printf(out, "static NTSTATUS(NTAPI *p_%s)(", name);
    for (size_t i = 0; i < row->arity; i++) {
        const Parameter *parameter = &row->parameters[i];
        text_printf(out, "%s%s", i ? ", " : "",
                    *parameter->class == 'P'             ? "void *"
                    : !strcmp(parameter->kind, "SIZE")   ? "SIZE_T"
                    : !strcmp(parameter->kind, "OFFSET") ? "int64_t"
                                                         : "ULONG");
    }
    text_append(out, ");\n");
}

/* Windows programs look their functions up, since some systems have not all of them. */
static void write_functions(const Export *export, Text *out)
{
    text_append(out, export->functions.count ? "#ifndef SUBJECT\n" : "");
    for (size_t i = 0; i < export->functions.count; i++) {
        const char *dot = strchr(export->functions.list[i], '.');
        if (!strncmp(export->functions.list[i], "nt.", 3))
            write_prototype(out, dot + 1);
        else
            text_printf(out, "static __typeof__(&%s) p_%s;\n", dot + 1, dot + 1);
        text_printf(out, "#define %s p_%s\n", dot + 1, dot + 1);
    }
    text_append(out, export->functions.count ? "#endif\n\n" : "");
    text_append(out, "static void prepare(void)\n{\n#ifdef SUBJECT\n    SUBJECT_START();\n#else\n");
    for (size_t i = 0; i < export->functions.count; i++) {
        const char *dot = strchr(export->functions.list[i], '.');
        text_printf(out, "    p_%s = (__typeof__(p_%s))look_up(\"%s\");\n", dot + 1, dot + 1, dot + 1);
    }
    text_append(out, "#endif\n}\n\n");
}

static void write_cleaning(Export *export, Text *out)
{
    text_append(out, "static void clean(void)\n{\n");
    for (size_t i = 0; i < export->objects.count; i++)
        text_printf(out, "    shm_unlink(%s);\n", export->objects.list[i]);
    text_printf(out, "%s}\n\n", export->cleaning.length ? export->cleaning.bytes : "");
}

static void write_parts(Text *out, const char *const *parts)
{
    for (; *parts; parts++) {
        const char *text = embedded_text(program_texts, *parts, strlen(*parts));
        text_append(out, text ? text : "");
        text_append(out, "\n");
    }
}

/* What is fixed in every program: the machinery of the story, and the portable operations. */
static const char *const posix_head[] = {"posix_processes.c", NULL};
static const char *const posix_faults[] = {"posix_faults.c", NULL};
static const char *const windows_head[] = {"win32_channels.c", "win32_processes.c", "win32_faults.c", NULL};
static const char *const story[] = {"answers.c", "roles.c", "expectations.c", "main.c", NULL};
static const char *const posix_operations[] = {"posix_objects.c", "posix_views.c", "posix_children.c", "memory.c",
                                               NULL};
static const char *const windows_operations[] = {"win32_objects.c", "win32_views.c", "win32_children.c", "memory.c",
                                                 NULL};

static void write_before_the_calls(const Export *export, Text *out)
{
    write_parts(out, export->windows ? windows_head : posix_head);
    if (!export->windows) {
        write_actor_text(out, "guard.h");
        write_parts(out, posix_faults);
    }
    write_sizes(export, out);
    write_parts(out, story);
}

bool export_program(Export *export, Text *out, Text *problem)
{
    if (!can_be_exported(export->script, problem) || !survey(export, problem) || !write_story(export, problem))
        return false;
    write_head(export, out);
    write_before_the_calls(export, out);
    text_append(out, "/* cc -DSUBJECT='\"subject.h\"': from here on the calls are another implementation's. */\n"
                     "#ifdef SUBJECT\n#include SUBJECT\n");
    write_brought(export, out);
    text_append(out, "#endif\n\n");
    write_parts(out, export->windows ? windows_operations : posix_operations);
    text_append(out, "/* The story. -------------------------------------------------------------------------------"
                     "------------------------ */\n\n");
    write_constants(export, out);
    write_functions(export, out);
    text_printf(
        out,
        "static void act(int operation)\n{\n    switch (operation) {\n%s    default:\n        break;\n    }\n}\n\n",
        export->acting.length ? export->acting.bytes : "");
    text_printf(out, "static void tell(void)\n{\n%s}\n\n", export->telling.length ? export->telling.bytes : "");
    write_cleaning(export, out);
    return true;
}

void export_free(Export *export)
{
    for (unsigned i = 0; i < export->role_count; i++)
        free(export->roles[i]);
    for (unsigned i = 0; i < export->field_count; i++)
        free(export->fields[i].path);
    words_free(&export->functions);
    words_free(&export->constants);
    words_free(&export->objects);
    words_free(&export->brought);
    words_free(&export->asked);
    text_free(&export->acting);
    text_free(&export->telling);
    text_free(&export->cleaning);
    text_free(&export->notes);
}
