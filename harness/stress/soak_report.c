/* The page of a stress run. */
#include "reports/html.h"
#include "stress/soak.h"

#include <stdio.h>
#include <string.h>

/* Curves grow with their writing: side by side where there is room for more than one, so that the writing is neither large there
 * nor too small for a telephone. */
enum { WIDTH = 480, HEIGHT = 130, LEFT = 74, BOTTOM = 26 };

static const char side_by_side[] =
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));column-gap:40px";

typedef double Figure(const Soak *soak, size_t sample);

static double rate(const Soak *soak, size_t at)
{
    const Sample *now = &soak->samples[at], *before = at ? now - 1 : NULL;
    uint64_t steps = now->steps - (before ? before->steps : 0);
    uint64_t milliseconds = now->milliseconds - (before ? before->milliseconds : 0);
    return milliseconds ? 1000.0 * (double)steps / (double)milliseconds : 0;
}

static double known(uint64_t figure)
{
    return figure == RESOURCE_NOT_KNOWN ? -1 : (double)figure;
}

static double descriptors(const Soak *soak, size_t at)
{
    return known(soak->samples[at].resources.descriptors);
}

static double maps(const Soak *soak, size_t at)
{
    return known(soak->samples[at].resources.maps);
}

static double resident(const Soak *soak, size_t at)
{
    uint64_t kibibytes = soak->samples[at].resources.resident;
    return kibibytes == RESOURCE_NOT_KNOWN ? -1 : (double)kibibytes / 1024;
}

static double objects(const Soak *soak, size_t at)
{
    return known(soak->samples[at].resources.shared_objects);
}

static double most_of(const Soak *soak, Figure *figure)
{
    double most = 0;
    for (size_t i = 0; i < soak->count; i++)
        most = figure(soak, i) > most ? figure(soak, i) : most;
    return most;
}

static void label(Markup *m, int x, int y, const char *anchor, double value, const char *unit)
{
    char text[48];
    snprintf(text, sizeof text, "%.0f%s", value, unit);
    markup_begin(m, "text");
    markup_number(m, "x", x, 0);
    markup_number(m, "y", y, 0);
    markup_attribute(m, "text-anchor", anchor);
    markup_attribute(m, "font-size", "13");
    markup_attribute(m, "fill", "currentColor");
    markup_text(m, text);
    markup_end(m);
}

static void line(Markup *m, const char *points, const char *colour, const char *width)
{
    markup_begin(m, "polyline");
    markup_attribute(m, "points", points);
    markup_attribute(m, "fill", "none");
    markup_attribute(m, "stroke", colour);
    markup_attribute(m, "stroke-width", width);
    markup_attribute(m, "vector-effect", "non-scaling-stroke");
    markup_end(m);
}

static void curve(Markup *m, const Soak *soak, Figure *figure, double most)
{
    Text points = {0};
    double end = (double)soak->samples[soak->count - 1].milliseconds;
    for (size_t i = 0; i < soak->count; i++) {
        double x = LEFT + (end > 0 ? (double)soak->samples[i].milliseconds / end : 0) * (WIDTH - LEFT - 10);
        double y = HEIGHT - BOTTOM - (most > 0 ? figure(soak, i) / most : 0) * (HEIGHT - BOTTOM - 10);
        text_printf(&points, "%s%.1f,%.1f", i ? " " : "", x, y);
    }
    line(m, points.bytes, "var(--link)", "1.5");
    text_free(&points);
}

