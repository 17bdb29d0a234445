/* Window messages between processes. What carries them inside cannot be seen; what they carry can. */
#include "cases/win32/sections.h"

CASE(message_with_a_pointer,
     .claim = "A pointer in a posted message is a mere number elsewhere; WM_COPYDATA carries the bytes themselves.",
     .basis = "C39 C01", .level = MUST)
{
    Actor *receiver = cast(s, "receiver");
    Actor *sender = cast(s, "sender");
    const Answer *made = CALL0_IN(portable, receiver, message_window);
    if (answer_kind(made) == ANSWER_ERROR)
        skip_story(s, "no window can be made here: %s", answer_error(made));
    Value window = expect_ok(made);
    Value memory = expect_ok(CALL(sender, VirtualAlloc, NULL, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    const Answer *taken = BEGIN_CALL_IN(portable, receiver, message_take, window);
    expect_ok(CALL_IN(portable, sender, message_post, window, memory));
    expect_result(finish_call(taken), memory);
    reserve(receiver, 65536, memory); /* where something lies there already, it is not what the sender meant */
    expect_ok(store(sender, VIEW_AT(memory, 65536), 0, "\xa7\xa7\xa7\xa7\xa7\xa7\xa7\xa7"));
    const Answer *through = CALL_IN(portable, receiver, mismatch, memory, 8, 0xa7);
    if (answer_kind(through) != ANSWER_FAULT)
        expect_true(s, expect_ok(through).number < 8, "other bytes than the sender's");

    taken = BEGIN_CALL_IN(portable, receiver, message_take, window);
    expect_ok(CALL_IN(portable, sender, message_send, window, BYTES("carried", 7), 7));
    finish_call(taken);
    expect_field_text(taken, "bytes", "carried", 7);
}

CASES(win32_messages, "win32/messages", "win32", &message_with_a_pointer);
