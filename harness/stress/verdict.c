#include "stress/verdict.h"

#include "stress/stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void complain(Finding *finding, const char *expected, const Stage *stage)
{
    static const char *const kinds[] = {"", "", "", "the process ended instead of answering", "no answer came in time"};
    const Reply *reply = &stage->reply;
    bool answered = reply->kind <= REPLY_FAULT;
    finding->verdict = VERDICT_ILLEGAL;
    text_printf(&finding->argument, "expected %s, saw %.120s", expected,
                answered ? reply->line.bytes : kinds[reply->kind]);
}

/* Bytes around the first wrong one, as hexadecimal numbers and as stamps. */
static void append_bytes(Text *out, const unsigned char *bytes, size_t length, size_t at)
{
    size_t from = at / 8 * 8;
    for (size_t i = from; i < from + 8 && i < length; i++)
        text_printf(out, "%s%02x", i > from ? " " : "", bytes[i]);
    text_append(out, " (");
    stamp_describe(bytes, length, at, out);
    text_append(out, ")");
}

static void complain_of_byte(Finding *finding, const Expectation *expectation, const Step *step, size_t at)
{
    const unsigned char *seen = (const unsigned char *)finding->seen.bytes;
    finding->verdict = VERDICT_ILLEGAL;
    text_printf(&finding->argument, "byte %u: expected ", step->offset + (unsigned)at);
    append_bytes(&finding->argument, expectation->bytes, expectation->length, at);
    text_append(&finding->argument, ", saw ");
    append_bytes(&finding->argument, seen, finding->seen.length, at);
}

static void judge_bytes(const Stage *stage, const Model *model, const Step *step, const Expectation *expectation,
                        Finding *finding)
{
    if (stage->reply.kind != REPLY_OK || !reply_bytes(stage, &finding->seen) ||
        finding->seen.length != expectation->length) {
        char expected[32];
        snprintf(expected, sizeof expected, "%u bytes", expectation->length);
        complain(finding, expected, stage);
    }
    const unsigned char *seen = (const unsigned char *)finding->seen.bytes;
    for (uint32_t i = 0; finding->verdict == VERDICT_LEGAL && i < expectation->length; i++) {
        bool legal = seen[i] == expectation->bytes[i] ||
                     (expectation->open && model_byte_legal(model, step, i, seen[i]));
        if (!legal)
            complain_of_byte(finding, expectation, step, i);
    }
}

static uint64_t expected_digest(const Model *model, const Step *step)
{
    unsigned char *bytes = malloc(step->length);
    if (!bytes)
        abort();
    model_range(model, step, bytes);
    uint64_t digest = crc32(0, bytes, step->length);
    free(bytes);
    return digest;
}

static void judge_number(const Stage *stage, uint64_t number, Finding *finding)
{
    char expected[32];
    if (stage->reply.kind == REPLY_OK && stage->reply.result == number)
        return;
    snprintf(expected, sizeof expected, "%llu", (unsigned long long)number);
    complain(finding, expected, stage);
}

static void judge_error(const Stage *stage, const Expectation *expectation, Finding *finding)
{
    size_t length = strlen(expectation->error);
    const char *line = stage->reply.line.bytes;
    if (stage->reply.kind != REPLY_ERROR || strncmp(line + 6, expectation->error, length) != 0 ||
        line[6 + length] > ' ')
        complain(finding, expectation->error, stage);
}

/* "fault write 0x7f... SIGSEGV:SEGV_ACCERR" */
static void judge_fault(const Stage *stage, const Model *model, const Step *step, const Expectation *expectation,
                        Finding *finding)
{
    Text expected = {0}, code = {0};
    uint64_t page = stage->actors[step->actor].views[step->view].value + expectation->fault_page, address = 0;
    text_printf(&code, " %s", expectation->fault);
    text_printf(&expected, "fault %s %s in the page at +%u", expectation->fault_write ? "write" : "read",
                expectation->fault, expectation->fault_page);
    const char *place = strstr(stage->reply.line.bytes, " 0x");
    bool fits = stage->reply.kind == REPLY_FAULT && strstr(stage->reply.line.bytes, code.bytes) && place &&
                text_to_number(place + 1, strcspn(place + 1, " "), &address) && address >= page &&
                address < page + model->can.page &&
                strncmp(stage->reply.line.bytes + 6, expectation->fault_write ? "write" : "read", 4) == 0;
    if (!fits)
        complain(finding, expected.bytes, stage);
    text_free(&expected);
    text_free(&code);
}

