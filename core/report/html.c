#include "report/html.h"

#include <stdarg.h>

#include "base/decimal.h"
#include "base/digest.h"
#include "base/number.h"

/* ---- text */

void html_text(struct buf *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) switch (text.ptr[i]) {
        case '&': buf_puts(out, "&amp;"); break;
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '"': buf_puts(out, "&quot;"); break;
        case '\'': buf_puts(out, "&#39;"); break;
        default: buf_char(out, text.ptr[i]);
        }
}

static const char *put_argument(struct buf *out, const char *at, va_list *arguments)
{
    if (strncmp(at, ".*s", 3) == 0) {
        int length = va_arg(*arguments, int);
        html_text(out, (struct text){va_arg(*arguments, const char *), (size_t)length});
        return at + 3;
    }
    if (strncmp(at, "zu", 2) == 0) {
        char grouped[NUMBER_GROUPED_MAX], digits[NUMBER_TEXT_MAX];
        number_format((double)va_arg(*arguments, size_t), digits);
        buf_puts(out, number_group(digits, grouped));
        return at + 2;
    }
    if (*at == 's')
        html_text(out, text_of(va_arg(*arguments, const char *)));
    else
        buf_char(out, *at);
    return at + 1;
}

void html_put(struct buf *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    while (*format) {
        size_t plain = strcspn(format, "%");
        buf_put(out, format, plain);
        format += plain;
        if (*format == '%') format = put_argument(out, format + 1, &arguments);
    }
    va_end(arguments);
}

void html_name(struct buf *out, struct text text)
{
    html_put(out, "<bdi dir=\"auto\">%.*s</bdi>", TEXT_ARG(text));
}

void html_plain(struct buf *out, struct text text)
{
    while (text.len) {
        uint32_t code;
        size_t taken = text_character(text, &code);
        if (!text_turns_direction(code)) html_text(out, (struct text){text.ptr, taken});
        text = (struct text){text.ptr + taken, text.len - taken};
    }
}

void html_url(struct buf *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_';
        buf_printf(out, plain ? "%c" : "%%%02X", c);
    }
}

/* ---- numbers */

void html_number(struct buf *out, struct text digits, int places)
{
    struct decimal number;
    char shown[DECIMAL_TEXT_MAX], grouped[NUMBER_GROUPED_MAX];
    if (!decimal_parse(digits, &number)) {
        html_text(out, digits);
        return;
    }
    decimal_format(decimal_round(number, places, ROUND_HALF_UP), shown);
    number_group(shown, grouped);
    if (text_is(digits, shown))
        html_put(out, "%s", grouped);
    else
        html_put(out, "<span title=\"%.*s\">%s</span>", TEXT_ARG(digits), grouped);
}

void html_score(struct buf *out, struct text digits)
{
    struct decimal score;
    int places = 1;
    if (decimal_parse(digits, &score)) {
        struct decimal below = decimal_round(score, 0, ROUND_DOWN);
        while (places < DECIMAL_MAX_SCALE &&
               decimal_compare(decimal_round(decimal_round(score, places, ROUND_HALF_UP), 0, ROUND_DOWN), below) != 0)
            places++;
    }
    html_number(out, digits, places);
}

void html_money(struct buf *out, struct text digits)
{
    html_number(out, digits, DECIMAL_MAX_SCALE);
}

void html_share(struct buf *out, double share)
{
    char digits[NUMBER_TEXT_MAX];
    bool tiny = share > 0 && share < 0.0005;
    number_format(tiny ? 0.1 : number_round(100 * share, 1), digits);
    html_put(out, "%s%s\u00a0%%", tiny ? "<\u00a0" : "", digits);
}

void html_share_column(struct buf *out, double share)
{
    char digits[NUMBER_TEXT_MAX];
    number_format(number_round(100 * share, 1), digits);
    if ((share > 0 && share < 0.0005) || strchr(digits, '.'))
        html_share(out, share);
    else
        html_put(out, "%s.0\u00a0%%", digits);
}

