/* Lanes and the loop over request lines. */
#include "actor/lane.h"

#include "actor/actor.h"
#include "actor/channel.h"

#include <string.h>

typedef struct Lane {
    Mailbox *mailbox;
    Text line;
    Text answer;
    Text fields;
    Arena arena;
} Lane;

static Lane lanes[MAX_LANES];
static bool made[MAX_LANES];
static bool reading_elsewhere; /* a reader thread has the channel */

/* "17 2 posix.mmap ..." into its number and lane; `rest` begins behind them. */
static bool parse_head(const char *line, uint64_t *number, uint64_t *lane, const char **rest)
{
    size_t first = strcspn(line, " ");
    if (!line[first] || !text_to_number(line, first, number))
        return false;
    const char *second = line + first + 1;
    size_t length = strcspn(second, " ");
    if (!second[length] || !text_to_number(second, length, lane))
        return false;
    *rest = second + length + 1;
    return true;
}

/* Answers to lines of a program that were sent ahead: to write each by itself would cost more than to take the line. They are
 * sent before anything else is carried out, or waited for. */
static Text held;

static void send_held(void)
{
    if (!held.length)
        return;
    held.bytes[--held.length] = '\0'; /* the newline is the channel's */
    bool sent = own_channel_send(&held);
    text_clear(&held);
    if (!sent)
        leave_process(0);
}

/* False: it is to be sent. */
static bool hold_answer(const char *tokens, const Text *answer)
{
    bool hold = !reading_elsewhere && !strncmp(tokens, "program.add ", 12) && own_channel_has_line();
    if (hold) {
        text_append_bytes(&held, answer->bytes, answer->length);
        text_append(&held, "\n");
    }
    return hold;
}

static void send_answer(Text *answer)
{
    answers_lock();
    bool sent = own_channel_send(answer);
    answers_unlock();
    if (!sent)
        leave_process(0); /* nobody listens any more */
}

static void carry_out(Lane *lane, const char *line)
{
    uint64_t number = 0, lane_number = 0;
    const char *tokens = "";
    Request request = {.arena = &lane->arena, .answer = &lane->answer, .fields = &lane->fields};
    arena_clear(&lane->arena);
    text_clear(&lane->answer);
    text_clear(&lane->fields);
    if (parse_head(line, &number, &lane_number, &tokens)) {
        request.number = number;
        if (held.length && strncmp(tokens, "program.add ", 12) != 0)
            send_held();
        request_run(&request, tokens);
    } else {
        reply_bad(&request, "expected NUMBER LANE FAMILY.FUNCTION, not \"%.200s\"", line);
    }
    if (!hold_answer(tokens, &lane->answer)) {
        send_held();
        send_answer(&lane->answer);
    }
}

static void serve_mailbox(void *context)
{
    Lane *lane = context;
    for (;;) {
        mailbox_take(lane->mailbox, &lane->line);
        carry_out(lane, lane->line.bytes);
    }
}

static void lane_thread(void *context)
{
    guard_lane_start();
    serve_mailbox(context);
}

static void refuse(const char *line, const char *why)
{
    Text answer = {0};
    Text fields = {0};
    Request request = {.answer = &answer, .fields = &fields};
    uint64_t lane = 0;
    const char *rest;
    parse_head(line, &request.number, &lane, &rest);
    reply_bad(&request, "%s", why);
    send_answer(&answer);
    text_free(&answer);
    text_free(&fields);
}

/* Hands a line to its lane, which is made when it is not there. */
static void pass_on(const char *line, size_t length, uint64_t number)
{
    Lane *lane = &lanes[number];
    if (!made[number]) {
        if (!lane->mailbox)
            lane->mailbox = mailbox_new();
        made[number] = lane->mailbox && (number == 0 || thread_start(lane_thread, lane));
    }
    if (made[number])
        mailbox_put(lane->mailbox, line, length);
    else
        refuse(line, "the system gives this actor no further thread");
}

static uint64_t lane_of_line(const char *line)
{
    uint64_t number, lane;
    const char *rest;
    return parse_head(line, &number, &lane, &rest) ? lane : 0;
}

static void read_and_pass_on(void *context)
{
    Text line = {0};
    (void)context;
    while (own_channel_receive(&line)) {
        uint64_t lane = lane_of_line(line.bytes);
        if (lane < MAX_LANES)
            pass_on(line.bytes, line.length, lane);
        else
            refuse(line.bytes, "this actor has 64 lanes, 0 to 63");
    }
    leave_process(0);
}

/* From now on a reader thread has the channel and lane 0 a mailbox, too. */
static void read_elsewhere(const Text *first)
{
    send_held();
    lanes[0].mailbox = mailbox_new();
    made[0] = lanes[0].mailbox != NULL;
    reading_elsewhere = true;
    pass_on(first->bytes, first->length, lane_of_line(first->bytes));
    if (!made[0] || !thread_start(read_and_pass_on, NULL)) {
        refuse(first->bytes, "the system gives this actor no thread for its lanes");
        leave_process(71);
    }
}

void lanes_serve(void)
{
    Lane *main_lane = &lanes[0];
    while (!reading_elsewhere && own_channel_receive(&main_lane->line)) {
        uint64_t lane = lane_of_line(main_lane->line.bytes);
        if (lane == 0)
            carry_out(main_lane, main_lane->line.bytes);
        else if (lane < MAX_LANES)
            read_elsewhere(&main_lane->line);
        else
            refuse(main_lane->line.bytes, "this actor has 64 lanes, 0 to 63");
    }
    if (reading_elsewhere)
        serve_mailbox(main_lane);
}

void lanes_forget(void)
{
    /* Arenas and mailboxes of the parent's threads stay allocated: their locks may be held by threads that are gone. */
    memset(lanes, 0, sizeof lanes);
    memset(made, 0, sizeof made);
    reading_elsewhere = false;
    answers_lock_renew();
}
