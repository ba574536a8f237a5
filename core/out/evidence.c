#include "out/evidence.h"

#include "base/date.h"
#include "out/cells.h"
#include "program/expr.h"
#include "run/trace_rule.h"

struct looked {
    struct asked_rule rule;
    struct trace trace;
};
struct evidence_column {
    const char *name;
    size_t table; /* the one table that has it; 0: all that have it share it */
};
struct evidence {
    struct rung_run *run;
    bool *wanted; /* per metric */
    struct looked *rules;
    size_t count;
    struct evidence_column *columns; /* of all tables with rows */
    size_t column_count;
    int *at; /* per table and column name: where the column stands in the table; -1: it has none */
};

static const struct program *program_of(const struct evidence *evidence)
{
    return evidence->run->run.program;
}

static const char *const heads[] = {"partner", "scorecard", "metric", "table", "file", "line", "counted", "condition", "part"};

void evidence_heads(struct csv_row *row)
{
    csv_begin(row);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_string(row, heads[i]);
}

/* ---- whose rows */

static void want_metric(struct evidence *evidence, size_t index);

static void want_named(struct evidence *evidence, const struct metric *metric, const struct expr *expr)
{
    const struct name *name = expr->op == EXPR_NAME ? &program_of(evidence)->names[expr->slot] : NULL;
    if (name && (name->kind == NAME_VALUE || name->kind == NAME_POINTS)) {
        int index = program_metric(program_of(evidence), metric->scorecard, metric->track, text_of(name->metric));
        if (index >= 0) want_metric(evidence, (size_t)index);
    }
    for (size_t i = 0; i < expr->arg_count; i++) want_named(evidence, metric, expr->args[i]);
}

static void want_metric(struct evidence *evidence, size_t index)
{
    const struct metric *metric = &program_of(evidence)->metrics[index];
    if (evidence->wanted[index]) return;
    evidence->wanted[index] = true;
    if (metric->formula) want_named(evidence, metric, metric->formula);
    if (metric_compares(metric)) want_metric(evidence, metric->cohort.of);
}

static void want_tracks(struct evidence *evidence)
{
    const struct program *program = program_of(evidence);
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct card_scorecard *own = &evidence->run->reader.card.scorecards[s];
        const struct track *track = &program->scorecards[s].tracks[own->track];
        for (size_t i = 0; own->on_track && i < track->metric_count; i++) evidence->wanted[track->first_metric + i] = true;
    }
}

static bool look(struct evidence *evidence, struct asked_rule rule)
{
    struct looked *looked = &evidence->rules[evidence->count];
    looked->rule = rule;
    if (!trace_called(&evidence->run->reader, rule.index, rule.incentive)) return true;
    evidence->count++;
    return asked_trace(evidence->run, &rule, &looked->trace);
}

static bool look_at_all(struct evidence *evidence, const struct asked_rule *rule)
{
    const struct program *program = program_of(evidence);
    struct arena *arena = &evidence->run->arena;
    evidence->wanted = arena_array(arena, program->metric_count + 1, sizeof *evidence->wanted);
    evidence->rules = arena_array(arena, program->metric_count + 1, sizeof *evidence->rules);
    if (!evidence->wanted || !evidence->rules) return false;
    if (rule && rule->incentive) return look(evidence, *rule);
    if (rule)
        want_metric(evidence, rule->index);
    else
        want_tracks(evidence);
    for (size_t m = 0; m < program->metric_count; m++)
        if (evidence->wanted[m] && !look(evidence, (struct asked_rule){.index = m})) return false;
    return true;
}

/* ---- columns */

static bool has_rows(const struct evidence *evidence, size_t table)
{
    for (size_t i = 0; i < evidence->count; i++)
        for (size_t r = 0; r < evidence->rules[i].trace.row_count; r++)
            if (evidence->rules[i].trace.rows[r].table == table) return true;
    return false;
}

static bool is_head(const char *name)
{
    size_t i = 0;
    while (i < sizeof heads / sizeof *heads && strcmp(heads[i], name) != 0) i++;
    return i < sizeof heads / sizeof *heads;
}

/* A column with the name of one of the first ones stands for its table alone, and says so. */
static void add_columns(struct evidence *evidence, size_t table)
{
    const struct table_spec *spec = &program_of(evidence)->tables[table];
    for (size_t c = 0; c < spec->column_count; c++) {
        struct evidence_column column = {spec->columns[c].name, is_head(spec->columns[c].name) ? table : 0};
        size_t at = column.table ? evidence->column_count : 0;
        while (at < evidence->column_count && strcmp(evidence->columns[at].name, column.name) != 0) at++;
        if (at == evidence->column_count) evidence->columns[evidence->column_count++] = column;
    }
}

static int column_in(const struct evidence *evidence, size_t table, const struct evidence_column *column)
{
    if (column->table && column->table != table) return -1;
    return table_column(&program_of(evidence)->tables[table], text_of(column->name));
}

static void put_column_head(const struct evidence *evidence, const struct evidence_column *column, struct csv_row *row)
{
    struct buf name = {0};
    if (column->table) buf_printf(&name, "%s.", program_of(evidence)->tables[column->table].name);
    buf_puts(&name, column->name);
    made_cell(row, &name);
}

static bool find_columns(struct evidence *evidence)
{
    const struct program *program = program_of(evidence);
    struct arena *arena = &evidence->run->arena;
    size_t most = 1;
    for (size_t t = 1; t < program->table_count; t++) most += program->tables[t].column_count;
    evidence->columns = arena_array(arena, most, sizeof *evidence->columns);
    evidence->at = arena_array(arena, program->table_count * most, sizeof *evidence->at);
    if (!evidence->columns || !evidence->at) return false;
    for (size_t t = 1; t < program->table_count; t++)
        if (has_rows(evidence, t)) add_columns(evidence, t);
    for (size_t t = 1; t < program->table_count; t++)
        for (size_t c = 0; c < evidence->column_count; c++)
            evidence->at[t * evidence->column_count + c] = column_in(evidence, t, &evidence->columns[c]);
    return true;
}

