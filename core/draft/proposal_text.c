#include <inttypes.h>

#include "base/number.h"
#include "draft/proposal.h"
#include "draft/yaml_text.h"

enum { WIDTH = 116 };

/* ---- comments */

/* "# ? ..." over as many lines as it takes. */
static void put_doubt(struct buf *out, int indent, const char *text)
{
    buf_printf(out, "%*s# ? ", indent, "");
    for (size_t column = 0; *text;) {
        size_t length = strcspn(text, " ");
        if (column > 0 && column + length > (size_t)(WIDTH - indent)) {
            buf_printf(out, "\n%*s#   ", indent, "");
            column = 0;
        } else if (column > 0) {
            buf_char(out, ' ');
        }
        buf_visible(out, (struct text){text, length}, "");
        column += length + 1;
        text += length + (text[length] == ' ');
    }
    buf_char(out, '\n');
}

static void put_doubts(struct buf *out, const struct proposal *proposal, int indent, const void *about)
{
    for (size_t i = 0; i < proposal->doubts.count; i++)
        if (proposal->doubts.items[i].about == about) put_doubt(out, indent, proposal->doubts.items[i].text);
}

static void put_number(struct buf *out, double number)
{
    char text[NUMBER_TEXT_MAX];
    number_format(number, text);
    buf_puts(out, text);
}

static void put_day(struct buf *out, int32_t day)
{
    char text[DATE_TEXT_MAX];
    date_format(day, text);
    buf_puts(out, text);
}

/* ---- the top */

static void put_period(struct buf *out, const struct proposal *proposal)
{
    const struct figures *figures = &proposal->figures;
    if (figures->dated_column < 0) {
        buf_puts(out, "period: 2026-Q3\n");
        return;
    }
    const struct table_spec *spec = &proposal->specs[figures->dated_table];
    struct civil from = date_civil(figures->period.from);
    buf_printf(out, "period: %d-Q%d # the last whole quarter of %s.%s, whose days go from ", from.year, (from.month + 2) / 3, spec->name,
               spec->columns[figures->dated_column].name);
    put_day(out, figures->days.from);
    buf_puts(out, " to ");
    put_day(out, figures->days.to);
    buf_char(out, '\n');
}

static void put_top(struct buf *out, const struct proposal *proposal)
{
    buf_puts(out, "# A proposal, made from data files by rung new program. It loads and runs as it stands.\n"
                  "# Where it says \"# ?\", something was not sure: look at it, change what is wrong, and take the remark away.\n"
                  "# What stands behind a # is for people; rung help format explains every key.\n"
                  "program: ");
    yaml_text(out, text_of(proposal->title));
    if (proposal->currency)
        buf_printf(out, "\ncurrency: %s\n", proposal->currency);
    else
        buf_puts(out, "\n# currency: EUR # of all amounts of money\n");
    put_period(out, proposal);
    put_doubts(out, proposal, 0, NULL);
    buf_puts(out, "\nobjectives: # what the program is for, in your words; each metric names the one that it serves\n"
                  "  grow: Partners grow with us\n");
}

/* ---- tables */

static void put_words(struct buf *out, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i == 0 ? "[" : ", ");
        yaml_text(out, text_of(words[i]));
    }
    buf_char(out, ']');
}

static void put_column(struct buf *out, const struct column_spec *column, uint64_t empty, uint64_t rows)
{
    bool own = strcmp(column->name, column->header) == 0;
    buf_printf(out, "      %s: ", column->name);
    if (own && !column->format && column->allowed_count == 0) {
        buf_puts(out, column_type_names[column->type]);
    } else {
        buf_printf(out, "{type: %s", column_type_names[column->type]);
        if (!own) {
            buf_puts(out, ", header: ");
            yaml_text(out, text_of(column->header));
        }
        if (column->format) buf_printf(out, ", format: \"%s\"", column->format);
        if (column->allowed_count > 0) {
            buf_puts(out, ", allowed: ");
            put_words(out, column->allowed, column->allowed_count);
        }
        buf_char(out, '}');
    }
    if (empty > 0) buf_printf(out, " # empty in %" PRIu64 " of %" PRIu64 " rows", empty, rows);
    buf_char(out, '\n');
}

static uint64_t empty_cells(const struct tally *tally)
{
    uint64_t empty = tally->empty;
    for (size_t i = 0; i < BLANKS_MAX; i++) empty += tally->blanks[i];
    return empty;
}

