#include <string.h>

#include "base/suggest.h"
#include "program/load.h"

static const char *const track_choices[] = {"first", "best"};
static const struct choices choices = {track_choices, 2};

/* ---- tiers */

#define TIER(member) offsetof(struct tier, member)
static const struct row tier_rows[] = {
    {"title", &type_text, TIER(title), false, NULL, NULL, "what people read; the tier's name where not given"},
    {"score", &type_number, TIER(score), false, NULL, NULL, "the score must reach it"},
    {"require", &type_condition, TIER(require), false, NULL, &scope_card,
     "what must hold besides; names: a metric (its value), points.<metric>, blocks.<block>, categories.<category>, score, track, "
     "partner.<column>, and "
     "<scorecard>. before any "
     "of them or before tier"},
    {"margin", &type_rate, TIER(margin), false, NULL, NULL, "the base of the margin recommendation"},
};
const struct form tier_form = {
    "a tier", tier_rows, sizeof tier_rows / sizeof *tier_rows, "Highest first: a partner gets the first tier of which everything holds.",
    "tiers:\n  gold: {score: 58, require: \"certified_people >= 2\", margin: 12%}\n  registered: {margin: 5%}\n"};

static void read_tiers(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct scorecard *scorecard = to;
    if (!load_is_map(load, node, row->key)) return;
    for (size_t i = 0; i < scorecard->tier_count; i++) {
        form_read(load, &tier_form, node->items[i], node->key_at[i], &scorecard->tiers[i]);
    }
}

static const struct row_type type_tiers = {"mapping of tiers", "{gold: {score: 70}}", read_tiers, "{a tier}"};

/* ---- tracks */

static void check_map(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)to;
    load_is_map(load, node, row->key);
}

/* The metrics themselves are read by scorecard_read, merged with the common ones. */
static const struct row_type type_metrics = {"mapping of metrics", "{revenue: {...}}", check_map, "{a metric}"};

static const struct row track_rows[] = {
    {"when", &type_condition, offsetof(struct track, when), false, NULL, &scope_metric,
     "the partners it is for; names: metrics of the track, points.<metric>, partner.<column>. All where not given"},
    {"metrics", &type_metrics, 0, false, NULL, NULL, "metrics of its own, or keys that differ from those of the scorecard's metrics"},
};
const struct form track_form = {
    "a track", track_rows, 2,
    "A variant of a scorecard. It has the metrics of the scorecard; keys given here take their place, params one by one.",
    "tracks:\n  enterprise: {when: \"partner.size == 'large'\", metrics: {revenue: {weight: 30}}}\n  smb: {}\n"};

static void read_tracks(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct scorecard *scorecard = to;
    if (!load_is_map(load, node, row->key)) return;
    if (node->count == 0) load_error(load, node->at, "add a track, or take the key away", "tracks is empty");
    for (load->track = 0; load->track < node->count; load->track++)
        form_read(load, &track_form, node->items[load->track], node->key_at[load->track], &scorecard->tracks[load->track]);
}

static const struct row_type type_tracks = {"mapping of tracks", "{smb: {...}}", read_tracks, "{a track}"};

/* ---- the scorecard */

/* Taken by declare, before anything else is read. */
static void read_like(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)to;
    load_scalar(load, node, row);
}

static const struct row_type type_like = {"scorecard above", "main", read_like, "text"};