/* ---- rows */

static void put_cell(const struct column *column, size_t row, struct csv_row *out)
{
    struct value value = column->cells ? column_value(column, row) : (struct value){.kind = VALUE_NONE};
    char day[DATE_TEXT_MAX];
    int64_t units;
    if (value.kind == VALUE_NONE) {
        csv_empty(out);
    } else if (value.kind == VALUE_TEXT) {
        csv_text(out, value.text);
    } else if (value.kind == VALUE_YESNO) {
        csv_yesno(out, value.number != 0);
    } else if (column->spec->type == COLUMN_DATE) {
        date_format((int32_t)value.number, day);
        csv_word(out, day);
    } else if (!column->real && column_integer(column, row, &units)) {
        csv_decimal(out, decimal_of(units, column->scale));
    } else {
        csv_number(out, value.number);
    }
}

/* Which selection it was, by number and conditions: "2: closed_on from 2025-07-01 to 2025-09-30". */
static void put_part(const struct trace *trace, uint32_t index, struct csv_row *row)
{
    const struct trace_event *event = &trace->events[index];
    struct buf text = {0};
    size_t number = 0;
    for (uint32_t i = 0; i <= index; i++) number += trace->events[i].kind == TRACE_SELECT;
    if (event->kind == TRACE_SELECT) buf_printf(&text, "%zu: ", number);
    size_t before = text.len;
    trace_conditions(trace, index, &text);
    if (text.len == before) buf_puts(&text, "all rows");
    made_cell(row, &text);
}

static void put_rule(const struct evidence *evidence, const struct asked_rule *rule, struct csv_row *row)
{
    const struct program *program = program_of(evidence);
    const struct metric *metric = rule->incentive ? NULL : &program->metrics[rule->index];
    csv_text(row, run_partner_key(&evidence->run->run, evidence->run->reader.partner));
    csv_string(row, metric ? program->scorecards[metric->scorecard].name : "");
    csv_string(row, metric ? metric->name : program->incentives[rule->index].name);
}

static void put_row(const struct evidence *evidence, const struct looked *looked, const struct trace_row *row, struct csv_row *out)
{
    const struct table *table = &evidence->run->run.data.tables[row->table];
    const struct trace_event *event = &looked->trace.events[row->event];
    bool counted = row->condition == TRACE_KEPT;
    put_rule(evidence, &looked->rule, out);
    csv_string(out, table->spec->name);
    csv_string(out, table->spec->history ? "" : table->spec->path);
    number_cell(out, table->lines != NULL, table->lines ? table->lines[row->row] : 0);
    csv_word(out, counted ? "yes" : row->base ? "in the base" : "no");
    csv_text(out, counted ? text_of("") : event->conditions[row->condition].words);
    put_part(&looked->trace, row->event, out);
    for (size_t c = 0; c < evidence->column_count; c++) {
        int column = evidence->at[row->table * evidence->column_count + c];
        if (column < 0)
            csv_empty(out);
        else
            put_cell(&table->columns[column], row->row, out);
    }
    csv_end(out);
}

static bool reads(const struct evidence *evidence, const struct asked_rule *asked, size_t table)
{
    const struct ruleset *rules = &evidence->run->run.rules;
    const struct rule *rule = asked->incentive ? &rules->incentives[asked->index] : &rules->metrics[asked->index];
    for (size_t c = 0; c < program_of(evidence)->tables[table].column_count; c++)
        if (rule->reads[table][c]) return true;
    return false;
}

/* A row that never came into the table: its cells are not known. */
static void put_aside(const struct evidence *evidence, const struct looked *looked, const struct aside_row *aside, struct csv_row *out)
{
    put_rule(evidence, &looked->rule, out);
    csv_string(out, program_of(evidence)->tables[aside->table].name);
    csv_string(out, aside->place.file);
    number_cell(out, true, aside->place.line);
    csv_word(out, "set aside");
    csv_string(out, aside->why);
    csv_empty(out);
    for (size_t c = 0; c < evidence->column_count; c++) csv_empty(out);
    csv_end(out);
}

static void put_looked(const struct evidence *evidence, const struct looked *looked, const struct aside *aside, struct csv_row *row,
                       struct evidence_sum *sum)
{
    const struct trace *trace = &looked->trace;
    sum->rows += trace->row_count;
    sum->left_out += trace->rows_left_out;
    for (size_t r = 0; r < trace->row_count; r++) {
        sum->counted += trace->rows[r].condition == TRACE_KEPT;
        put_row(evidence, looked, &trace->rows[r], row);
    }
    for (size_t i = 0; i < aside->count; i++) {
        if (!reads(evidence, &looked->rule, aside->rows[i].table)) continue;
        sum->aside++;
        put_aside(evidence, looked, &aside->rows[i], row);
    }
}

bool evidence_put(struct rung_run *run, const struct asked_rule *rule, const struct aside *aside, struct csv_row *row,
                  struct evidence_sum *sum)
{
    struct evidence evidence = {.run = run};
    *sum = (struct evidence_sum){0};
    if (!look_at_all(&evidence, rule) || !find_columns(&evidence)) return false;
    evidence_heads(row);
    for (size_t c = 0; c < evidence.column_count; c++) put_column_head(&evidence, &evidence.columns[c], row);
    csv_end(row);
    for (size_t i = 0; i < evidence.count; i++) put_looked(&evidence, &evidence.rules[i], aside, row, sum);
    return !row->out->failed;
}