static void put_file(struct buf *out, const struct proposal *proposal, size_t index)
{
    const struct table_spec *spec = &proposal->specs[index];
    const struct proposed_table *table = &proposal->tables[index];
    bool plain = strspn(table->copy, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(table->copy);
    buf_puts(out, "    file: ");
    if (plain)
        buf_printf(out, "tables/%s", table->copy);
    else
        yaml_text(out, text_of(arena_printf(proposal->draft->arena, "tables/%s", table->copy)));
    buf_char(out, '\n');
    if (spec->delimiter != ',')
        buf_printf(out, "    delimiter: %s\n", spec->delimiter == '\t' ? "tab" : spec->delimiter == ';' ? "\";\"" : "\"|\"");
    if (spec->decimal) buf_printf(out, "    decimal: \"%c\"\n", spec->decimal);
    if (spec->encoding) buf_printf(out, "    encoding: %s\n", spec->encoding);
    if (spec->empty_count == 0) return;
    buf_puts(out, "    empty: ");
    put_words(out, spec->empty, spec->empty_count);
    buf_char(out, '\n');
}

static void put_table(struct buf *out, const struct proposal *proposal, size_t index)
{
    const struct table_spec *spec = &proposal->specs[index];
    const struct proposed_table *table = &proposal->tables[index];
    buf_printf(out, "  %s:\n", spec->name);
    put_doubts(out, proposal, 4, table->profile);
    put_file(out, proposal, index);
    buf_printf(out, "    %s: %s\n", index == 0 ? "key" : "partner", spec->columns[spec->key].name);
    if (index == 0 && proposal->name_column >= 0) buf_printf(out, "    name: %s\n", spec->columns[proposal->name_column].name);
    buf_puts(out, "    columns:\n");
    for (size_t c = 0; c < spec->column_count; c++) {
        put_doubts(out, proposal, 6, table->from[c]);
        put_column(out, &spec->columns[c], empty_cells(&table->from[c]->tally), table->profile->seen);
    }
}

static void put_left_out(struct buf *out, const struct proposal *proposal)
{
    for (size_t f = 0; f < proposal->profile_count; f++) {
        if (proposal->links.columns[f] != LINK_NONE) continue;
        buf_puts(out, "  # ");
        buf_visible(out, text_of(proposal->profiles[f].file), "");
        buf_char(out, '\n');
        put_doubts(out, proposal, 2, &proposal->profiles[f]);
    }
}

/* ---- the scorecard */

static void put_where(struct buf *out, const struct table_spec *spec, const struct figure *figure)
{
    if (figure->date < 0 && figure->outcome < 0) return;
    buf_puts(out, ", where: {");
    if (figure->outcome >= 0) {
        buf_printf(out, "%s: ", spec->columns[figure->outcome].name);
        yaml_text(out, text_of(figure->word));
    }
    if (figure->date >= 0) buf_printf(out, "%s%s: period", figure->outcome >= 0 ? ", " : "", spec->columns[figure->date].name);
    buf_char(out, '}');
}

static void put_plugin(struct buf *out, const struct proposal *proposal, const struct figure *figure)
{
    const struct table_spec *spec = &proposal->specs[figure->table];
    const char *column = figure->column >= 0 ? spec->columns[figure->column].name : NULL;
    buf_printf(out, "      %s:\n        plugin: ", figure->name);
    if (figure->kind == FIGURE_ATTRIBUTE) {
        buf_printf(out, "metrics/attribute\n        params: {column: %s}\n        block: governance\n", column);
        return;
    }
    if (figure->kind == FIGURE_SUM)
        buf_printf(out, "metrics/sum\n        params: {table: %s, column: %s", spec->name, column);
    else
        buf_printf(out, "metrics/count\n        params: {table: %s", spec->name);
    put_where(out, spec, figure);
    buf_printf(out, "}\n        block: %s\n", figure->kind == FIGURE_SUM ? "metrics_motivators" : "processes");
}

static void put_metric(struct buf *out, const struct proposal *proposal, size_t index)
{
    const struct figure *figure = &proposal->figures.items[index];
    put_plugin(out, proposal, figure);
    buf_puts(out, "        objective: grow\n        weight: ");
    put_number(out, figures_weight(&proposal->figures, index));
    buf_puts(out, "\n        points: {curve: {0: 0, ");
    if (!figure->yesno) {
        put_number(out, figure->some);
        buf_puts(out, ": 50, ");
    }
    put_number(out, figure->much);
    buf_puts(out, ": 100}}\n");
}

static void put_tier(struct buf *out, const char *name, double score, size_t partners, size_t all)
{
    buf_printf(out, "      %s: {score: ", name);
    put_number(out, score);
    buf_puts(out, "}");
    if (all > 0) buf_printf(out, " # %zu of %zu partners reach it with these data", partners, all);
    buf_char(out, '\n');
}

static void put_scorecard(struct buf *out, const struct proposal *proposal)
{
    const struct figures *figures = &proposal->figures;
    buf_puts(out,
             "\n# What is measured. Weights, points and tiers are a proposal: in each curve about half of the partners that have anything\n"
             "# to show get 50 points or more, and one in ten gets all 100.\n"
             "scorecards:\n  main:\n    metrics:\n");
    for (size_t i = 0; i < figures->count; i++) put_metric(out, proposal, i);
    if (figures->count == 0)
        buf_puts(out, "      presence: # nothing to measure was found: 100 points for everybody, until you put in what counts\n"
                      "        formula: \"100\"\n        block: metrics_motivators\n        objective: grow\n        points: value\n");
    buf_puts(out, "    tiers: # highest first; margin: 15% behind a score makes margin recommendations, once there is a line margin: {} at "
                  "the end\n");
    put_tier(out, "gold", figures->gold, figures->golden, figures->partners);
    put_tier(out, "silver", figures->silver, figures->silvern, figures->partners);
    buf_puts(out, "      member: {}\n");
}

void proposal_write(const struct proposal *proposal, struct buf *out)
{
    put_top(out, proposal);
    buf_puts(out, "\ntables: # your files, and the columns that rules may use\n");
    for (size_t t = 0; t < proposal->table_count; t++) put_table(out, proposal, t);
    put_left_out(out, proposal);
    put_scorecard(out, proposal);
}
