#include "lua/unit.h"

#include <string.h>

#include "base/number.h"
#include "lua/argument.h"
#include "lua/binder.h"

/* A share of 10 is 1000%: so much growth is rare, and 75 for 75% is not. */
static const double no_share = 10;

struct checking {
    struct program *program;
    const struct ruleset *ruleset;
    struct arena *arena;
    struct problems *problems;
};

static const char *unit_of(const struct checking *checking, size_t metric)
{
    const struct metric *said = &checking->program->metrics[metric];
    const struct plugin *plugin = checking->ruleset->metrics[metric].plugin;
    return said->unit ? said->unit : plugin ? plugin->unit : "";
}

static bool is_share(const struct checking *checking, size_t metric)
{
    return strcmp(unit_of(checking, metric), "ratio") == 0;
}

/* What a metric counts that is never written with a percent sign; NULL: something else. */
static const char *counted(const char *unit)
{
    static const char *const units[][2] = {
        {"money", "money"}, {"count", "things"}, {"people", "people"}, {"days", "days"}, {"hours", "hours"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(unit, units[i][0]) == 0) return units[i][1];
    return NULL;
}

static struct binder binder_of(const struct checking *checking, const char *subject)
{
    return (struct binder){.program = checking->program, .subject = subject, .arena = checking->arena, .problems = checking->problems};
}

/* `condition`: it stands where no percent sign can. */
static void warn_share(const struct checking *checking, struct place at, const char *subject, const char *metric, double number,
                       bool condition)
{
    char text[NUMBER_TEXT_MAX], percent[NUMBER_TEXT_MAX], share[NUMBER_TEXT_MAX];
    struct binder binder = binder_of(checking, subject);
    number_format(number, text);
    number_format(number_round(number * 100, 9), percent);
    number_format(number_round(number / 100, 12), share);
    const char *cure = condition ? arena_printf(checking->arena, "write %s", share) : arena_printf(checking->arena, "write %s%%", text);
    binder_warning(&binder, at, cure, "%s is a share, of which 1 is all, and %s is %s%%", metric, text, percent);
}

/* ---- what a metric earns points for */

/* One value of a curve, or edge of a band. False when something was said. */
static bool check_edge(const struct checking *checking, size_t index, const struct setting *edge)
{
    const struct metric *metric = &checking->program->metrics[index];
    const char *counts = counted(unit_of(checking, index));
    for (size_t i = 0; edge->given && i < edge->count; i++) {
        const struct setting_case *one = &edge->cases[i];
        if (is_share(checking, index) && !one->percent && one->value.number >= no_share) {
            warn_share(checking, edge->at, metric->name, metric->name, one->value.number, false);
            return false;
        }
        if (!counts || !one->percent || one->value.number == 0) continue;
        char share[NUMBER_TEXT_MAX], number[NUMBER_TEXT_MAX];
        struct binder binder = binder_of(checking, metric->name);
        number_format(number_round(one->value.number * 100, 9), number);
        number_format(one->value.number, share);
        binder_warning(&binder, edge->at, arena_printf(checking->arena, "write %s", number), "%s counts %s, and %s%% is %s", metric->name,
                       counts, number, share);
        return false;
    }
    return true;
}

static void check_points(const struct checking *checking, size_t index)
{
    const struct points_rule *points = &checking->program->metrics[index].points;
    bool good = true;
    for (size_t i = 0; good && points->kind == POINTS_CURVE && i < points->count; i++)
        good = check_edge(checking, index, &points->curve[i].at);
    for (size_t i = 0; good && points->kind == POINTS_BANDS && i < points->count; i++)
        good = check_edge(checking, index, &points->bands[i].low) && check_edge(checking, index, &points->bands[i].high);
}

/* ---- what a tier asks for */

static void check_require(const struct checking *checking, const struct tier *tier, const struct expr *expr)
{
    const struct program *program = checking->program;
    for (size_t i = 0; i < expr->arg_count; i++) check_require(checking, tier, expr->args[i]);
    if (expr->op < EXPR_EQ || expr->op > EXPR_GE) return;
    const struct expr *name = expr->args[0], *number = expr->args[1];
    if (name->op != EXPR_NAME || number->op != EXPR_NUMBER || number->literal.number < no_share || name->slot == EXPR_KNOWN) return;
    const struct name *means = &program->names[name->slot];
    if (means->kind == NAME_VALUE && is_share(checking, means->index))
        warn_share(checking, tier->at, tier->name, means->metric, number->literal.number, true);
}

/* ---- what an incentive asks for */

static int metric_of(const struct program *program, size_t scorecard, struct text name)
{
    int metric = -1;
    for (size_t t = 0; metric < 0 && t < program->scorecards[scorecard].track_count; t++)
        metric = program_metric(program, scorecard, t, name);
    return metric;
}

static const struct argument *argument_called(const struct rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->plugin->param_count; i++)
        if (strcmp(rule->plugin->params[i].name, name) == 0 && rule->arguments[i].given) return &rule->arguments[i];
    return NULL;
}

/* Params that our incentives call so are compared with the metric beside them. */
static void check_target(const struct checking *checking, size_t index, const char *target_name, const char *metric_name)
{
    const struct incentive *incentive = &checking->program->incentives[index];
    const struct rule *rule = &checking->ruleset->incentives[index];
    const struct argument *target = argument_called(rule, target_name), *metric = argument_called(rule, metric_name);
    const struct node *said = incentive->params ? node_get(incentive->params, target_name) : NULL;
    if (!said || !target || !metric || target->spec->type != PARAM_NUMBER || metric->spec->type != PARAM_METRIC) return;
    int which = metric_of(checking->program, incentive->scorecard, metric->cases[0].value.text);
    if (which < 0 || !is_share(checking, (size_t)which)) return;
    for (size_t i = 0; i < target->case_count; i++) {
        struct text text = target->cases[i].value.text;
        if (target->cases[i].value.number < no_share || text.ptr[text.len - 1] == '%') continue;
        warn_share(checking, said->at, incentive->name, checking->program->metrics[which].name, target->cases[i].value.number, false);
        return;
    }
}

void units_check(const struct ruleset *ruleset, struct program *program, struct arena *arena, struct problems *problems)
{
    const struct checking checking = {program, ruleset, arena, problems};
    for (size_t m = 0; m < program->metric_count; m++) check_points(&checking, m);
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].tier_count; t++)
            if (program->scorecards[s].tiers[t].require)
                check_require(&checking, &program->scorecards[s].tiers[t], program->scorecards[s].tiers[t].require);
    for (size_t i = 0; i < program->incentive_count; i++) {
        if (!ruleset->incentives[i].plugin || !ruleset->incentives[i].arguments) continue;
        check_target(&checking, i, "at_least", "metric");
        check_target(&checking, i, "below", "metric");
        check_target(&checking, i, "also_at_least", "also");
    }
}