void html_bar(struct buf *out, double part, double whole, const char *colour)
{
    char width[NUMBER_TEXT_MAX];
    double share = whole > 0 ? part / whole : 0;
    number_format(number_round(share < 0 ? 0 : share > 1 ? 100 : 100 * share, 2), width);
    html_put(out,
             "<svg class=\"bar %s\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
             "<rect class=\"rail\" width=\"100\" height=\"8\"/><rect class=\"fill\" width=\"%s\" height=\"8\"/></svg>",
             colour, width);
}

/* ---- parts of a page */

void html_open_card(struct buf *out, const char *title)
{
    html_put(out, "<section class=\"card\">\n<h3>%s</h3>\n", title);
}

void html_open_card_at(struct buf *out, const char *id, const char *title)
{
    html_put(out, "<section class=\"card\" id=\"%s\">\n<h3 tabindex=\"-1\">%s</h3>\n", id, title);
}

void html_close_card(struct buf *out)
{
    buf_puts(out, "</section>\n");
}

void html_open_table(struct buf *out, const char *class, const char *caption)
{
    html_put(out,
             "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"cards %s\" role=\"table\">"
             "<caption>%s</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">",
             caption, class, caption);
}

void html_column(struct buf *out, const char *title)
{
    html_put(out, "<th scope=\"col\" role=\"columnheader\">%s</th>", title);
}

void html_number_column(struct buf *out, const char *title)
{
    html_put(out, "<th scope=\"col\" role=\"columnheader\" class=\"number\">%s</th>", title);
}

void html_open_rows(struct buf *out)
{
    buf_puts(out, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void html_open_row(struct buf *out, const char *class)
{
    html_put(out, "<tr role=\"row\" class=\"%s\"><th scope=\"row\" role=\"rowheader\">", class);
}

void html_open_cell(struct buf *out, const char *class, const char *label)
{
    html_put(out, "<td role=\"cell\" class=\"%s\" data-label=\"%s\">", class, label);
}

void html_close_table(struct buf *out)
{
    buf_puts(out, "</tbody></table></div>\n");
}

/* ---- whole pages */

static const struct html_part *part_at(struct text rest, const struct html_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(parts[i].name);
        if (rest.len > len + 1 && memcmp(rest.ptr + 1, parts[i].name, len) == 0 && rest.ptr[len + 1] == '}') return &parts[i];
    }
    return NULL;
}

void html_fill(struct buf *out, struct text skeleton, const struct html_part *parts, size_t count, const void *context)
{
    for (size_t i = 0; i < skeleton.len;) {
        struct text rest = {skeleton.ptr + i, skeleton.len - i};
        const struct html_part *part = *rest.ptr == '{' ? part_at(rest, parts, count) : NULL;
        if (part)
            part->put(context, out);
        else
            buf_char(out, *rest.ptr);
        i += part ? strlen(part->name) + 2 : 1;
    }
}

void html_json(struct buf *out, struct text json)
{
    for (size_t i = 0; i < json.len; i++) {
        char c = json.ptr[i];
        bool separator = c == '\xe2' && i + 2 < json.len && json.ptr[i + 1] == '\x80' && (json.ptr[i + 2] & 0xfe) == 0xa8;
        if (separator) {
            buf_puts(out, json.ptr[i + 2] == '\xa8' ? "\\u2028" : "\\u2029");
            i += 2;
        } else if (c == '<' || c == '>' || c == '&') {
            buf_printf(out, "\\u%04x", (unsigned)c);
        } else {
            buf_char(out, c);
        }
    }
}

void html_policy(struct buf *out, struct text style, struct text script)
{
    char digest[DIGEST_BASE64_SIZE];
    digest_base64(style, digest);
    buf_printf(out, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'", digest);
    if (!script.ptr) return;
    digest_base64(script, digest);
    buf_printf(out, "; script-src 'sha256-%s'", digest);
}
