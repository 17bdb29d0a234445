#include "reports/html.h"
#include "reports/report.h"

#include <stddef.h>

static void write_head(Markup *m, const Run *run)
{
    Text title = {0};
    text_printf(&title, "%s \xC2\xB7 mapcheck", run->platform);
    markup_begin(m, "head");
    markup_void(m, "meta", "charset", "utf-8");
    markup_begin(m, "meta");
    markup_attribute(m, "name", "viewport");
    markup_attribute(m, "content", "width=device-width, initial-scale=1");
    markup_end_void(m);
    markup_begin(m, "meta");
    markup_attribute(m, "name", "color-scheme");
    markup_attribute(m, "content", "light dark");
    markup_end_void(m);
    markup_leaf(m, "title", NULL, title.bytes);
    markup_begin(m, "style");
    markup_raw(m, html_style);
    markup_end(m);
    markup_end(m);
    text_free(&title);
}

bool render_html(Text *out, const Run *run)
{
    Markup m;
    markup_open(&m, out, true);
    markup_begin(&m, "html");
    markup_attribute(&m, "lang", "en");
    write_head(&m, run);
    markup_begin(&m, "body");
    html_header(&m, run);
    markup_begin(&m, "main");
    html_not_run(&m, run);
    html_filter(&m);
    html_deviations(&m, run);
    html_claims(&m, run);
    html_skips(&m, run);
    html_observations(&m, run);
    html_slowest(&m, run);
    html_all_cases(&m, run);
    markup_end(&m);
    markup_begin(&m, "script");
    markup_raw(&m, html_script);
    markup_end(&m);
    markup_end(&m);
    markup_end(&m);
    return markup_close(&m);
}