void judge_reply(const Stage *stage, const Model *model, const Step *step, const Expectation *expectation,
                 Finding *finding)
{
    if (step->kind == STEP_START)
        return;
    if (stage->reply.kind == REPLY_UNUSABLE) {
        finding->verdict = VERDICT_UNUSABLE;
        text_append(&finding->argument, stage->reply.line.bytes);
        return;
    }
    switch (expectation->kind) {
    case EXPECT_OK:
        if (step->kind == STEP_DIGEST)
            judge_number(stage, expected_digest(model, step), finding);
        else if (stage->reply.kind != REPLY_OK)
            complain(finding, "success", stage);
        break;
    case EXPECT_NUMBER:
        judge_number(stage, expectation->number, finding);
        break;
    case EXPECT_BYTES:
        judge_bytes(stage, model, step, expectation, finding);
        break;
    case EXPECT_ERROR:
        judge_error(stage, expectation, finding);
        break;
    case EXPECT_FAULT:
        judge_fault(stage, model, step, expectation, finding);
        break;
    case EXPECT_END:
        if (stage->reply.kind != REPLY_END)
            complain(finding, "the process's end", stage);
        break;
    }
}

void finding_free(Finding *finding)
{
    text_free(&finding->argument);
    text_free(&finding->seen);
    *finding = (Finding){0};
}

static json_t *escaped(const unsigned char *bytes, size_t length)
{
    Text text = {0};
    text_append(&text, "");
    text_append_escaped(&text, bytes, length);
    json_t *string = json_string(text.bytes);
    text_free(&text);
    return string;
}

/* Every legal value of every byte, as rows of bytes: what the nth byte may be stands in the nth place of some row. */
static json_t *legal_bytes(const Model *model, const Step *step, const Expectation *expectation)
{
    json_t *rows = json_array();
    unsigned char row[MOST_LENGTH];
    json_array_append_new(rows, escaped(expectation->bytes, expectation->length));
    for (unsigned value = 0; expectation->open && value < 256; value++) {
        bool differs = false;
        for (uint32_t i = 0; i < expectation->length; i++) {
            bool legal = model_byte_legal(model, step, i, (unsigned char)value);
            row[i] = legal ? (unsigned char)value : expectation->bytes[i];
            differs |= row[i] != expectation->bytes[i];
        }
        if (differs)
            json_array_append_new(rows, escaped(row, expectation->length));
    }
    return rows;
}

static bool answers_bytes(const json_t *record)
{
    const char *answer = json_string_value(json_object_get(record, "answer"));
    return answer && strstr(answer, " bytes=");
}

void note_expectation(json_t *record, const Model *model, const Step *step, const Expectation *expectation)
{
    Text expect = {0};
    switch (expectation->kind) {
    case EXPECT_OK:
        text_append(&expect, "ok");
        if (step->kind == STEP_DIGEST)
            text_printf(&expect, " %llu", (unsigned long long)expected_digest(model, step));
        break;
    case EXPECT_NUMBER:
        text_printf(&expect, "ok %llu", (unsigned long long)expectation->number);
        break;
    case EXPECT_BYTES:
        text_append(&expect, "ok");
        if (answers_bytes(record)) /* a step of several operations may end in another one than its load */
            json_object_set_new(record, "bytes", legal_bytes(model, step, expectation));
        break;
    case EXPECT_ERROR:
        text_printf(&expect, "error %s", expectation->error);
        break;
    case EXPECT_FAULT:
        text_printf(&expect, "fault %s %s", expectation->fault_write ? "write" : "read", expectation->fault);
        json_object_set_new(record, "page", json_integer(expectation->fault_page - (json_int_t)step->offset));
        break;
    case EXPECT_END:
        text_append(&expect, "end");
        break;
    }
    json_object_set_new(record, "expect", json_string(expect.bytes));
    if (*expectation->requirement)
        json_object_set_new(record, "requirement", json_string(expectation->requirement));
    text_free(&expect);
}
