#include "stress/free_lines.h"

#include "calls/name_tables.h"
#include "stress/stamp.h"
#include "wire/packed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void append_stamp(const Step *step, Text *out)
{
    unsigned char stamp[MOST_FREE_LENGTH];
    stamp_bytes(step->actor, step->count, stamp, step->length);
    text_append(out, " \"");
    text_append_escaped(out, stamp, step->length);
    text_printf(out, "\" %u", step->length);
}

static void object_request(const Stage *stage, const PlannedLine *line, Text *out)
{
    const Step *step = &line->step;
    switch (step->kind) {
    case STEP_CREATE:
        text_printf(out, "portable.object_create %s", backing_of(stage));
        append_name(stage, line, out);
        text_printf(out, " %u FALSE", step->length);
        break;
    case STEP_OPEN:
        text_printf(out, "portable.object_open %s", backing_of(stage));
        append_name(stage, line, out);
        text_printf(out, " %s FALSE", access_name(step->access));
        break;
    case STEP_REMOVE:
        text_printf(out, "portable.object_remove %s", backing_of(stage));
        append_name(stage, line, out);
        break;
    case STEP_CLOSE:
        text_printf(out, "portable.object_close $%u", line->object_line);
        break;
    case STEP_SIZE:
        text_printf(out, "portable.object_size $%u", line->object_line);
        break;
    case STEP_RESIZE:
        text_printf(out, "portable.object_resize $%u %u", line->object_line, step->length);
        break;
    case STEP_PUNCH:
        if (line->handle_line)
            text_printf(out, "posix.fallocate $%u FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE %u %u", line->handle_line,
                        step->offset, step->length);
        else
            text_printf(out, "portable.object_handle $%u", line->object_line);
        break;
    case STEP_READ:
        text_printf(out, "portable.object_read $%u %u out:%u %u", line->object_line, step->offset, step->length,
                    step->length);
        break;
    default:
        text_printf(out, "portable.object_write $%u %u", line->object_line, step->offset);
        append_stamp(step, out);
        break;
    }
}

static void view_request(const Stage *stage, const PlannedLine *line, Text *out)
{
    const Step *step = &line->step;
    char place[48];
    snprintf(place, sizeof place, step->offset ? "$%u+%u" : "$%u", line->view_line, step->offset);
    switch (step->kind) {
    case STEP_MAP:
        text_printf(out, "portable.view_map $%u %u %u %s %s NULL", line->object_line, step->offset, step->length,
                    access_name(step->access), step->sharing == COPY_ON_WRITE ? "COPY_ON_WRITE" : "SHARED");
        break;
    case STEP_UNMAP:
        text_printf(out, "portable.view_unmap %s %s %u", backing_of(stage), place, step->length);
        break;
    case STEP_PROTECT:
        text_printf(out, "portable.view_protect %s %s %u %s", backing_of(stage), place, step->length,
                    access_name(step->access));
        break;
    case STEP_FLUSH:
        text_printf(out, "portable.view_flush %s %s %u", backing_of(stage), place, step->length);
        break;
    case STEP_REMAP:
        text_printf(out, "posix.mremap $%u %u %u MREMAP_MAYMOVE NULL", line->view_line, line->was_long, step->length);
        break;
    case STEP_LOAD:
        text_printf(out, "portable.load_words %s %u", place, step->length);
        break;
    case STEP_STORE:
        text_printf(out, "portable.store_words %s", place);
        append_stamp(step, out);
        break;
    case STEP_ADD:
        text_printf(out, "portable.add_word %s 8 1 1", place);
        break;
    default:
        text_printf(out, "portable.process_burst %s %u", place, step->times);
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

static const char *after_comma(const char *at, const char *end)
{
    const char *comma = memchr(at, ',', (size_t)(end - at));
    return comma ? comma + 1 : end;
}

static void copy_word(const char *from, const char *end, char *to, size_t room)
{
    size_t length = 0;
    while (from + length < end && from[length] != ',' && length + 1 < room) {
        to[length] = from[length];
        length++;
    }
    to[length] = '\0';
}

/* "error,errno:ENOENT,-1", "fault,write,0x..,SIGBUS:BUS_ADRERR", or something that there is no use for. */
static void read_words(const char *at, const char *end, LineAnswer *answer)
{
    char word[16];
    copy_word(at, end, word, sizeof word);
    const char *next = after_comma(at, end);
    answer->fate = FATE_OTHER;
    if (!strcmp(word, "error")) {
        answer->fate = FATE_ERROR;
        copy_word(next, end, answer->error, sizeof answer->error);
    } else if (!strcmp(word, "fault")) {
        answer->fate = FATE_FAULT;
        copy_word(after_comma(after_comma(next, end), end), end, answer->error, sizeof answer->error);
    } else {
        copy_word(at, end, answer->error, sizeof answer->error);
    }
}

enum { RECORDED_WORDS, RECORDED_RESULT, RECORDED_BYTES };

bool line_answer_read(const char *word, size_t length, uint64_t since, LineAnswer *answer)
{
    const char *at = word, *end = word + length;
    uint64_t call, took, kind;
    *answer = (LineAnswer){.fate = FATE_SKIPPED};
    if (length == 1 && *word == '-')
        return true;
    if (!packed_read(&at, end, &call) || !packed_read(&at, end, &took) || !packed_read(&at, end, &kind))
        return false;
    answer->call = since + call;
    answer->back = answer->call + took;
    answer->fate = FATE_OK;
    if (kind == RECORDED_WORDS)
        read_words(at, end, answer);
    else if (kind > RECORDED_BYTES || !packed_read(&at, end, &answer->result))
        return false;
    return kind != RECORDED_BYTES ||
           packed_read_bytes(&at, end, answer->few, sizeof answer->few, &answer->bytes, &answer->length);
}

void line_answer_words(const char *word, size_t length, const LineAnswer *answer, Text *out)
{
    const char *at = word, *end = word + length;
    if (answer->fate == FATE_SKIPPED)
        text_append(out, "skipped");
    else if (answer->fate == FATE_OK)
        text_printf(out, "ok %llu", (unsigned long long)answer->result);
    else if (packed_skip(&at, end, 3))
        text_append_bytes(out, at, (size_t)(end - at));
    for (size_t i = 0; i < out->length; i++)
        out->bytes[i] = out->bytes[i] == ',' ? ' ' : out->bytes[i];
    if (answer->bytes) {
        text_append(out, " bytes=\"");
        text_append_escaped(out, answer->bytes, answer->length);
        text_append(out, "\"");
    }
}

void line_answer_free(LineAnswer *answer)
{
    if (answer->bytes != answer->few)
        free(answer->bytes);
    *answer = (LineAnswer){0};
}
