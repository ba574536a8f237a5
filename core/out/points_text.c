#include "out/points_text.h"

#include <math.h>

#include "base/number.h"
#include "lua/words.h"
#include "program/expr.h"
#include "score/points.h"

/* ---- settings */

static double number_of(const struct card_reader *reader, const struct setting *setting, double otherwise)
{
    return setting_number(setting, reader->attributes, otherwise);
}

/* All cases of a setting, for a rule without a partner: "250,000 for amer, 200,000 otherwise". */
void setting_text(const struct setting *setting, struct buf *out)
{
    for (size_t i = 0; i < setting->count; i++) {
        const struct setting_case *one = &setting->cases[i];
        if (i > 0) buf_puts(out, ", ");
        if (one->has_exact)
            words_rate(one->exact, one->percent, out);
        else
            words_number(one->value.number, out);
        if (one->when.ptr)
            buf_printf(out, " for %.*s", TEXT_ARG(one->when));
        else if (setting->count > 1)
            buf_puts(out, " otherwise");
    }
}

static void put_setting(const struct card_reader *reader, const struct setting *setting, struct buf *out)
{
    double number = reader ? number_of(reader, setting, NAN) : NAN;
    if (!reader)
        setting_text(setting, out);
    else if (isnan(number))
        buf_puts(out, "(nothing for this partner)");
    else
        words_number(number, out);
}

static void put_points_at(const struct card_reader *reader, const struct setting *at, const struct setting *points, struct buf *out)
{
    put_setting(reader, at, out);
    buf_puts(out, " (");
    put_setting(reader, points, out);
    buf_puts(out, " points)");
}

/* ---- rules */

static void put_curve(const struct card_reader *reader, const struct points_rule *rule, double value, struct buf *out)
{
    size_t right = 0;
    while (right < rule->count && value > number_of(reader, &rule->curve[right].at, NAN)) right++;
    const struct curve_point *low = right > 0 ? &rule->curve[right - 1] : NULL, *high = right < rule->count ? &rule->curve[right] : NULL;
    words_number(value, out);
    if (low && high) {
        buf_puts(out, " lies between ");
        put_points_at(reader, &low->at, &low->points, out);
        buf_puts(out, " and ");
        put_points_at(reader, &high->at, &high->points, out);
        return;
    }
    if (!low && !high) return;
    bool same = high && value == number_of(reader, &high->at, NAN);
    buf_puts(out, same   ? " is the beginning of the curve, "
                  : high ? " lies before the beginning of the curve, "
                         : " lies behind the end of the curve, ");
    put_points_at(reader, high ? &high->at : &low->at, high ? &high->points : &low->points, out);
}

static void put_edge(const struct card_reader *reader, const char *open, const char *closed, bool is_open, const struct setting *edge,
                     struct buf *out)
{
    if (!edge->given) return;
    buf_puts(out, is_open ? open : closed);
    put_setting(reader, edge, out);
}

static void put_band(const struct card_reader *reader, const struct points_rule *rule, double value, struct buf *out)
{
    const struct band *band = points_band(rule, value, reader->attributes);
    words_number(value, out);
    buf_puts(out, band ? " is in the band" : " is in none of the bands");
    if (!band) return;
    put_edge(reader, " above ", " from ", band->low_open, &band->low, out);
    put_edge(reader, " to below ", " to ", band->high_open, &band->high, out);
    buf_puts(out, " (");
    put_setting(reader, &band->points, out);
    buf_puts(out, " points)");
}

static void put_unit(const struct card_reader *reader, const struct points_rule *rule, struct buf *out)
{
    put_setting(reader, &rule->each, out);
    buf_puts(out, rule->whole ? " points for each whole " : " points for each ");
    if (rule->per.given)
        put_setting(reader, &rule->per, out);
    else
        buf_char(out, '1');
}