static const struct row scorecard_rows[] = {
    {"title", &type_text, offsetof(struct scorecard, title), false, NULL, NULL, "what people read; the scorecard's name where not given"},
    {"like", &type_like, 0, false, NULL, NULL,
     "a scorecard above, which this one repeats but for title and prior: keys given here take their place, those of metrics one by one"},
    {"score", &type_form, 0, false, NULL, &score_form, "how points become a score"},
    {"categories", &type_categories, 0, false, NULL, NULL, "the program's own groups of metrics, by name"},
    {"prior", &type_column, offsetof(struct scorecard, prior), false, NULL, NULL, "the partner column with the tier of the last period"},
    {"movement", &type_own_movement, offsetof(struct scorecard, movement), false, NULL, NULL,
     "from the tier of the last period to the one earned now, where it differs from the program's movement"},
    {"metrics", &type_metrics, 0, false, NULL, NULL, "what is measured, by name"},
    {"tracks", &type_tracks, 0, false, NULL, NULL, "variants for partners of another kind, by name"},
    {"choose", &type_choice, offsetof(struct scorecard, choice), false, "first", &choices,
     "which track a partner gets: first, of those whose when holds; best, the one with the highest score"},
    {"tiers", &type_tiers, 0, false, NULL, NULL, "highest first"},
};
const struct form scorecard_form = {"a scorecard", scorecard_rows, sizeof scorecard_rows / sizeof *scorecard_rows, NULL,
                                    "scorecards:\n  main:\n    metrics: {...}\n    tiers: {...}\n"};

/* ---- declaring: names first, so that anything can refer to anything */

static size_t map_count(const struct node *node)
{
    return node && node->kind == NODE_MAP ? node->count : 0;
}

static void declare_tiers(struct load *load, struct scorecard *scorecard, const struct node *tiers)
{
    scorecard->tier_count = map_count(tiers);
    scorecard->tiers = load_array(load, scorecard->tier_count, sizeof *scorecard->tiers);
    if (!scorecard->tiers) scorecard->tier_count = 0;
    for (size_t i = 0; i < scorecard->tier_count; i++)
        scorecard->tiers[i] = (struct tier){.name = tiers->keys[i].ptr, .title = tiers->keys[i].ptr, .at = tiers->key_at[i]};
}

static bool more_metrics(struct load *load, size_t count)
{
    struct program *program = load->program;
    size_t all = program->metric_count + count;
    struct metric *metrics = load_array(load, all, sizeof *metrics);
    const struct node **nodes = load_array(load, all, sizeof *nodes);
    if (!metrics || !nodes) return false;
    if (program->metric_count > 0) {
        memcpy(metrics, program->metrics, program->metric_count * sizeof *metrics);
        memcpy(nodes, load->metric_nodes, program->metric_count * sizeof *nodes);
    }
    program->metrics = metrics;
    load->metric_nodes = nodes;
    return true;
}

static void declare_metrics(struct load *load, struct track *track, const struct node *metrics)
{
    struct program *program = load->program;
    track->first_metric = program->metric_count;
    if (!more_metrics(load, map_count(metrics))) return;
    track->metric_count = map_count(metrics);
    for (size_t i = 0; i < track->metric_count; i++) {
        load->metric_nodes[program->metric_count] = metrics->items[i];
        program->metrics[program->metric_count++] = (struct metric){.name = metrics->keys[i].ptr,
                                                                    .title = metrics->keys[i].ptr,
                                                                    .scorecard = load->scorecard,
                                                                    .track = load->track,
                                                                    .at = metrics->key_at[i]};
    }
}

static void declare_tracks(struct load *load, struct scorecard *scorecard, const struct node *node)
{
    const struct node *common = node_get(node, "metrics"), *tracks = node_get(node, "tracks");
    size_t count = map_count(tracks);
    scorecard->tracks = load_array(load, count > 0 ? count : 1, sizeof *scorecard->tracks);
    if (!scorecard->tracks) return;
    scorecard->track_count = count > 0 ? count : 1;
    scorecard->tracks[0].name = "";
    for (size_t t = 0; t < scorecard->track_count; t++) {
        load->track = t;
        if (count > 0) scorecard->tracks[t].name = tracks->keys[t].ptr;
        declare_metrics(load, &scorecard->tracks[t],
                        count > 0 ? merge_metrics(load, common, node_get(tracks->items[t], "metrics")) : common);
    }
}