static void chart(Markup *m, const Soak *soak, const char *title, const char *unit, Figure *figure)
{
    char box[48], axes[96];
    double most = most_of(soak, figure);
    if (soak->count < 2 || figure(soak, 0) < 0)
        return;
    snprintf(box, sizeof box, "0 0 %d %d", WIDTH, HEIGHT);
    snprintf(axes, sizeof axes, "%d,8 %d,%d %d,%d", LEFT, LEFT, HEIGHT - BOTTOM, WIDTH - 10, HEIGHT - BOTTOM);
    markup_begin(m, "section");
    markup_leaf(m, "h2", NULL, title);
    markup_begin(m, "svg");
    markup_attribute(m, "viewBox", box);
    markup_attribute(m, "width", "100%");
    markup_attribute(m, "role", "img");
    markup_attribute(m, "aria-label", title);
    line(m, axes, "var(--soft)", "1");
    curve(m, soak, figure, most);
    if (most > 0)
        label(m, LEFT - 6, 20, "end", most, unit);
    label(m, LEFT - 6, HEIGHT - BOTTOM, "end", 0, "");
    label(m, WIDTH - 10, HEIGHT - 6, "end", (double)soak->samples[soak->count - 1].milliseconds / 1000, " s");
    markup_end(m);
    markup_end(m);
}

static void fact(Markup *m, const char *name, const char *value)
{
    markup_begin(m, "div");
    markup_leaf(m, "dt", NULL, name);
    markup_leaf(m, "dd", NULL, value);
    markup_end(m);
}

static void number_fact(Markup *m, const char *name, uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    fact(m, name, text);
}

static void memory_fact(Markup *m, uint64_t peak)
{
    char text[32];
    snprintf(text, sizeof text, "%.1f MiB", (double)peak / 1024);
    if (peak != RESOURCE_NOT_KNOWN)
        fact(m, "memory at most", text);
}

/* Its first line; what argues for it in lines of its own. */
static void verdict(Markup *m, const SoakHead *head)
{
    size_t length = strcspn(head->outcome, "\n");
    Text first = {0};
    text_append_bytes(&first, head->outcome, length);
    markup_leaf(m, "p", head->good ? "verdict good" : "verdict bad", first.bytes ? first.bytes : "");
    if (head->outcome[length])
        markup_leaf(m, "p", "message", head->outcome + length + 1);
    text_free(&first);
}

static void header(Markup *m, const SoakHead *head, uint64_t peak)
{
    char seconds[32];
    snprintf(seconds, sizeof seconds, "%.1f s", head->seconds);
    markup_begin(m, "header");
    markup_leaf(m, "p", "product", "mapcheck stress");
    markup_leaf(m, "h1", NULL, head->subject);
    verdict(m, head);
    markup_begin_class(m, "dl", "facts");
    fact(m, "profile", head->profile);
    fact(m, "speed", head->speed);
    number_fact(m, "first seed", head->seed);
    fact(m, "time", seconds);
    number_fact(m, "programs", head->programs);
    number_fact(m, "at free speed", head->free_programs);
    number_fact(m, "given up on", head->unknown);
    number_fact(m, "steps", head->steps);
    number_fact(m, "operations", head->operations);
    memory_fact(m, peak);
    markup_end(m);
    markup_end(m);
}

bool soak_report(const Soak *soak, const SoakHead *head, Text *out)
{
    Markup m;
    markup_open(&m, out, true);
    markup_begin(&m, "html");
    markup_attribute(&m, "lang", "en");
    markup_begin(&m, "head");
    markup_void(&m, "meta", "charset", "utf-8");
    markup_leaf(&m, "title", NULL, "mapcheck stress");
    markup_begin(&m, "style");
    markup_raw(&m, html_style);
    markup_end(&m);
    markup_end(&m);
    markup_begin(&m, "body");
    header(&m, head, soak_peak(soak));
    markup_begin(&m, "main");
    markup_attribute(&m, "style", side_by_side);
    chart(&m, soak, "Steps a second", "", rate);
    chart(&m, soak, "Resident memory of the conductor", " MiB", resident);
    chart(&m, soak, "Descriptors and handles of the conductor", "", descriptors);
    chart(&m, soak, "Regions of its address space", "", maps);
    chart(&m, soak, "Shared memory objects of this run", "", objects);
    markup_end(&m);
    markup_end(&m);
    markup_end(&m);
    return markup_close(&m);
}
