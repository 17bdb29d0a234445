/* The formats that machines read: JUnit, TAP, and the page as well-formed markup. */
#include "reports/report.h"
#include "reports/test/sample.h"

#include <check.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static Text ledger;
static Run run;

static void read_sample(void)
{
    Text problem = {0};
    sample_ledger(&ledger, 40);
    ck_assert_msg(read_ledger(sample_file("ledger.jsonl", &ledger), &run, &problem), "%s", problem.bytes);
    text_free(&problem);
}

static void forget_sample(void)
{
    run_free(&run);
    text_free(&ledger);
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static xmlDocPtr parse_xml(const Text *text)
{
    return xmlReadMemory(text->bytes, (int)text->length, "report", NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static size_t attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, BAD_CAST name);
    ck_assert_ptr_nonnull(value);
    size_t number = strtoul((const char *)value, NULL, 10);
    xmlFree(value);
    return number;
}

/* How many elements of a name are in a tree. */
static size_t elements(const xmlNode *node, const char *name)
{
    size_t count = 0;
    for (; node; node = node->next)
        count += (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name)) +
                 elements(node->children, name);
    return count;
}

static void counts_are_right(const xmlNode *node, const xmlNode *below)
{
    ck_assert_uint_eq(attribute(node, "tests"), elements(below, "testcase"));
    ck_assert_uint_eq(attribute(node, "failures"), elements(below, "failure"));
    ck_assert_uint_eq(attribute(node, "errors"), elements(below, "error"));
    ck_assert_uint_eq(attribute(node, "skipped"), elements(below, "skipped"));
}

START_TEST(junit_counts_what_it_lists)
{
    Text text = {0};
    ck_assert(render_junit(&text, &run));
    xmlDocPtr document = parse_xml(&text);
    ck_assert_ptr_nonnull(document);
    const xmlNode *root = xmlDocGetRootElement(document);
    counts_are_right(root, root->children);
    ck_assert_uint_eq(attribute(root, "tests"), SAMPLE_CASES + 40);
    ck_assert_uint_eq(attribute(root, "failures"), SAMPLE_FAILURES);
    ck_assert_uint_eq(attribute(root, "errors"), SAMPLE_ERRORS);
    ck_assert_uint_eq(attribute(root, "skipped"), SAMPLE_SKIPPED + SAMPLE_KNOWN);
    for (const xmlNode *suite = root->children; suite; suite = suite->next) {
        if (suite->type == XML_ELEMENT_NODE)
            counts_are_right(suite, suite->children);
    }
    xmlFreeDoc(document);
    text_free(&text);
}
END_TEST

START_TEST(tap_plans_what_it_lists)
{
    Text text = {0};
    ck_assert(render_tap(&text, &run));
    char plan[64];
    snprintf(plan, sizeof plan, "TAP version 14\n1..%d\n", SAMPLE_CASES + 40);
    ck_assert_int_eq(strncmp(text.bytes, plan, strlen(plan)), 0);
    ck_assert_uint_eq(occurrences(text.bytes, "\nok ") + occurrences(text.bytes, "\nnot ok "), SAMPLE_CASES + 40);
    ck_assert_uint_eq(occurrences(text.bytes, "\nnot ok "), SAMPLE_UNEXPECTED + SAMPLE_KNOWN);
    ck_assert_uint_eq(occurrences(text.bytes, " # TODO "), SAMPLE_KNOWN);
    ck_assert_uint_eq(occurrences(text.bytes, " # SKIP "), SAMPLE_SKIPPED);
    ck_assert_uint_eq(occurrences(text.bytes, "\n  ---\n"), occurrences(text.bytes, "\n  ...\n"));
    ck_assert_ptr_nonnull(strstr(text.bytes, "</script>]]>\\#\\\\\n"));
    ck_assert_ptr_nonnull(strstr(text.bytes, "answers success for \\#odd flags"));
    text_free(&text);
}
END_TEST

