/* One problem as the terminal shows it. */
#include <stdio.h>

#include "base/problem.h"

/* Empty strings without colour. */
struct colours {
    const char *severity, *strong, *mark, *off;
};

static struct colours colours_for(enum severity severity, bool colour)
{
    static const char *const of_severity[] = {
        [SEVERITY_ERROR] = "\033[1;31m", [SEVERITY_WARNING] = "\033[1;35m", [SEVERITY_NOTE] = "\033[1;36m"};
    if (!colour) return (struct colours){"", "", "", ""};
    return (struct colours){of_severity[severity], "\033[1m", "\033[1;32m", "\033[0m"};
}

const char *const severity_names[SEVERITY_COUNT] = {[SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_NOTE] = "note"};

static void put_place(struct buf *out, struct place place)
{
    if (!place.file) {
        buf_puts(out, "rung: ");
        return;
    }
    buf_visible(out, text_of(place.file), "");
    if (place.line > 0) buf_printf(out, ":%u", (unsigned)place.line);
    if (place.line > 0 && place.column > 0) buf_printf(out, ":%u", (unsigned)place.column);
    buf_puts(out, ": ");
}

static void put_repeated(struct buf *out, char c, size_t count)
{
    for (size_t i = 0; i < count; i++) buf_char(out, c);
}

/* Goes past `characters` of the line: their columns in blanks, tabs as they are, so that the caret stands below the place
 * whatever the terminal makes of a tab. Returns what is left of the line. */
static struct text put_blanks(struct buf *out, struct text line, size_t characters)
{
    for (size_t i = 0; i < characters && line.len > 0; i++) {
        uint32_t code;
        size_t len = text_character(line, &code);
        put_repeated(out, code == '\t' ? '\t' : ' ', (size_t)text_character_columns(code));
        line.ptr += len;
        line.len -= len;
    }
    return line;
}

static size_t columns_of(struct text rest, size_t characters)
{
    size_t columns = 0;
    for (uint32_t code; characters > 0 && rest.len > 0; characters--) {
        size_t len = text_character(rest, &code);
        columns += (size_t)text_character_columns(code);
        rest.ptr += len;
        rest.len -= len;
    }
    return columns;
}

static void put_underline(struct buf *out, const struct problem *problem, struct colours colours)
{
    uint32_t column = problem->place.column;
    if (column == 0 || column <= problem->line_shift) return;
    char number[16];
    size_t gutter = (size_t)snprintf(number, sizeof number, "%u", (unsigned)problem->place.line);
    put_repeated(out, ' ', 3 + gutter);
    buf_puts(out, " | ");
    struct text rest = put_blanks(out, text_of(problem->line), column - problem->line_shift - 1);
    size_t columns = columns_of(rest, problem->place.width);
    buf_printf(out, "%s^", colours.mark);
    put_repeated(out, '~', columns > 1 ? columns - 1 : 0);
    buf_printf(out, "%s\n", colours.off);
}

static void put_source(struct buf *out, const struct problem *problem, struct colours colours)
{
    if (!problem->line || problem->place.line == 0) return;
    buf_printf(out, "   %u | %s\n", (unsigned)problem->place.line, problem->line);
    put_underline(out, problem, colours);
}

static void put_partner(struct buf *out, const struct problem *problem)
{
    if (!problem->partner) return;
    buf_puts(out, "   partner: ");
    buf_visible(out, text_of(problem->partner), "");
    if (problem->subject) {
        buf_puts(out, " (");
        buf_visible(out, text_of(problem->subject), "");
        buf_char(out, ')');
    }
    buf_char(out, '\n');
}

static void put_detail(struct buf *out, const char *detail)
{
    while (detail && *detail) {
        size_t len = strcspn(detail, "\n");
        buf_printf(out, "   %.*s\n", (int)len, detail);
        detail += len + (detail[len] == '\n');
    }
}

void problem_format(const struct problem *problem, bool colour, struct buf *out)
{
    struct colours colours = colours_for(problem->severity, colour);
    buf_puts(out, colours.strong);
    put_place(out, problem->place);
    buf_printf(out, "%s%s%s:%s %s\n", colours.off, colours.severity, severity_names[problem->severity], colours.off, problem->what);
    put_source(out, problem, colours);
    if (problem->cure) buf_printf(out, "   cure: %s\n", problem->cure);
    put_partner(out, problem);
    put_detail(out, problem->detail);
}
