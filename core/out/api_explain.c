/* rung_explain: why a partner's card is as it is. */
#include "lua/words.h"
#include "out/csv_file.h"
#include "out/evidence.h"
#include "out/explain.h"
#include "run/trace_rule.h"

/* The rule that was named, if any. */
static bool find_rule(struct rung_run *run, const struct rung_explain *asked, struct asked_rule *rule, struct trace *trace,
                      struct explanation *explanation)
{
    if (!asked->rule) return true;
    if (!asked_rule(run, asked->rule, rule)) return false;
    explanation->rule = rule;
    if (!trace_called(&run->reader, rule->index, rule->incentive)) return true;
    explanation->trace = trace;
    return asked_trace(run, rule, trace);
}

/* What the rules of the incentives did, where they were called: of all, or of the one that was asked for. */
static bool trace_awards(struct rung_run *run, struct explanation *explanation)
{
    size_t count = run->run.program->incentive_count;
    struct trace *traces = arena_array(&run->arena, count + 1, sizeof *traces);
    explanation->awards = traces;
    for (size_t i = 0; traces && i < count; i++)
        if (explain_incentive(explanation, i) && trace_called(&run->reader, i, true) &&
            !asked_trace(run, &(struct asked_rule){i, true}, &traces[i]))
            return false;
    return traces != NULL;
}

/* ---- evidence */

static bool to_stdout(const struct rung_explain *asked)
{
    return asked->evidence && strcmp(asked->evidence, "-") == 0;
}

/* Both would be printed. */
static bool refuse_both(struct rung_run *run)
{
    problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
                "name a file for the rows, as in --evidence rows.csv, or leave out --json",
                "--evidence - and --json would both be printed");
    return false;
}

/* An incentive is mostly worked out from metrics: they have the rows. */
static void note_no_rows(struct rung_run *run, const struct explanation *explanation)
{
    const struct asked_rule *asked = explanation->rule;
    const struct rule *rule = asked && asked->incentive ? &run->run.rules.incentives[asked->index] : NULL;
    const char *cure =
        rule && rule->need_count ? arena_printf(&run->arena, "ask for what it is worked out from, as %s", rule->need_names[0]) : NULL;
    problem_add(&run->problems, SEVERITY_NOTE, STAGE_OUTPUT, (struct place){0}, cure,
                "the evidence has no row: %s looks at no row of this partner", asked ? asked_name(run, asked) : "no metric");
}

/* What cannot be told is told to be missing. */
static void warn_left_out(struct rung_run *run, const struct evidence_sum *sum)
{
    if (sum->left_out == 0) return;
    problem_add(&run->problems, SEVERITY_WARNING, STAGE_OUTPUT, (struct place){0}, "the value of the metric counts them all the same",
                "the evidence lacks %zu rows: it holds at most %d rows of a metric", sum->left_out, TRACE_ROWS);
}

static void put_summary(const char *path, const struct evidence_sum *sum, struct buf *out)
{
    buf_puts(out, "\nevidence: ");
    words_number((double)sum->rows, out);
    buf_printf(out, sum->rows == 1 ? " row, " : " rows, ");
    words_number((double)sum->counted, out);
    buf_puts(out, " counted, ");
    if (sum->aside) buf_printf(out, "%zu set aside, ", sum->aside);
    buf_puts(out, "in ");
    buf_visible(out, text_of(path), "");
    buf_char(out, '\n');
}

/* The table takes the place of the explanation, or is a file beside it. */
static bool put_evidence(struct rung_run *run, const struct rung_explain *asked, const struct csv_style *style,
                         const struct explanation *explanation, struct buf *out)
{
    struct buf table = {0}, heads = {0};
    struct evidence_sum sum;
    struct csv_row row = {.out = &table, .style = style};
    bool good = evidence_put(run, explanation->rule, &explanation->aside, &row, &sum);
    if (good) warn_left_out(run, &sum);
    if (good && sum.rows + sum.aside == 0) note_no_rows(run, explanation);
    if (good && to_stdout(asked)) buf_text(out, buf_view(&table));
    if (good && !to_stdout(asked)) {
        evidence_heads(&(struct csv_row){.out = &heads, .style = style});
        good = !heads.failed && csv_file_write(asked->evidence, buf_view(&table), text_unmarked(buf_view(&heads)), &run->problems);
        if (good && !asked->json) put_summary(asked->evidence, &sum, out);
    }
    buf_release(&table);
    buf_release(&heads);
    return good;
}

/* ---- the explanation */

/* Whatever a title or a unit of the program may hold. */
static void make_visible(struct buf *out)
{
    struct buf shown = {.failed = out->failed};
    buf_visible(&shown, buf_view(out), "\n");
    buf_release(out);
    *out = shown;
}

static bool explain(struct rung_run *run, const struct rung_explain *asked, const struct problems *problems, struct buf *out)
{
    struct explanation explanation = {.reader = &run->reader, .arena = &run->arena};
    const struct csv_style *style = csv_style_named(asked->format ? asked->format : csv_styles[0].name);
    struct asked_rule rule;
    struct trace trace;
    size_t partner;
    if (!style) return api_refuse(run, "write --format csv, tsv, excel or excel-eu", "there is no format", asked->format);
    if (!asked_partner(run, asked->partner, &partner)) return false;
    explanation.fits = card_reader_make(&run->reader, partner);
    explanation.of = (struct reasons_of){run->run.program, &run->reader.subject, &run->reader.card};
    bool good = find_rule(run, asked, &rule, &trace, &explanation);
    good = good && aside_find(&explanation.aside, &run->run, partner, problems, &run->arena);
    if (good && explanation.rule) asked_failures(run, &rule, problems, &explanation.failures);
    if (good && !to_stdout(asked)) good = trace_awards(run, &explanation);
    if (good && !to_stdout(asked)) (asked->json ? explain_json : explain_text)(&explanation, out);
    if (good && !to_stdout(asked) && !asked->json) make_visible(out);
    if (good && asked->evidence) good = put_evidence(run, asked, style, &explanation, out);
    buf_release(&explanation.failures);
    return good;
}

/* Of the run's problems, those of what was asked are told with it; the others are another matter. */
static bool explain_apart(struct rung_run *run, const struct rung_explain *asked, struct buf *out)
{
    struct problems others = run->problems;
    run->problems = (struct problems){0};
    bool good = explain(run, asked, &others, out);
    run->problems.out_of_memory |= others.out_of_memory;
    problems_release(&others);
    return good;
}

enum rung_status rung_explain(struct rung_run *run, const char *program, const struct rung_explain *asked,
                              const struct rung_options *options, char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    wanted.lines = wanted.cells = asked->evidence != NULL;
    bool good = (!to_stdout(asked) || !asked->json || refuse_both(run)) && run_load(&run->run, program, &wanted, &run->problems) &&
                run_measure(&run->run, &run->problems) && card_reader_init(&run->reader, &run->run, &run->arena) &&
                card_reader_search(&run->reader, &run->arena) && explain_apart(run, asked, &out);
    enum rung_status status = api_status(run, good && !out.failed);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
