/* Functions of the actor's own: the program brings along the file that defines them. */
#include "export/export.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *embedded_text(const EmbeddedText *texts, const char *name, size_t length)
{
    for (; texts->name; texts++) {
        if (strlen(texts->name) == length && !memcmp(texts->name, name, length))
            return texts->text;
    }
    return NULL;
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '_')
        length++;
    return length;
}

/* The name of the function that "int name(...)" at the beginning of a line defines, not for the file alone; NULL: none. */
static const char *defined_in(const char *line, size_t length)
{
    if (!length || !isalpha((unsigned char)*line) || line[length - 1] == ';' || !strncmp(line, "static ", 7))
        return NULL;
    const char *bracket = memchr(line, '(', length);
    const char *name = bracket;
    while (name && name > line && (isalnum((unsigned char)name[-1]) || name[-1] == '_'))
        name--;
    return name && name > line && name < bracket ? name : NULL;
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

static bool file_defines(const EmbeddedText *file, const char *name, size_t length)
{
    for (const char *line = file->text; *line; line = next_line(line)) {
        const char *defined = defined_in(line, strcspn(line, "\n"));
        if (defined && word_length(defined) == length && !memcmp(defined, name, length))
            return true;
    }
    return false;
}

static void bring_named(Export *export, const char *name, size_t length)
{
    for (const EmbeddedText *file = actor_texts; file->name; file++) {
        if (strcmp(file->name + strlen(file->name) - 2, ".c") != 0 || words_have(&export->brought, file->name) ||
            !file_defines(file, name, length))
            continue;
        words_add(&export->brought, file->name);
        /* What it calls may be defined in yet another file. */
        for (const char *at = file->text; *at; at += *at != '\0') {
            size_t word = word_length(at);
            if (word && at[word] == '(')
                bring_named(export, at, word);
            at += word;
        }
    }
}

void bring_function(Export *export, const char *name)
{
    bring_named(export, name, strlen(name));
}

/* `#include "actor/x.h"`: the text of a header that can be brought along, nothing for others. */
static void write_included(Text *out, const char *line, size_t length)
{
    size_t end = length;
    while (end && line[end - 1] != '"')
        end--;
    size_t start = end ? end - 1 : 0;
    while (start && line[start - 1] != '/' && line[start - 1] != '"')
        start--;
    char *name = copy_bytes(line + start, end ? end - 1 - start : 0);
    write_actor_text(out, name);
    free(name);
}

/* The actor calls through tables that mutants change: "posix.mmap", "posix_real.mmap". Here they are the system's. */
static size_t table_length(const char *text, const char *at)
{
    static const char *const tables[] = {"posix.", "posix_real.", "posix_process."};
    if (at > text && (isalnum((unsigned char)at[-1]) || strchr("_/\"", at[-1])))
        return 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t length = strlen(tables[i]);
        if (!strncmp(at, tables[i], length) && isalpha((unsigned char)at[length]))
            return length;
    }
    return 0;
}

static void write_line(Text *out, const char *line, size_t length)
{
    for (const char *at = line; at < line + length;) {
        at += table_length(line, at);
        text_append_bytes(out, at++, 1);
    }
    text_append(out, "\n");
}

void write_actor_text(Text *out, const char *name)
{
    static const char include[] = "#include \"";
    const char *text = embedded_text(actor_texts, name, strlen(name));
    for (const char *line = text ? text : ""; *line;) {
        size_t length = strcspn(line, "\n");
        if (!strncmp(line, include, sizeof include - 1))
            write_included(out, line, length);
        else
            write_line(out, line, length);
        line += length + (line[length] == '\n');
    }
}

/* What headers_posix.c takes from the tables of names: here only those that the story asks for. */
static void write_asked(const Export *export, Text *out)
{
    text_append(out, "typedef struct Name {\n    const char *name;\n    uint64_t value;\n} Name;\n"
                     "static const Name asked[] = {\n");
    for (size_t i = 0; i < export->asked.count; i++) {
        const char *name = export->asked.list[i];
        text_printf(out, "#ifdef %s\n    {\"%s\", (uint64_t)(%s)},\n#endif\n", name, name, name);
    }
    text_append(out, "    {NULL, 0}};\n\n"
                     "static inline int parse_named_number(const char *name, size_t length, uint64_t *value)\n{\n"
                     "    const Name *row = asked;\n"
                     "    while (row->name && (strlen(row->name) != length || memcmp(row->name, name, length)))\n"
                     "        row++;\n"
                     "    *value = row->value;\n"
                     "    return row->name != NULL;\n}\n\n");
}

void write_brought(const Export *export, Text *out)
{
    text_append(out, export->brought.count ? "#else\n" : "");
    for (size_t i = 0; i < export->brought.count; i++) {
        if (!strcmp(export->brought.list[i], "headers_posix.c"))
            write_asked(export, out);
        write_actor_text(out, export->brought.list[i]);
    }
}