START_TEST(page_is_well_formed_and_tame)
{
    Text text = {0};
    ck_assert(render_html(&text, &run));
    ck_assert_int_eq(strncmp(text.bytes, "<!DOCTYPE html>\n", 16), 0);
    xmlDocPtr document = parse_xml(&text);
    ck_assert_msg(document != NULL, "%s", xmlGetLastError() ? xmlGetLastError()->message : "");
    const xmlNode *root = xmlDocGetRootElement(document);
    ck_assert_uint_eq(elements(root, "script"), 1);
    ck_assert_uint_eq(elements(root, "article"), SAMPLE_UNEXPECTED + SAMPLE_KNOWN);
    ck_assert_ptr_null(strstr(text.bytes, "<script>alert"));
    ck_assert_ptr_nonnull(strstr(text.bytes, "&lt;script&gt;alert"));
    ck_assert_ptr_null(strstr(text.bytes, "<div/>"));
    ck_assert_ptr_null(strstr(text.bytes, "http"));
    xmlFreeDoc(document);
    text_free(&text);
}
END_TEST

static bool has_id(const xmlNode *node, const char *id)
{
    for (; node; node = node->next) {
        xmlChar *value = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, BAD_CAST "id") : NULL;
        bool here = value && !strcmp((const char *)value, id);
        xmlFree(value);
        if (here || has_id(node->children, id))
            return true;
    }
    return false;
}

static size_t links(const xmlNode *node, const xmlNode *root)
{
    size_t count = 0;
    for (; node; node = node->next) {
        xmlChar *place = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, BAD_CAST "href") : NULL;
        if (place) {
            ck_assert_int_eq(place[0], '#');
            ck_assert_msg(has_id(root, (const char *)place + 1), "%s leads nowhere", (const char *)place);
            count++;
        }
        xmlFree(place);
        count += links(node->children, root);
    }
    return count;
}

START_TEST(links_lead_to_their_cases)
{
    Text text = {0};
    ck_assert(render_html(&text, &run));
    xmlDocPtr document = parse_xml(&text);
    const xmlNode *root = xmlDocGetRootElement(document);
    ck_assert_uint_gt(links(root, root), SAMPLE_CASES + 40);
    ck_assert_ptr_nonnull(strstr(text.bytes, "<b>P-MMAP-031</b> <span>MAP_SHARED: stores change &lt;all&gt; of it."));
    xmlFreeDoc(document);
    text_clear(&text);
    ck_assert(render_markdown(&text, &run));
    ck_assert_ptr_nonnull(strstr(text.bytes, "\n- P-MMAP-031: MAP_SHARED: stores change \\<all\\> of it.\n"));
    text_free(&text);
}
END_TEST

START_TEST(markdown_names_no_place_of_this_machine)
{
    Text text = {0};
    ck_assert(render_markdown(&text, &run));
    ck_assert_ptr_null(strstr(text.bytes, "/home/"));
    ck_assert_ptr_null(strstr(text.bytes, "/build/"));
    ck_assert_ptr_null(strstr(text.bytes, "\n### common/lifetime/<script>"));
    ck_assert_uint_eq(occurrences(text.bytes, "\n### "), SAMPLE_UNEXPECTED + SAMPLE_KNOWN);
    text_free(&text);
}
END_TEST

START_TEST(a_large_run_stays_small)
{
    Text large = {0}, problem = {0}, text = {0};
    Run many;
    sample_ledger(&large, 5000);
    ck_assert_msg(read_ledger(sample_file("large.jsonl", &large), &many, &problem), "%s", problem.bytes);
    ck_assert(render_html(&text, &many));
    ck_assert_uint_lt(text.length, 10 * 1024 * 1024);
    run_free(&many);
    text_free(&large);
    text_free(&text);
}
END_TEST

int main(void)
{
    TCase *formats = tcase_create("formats");
    tcase_add_checked_fixture(formats, read_sample, forget_sample);
    tcase_set_timeout(formats, 60);
    tcase_add_test(formats, junit_counts_what_it_lists);
    tcase_add_test(formats, tap_plans_what_it_lists);
    tcase_add_test(formats, page_is_well_formed_and_tame);
    tcase_add_test(formats, links_lead_to_their_cases);
    tcase_add_test(formats, markdown_names_no_place_of_this_machine);
    tcase_add_test(formats, a_large_run_stays_small);
    Suite *suite = suite_create("reports/formats");
    suite_add_tcase(suite, formats);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    xmlCleanupParser();
    return failed != 0;
}
