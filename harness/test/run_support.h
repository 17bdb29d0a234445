/* What the tests of harness/run share: a small suite, and files with a given content. */
#ifndef MAPCHECK_TEST_RUN_SUPPORT_H
#define MAPCHECK_TEST_RUN_SUPPORT_H

#include "platform/system.h"
#include "story/instance.h"
#include "wire/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_SUITE = 5 };

/* Five instances: two of them one common case, two exact ones, one that only observes. */
static inline const Instance *small_suite(void)
{
    static const Case told[] = {
        {.name = "flushes", .file = "cases/common/flush.c", .line = 3, .claim = "c", .basis = "R-1 R-2", .level = MUST},
        {.name = "maps", .file = "cases/posix/mmap.c", .line = 7, .claim = "c", .basis = "R-2", .level = SHOULD},
        {.name = "names", .file = "cases/win32/names.c", .line = 9, .claim = "c", .basis = "W-1", .level = MUST},
        {.name = "looks", .file = "cases/posix/mmap.c", .line = 12, .claim = "c", .basis = "R-3", .level = OBSERVE},
    };
    static const Subject file = {.name = "posix-file", .family = "posix"};
    static const Subject shm = {.name = "posix-shm", .family = "posix"};
    static const Chapter common = {"common/flush", NULL, NULL}, posix = {"posix/mmap", "posix", NULL},
                         win32 = {"win32/names", "win32", NULL};
    static const Instance suite[SMALL_SUITE] = {
        {&common, &told[0], &file, 0, "common/flush/flushes@posix-file", "posix-file", "posix"},
        {&common, &told[0], &shm, 0, "common/flush/flushes@posix-shm", "posix-shm", "posix"},
        {&posix, &told[1], NULL, 0, "posix/mmap/maps", "posix", "posix"},
        {&win32, &told[2], NULL, 0, "win32/names/names", "win32", "win32"},
        {&posix, &told[3], NULL, 0, "posix/mmap/looks", "posix", "posix"},
    };
    return suite;
}

/* A folder of its own for the test, which the test removes; the caller frees the text. */
static inline Text test_folder(void)
{
    Text folder = {0}, problem = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/mapcheck-test-");
    append_random_name(&folder, 8);
    ck_assert_msg(make_private_directory(folder.bytes, &problem), "%s", problem.bytes ? problem.bytes : "");
    return folder;
}

static inline void remove_folder(Text *folder)
{
    Text problem = {0};
    ck_assert_msg(remove_tree(folder->bytes, &problem), "%s", problem.bytes ? problem.bytes : "");
    text_free(folder);
}

/* FOLDER/NAME with this content; the caller frees the text. */
static inline Text test_file(const Text *folder, const char *name, const char *content)
{
    Text path = {0}, problem = {0};
    text_printf(&path, "%s/%s", folder->bytes, name);
    ck_assert_msg(write_file(path.bytes, content, strlen(content), &problem), "%s", problem.bytes ? problem.bytes : "");
    return path;
}

static inline void assert_mentions(const Text *text, const char *word)
{
    ck_assert_msg(text->bytes && strstr(text->bytes, word), "\"%s\" does not mention \"%s\"",
                  text->bytes ? text->bytes : "", word);
}

/* The main program of a test file. */
static inline int run_test_case(const char *name, TCase *tests)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK); /* as everywhere in mapcheck: the same on every platform */
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
