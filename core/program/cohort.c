/* How a metric compares partners: the keys of cohort, and which of them say something about which method. */
#include <math.h>

#include "program/load.h"

const char *const cohort_method_names[COHORT_METHOD_COUNT] = {"percent rank", "percent rank exclusive",
                                                              "rank",         "z score",
                                                              "min max",      "share",
                                                              "top share",    "quantile",
                                                              "highest",      "lowest",
                                                              "sum",          "mean",
                                                              "median",       "count"};
static const char *const ties_names[TIES_COUNT] = {"best", "dense", "worst", "average"};
static const char *const deviation_names[DEVIATION_COUNT] = {"population", "sample"};
static const char *const quantile_names[QUANTILE_COUNT] = {"inclusive", "exclusive", "nearest"};
static const char *const missing_names[] = {"leave out", "zero"};

static const struct choices methods = {cohort_method_names, COHORT_METHOD_COUNT}, ties = {ties_names, TIES_COUNT},
                            deviations = {deviation_names, DEVIATION_COUNT}, quantiles = {quantile_names, QUANTILE_COUNT},
                            missing = {missing_names, 2};
static const struct range counts = {1, 1e9, "of 1 or more"}, above_zero = {1e-9, 1e9, "above 0"};

/* ---- types */

static void read_of(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct metric *metric = &load->program->metrics[load->metric];
    const struct track *track = &load->program->scorecards[metric->scorecard].tracks[metric->track];
    if (!load_scalar(load, node, row)) return;
    int found = load_find(load, node, "metric", load->program->metrics + track->first_metric, track->metric_count, sizeof *metric);
    if (found >= 0) *(size_t *)to = track->first_metric + (size_t)found;
}

/* Each text is a group; numbers and dates would make one of nearly each partner. */
static void read_group_column(struct load *load, const struct node *node, const struct row *row, void *to)
{
    int column = load_scalar(load, node, row) ? load_column(load, node) : -1;
    if (column < 0) return;
    const struct column_spec *spec = &load->program->tables[0].columns[column];
    if (spec->type == COLUMN_TEXT || spec->type == COLUMN_YESNO)
        *(int *)to = column;
    else
        load_error(load, node->at, "name a column of type text or yes/no, or declare this one as text",
                   "%s does not make groups: it is a column of type %s", spec->name, column_type_names[spec->type]);
}

/* A number that is the same for all partners. */
static void read_plain(struct load *load, const struct node *node, const struct row *row, const struct row_type *type, double *to)
{
    struct row plain = *row;
    struct setting setting;
    plain.type = type;
    if (load_scalar(load, node, &plain) && setting_parse(load, node, &plain, &setting)) *to = setting.cases[0].value.number;
}

static void read_share(struct load *load, const struct node *node, const struct row *row, void *to)
{
    read_plain(load, node, row, &type_rate, to);
}

static void read_top(struct load *load, const struct node *node, const struct row *row, void *to)
{
    double share = 1;
    read_plain(load, node, row, &type_rate, &share);
    if (share == 0) load_error(load, node->at, "write a rate above 0%, as in 10%", "%s: nobody is in the top 0%%", row->key);
    *(double *)to = share;
}

static void read_times(struct load *load, const struct node *node, const struct row *row, void *to)
{
    read_plain(load, node, row, &type_number, to);
}

static const struct row_type type_of = {"metric", "revenue", read_of, "text"}, type_share = {"rate", "10%", read_share, "rate alone"},
                             type_top = {"rate", "10%", read_top, "rate alone"}, type_times = {"number", "3", read_times, "#number alone"};
const struct row_type type_group_column = {"partner column", "region", read_group_column, "text"};

/* ---- the forms */

#define TO(member) offsetof(struct cohort, member)
static const struct row outliers_rows[] = {
    {"winsorize", &type_share, TO(winsorize), false, NULL, NULL,
     "values below this quantile of the group, and above the one as far from the top, count as if they were at it"},
    {"clip", &type_times, TO(clip), false, NULL, &above_zero, "of method z score: no score is further from 0 than this"},
};
const struct form outliers_form = {"outliers", outliers_rows, sizeof outliers_rows / sizeof *outliers_rows,
                                   "What is done about values far from all others.",
                                   "cohort: {method: z score, of: revenue, outliers: {winsorize: 5%, clip: 3}}\n"};

static void read_outliers(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct cohort *cohort = to;
    const struct node *winsorize = node_get(node, "winsorize"), *clip = node_get(node, "clip");
    (void)row;
    if (!form_read(load, &outliers_form, node, node->at, to)) return;
    if (!winsorize && !clip) load_error(load, node->at, "add winsorize: 5% or clip: 3, or take the key away", "outliers says nothing");
    if (cohort->winsorize >= 0.5)
        load_error(load, winsorize->at, "write less than 50%", "winsorize: \"%.*s\" at either end leaves no value as it is",
                   TEXT_ARG(winsorize->scalar));
    if (clip && cohort->method != COHORT_Z_SCORE && cohort->method != COHORT_METHOD_COUNT)
        load_error(load, clip->at, "take clip away, or write winsorize: 5%", "clip goes with method z score only");
}

static const struct row_type type_outliers = {"mapping", "{winsorize: 5%}", read_outliers, "outliers"};