/* After a misspelt like: the one that was probably meant, or the one right above, so that little is missed of what it would have given. */
static int probably_like(struct load *load, const struct node *map, size_t index, struct text like)
{
    const char **names = load_array(load, index, sizeof *names);
    for (size_t i = 0; names && i < index; i++) names[i] = map->keys[i].ptr;
    const char *near = names ? suggest(like, names, index) : NULL;
    for (size_t i = 0; near && i < index; i++)
        if (names[i] == near) return (int)i;
    return (int)index - 1;
}

/* The mapping of a scorecard, with what it takes over from one above. */
static const struct node *whole_scorecard(struct load *load, const struct node *map, size_t index)
{
    const struct node *own = map->items[index], *like = node_get(own, "like");
    if (!like || like->kind != NODE_SCALAR) return own;
    int above = load_find(load, like, "scorecard above", load->program->scorecards, index, sizeof *load->program->scorecards);
    if (above < 0) above = probably_like(load, map, index, like->scalar);
    return above < 0 ? own : merge_scorecard(load, load->scorecard_nodes[above], own);
}

static void declare(struct load *load, const struct node *map)
{
    struct program *program = load->program;
    program->scorecards = load_array(load, map->count, sizeof *program->scorecards);
    load->scorecard_nodes = load_array(load, map->count, sizeof *load->scorecard_nodes);
    if (!program->scorecards || !load->scorecard_nodes) return;
    program->scorecard_count = map->count;
    for (size_t s = 0; s < map->count; s++) {
        load->scorecard = s;
        load->scorecard_nodes[s] = whole_scorecard(load, map, s);
        load_term(load, map->keys[s], map->key_at[s], "a scorecard");
        struct scorecard *scorecard = &program->scorecards[s];
        *scorecard = (struct scorecard){.name = map->keys[s].ptr,
                                        .title = map->keys[s].ptr,
                                        .at = map->key_at[s],
                                        .prior = -1,
                                        .movement = &program->movement,
                                        .within = SCORE_METHOD_COUNT};
        declare_tiers(load, scorecard, node_get(load->scorecard_nodes[s], "tiers"));
        categories_declare(load, scorecard, node_get(load->scorecard_nodes[s], "categories"));
        declare_tracks(load, scorecard, load->scorecard_nodes[s]);
    }
    load->has_scorecards = !load->problems->out_of_memory;
}

/* ---- reading */

static void check_names(struct load *load, const struct scorecard *scorecard, const struct track *track)
{
    const struct program *program = load->program;
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        load_term(load, text_of(metric->name), metric->at, "a metric");
        for (size_t s = 0; s < program->scorecard_count; s++)
            if (strcmp(metric->name, program->scorecards[s].name) == 0)
                load_error(load, metric->at, "give one of them another name", "metric \"%s\" is called like a scorecard", metric->name);
    }
    if (track->metric_count == 0)
        load_error(load, scorecard->at, "add metrics: with at least one metric",
                   *track->name ? "track %s of scorecard %s has no metrics" : "%sscorecard %s has no metrics", track->name,
                   scorecard->name);
}

static void scorecard_read(struct load *load, size_t index)
{
    struct scorecard *scorecard = &load->program->scorecards[index];
    load->scorecard = index;
    if (!form_read(load, &scorecard_form, load->scorecard_nodes[index], scorecard->at, scorecard)) return;
    score_settle(scorecard);
    for (size_t t = 0; t < scorecard->track_count; t++) {
        check_names(load, scorecard, &scorecard->tracks[t]);
        for (size_t m = 0; m < scorecard->tracks[t].metric_count; m++) metric_read(load, scorecard->tracks[t].first_metric + m);
    }
}

static void read_scorecards(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)to;
    if (!load_is_map(load, node, row->key)) return;
    if (node->count == 0) load_error(load, node->at, "add a scorecard", "the program has no scorecard");
    declare(load, node);
    for (size_t s = 0; load->has_scorecards && s < load->program->scorecard_count; s++) scorecard_read(load, s);
    if (node->count == 0) load->has_scorecards = false;
}

const struct row_type type_scorecards = {"mapping of scorecards", "{main: {...}}", read_scorecards, "{a scorecard}"};
