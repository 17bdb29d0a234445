/* A planned line as the request that an actor's program takes. */
#include "stress/free_lines.h"

#include "calls/name_tables.h"
#include "stress/stamp.h"

static const char *backing_of(const Stage *stage)
{
    return name_of(&names_backing, stage->options->subject->backing);
}

static const char *access_name(unsigned access)
{
    return access & WRITE ? "READ|WRITE" : "READ";
}

static void append_name(const Stage *stage, const PlannedLine *line, Text *out)
{
    text_append(out, " \"");
    if (line->name < MOST_NAMES)
        text_append_escaped(out, stage->names[line->name].bytes, stage->names[line->name].length);
    text_append(out, "\"");
}

static void append_word(Text *out, const char *word)
{
    text_append_bytes(out, " ", 1);
    text_append(out, word);
}

static void append_count(Text *out, uint32_t count)
{
    text_append_bytes(out, " ", 1);
    text_append_number(out, count);
}

/* What the line of that number has answered. */
static void append_answer(Text *out, uint32_t line)
{
    text_append_bytes(out, " $", 2);
    text_append_number(out, line);
}

static void append_place(Text *out, const PlannedLine *line)
{
    append_answer(out, line->view_line);
    if (line->step.offset) {
        text_append_bytes(out, "+", 1);
        text_append_number(out, line->step.offset);
    }
}

static void append_stamp(const Step *step, Text *out)
{
    unsigned char stamp[MOST_FREE_LENGTH];
    stamp_bytes(step->actor, step->count, stamp, step->length);
    text_append(out, " \"");
    text_append_escaped(out, stamp, step->length);
    text_append_bytes(out, "\"", 1);
    append_count(out, step->length);
}

/* Of an object that is called by its name. */
static void named_request(const Stage *stage, const PlannedLine *line, const char *function, Text *out)
{
    text_append(out, function);
    append_word(out, backing_of(stage));
    append_name(stage, line, out);
}

static void object_request(const Stage *stage, const PlannedLine *line, Text *out)
{
    const Step *step = &line->step;
    switch (step->kind) {
    case STEP_CREATE:
        named_request(stage, line, "portable.object_create", out);
        append_count(out, step->length);
        append_word(out, "FALSE");
        break;
    case STEP_OPEN:
        named_request(stage, line, "portable.object_open", out);
        append_word(out, access_name(step->access));
        append_word(out, "FALSE");
        break;
    case STEP_REMOVE:
        named_request(stage, line, "portable.object_remove", out);
        break;
    case STEP_CLOSE:
        text_append(out, "portable.object_close");
        append_answer(out, line->object_line);
        break;
    case STEP_SIZE:
        text_append(out, "portable.object_size");
        append_answer(out, line->object_line);
        break;
    case STEP_RESIZE:
        text_append(out, "portable.object_resize");
        append_answer(out, line->object_line);
        append_count(out, step->length);
        break;
    case STEP_PUNCH:
        if (line->handle_line)
            text_printf(out, "posix.fallocate $%u FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE %u %u", line->handle_line,
                        step->offset, step->length);
        else
            text_printf(out, "portable.object_handle $%u", line->object_line);
        break;
    case STEP_READ:
        text_append(out, "portable.object_read");
        append_answer(out, line->object_line);
        append_count(out, step->offset);
        text_append(out, " out:");
        text_append_number(out, step->length);
        append_count(out, step->length);
        break;
    default:
        text_append(out, "portable.object_write");
        append_answer(out, line->object_line);
        append_count(out, step->offset);
        append_stamp(step, out);
        break;
    }
}

/* A range of a view, by its backing's own call. */
static void range_request(const Stage *stage, const PlannedLine *line, const char *function, Text *out)
{
    text_append(out, function);
    append_word(out, backing_of(stage));
    append_place(out, line);
    append_count(out, line->step.length);
}

static void view_request(const Stage *stage, const PlannedLine *line, Text *out)
{
    const Step *step = &line->step;
    switch (step->kind) {
    case STEP_MAP:
        text_append(out, "portable.view_map");
        append_answer(out, line->object_line);
        append_count(out, step->offset);
        append_count(out, step->length);
        append_word(out, access_name(step->access));
        append_word(out, step->sharing == COPY_ON_WRITE ? "COPY_ON_WRITE" : "SHARED");
        append_word(out, "NULL");
        break;
    case STEP_UNMAP:
        range_request(stage, line, "portable.view_unmap", out);
        break;
    case STEP_PROTECT:
        range_request(stage, line, "portable.view_protect", out);
        append_word(out, access_name(step->access));
        break;
    case STEP_FLUSH:
        range_request(stage, line, "portable.view_flush", out);
        break;
    case STEP_REMAP:
        text_printf(out, "posix.mremap $%u %u %u MREMAP_MAYMOVE NULL", line->view_line, line->was_long, step->length);
        break;
    case STEP_LOAD:
        text_append(out, "portable.load_words");
        append_place(out, line);
        append_count(out, step->length);
        break;
    case STEP_STORE:
        text_append(out, "portable.store_words");
        append_place(out, line);
        append_stamp(step, out);
        break;
    case STEP_ADD:
        text_append(out, "portable.add_word");
        append_place(out, line);
        append_word(out, "8 1 1");
        break;
    default:
        text_append(out, "portable.process_burst");
        append_place(out, line);
        append_count(out, step->times);
        break;
    }
}

void planned_line_request(const Stage *stage, const PlannedLine *line, Text *out)
{
    if (line->step.kind <= STEP_PUNCH)
        object_request(stage, line, out);
    else
        view_request(stage, line, out);
}
