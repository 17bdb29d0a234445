#include "reports/test/sample.h"

#include "reports/transcript.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static void append_record(Text *out, json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT);
    if (!line) {
        fputs("sample: a record that JSON cannot carry\n", stderr);
        abort();
    }
    text_printf(out, "%s\n", line);
    free(line);
    json_decref(record);
}

static void append_run(Text *out, size_t cases)
{
    append_record(out, json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s, s:s}, s:[s,s,s,s], s:n, "
                                 "s:i, s:i, s:{s:s, s:i}, s:{s:{s:s, s:s}}}",
                                 "record", "run", "ledger", 1, "mapcheck", "0.1.0", "run", "3f9c5a7712e0", "started",
                                 "2026-11-21T03:04:05Z", "platform", "linux-x86_64-glibc", "facts", "system", "linux",
                                 "release", "6.1.0-50", "libc", "glibc 2.36", "page", "4096", "granularity", "4096",
                                 "unusual", "<script>alert(1)</script>", "arguments", "run", "--out", "DIR", "-j2",
                                 "seed", "jobs", 2, "selected", (int)cases + 2, "baseline", "path",
                                 "/home/someone/mapcheck/reports/baseline/linux-x86_64-glibc.txt", "entries", 3,
                                 "statements", "P-MMAP-031", "statement", "MAP_SHARED: stores change <all> of it.",
                                 "source", "mmap DESCRIPTION"));
}

static void append_begin(Text *out, const char *id, int attempt)
{
    append_record(out,
                  json_pack("{s:s, s:s, s:i, s:i}", "record", "begin", "case", id, "worker", 0, "attempt", attempt));
}

/* As the ledger's writer does: what JSON cannot carry is escaped before. */
static void append_operation(Text *out, const char *id, int number, const char *call, const char *answer,
                             const char *kind)
{
    Text safe = {0};
    append_printable(&safe, call, true);
    append_record(out,
                  json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:i}", "record", "operation", "case", id,
                            "number", number, "actor", number % 3 ? "writer" : "reader", "call", safe.bytes, "answer",
                            answer, "kind", kind, "file", "cases/common/lifetime.c", "line", 30 + number));
    text_free(&safe);
}

static json_t *end_of(const char *id, const char *chapter, const char *outcome, const char *judgement, double time)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:[s,s], s:s, s:i, s:i, s:s, s:s, s:f, s:i, s:[]}", "record",
                     "end", "case", id, "chapter", chapter, "subject", "posix-file", "level", "MUST", "claim",
                     "Bytes stored through a shared view outlive the process that stored them.", "requirements",
                     "P-MMAP-031", "W-LIF-004", "file", "/build/x/cases/common/lifetime.c", "line", 30, "attempt", 1,
                     "outcome", outcome, "judgement", judgement, "milliseconds", time, "checks", 6, "observations");
}

static void set_failure(json_t *end, const char *message, int operation)
{
    json_object_set_new(end, "failure",
                        json_pack("{s:s, s:s, s:i, s:i}", "message", message, "file", "cases/common/lifetime.c", "line",
                                  41, "operation", operation));
}

static void set_reason(json_t *end, const char *outcome, const char *reason)
{
    json_object_set_new(end, "baseline",
                        json_pack("{s:i, s:s, s:s}", "line", 12, "outcome", outcome, "reason", reason));
}

static void set_skip(json_t *end, const char *kind, const char *sentence)
{
    json_object_set_new(end, "skip", json_pack("{s:s, s:s}", "kind", kind, "sentence", sentence));
}

/* One failure with a transcript of `operations`, the last one judged. */
static void append_failure(Text *out, const char *id, const char *chapter, const char *outcome, const char *judgement,
                           const char *message, int operations, const char *reason)
{
    append_begin(out, id, 1);
    append_operation(out, id, 1, "posix.open(\"lasting.bin\", O_RDWR|O_CREAT|O_EXCL, 384)", "ok 5", "ok");
    append_operation(out, id, 2, "posix.mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_SHARED, $1, 0)",
                     "ok 0x7f2a4c000000", "ok");
    append_operation(out, id, 3, "posix.msync($2, 4096, MS_SYNC)", "error errno:EINVAL -1", "error");
    append_operation(out, id, 4, "portable.store($2+4096, \"<script>alert(1)</script>]]>\x01\xff\")", "ok void", "ok");
    append_operation(out, id, 5, "portable.store($2+20480, \"ebb!\")", "fault write 0x7f2a4c005000 SIGBUS:BUS_ADRERR",
                     "fault");
    for (int number = 6; number <= operations; number++)
        append_operation(out, id, number, "portable.load($2+4096, 4)", "ok void bytes=\"%00%00%00%00\"", "ok");
    json_t *end = end_of(id, chapter, outcome, judgement, 58.1);
    set_failure(end, message, operations);
    if (reason)
        set_reason(end, "fail", reason);
    append_record(out, end);
}

