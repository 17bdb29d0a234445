/* Members of a JSON object, written straight into its text: records are most of what a worker writes, and a tree of values
 * for each costs more than the call that it tells of. Strings that JSON has to escape go through the library. */
#ifndef MAPCHECK_STORY_MEMBERS_H
#define MAPCHECK_STORY_MEMBERS_H

#include "wire/text.h"

#include <jansson.h>

/* Each appends `"key":value`, after a comma unless the object has just been opened. The key is written as it is. A string
 * that is no UTF-8, or memory that is not there, ends the program with a message: a ledger without it would be wrong. */
void member_string(Text *object, const char *key, const char *value);
void member_integer(Text *object, const char *key, uint64_t value);
void member_value(Text *object, const char *key, const json_t *value);
void member_key(Text *object, const char *key); /* "key": and the caller writes the value */

/* What a program prints may be anything: bytes that are not printable ASCII become \xNN. */
void member_printable(Text *object, const char *key, const Text *value);

#endif
