/* Arguments of exact calls as one type, whatever C type they are written in. Included by story.h. */
#ifndef MAPCHECK_STORY_BOX_H
#define MAPCHECK_STORY_BOX_H

#include <stddef.h>
#include <stdint.h>

/* A number that an operation answered, kept with where it came from, so that the transcript can say $3 or
 * $3.information+4096 instead of an address that means nothing elsewhere. */
typedef struct Value {
    uint64_t number;
    unsigned operation; /* number of the operation that answered it; 0: a plain number */
    const char *field;  /* out-parameter (and field); NULL: the result */
    int64_t delta;      /* number = what was answered + delta */
    int set;            /* not 0: there is a value */
} Value;

typedef struct Field Field;

typedef struct Box {
    enum { BOX_NUMBER, BOX_TEXT, BOX_WIDE, BOX_BYTES, BOX_VALUE, BOX_OUT, BOX_FIELDS, BOX_CHILD } form;
    uint64_t number;   /* BOX_NUMBER; BOX_OUT: room, 0 = the structure's */
    const void *bytes; /* BOX_TEXT, BOX_WIDE, BOX_BYTES; BOX_CHILD: where the child announces itself */
    size_t count;      /* BOX_BYTES, BOX_FIELDS */
    Value value;
    const Field *fields;
    const char *symbol; /* BOX_CHILD: the child's name, which the transcript has instead of a place of this run */
} Box;

struct Field {
    const char *name;
    Box box;
};

static inline Box box_signed(int64_t number)
{
    return (Box){.form = BOX_NUMBER, .number = (uint64_t)number};
}

static inline Box box_unsigned(uint64_t number)
{
    return (Box){.form = BOX_NUMBER, .number = number};
}

static inline Box box_text(const char *text)
{
    return text ? (Box){.form = BOX_TEXT, .bytes = text} : (Box){.form = BOX_NUMBER};
}

static inline Box box_pointer(const void *pointer)
{
    return (Box){.form = BOX_NUMBER, .number = (uint64_t)(uintptr_t)pointer};
}

static inline Box box_value(Value value)
{
    return (Box){.form = BOX_VALUE, .value = value};
}

static inline Box box_child(const char *rendezvous, const char *name)
{
    return (Box){.form = BOX_CHILD, .bytes = rendezvous, .symbol = name};
}

static inline Box box_itself(Box box)
{
    return box;
}

#define BOX(x) \
    _Generic((x),                     \
        Box: box_itself,              \
        Value: box_value,             \
        char *: box_text,             \
        const char *: box_text,       \
        void *: box_pointer,          \
        const void *: box_pointer,    \
        int: box_signed,              \
        long: box_signed,             \
        long long: box_signed,        \
        default: box_unsigned)(x)
#define BOX_EACH(context, index, x) BOX(x)

/* L"..." for the W functions, written as UTF-8; "%uD800" stands for one code unit, "%25" for a percent sign. */
#define WIDE(text) ((Box){.form = BOX_WIDE, .bytes = (text)})
#define BYTES(pointer, length) ((Box){.form = BOX_BYTES, .bytes = (pointer), .count = (length)})
/* An out-parameter: the actor makes room for the structure and answers it as a field of the parameter's name. */
#define OUT ((Box){.form = BOX_OUT})
#define OUT_ROOM(bytes) ((Box){.form = BOX_OUT, .number = (bytes)})
/* A structure: FIELDS(F(nLength, 12), F(bInheritHandle, TRUE)); members not named are zero. */
#define FIELDS(...)                                \
    ((Box){.form = BOX_FIELDS,                     \
           .fields = (const Field[]){__VA_ARGS__}, \
           .count = sizeof((const Field[]){__VA_ARGS__}) / sizeof(Field)})
#define F(member, x)    \
    {                   \
#member, BOX(x) \
    }
/* A plain number where a Value is asked for. */
#define NUMBER(n) ((Value){.number = (uint64_t)(n), .set = 1})

#endif
