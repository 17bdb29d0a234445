/* What the win32 and nt chapters do again and again, through exact calls of the win32 table: files, sections, views.
 *
 * Each macro passes on the place of the line in the case, so that a failure is reported there. All expect success. */
#ifndef MAPCHECK_CASES_WIN32_SECTIONS_H
#define MAPCHECK_CASES_WIN32_SECTIONS_H

#include "story/story.h"

#define LENGTH_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { EVERY_SHARE = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

/* A new file of `size` zero bytes; the handle reads and writes and shares everything. */
#define make_file(actor, path, size) make_file_(HERE, actor, path, size)
Value make_file_(Place place, Actor *actor, const char *path, uint64_t size);

/* An existing file, sharing everything. */
#define open_file(actor, path, access) open_file_(HERE, actor, path, access)
Value open_file_(Place place, Actor *actor, const char *path, unsigned access);

#define write_file_at(actor, file, offset, text) write_file_at_(HERE, actor, file, offset, text)
void write_file_at_(Place place, Actor *actor, Value file, uint64_t offset, const char *text);
#define expect_file_bytes(actor, file, offset, text) expect_file_bytes_(HERE, actor, file, offset, text)
void expect_file_bytes_(Place place, Actor *actor, Value file, uint64_t offset, const char *text);

/* Moves the end of the file; the answer is SetEndOfFile's, success is not expected. */
#define set_file_end(actor, file, size) set_file_end_(HERE, actor, file, size)
const Answer *set_file_end_(Place place, Actor *actor, Value file, uint64_t size);

/* The file gets holes where nothing was written, if its file system has any; the answer is DeviceIoControl's. */
#define make_sparse(actor, file) make_sparse_(HERE, actor, file)
const Answer *make_sparse_(Place place, Actor *actor, Value file);

/* A new sparse file of more than 4 GiB; skips where there can be none. */
#define make_far_file(s, actor, path, size) make_far_file_(HERE, s, actor, path, size)
Value make_far_file_(Place place, Story *s, Actor *actor, const char *path, uint64_t size);

/* A PAGE_READWRITE section of the paging file; name NULL: unnamed. */
#define make_section(actor, name, size) make_section_(HERE, actor, name, size)
Value make_section_(Place place, Actor *actor, const char *name, uint64_t size);

/* The same, with any protection and attributes; success is not expected. */
#define try_section(actor, name, protection, size) try_section_(HERE, actor, name, protection, size)
const Answer *try_section_(Place place, Actor *actor, const char *name, unsigned protection, uint64_t size);

/* A unique name with its first letter in the other case: unique names begin with "mapcheck". */
#define OTHER_CASE(room, name) snprintf(room, sizeof(room), "M%s", (name) + 1)

/* An unnamed section as long as its file. */
#define section_of_file(actor, file, protection) section_of_file_(HERE, actor, file, protection)
Value section_of_file_(Place place, Actor *actor, Value file, unsigned protection);

#define open_section(actor, name, access) open_section_(HERE, actor, name, access)
Value open_section_(Place place, Actor *actor, const char *name, unsigned access);

/* A view of the whole section at an address of the system's choice. */
#define view_of(actor, section, access) view_of_(HERE, actor, section, access)
View view_of_(Place place, Actor *actor, Value section, unsigned access);
#define try_view(actor, section, access) try_view_(HERE, actor, section, access)
const Answer *try_view_(Place place, Actor *actor, Value section, unsigned access);

#define close_handle(actor, handle) close_handle_(HERE, actor, handle)
void close_handle_(Place place, Actor *actor, Value handle);

#define unmap_view(actor, view) unmap_view_(HERE, actor, view)
void unmap_view_(Place place, Actor *actor, View view);

/* VirtualQuery's answer about an address; its field is "information". */
#define query(s, actor, address) query_(HERE, s, actor, address)
const Answer *query_(Place place, Story *s, Actor *actor, Value address);
uint64_t query_length(Story *s); /* of MEMORY_BASIC_INFORMATION in the actors, in bytes */

/* NtQuerySection's SectionBasicInformation; its field is "information". */
#define section_information(s, actor, section) section_information_(HERE, s, actor, section)
const Answer *section_information_(Place place, Story *s, Actor *actor, Value section);
uint64_t section_information_length(Story *s);

/* "ok", "fault", or the error's name: the same in every run, whatever addresses and handles are given out. */
#define observe_outcome(s, key, answer, expected) observe_text(s, key, outcome_of(answer), expected)
const char *outcome_of(const Answer *answer);

/* Which Windows this is: 603 for 8.1, 1000 for 10 and 11, whatever its build. */
enum { WINDOWS_8 = 602, WINDOWS_10 = 1000 };
unsigned windows_of(Story *s);

/* An address where `length` bytes were free a moment ago: reserved and released. */
#define free_base(actor, length) free_base_(HERE, actor, length)
Value free_base_(Place place, Actor *actor, uint64_t length);

#endif