static const struct row cohort_rows[] = {
    {"method", &type_choice, TO(method), false, "percent rank", &methods, "how they are compared; see above"},
    {"of", &type_of, TO(of), true, NULL, NULL, "the metric whose values are compared"},
    {"within", &type_group_column, TO(within), false, NULL, NULL,
     "the partner column that makes the groups, an empty cell being one, too; all partners where not given"},
    {"lower_is_better", &type_yesno, TO(lower_is_better), false, "no", NULL, "the lowest value is the best"},
    {"ties", &type_choice, TO(ties), false, "best", &ties,
     "of rank: the rank of equal values: the best of theirs (1, 2, 2, 4), dense (1, 2, 2, 3), the worst (1, 3, 3, 4) or their average "
     "(1, 2.5, 2.5, 4). Of top share: equal values at its edge are all in (best) or all out (worst)"},
    {"top", &type_top, TO(top), false, NULL, NULL, "of top share: the share of the partners of a group that is in"},
    {"at", &type_share, TO(at), false, NULL, NULL, "of quantile: the share of the values that lie below it"},
    {"quantile", &type_choice, TO(quantile), false, "inclusive", &quantiles,
     "of quantile and winsorize: between two values (n - 1 steps: inclusive; n + 1 steps: exclusive), or the nearest value that is there"},
    {"deviation", &type_choice, TO(deviation), false, "population", &deviations,
     "of z score: the standard deviation, over n or over n - 1"},
    {"outliers", &type_outliers, 0, false, NULL, NULL, "what is done about values far from all others"},
    {"least", &type_count, TO(least), false, NULL, &counts, "a group with fewer values has no data: too few to compare"},
    {"missing", &type_choice, TO(missing_is_zero), false, "leave out", &missing,
     "partners without data: not compared, or compared as if they had 0"},
};
const struct form cohort_form = {
    "cohort", cohort_rows, sizeof cohort_rows / sizeof *cohort_rows,
    "A metric that compares a partner with the others of its group instead of measuring by a plugin. The metric it compares may itself be "
    "a cohort, or a formula.\n\n"
    "- percent rank: 0 for the lowest to 1 for the highest, (rank - 1) / (n - 1), as PERCENTRANK.INC of spreadsheets, but 0 for the only "
    "one of a group; percent rank exclusive: rank / (n + 1), as PERCENTRANK.EXC\n"
    "- rank: 1 is the best\n"
    "- z score: standard deviations from the mean; min max: 0 for the lowest to 1 for the highest, in proportion; both 0 where all values "
    "are the same\n"
    "- share: of the sum of the group; no data where that is not above 0\n"
    "- top share: 1 for partners within the top share of the group, 0 for others: of 25 partners, the top 10% are 2\n"
    "- quantile, highest, lowest, sum, mean, median and count (of values): one value for all of the group, also for partners without "
    "data",
    "revenue_standing:\n  cohort: {method: percent rank, of: revenue, within: type}\n  block: culture\n"
    "  points: {curve: {0: 0, 1: 100}}\n"};

/* ---- which key goes with which method */

#define WITH(method) (1u << COHORT_##method)
static const struct {
    const char *key;
    unsigned methods;
    bool needed;
    const char *said;
} uses[] = {
    {"lower_is_better", WITH(PERCENT_RANK) | WITH(PERCENT_RANK_EXCLUSIVE) | WITH(RANK) | WITH(Z_SCORE) | WITH(MIN_MAX) | WITH(TOP_SHARE),
     false, "ranks, z score, min max and top share"},
    {"ties", WITH(RANK) | WITH(TOP_SHARE), false, "rank and top share"},
    {"top", WITH(TOP_SHARE), true, "top share"},
    {"at", WITH(QUANTILE), true, "quantile"},
    {"deviation", WITH(Z_SCORE), false, "z score"},
};

static void check_uses(struct load *load, const struct node *node, const struct cohort *cohort)
{
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        const struct node *given = node_get(node, uses[i].key);
        bool used = uses[i].methods >> cohort->method & 1;
        if (given && !used)
            load_cure(
                load,
                load_error(load, given->at, NULL, "%s means nothing with method %s", uses[i].key, cohort_method_names[cohort->method]),
                "take it away: it goes with %s", uses[i].said);
        if (!given && used && uses[i].needed)
            load_cure(load,
                      load_error(load, node->at, NULL, "method %s needs the key %s", cohort_method_names[cohort->method], uses[i].key),
                      "add %s: 10%%", uses[i].key);
    }
}

static void check_ties(struct load *load, const struct node *given, const struct cohort *cohort)
{
    if (cohort->method == COHORT_TOP_SHARE && (cohort->ties == TIES_DENSE || cohort->ties == TIES_AVERAGE))
        load_error(load, given->at, "write best (all of them are in) or worst (none of them is)",
                   "ties: %s does not say who is in the top share", ties_names[cohort->ties]);
}

static void check_quantile(struct load *load, const struct node *given, const struct cohort *cohort)
{
    if (given && cohort->method != COHORT_QUANTILE && cohort->winsorize == 0)
        load_error(load, given->at, "take it away: it goes with method quantile and with winsorize",
                   "quantile means nothing with method %s", cohort_method_names[cohort->method]);
}

static void read_cohort(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct cohort *cohort = to;
    (void)row;
    if (!form_read(load, &cohort_form, node, node->at, to) || cohort->method == COHORT_METHOD_COUNT) return; /* an unknown method */
    check_uses(load, node, cohort);
    check_ties(load, node_get(node, "ties"), cohort);
    check_quantile(load, node_get(node, "quantile"), cohort);
}

const struct row_type type_cohort = {"mapping", "{of: revenue}", read_cohort, "cohort"};