static void put_logarithm(const struct card_reader *reader, const struct points_rule *rule, struct buf *out)
{
    bool normal = rule->kind == POINTS_LOG_NORMAL;
    buf_puts(out, normal ? " on the log-normal curve with half of " : " on the way, by logarithms, to the ");
    put_setting(reader, &rule->full, out);
    buf_puts(out, normal ? " points at " : " points, from ");
    put_setting(reader, &rule->begin, out);
    buf_puts(out, normal ? " and nine tenths at " : " to ");
    put_setting(reader, &rule->end, out);
}

static void put_limits(const struct card_reader *reader, const struct points_rule *rule, struct buf *out)
{
    if (rule->min.given) buf_puts(out, "; at least "), put_setting(reader, &rule->min, out);
    if (rule->max.given) buf_puts(out, "; at most "), put_setting(reader, &rule->max, out);
}

static void put_rule(const struct card_reader *reader, size_t index, double value, struct buf *out)
{
    const struct points_rule *rule = &reader->run->program->metrics[index].points;
    const double *percentiles = reader->subject.percentiles;
    switch (rule->kind) {
    case POINTS_VALUE: buf_puts(out, "the value is the points"); break;
    case POINTS_CURVE: put_curve(reader, rule, value, out); break;
    case POINTS_BANDS: put_band(reader, rule, value, out); break;
    case POINTS_PER_UNIT:
        words_number(value, out);
        buf_puts(out, ": ");
        put_unit(reader, rule, out);
        break;
    case POINTS_LOG:
    case POINTS_LOG_NORMAL:
        words_number(value, out);
        put_logarithm(reader, rule, out);
        break;
    case POINTS_PERCENTILE:
        buf_puts(out, "100 times the percent rank among its peers, ");
        words_number(percentiles ? percentiles[index] : NAN, out);
        break;
    case POINTS_EXPRESSION: buf_text(out, rule->expression->text); break;
    }
    put_limits(reader, rule, out);
}

static void put_instead(const struct card_reader *reader, const struct instead *instead, const char *key, struct buf *out)
{
    switch (instead->kind) {
    case INSTEAD_ZERO: buf_puts(out, "0 points"); break;
    case INSTEAD_LEAVE_OUT: buf_puts(out, "left out of the score"); break;
    case INSTEAD_POINTS:
        put_setting(reader, &instead->points, out);
        buf_puts(out, " points");
        break;
    }
    buf_printf(out, " (%s)", key);
}

void points_text(const struct card_reader *reader, size_t index, struct buf *out)
{
    const struct metric *metric = &reader->run->program->metrics[index];
    const struct card_metric *own = &reader->card.metrics[index];
    if (own->waiver && own->waiver->kind == WAIVE_POINTS) {
        buf_puts(out, "waived");
    } else if (own->switched_off) {
        buf_printf(out, "when: %.*s does not hold: ", TEXT_ARG(metric->when->text));
        put_instead(reader, &metric->otherwise, "otherwise", out);
    } else if (own->state == MEASURE_NO_DATA || own->unearned) {
        buf_puts(out, "no data: ");
        put_instead(reader, &metric->missing, "missing", out);
    } else if (own->state == MEASURE_VALUE) {
        double value = metric->round < 0 ? own->value : number_round(own->value, metric->round);
        put_rule(reader, index, value, out);
    } else {
        buf_puts(out, measure_state_names[own->state]);
    }
}

/* ---- the whole rule, of a partner, or with reader NULL for all of them */

/* A share is said in percent. */
static void put_value_at(const struct card_reader *reader, const struct setting *at, bool share, struct buf *out)
{
    if (share && at->count == 1 && !at->cases[0].percent)
        words_percent(at->cases[0].value.number, out);
    else
        put_setting(reader, at, out);
}

static void put_whole_curve(const struct card_reader *reader, const struct points_rule *rule, bool share, struct buf *out)
{
    for (size_t i = 0; i < rule->count; i++) {
        if (i) buf_puts(out, ", ");
        put_setting(reader, &rule->curve[i].points, out);
        buf_puts(out, i ? " at " : " points at ");
        put_value_at(reader, &rule->curve[i].at, share, out);
    }
}

