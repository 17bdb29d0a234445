/* XML and HTML through libxml2's xmlwriter: whatever is given as attribute or text comes out as what it says.
 *
 * Start with markup_open, end with markup_close; in between no function needs its result looked at, since the first
 * failure (memory) is kept and told by markup_close. */
#ifndef MAPCHECK_REPORTS_MARKUP_H
#define MAPCHECK_REPORTS_MARKUP_H

#include "wire/text.h"

#include <stdbool.h>

typedef struct Markup {
    struct _xmlTextWriter *writer;
    Text *out;
    bool html;
    bool failed;
} Markup;

void markup_open(Markup *m, Text *out, bool html); /* with the XML declaration or the doctype */
bool markup_close(Markup *m);                      /* ends all elements; false: the document is not whole */

void markup_begin(Markup *m, const char *element);
void markup_attribute(Markup *m, const char *name, const char *value); /* right after markup_begin */
void markup_number(Markup *m, const char *name, double value, int digits);
void markup_text(Markup *m, const char *text);
void markup_end(Markup *m); /* in HTML always with an end tag: <div/> would open one */

void markup_begin_class(Markup *m, const char *element, const char *class);
void markup_leaf(Markup *m, const char *element, const char *class, const char *text); /* class may be NULL */
/* Elements that HTML knows as empty: <meta name="value"/>. */
void markup_end_void(Markup *m);
void markup_void(Markup *m, const char *element, const char *name, const char *value);
void markup_raw(Markup *m, const char *const *lines); /* our own style and script; ends with NULL */

#endif
