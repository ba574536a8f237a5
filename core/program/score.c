/* How points become a score: the score of a scorecard, and the categories that a program groups its metrics by. */
#include <math.h>

#include "program/load.h"

const char *const score_method_names[SCORE_METHOD_COUNT] = {"mean", "sum", "geometric", "harmonic", "lowest"};
static const char *const of_names[] = {"metrics", "blocks", "categories"};
static const struct choices methods = {score_method_names, SCORE_METHOD_COUNT}, withins = {score_method_names, SCORE_SUM + 1},
                            ofs = {of_names, 3};
static const struct range places = {0, 12, "from 0 to 12"}, weights = {0, INFINITY, "of 0 or more"};

#define SCORE(member) offsetof(struct scorecard, member)
static const struct row score_rows[] = {
    {"method", &type_choice, SCORE(method), false, "mean", &methods,
     "mean: sum of weight x points over sum of weights; sum: sum of weight x points; geometric: the weighted geometric mean, so that "
     "strength in one does not make up for weakness in another, and 0 when one has no points; harmonic: still stricter; lowest: the "
     "lowest of them"},
    {"of", &type_choice, SCORE(of), false, "metrics", &ofs,
     "what comes together so: all metrics; or blocks or categories, each with what its metrics come to"},
    {"within", &type_choice, SCORE(within), false, NULL, &withins,
     "how metrics come together in a block or category; where not given sum with method sum, else mean"},
    {"cap", &type_number, SCORE(cap), false, NULL, &weights, "the score is never above this, but for bonus points"},
    {"round", &type_count, SCORE(round), false, "6", &places, "decimal places of the score before tiers look at it"},
};
const struct form score_form = {"score", score_rows, sizeof score_rows / sizeof *score_rows, NULL, "score: {method: mean, round: 6}\n"};

void score_settle(struct scorecard *scorecard)
{
    if (scorecard->within == SCORE_METHOD_COUNT) scorecard->within = scorecard->method == SCORE_SUM ? SCORE_SUM : SCORE_MEAN;
}

/* ---- categories */

#define CATEGORY(member) offsetof(struct category, member)
static const struct row category_rows[] = {
    {"title", &type_text, CATEGORY(title), false, NULL, NULL, "what people read; the category's name where not given"},
    {"cap", &type_number, CATEGORY(cap), false, NULL, &weights, "the score of the category is never above this"},
    {"weight", &type_fraction, CATEGORY(weight), false, NULL, &weights,
     "its share of the score; where not given 1 with method sum, else the weights of its metrics together"},
};
const struct form category_form = {
    "a category", category_rows, sizeof category_rows / sizeof *category_rows,
    "The program's own grouping of metrics, beside the six building blocks. With score: {of: categories} the score is made of them; in any "
    "case categories.<name> can be required.",
    "score: {method: sum, of: categories}\ncategories: {revenue: {cap: 500}, competencies: {cap: 200}, marketing: {cap: 100}}\n"};

void categories_declare(struct load *load, struct scorecard *scorecard, const struct node *map)
{
    size_t count = map && map->kind == NODE_MAP ? map->count : 0;
    scorecard->categories = load_array(load, count, sizeof *scorecard->categories);
    for (size_t i = 0; scorecard->categories && i < count; i++)
        scorecard->categories[scorecard->category_count++] =
            (struct category){.name = map->keys[i].ptr, .title = map->keys[i].ptr, .at = map->key_at[i]};
}

static void read_categories(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct scorecard *scorecard = to;
    if (!load_is_map(load, node, row->key)) return;
    for (size_t i = 0; i < scorecard->category_count; i++) {
        load_name(load, node->keys[i], node->key_at[i], "a category");
        form_read(load, &category_form, node->items[i], node->key_at[i], &scorecard->categories[i]);
    }
}

const struct row_type type_categories = {"mapping of categories", "{revenue: {cap: 500}}", read_categories, "{a category}"};

static void read_category(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct scorecard *scorecard = &load->program->scorecards[load->scorecard];
    if (load_scalar(load, node, row))
        *(int *)to = load_find(load, node, "category", scorecard->categories, scorecard->category_count, sizeof *scorecard->categories);
}

const struct row_type type_category = {"category", "revenue", read_category, "text"};

/* ---- what can only be seen when all metrics are read */

static bool has_metrics(const struct program *program, const struct scorecard *scorecard, size_t category)
{
    for (size_t t = 0; t < scorecard->track_count; t++)
        for (size_t i = 0; i < scorecard->tracks[t].metric_count; i++)
            if (program->metrics[scorecard->tracks[t].first_metric + i].category == (int)category) return true;
    return false;
}

static void check_category(struct load *load, const struct scorecard *scorecard, size_t index)
{
    const struct category *category = &scorecard->categories[index];
    const struct setting *idle = category->cap.given ? &category->cap : &category->weight;
    if (scorecard->of != SCORE_OF_CATEGORIES && idle->given)
        load_error(load, idle->at, "add of: categories to score, or take it away",
                   "the %s of category %s changes nothing: the score of %s is not made of categories",
                   category->cap.given ? "cap" : "weight", category->name, scorecard->name);
    if (load->problems->errors == 0 && !has_metrics(load->program, scorecard, index))
        load_warning(load, category->at, "add category: to its metrics", "no metric belongs to category %s", category->name);
}

void categories_check(struct load *load, const struct scorecard *scorecard)
{
    if (scorecard->of == SCORE_OF_CATEGORIES && scorecard->category_count == 0)
        load_error(load, scorecard->at, "add categories: {...} to it", "the score of scorecard %s is made of categories, but it has none",
                   scorecard->name);
    for (size_t i = 0; i < scorecard->category_count; i++) check_category(load, scorecard, i);
}

void categories_check_metric(struct load *load, const struct scorecard *scorecard, const struct metric *metric)
{
    if (scorecard->of == SCORE_OF_CATEGORIES && scorecard->category_count > 0 && metric->category < 0 && !metric->bonus)
        load_error(load, metric->at, "add category:, or weight: 0 where it only feeds others",
                   "metric %s belongs to no category, so it counts nowhere", metric->name);
}
