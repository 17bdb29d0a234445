/* Window messages. user32 is loaded by the first who wants it: it takes its time. */
#include "actor/objects_win32.h"

#include <windows.h>

#include <string.h>

enum { TAKEN_ROOM = 256 };

/* The last message taken. One window at a time is waited at. */
static struct {
    bool taken;
    uint64_t number;
    size_t count;
    char bytes[TAKEN_ROOM];
} message;

static struct {
    HMODULE library;
    __typeof__(&RegisterClassA) register_class;
    __typeof__(&CreateWindowExA) create_window;
    __typeof__(&DefWindowProcA) default_procedure;
    __typeof__(&GetMessageA) get_message;
    __typeof__(&DispatchMessageA) dispatch;
    __typeof__(&PostMessageA) post;
    __typeof__(&SendMessageA) send;
} user;

static FARPROC user_function(const char *name)
{
    return user.library ? GetProcAddress(user.library, name) : NULL;
}

#define LOOK_UP(member, name) user.member = (__typeof__(user.member))(void (*)(void))user_function(name)

/* False: there are no windows, and the request is answered. */
static bool load_user(Request *request)
{
    if (!user.library) {
        user.library = LoadLibraryA("user32.dll");
        LOOK_UP(register_class, "RegisterClassA");
        LOOK_UP(create_window, "CreateWindowExA");
        LOOK_UP(default_procedure, "DefWindowProcA");
        LOOK_UP(get_message, "GetMessageA");
        LOOK_UP(dispatch, "DispatchMessageA");
        LOOK_UP(post, "PostMessageA");
        LOOK_UP(send, "SendMessageA");
    }
    if (user.register_class && user.create_window && user.default_procedure && user.get_message && user.dispatch &&
        user.post && user.send)
        return true;
    reply_unsupported(request, "this system has no windows");
    return false;
}

static LRESULT CALLBACK procedure(HWND window, UINT kind, WPARAM first, LPARAM second)
{
    if (kind == WM_COPYDATA) {
        const COPYDATASTRUCT *data = (const COPYDATASTRUCT *)second;
        message.count = data->cbData < TAKEN_ROOM ? data->cbData : TAKEN_ROOM;
        memcpy(message.bytes, data->lpData, message.count);
        message.taken = true;
        user.post(window, WM_NULL, 0, 0); /* a message that was sent does not end GetMessage */
        return TRUE;
    }
    if (kind != WM_APP)
        return user.default_procedure(window, kind, first, second);
    message.number = first;
    message.taken = true;
    return 0;
}

void portable_message_window(Request *request)
{
    static const WNDCLASSA window_class = {.lpfnWndProc = procedure, .lpszClassName = "mapcheck-messages"};
    if (!load_user(request))
        return;
    user.register_class(&window_class); /* from the second time on: it is there */
    HWND window = user.create_window(0, window_class.lpszClassName, "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    if (window)
        reply_ok(request, (uintptr_t)window);
    else
        reply_last_error(request);
}

void portable_message_take(Request *request)
{
    MSG next;
    if (!load_user(request))
        return;
    message.taken = false;
    message.number = 0;
    message.count = 0;
    while (!message.taken && user.get_message(&next, argument_address(request, 0), 0, 0) > 0)
        user.dispatch(&next);
    reply_bytes_field(request, "bytes", message.bytes, message.count);
    reply_ok(request, message.number);
}

void portable_message_send(Request *request)
{
    COPYDATASTRUCT data = {.cbData = (DWORD)argument_word(request, 2), .lpData = argument_address(request, 1)};
    if (!load_user(request))
        return;
    if (user.send(argument_address(request, 0), WM_COPYDATA, 0, (LPARAM)&data))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

void portable_message_post(Request *request)
{
    if (!load_user(request))
        return;
    if (user.post(argument_address(request, 0), WM_APP, (WPARAM)argument_word(request, 1), 0))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}