static void append_plain(Text *out, const char *id, const char *chapter, const char *outcome, double time)
{
    append_begin(out, id, 1);
    append_operation(out, id, 1, "posix.mmap(NULL, 4096, PROT_READ, MAP_SHARED, 5, 0)", "ok 0x7f0000", "ok");
    append_record(out, end_of(id, chapter, outcome, "expected", time));
}

static void append_skip(Text *out, const char *id, const char *kind, const char *sentence)
{
    append_begin(out, id, 1);
    json_t *end = end_of(id, "posix/mmap", "skip", "expected", 0.1);
    set_skip(end, kind, sentence);
    append_record(out, end);
}

static void append_unexpected(Text *out)
{
    append_failure(out, "common/lifetime/bytes_outlive_their_writer@posix-file", "common/lifetime", "fail",
                   "regression", "expected \"tide\" at +4096, saw 00 00 00 00", 8, NULL);
    append_failure(out, "common/lifetime/<script>alert(1)</script>]]>#\\", "common/lifetime", "fail", "new",
                   "expected ]]> \x1b[31mred\x1b[0m & <b>bold</b>, saw | `nothing`", 6, NULL);
    append_failure(out, "common/lifetime/long_story@posix-shm", "common/lifetime", "crash", "regression",
                   "actor \"writer\" died: SIGSEGV", 3000, NULL);
    append_failure(out, "posix/msync/waits@posix", "posix/msync", "hang", "regression",
                   "writer's msync did not answer within 5000 ms", 7, NULL);
    append_failure(out, "posix/msync/chatter", "posix/msync", "broken", "regression",
                   "a line that nobody waits for: \"hello\"", 6, NULL);
    append_begin(out, "posix/msync/now_right", 1);
    json_t *end = end_of("posix/msync/now_right", "posix/msync", "pass", "improvement", 3);
    set_reason(end, "fail", "msync of an unmapped page answered 0 here (P-MSYNC-004).");
    append_record(out, end);
    append_begin(out, "posix/msync/wavers", 1);
    append_record(out, end_of("posix/msync/wavers", "posix/msync", "pass", "flake", 3));
    append_begin(out, "posix/msync/cut_short", 1);
    append_operation(out, "posix/msync/cut_short", 1, "posix.getpid()", "ok 12", "ok");
}

static void append_expected(Text *out)
{
    append_failure(out, "posix/mmap/odd@posix-file", "posix/mmap", "fail", "expected", "expected EINVAL, saw success",
                   6, "gVisor answers success for #odd flags (P-MMAP-012).");
    append_failure(out, "posix/mmap/dies", "posix/mmap", "crash", "expected", "actor \"a\" died: SIGBUS", 6,
                   "The emulation dies on pages beyond the end (P-MMAP-040).");
    append_skip(out, "posix/mmap/huge_pages", "capability", "This system has no huge pages reserved.");
    append_skip(out, "posix/mmap/huge_pages_shared", "capability", "This system has no huge pages reserved.");
    append_skip(out, "posix/mmap/locked", "environment", "RLIMIT_MEMLOCK is 64 KiB; <1 MiB> is needed.");
    append_plain(out, "posix/mmap/length_rounds_up", "posix/mmap", "pass", 0.4);
    append_plain(out, "posix/mmap/offset_beyond_end", "posix/mmap", "pass", 312);
    append_plain(out, "posix/munmap/twice", "posix/munmap", "pass", 1.2);
    append_begin(out, "posix/munmap/where", 1);
    json_t *end = end_of("posix/munmap/where", "posix/munmap", "observed", "expected", 2.5);
    json_object_set_new(end, "observations",
                        json_pack("[{s:s, s:s, s:s}, {s:s, s:s, s:n}]", "key", "errno of munmap(1, 4096)", "value",
                                  "EINVAL", "expected", "0", "key", "first address", "value", "0x7f0000", "expected"));
    append_record(out, end);
    append_plain(out, "posix/munmap/whole", "posix/munmap", "pass", 1.2);
}

void sample_ledger(Text *out, size_t more)
{
    append_run(out, SAMPLE_CASES + more);
    append_unexpected(out);
    append_expected(out);
    for (size_t i = 0; i < more; i++) {
        Text id = {0}, chapter = {0};
        text_printf(&chapter, "posix/chapter_%02zu", i / 100);
        text_printf(&id, "%s/case_number_%zu_of_many", chapter.bytes, i);
        append_plain(out, id.bytes, chapter.bytes, "pass", (double)(i % 17));
        text_free(&id);
        text_free(&chapter);
    }
    append_record(out, json_pack("{s:s, s:s, s:s, s:i}", "record", "problem", "message",
                                 "the baseline's line 7 matches no case", "file", "reports/baseline/x.txt", "line", 7));
    append_record(out, json_pack("{s:s, s:s, s:i, s:i, s:i, s:[s]}", "record", "summary", "ended",
                                 "2026-11-21T03:04:13Z", "milliseconds", 8123, "unexpected", SAMPLE_UNEXPECTED,
                                 "not_run", 0, "left_behind", "shm /mapcheck-3f9c-x"));
}
