#include <string.h>

#include "base/number.h"
#include "report/html.h"
#include "report/told.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t name_length(struct text text)
{
    size_t len = 0;
    while (len < text.len && (is_letter(text.ptr[len]) || (len > 0 && (is_digit(text.ptr[len]) || text.ptr[len] == '.')))) len++;
    while (len > 0 && text.ptr[len - 1] == '.') len--;
    return len;
}

/* 0: no number, nor is a piece of 2026-09-06, which begins behind another. before: the character before; '\0': none. */
static size_t number_length(struct text text, char before)
{
    size_t len = text.len > 1 && text.ptr[0] == '-' ? 1 : 0;
    if (is_digit(before) || is_letter(before) || before == '-' || before == '.') return 0;
    if (len >= text.len || !is_digit(text.ptr[len])) return 0;
    while (len < text.len && (is_digit(text.ptr[len]) || text.ptr[len] == '.')) len++;
    while (text.ptr[len - 1] == '.') len--;
    return len < text.len && (text.ptr[len] == '-' || is_letter(text.ptr[len])) ? 0 : len;
}

/* "revenue", or "security.revenue" of another scorecard. NULL: no metric. */
static const struct node *metric_said(const struct told *told, const char *scorecard, struct text name)
{
    const struct node *metrics = recorded_in(told->record, "metrics");
    const char *point = memchr(name.ptr, '.', name.len);
    struct text of = point ? (struct text){name.ptr, (size_t)(point - name.ptr)} : text_of(scorecard);
    if (point) name = (struct text){point + 1, name.len - of.len - 1};
    for (size_t m = 0; m < metrics->count; m++)
        if (text_is(name, recorded_word(metrics->items[m], "metric")) && text_is(of, recorded_word(metrics->items[m], "scorecard")))
            return metrics->items[m];
    return NULL;
}

static void put_number(struct text digits, bool share, struct buf *out)
{
    double number;
    if (share && number_parse(digits, &number))
        html_share(out, number);
    else
        html_number(out, digits, 2);
}

void told_words(const struct told *told, const char *scorecard, struct text text, struct buf *out)
{
    bool share = false;
    char before = '\0';
    while (text.len) {
        size_t name = name_length(text), number = name ? 0 : number_length(text, before);
        bool arrow = text.len > 1 && memcmp(text.ptr, "->", 2) == 0;
        size_t taken = name ? name : number ? number : arrow ? 2 : 1;
        struct text token = {text.ptr, taken};
        const struct node *metric = name ? metric_said(told, scorecard, token) : NULL;
        if (metric || text_is(token, "score")) share = metric && strcmp(recorded_word(metric, "unit"), "ratio") == 0;
        if (metric)
            html_put(out, "%s", told_title(told, metric, recorded_word(metric, "metric")));
        else if (number)
            put_number(token, share, out);
        else if (arrow)
            buf_puts(out, "\u2192");
        else
            html_text(out, token);
        before = token.ptr[taken - 1];
        text = (struct text){text.ptr + taken, text.len - taken};
    }
}

/* Of a metric of any scorecard, or an objective. */
static const char *title_said(const struct told *told, struct text name)
{
    const struct node *metrics = recorded_in(told->record, "metrics"), *objectives = recorded_in(told->record, "objectives");
    for (size_t m = 0; m < metrics->count; m++)
        if (text_is(name, recorded_word(metrics->items[m], "metric"))) return recorded_word(metrics->items[m], "title");
    for (size_t i = 0; i < objectives->count; i++)
        if (text_is(name, recorded_word(objectives->items[i], "name"))) return recorded_word(objectives->items[i], "title");
    return NULL;
}

void told_names(const struct told *told, struct text text, struct buf *out)
{
    while (text.len) {
        size_t name = name_length(text), taken = name ? name : 1;
        struct text token = {text.ptr, taken};
        const char *title = name ? title_said(told, token) : NULL;
        if (title && *title)
            html_put(out, "\u201c%s\u201d", title);
        else
            html_text(out, token);
        text = (struct text){text.ptr + taken, text.len - taken};
    }
}

bool told_names_compared(const struct told *told, const char *scorecard, struct text text)
{
    while (text.len) {
        size_t name = name_length(text), taken = name ? name : 1;
        const struct node *metric = name ? metric_said(told, scorecard, (struct text){text.ptr, name}) : NULL;
        if (metric && told_compares(metric)) return true;
        text = (struct text){text.ptr + taken, text.len - taken};
    }
    return false;
}

void told_days(const struct told *told, struct buf *out)
{
    const struct node *period = recorded_in(told->record, "period");
    const char *as_of = recorded_word(period, "as_of");
    html_put(out, "%s to %s", recorded_word(period, "from"), recorded_word(period, "to"));
    if (*as_of) html_put(out, ", data up to %s", as_of);
}
