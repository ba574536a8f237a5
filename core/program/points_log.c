/* Points by the logarithm of a value: log and log_normal. */
#include "program/load.h"

static const struct range above_zero = {1e-300, 1e300, "above 0"};

#define TO(member) offsetof(struct points_rule, member)
static const struct row log_rows[] = {
    {"from", &type_number, TO(begin), true, NULL, &above_zero, "the value that earns nothing"},
    {"to", &type_number, TO(end), true, NULL, &above_zero, "the value that earns all points"},
    {"points", &type_fraction, TO(full), false, "100", NULL, "the points at to"},
};
const struct form log_form = {
    "log", log_rows, sizeof log_rows / sizeof *log_rows,
    "Each time the value grows by the same factor it earns as many points more; flat outside. Fewer is better where "
    "from is above to.",
    "points: {log: {from: 10000, to: 1000000, points: 100}} # 50 points at 100,000\n"};

static const struct row log_normal_rows[] = {
    {"median", &type_number, TO(begin), true, NULL, &above_zero, "the value that earns half of the points"},
    {"p10", &type_number, TO(end), true, NULL, &above_zero, "the value that earns nine tenths of the points"},
    {"points", &type_fraction, TO(full), false, "100", NULL, "what the best values come near to"},
};
const struct form log_normal_form = {
    "log_normal", log_normal_rows, sizeof log_normal_rows / sizeof *log_normal_rows,
    "A curve shaped like an S, the log-normal distribution: steep about the median, flat where improvement is "
    "rare. Fewer is better where p10 is below the median, more where it is above.",
    "points: {log_normal: {median: 48, p10: 12}} # hours to an answer\n"};

static void check_apart(struct load *load, const struct points_rule *points, const char *first, const char *second)
{
    struct scenarios cases = {0};
    if (!points->begin.given || !points->end.given) return; /* reported already */
    scenarios_add(load, &cases, &points->begin);
    scenarios_add(load, &cases, &points->end);
    for (size_t i = 0; i < cases.count; i++) {
        double begin, end;
        if (!scenario_number(&cases.items[i], &points->begin, &begin) || !scenario_number(&cases.items[i], &points->end, &end) ||
            begin < end || begin > end)
            continue;
        load_error(load, points->end.at, "write two values", "%s and %s are the same%s", first, second,
                   scenario_said(load, &cases.items[i]));
        return;
    }
}

static void read_log(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    (void)row;
    points->kind = POINTS_LOG;
    if (form_read(load, &log_form, node, node->at, points)) check_apart(load, points, "from", "to");
}

static void read_log_normal(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    (void)row;
    points->kind = POINTS_LOG_NORMAL;
    if (form_read(load, &log_normal_form, node, node->at, points)) check_apart(load, points, "median", "p10");
}

const struct row_type type_log = {"mapping", "{from: 10000, to: 1000000, points: 100}", read_log, "log"};
const struct row_type type_log_normal = {"mapping", "{median: 48, p10: 12}", read_log_normal, "log_normal"};
