#include "program/descriptor.h"

#include "program/load.h"

/* In the order in which a program is read; each form with the heading of its chapter. */
static const struct {
    const char *heading;
    const struct form *form;
} chapters[] = {
    {"The program", &program_form},
    {"versions, as a list", &version_form},
    {"limits", &limits_form},
    {"objectives.NAME", &objective_form},
    {"currencies", &currencies_form},
    {"tables.NAME", &table_form},
    {"tables.NAME.columns.NAME", &column_form},
    {"waivers", &waivers_form},
    {"scorecards.NAME", &scorecard_form},
    {"scorecards.NAME.score", &score_form},
    {"scorecards.NAME.categories.NAME", &category_form},
    {"metrics.NAME", &metric_form},
    {"metrics.NAME.cohort", &cohort_form},
    {"metrics.NAME.cohort.outliers", &outliers_form},
    {"metrics.NAME.missing and otherwise", &instead_form},
    {"metrics.NAME.points", &points_form},
    {"points.curve, as a list", &curve_point_form},
    {"points.bands, as a list", &band_form},
    {"points.log", &log_form},
    {"points.log_normal", &log_normal_form},
    {"points.percentile", &percentile_form},
    {"tracks.NAME", &track_form},
    {"tiers.NAME", &tier_form},
    {"movement", &movement_form},
    {"movement.promote", &promote_form},
    {"movement.demote", &demote_form},
    {"margin", &margin_form},
    {"margin.groups.NAME", &group_form},
    {"payouts.NAME", &payout_form},
    {"warnings", &warnings_form},
    {"warnings.expiry", &expiry_form},
    {"incentives.NAME", &incentive_form},
    {"incentives.NAME.pool", &pool_form},
};

const struct form *descriptor_form(size_t index)
{
    return index < sizeof chapters / sizeof *chapters ? chapters[index].form : NULL;
}

static const char preface[] =
    "# The format of program.yaml\n\n"
    "This page is printed by `rung help format` from the rows that parse the file.\n\n"
    "- A number is 15, 2.5 or 15%; weights and points may be exact fractions such as 40/6. There are no thousands separators.\n"
    "- A percent sign divides by 100: 80% is 0.8. It stands at rates, at what a metric that is a share is compared with in params, curves "
    "and "
    "bands, and at the weights of a scorecard, if at all of them. It cannot stand at money, at a tier's score where metrics earn "
    "more than 1 point, and in conditions and formulas (write 0.8).\n"
    "- A rate of 1 is written 100%, as it could be 1% with the sign forgotten. Money with exactly three decimals, as 1.000, could be a "
    "thousand: write 1000, or 1.\n"
    "- A number or rate may differ by a partner column: `{by: region, amer: 250000, default: 200000}`.\n"
    "- yes and true are the same, and so are no and false. Everything else is a text until a key or a column's type says what it is.\n"
    "- Names of tables, columns, metrics, scorecards and incentives are letters, digits and `_`.\n"
    "- Conditions and formulas follow Lua: `and or not == ~= < <= > >= + - * / // % ^`, parentheses, texts in single quotes, and the "
    "functions ";
static const char preface_functions[] =
    ": `oneof(partner.region, 'amer', 'emea')`, `partner.joined_on >= date('2026-01-01')`, "
    "`count(revenue >= 50000, people >= 4, rating >= 4.5) >= 2` (how many of them hold). "
    "`period.from` and `period.to` are the first and the last day of the period: `period.to < add_months(partner.joined_on, 24)`. "
    "`revenue >= 50000 and 3 or 1` is 3 where the condition holds and 1 elsewhere. "
    "A part without data could not tell; a condition that could not tell does not hold.\n";

/* A bar would end the cell. */
static void put_cell(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|') buf_char(out, '\\');
        buf_char(out, *text);
    }
}

static void put_type(struct buf *out, const struct row *row)
{
    const struct choices *choices = row->type == &type_choice || row->type == &type_word ? row->extra : NULL;
    if (!choices) {
        put_cell(out, row->type->name);
        return;
    }
    for (size_t i = 0; i < choices->count; i++) {
        if (i > 0) buf_puts(out, i + 1 == choices->count ? " or " : ", ");
        put_cell(out, choices->names[i]);
    }
}

static void put_row(struct buf *out, const struct row *row)
{
    buf_printf(out, "| %s | ", row->key);
    put_type(out, row);
    buf_puts(out, " | ");
    put_cell(out, row->required ? "required" : row->otherwise ? row->otherwise : "");
    buf_puts(out, " | ");
    put_cell(out, row->help);
    buf_puts(out, " |\n");
}

static void put_form(struct buf *out, const char *heading, const struct form *form)
{
    buf_printf(out, "\n## %s\n\n", heading);
    if (form->intro) buf_printf(out, "%s\n\n", form->intro);
    buf_puts(out, "| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < form->count; i++) put_row(out, &form->rows[i]);
    if (form->example) buf_printf(out, "\n```yaml\n%s```\n", form->example);
}

void descriptor_markdown(struct buf *out)
{
    buf_puts(out, preface);
    expr_function_names(out);
    buf_puts(out, preface_functions);
    for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++) put_form(out, chapters[i].heading, chapters[i].form);
}
