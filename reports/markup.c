#include "reports/markup.h"

#include "reports/transcript.h"

#include <libxml/xmlwriter.h>

static int take_bytes(void *context, const char *bytes, int length)
{
    text_append_bytes(context, bytes, (size_t)length);
    return length;
}

static void check(Markup *m, int result)
{
    if (result < 0)
        m->failed = true;
}

void markup_open(Markup *m, Text *out, bool html)
{
    *m = (Markup){.out = out, .html = html};
    xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(take_bytes, NULL, out, NULL);
    m->writer = buffer ? xmlNewTextWriter(buffer) : NULL;
    m->failed = !m->writer;
    if (m->failed)
        return;
    if (html) {
        text_append(out, "<!DOCTYPE html>\n");
    } else {
        check(m, xmlTextWriterStartDocument(m->writer, NULL, "UTF-8", NULL));
        check(m, xmlTextWriterSetIndent(m->writer, 1));
    }
}

bool markup_close(Markup *m)
{
    if (!m->writer)
        return false;
    check(m, xmlTextWriterEndDocument(m->writer));
    xmlFreeTextWriter(m->writer);
    m->writer = NULL;
    return !m->failed;
}

void markup_begin(Markup *m, const char *element)
{
    if (!m->failed)
        check(m, xmlTextWriterStartElement(m->writer, BAD_CAST element));
}

void markup_attribute(Markup *m, const char *name, const char *value)
{
    Text printable = {0};
    append_printable(&printable, value, true);
    if (!m->failed)
        check(m, xmlTextWriterWriteAttribute(m->writer, BAD_CAST name, BAD_CAST printable.bytes));
    text_free(&printable);
}

void markup_number(Markup *m, const char *name, double value, int digits)
{
    Text text = {0};
    text_printf(&text, "%.*f", digits, value);
    markup_attribute(m, name, text.bytes);
    text_free(&text);
}

void markup_text(Markup *m, const char *text)
{
    Text printable = {0};
    append_printable(&printable, text, true);
    if (!m->failed)
        check(m, xmlTextWriterWriteString(m->writer, BAD_CAST printable.bytes));
    text_free(&printable);
}

void markup_end(Markup *m)
{
    if (!m->failed)
        check(m, m->html ? xmlTextWriterFullEndElement(m->writer) : xmlTextWriterEndElement(m->writer));
}

void markup_begin_class(Markup *m, const char *element, const char *class)
{
    markup_begin(m, element);
    markup_attribute(m, "class", class);
}

void markup_leaf(Markup *m, const char *element, const char *class, const char *text)
{
    markup_begin(m, element);
    if (class)
        markup_attribute(m, "class", class);
    markup_text(m, text);
    markup_end(m);
}

void markup_end_void(Markup *m)
{
    if (!m->failed)
        check(m, xmlTextWriterEndElement(m->writer));
}

void markup_void(Markup *m, const char *element, const char *name, const char *value)
{
    markup_begin(m, element);
    markup_attribute(m, name, value);
    markup_end_void(m);
}

void markup_raw(Markup *m, const char *const *lines)
{
    for (; *lines && !m->failed; lines++) {
        check(m, xmlTextWriterWriteRaw(m->writer, BAD_CAST * lines));
        check(m, xmlTextWriterWriteRaw(m->writer, BAD_CAST "\n"));
    }
}