static void put_whole_bands(const struct card_reader *reader, const struct points_rule *rule, bool share, struct buf *out)
{
    for (size_t i = 0; i < rule->count; i++) {
        const struct band *band = &rule->bands[i];
        if (i) buf_puts(out, ", ");
        put_setting(reader, &band->points, out);
        if (i == 0) buf_puts(out, " points");
        if (band->low.given) buf_puts(out, band->low_open ? " above " : " from "), put_value_at(reader, &band->low, share, out);
        if (band->high.given) buf_puts(out, band->high_open ? " to below " : " to "), put_value_at(reader, &band->high, share, out);
    }
}

static void put_whole_rule(const struct card_reader *reader, const struct points_rule *rule, struct buf *out)
{
    switch (rule->kind) {
    case POINTS_CURVE:
        buf_puts(out, "curve of ");
        put_whole_curve(reader, rule, false, out);
        break;
    case POINTS_BANDS:
        buf_puts(out, "bands of ");
        put_whole_bands(reader, rule, false, out);
        break;
    default: return; /* how the value came to its points says it all */
    }
    put_limits(reader, rule, out);
}

void points_rule_for_all(const struct points_rule *rule, bool share, struct buf *out)
{
    switch (rule->kind) {
    case POINTS_VALUE: buf_puts(out, "the value is the points"); break;
    case POINTS_CURVE:
        put_whole_curve(NULL, rule, share, out);
        if (rule->count > 1) buf_puts(out, "; straight lines between");
        break;
    case POINTS_BANDS: put_whole_bands(NULL, rule, share, out); break;
    case POINTS_PER_UNIT: put_unit(NULL, rule, out); break;
    case POINTS_LOG:
    case POINTS_LOG_NORMAL:
        buf_puts(out, "the value");
        put_logarithm(NULL, rule, out);
        break;
    case POINTS_PERCENTILE: buf_puts(out, "100 times the percent rank among its peers"); break;
    case POINTS_EXPRESSION: buf_text(out, rule->expression->text); break;
    }
    put_limits(NULL, rule, out);
}

void points_rule_text(const struct card_reader *reader, size_t index, struct buf *out)
{
    const struct metric *metric = &reader->run->program->metrics[index];
    size_t begin = out->len;
    put_whole_rule(reader, &metric->points, out);
    if (reader->card.metrics[index].state == MEASURE_NO_DATA) return;
    buf_puts(out, out->len > begin ? "; no data would be " : "no data would be ");
    put_instead(reader, &metric->missing, "missing", out);
}

/* ---- names in expressions */

static void put_value(struct value value, struct buf *out)
{
    switch (value.kind) {
    case VALUE_NONE: buf_puts(out, "not known"); break;
    case VALUE_NUMBER: words_number(value.number, out); break;
    case VALUE_TEXT:
        buf_char(out, '\'');
        buf_visible(out, value.text, "");
        buf_char(out, '\'');
        break;
    case VALUE_YESNO: buf_puts(out, value.number != 0 ? "yes" : "no"); break;
    }
}

/* An expression reads a date as the number of its day. */
static bool is_date(const struct program *program, const struct expr *expr)
{
    const struct name *name = &program->names[expr->slot];
    return name->kind == NAME_ATTRIBUTE && program->tables[0].columns[name->index].type == COLUMN_DATE;
}

static void put_names(const struct card_reader *reader, const struct expr *expr, size_t begin, struct buf *out)
{
    if (expr->op == EXPR_NAME) {
        if (out->len > begin) buf_puts(out, ", ");
        buf_printf(out, "%.*s = ", TEXT_ARG(expr->text));
        struct value value = card_eval(expr, &reader->card, reader->run->program, &reader->subject);
        if (value.kind == VALUE_NUMBER && is_date(reader->run->program, expr))
            words_day((int32_t)value.number, out);
        else
            put_value(value, out);
    }
    for (size_t i = 0; i < expr->arg_count; i++) put_names(reader, expr->args[i], begin, out);
}

void names_text(const struct card_reader *reader, const struct expr *expr, struct buf *out)
{
    put_names(reader, expr, out->len, out);
}
