#include "program/load.h"

#include <string.h>

#include "base/suggest.h"

/* What names mean in the expression being compiled. */
struct names_in {
    struct load *load;
    enum scope scope;
    size_t scorecard, track;
};

/* ---- the slot table */

static bool same_name(const struct name *a, const struct name *b)
{
    return a->kind == b->kind && a->scorecard == b->scorecard && a->index == b->index;
}

static int slot_for(struct load *load, struct name name)
{
    struct program *program = load->program;
    for (size_t i = 0; i < program->name_count; i++)
        if (same_name(&program->names[i], &name)) return (int)i;
    if (program->name_count == load->name_cap) {
        size_t cap = load->name_cap ? load->name_cap * 2 : 32;
        struct name *names = load_array(load, cap, sizeof *names);
        if (!names) return 0; /* the load fails for want of memory: the slot is never read */
        if (program->name_count > 0) memcpy(names, program->names, program->name_count * sizeof *names);
        program->names = names;
        load->name_cap = cap;
    }
    program->names[program->name_count] = name;
    return (int)program->name_count++;
}

/* ---- what a name means */

static bool take_prefix(struct text *name, const char *prefix)
{
    size_t length = strlen(prefix);
    if (name->len <= length + 1 || memcmp(name->ptr, prefix, length) != 0 || name->ptr[length] != '.') return false;
    *name = (struct text){name->ptr + length + 1, name->len - length - 1};
    return true;
}

static enum value_kind column_kind(enum column_type type)
{
    return type == COLUMN_TEXT ? VALUE_TEXT : type == COLUMN_YESNO ? VALUE_YESNO : VALUE_NUMBER;
}

static int resolve_attribute(const struct names_in *in, struct text column_name, enum value_kind *kind)
{
    struct load *load = in->load;
    if (!load->has_tables) return 0;
    int column = table_column(&load->program->tables[0], column_name);
    if (column < 0) return -1;
    struct column_spec *spec = &load->program->tables[0].columns[column];
    spec->wanted = true;
    *kind = column_kind(spec->type);
    if (in->scope == SCOPE_VALUE) return SLOT_ATTRIBUTE + column;
    return slot_for(load, (struct name){.kind = NAME_ATTRIBUTE, .index = (size_t)column});
}

/* A metric of any track; which one counts is decided for each partner. */
static int metric_anywhere(const struct program *program, size_t scorecard, struct text name)
{
    for (size_t t = 0; t < program->scorecards[scorecard].track_count; t++) {
        int metric = program_metric(program, scorecard, t, name);
        if (metric >= 0) return metric;
    }
    return -1;
}

static int resolve_metric(struct load *load, size_t scorecard, struct text name, enum name_kind kind)
{
    int metric = metric_anywhere(load->program, scorecard, name);
    if (metric < 0) return -1;
    const char *metric_name = load->program->metrics[metric].name;
    return slot_for(load, (struct name){.kind = kind, .scorecard = scorecard, .index = (size_t)metric, .metric = metric_name});
}

static int resolve_block(struct load *load, size_t scorecard, struct text name)
{
    for (size_t b = 0; b < BLOCK_COUNT; b++)
        if (text_is(name, block_names[b])) return slot_for(load, (struct name){.kind = NAME_BLOCK, .scorecard = scorecard, .index = b});
    return -1;
}

static int resolve_category(struct load *load, size_t scorecard, struct text name)
{
    const struct scorecard *card = &load->program->scorecards[scorecard];
    for (size_t c = 0; c < card->category_count; c++)
        if (text_is(name, card->categories[c].name))
            return slot_for(load, (struct name){.kind = NAME_CATEGORY, .scorecard = scorecard, .index = c});
    return -1;
}

static bool take_scorecard(const struct program *program, struct text *name, size_t *scorecard)
{
    for (size_t s = 0; s < program->scorecard_count; s++) {
        if (!take_prefix(name, program->scorecards[s].name)) continue;
        *scorecard = s;
        return true;
    }
    return false;
}

static int resolve_card(const struct names_in *in, struct text name, enum value_kind *kind)
{
    struct load *load = in->load;
    size_t scorecard = in->scorecard;
    if (!load->has_scorecards) return 0;
    bool qualified = take_scorecard(load->program, &name, &scorecard);
    bool own_track = !qualified && text_is(name, "track"), tier = qualified && text_is(name, "tier");
    *kind = own_track || tier ? VALUE_TEXT : VALUE_NUMBER;
    if (own_track) return slot_for(load, (struct name){.kind = NAME_TRACK, .scorecard = scorecard});
    if (tier) return slot_for(load, (struct name){.kind = NAME_TIER, .scorecard = scorecard});
    if (text_is(name, "score")) return slot_for(load, (struct name){.kind = NAME_SCORE, .scorecard = scorecard});
    if (take_prefix(&name, "points")) return resolve_metric(load, scorecard, name, NAME_POINTS);
    if (take_prefix(&name, "blocks")) return resolve_block(load, scorecard, name);
    if (take_prefix(&name, "categories")) return resolve_category(load, scorecard, name);
    return resolve_metric(load, scorecard, name, NAME_VALUE);
}

/* Metrics of one track: each track works out formulas of its own, before one of them is chosen. */
static int resolve_own(const struct names_in *in, struct text name, enum value_kind *kind)
{
    const struct program *program = in->load->program;
    if (!in->load->has_scorecards) return 0;
    enum name_kind what = take_prefix(&name, "points") ? NAME_POINTS : NAME_VALUE;
    int metric = program_metric(program, in->scorecard, in->track, name);
    if (metric < 0) return -1;
    *kind = VALUE_NUMBER;
    return slot_for(
        in->load,
        (struct name){.kind = what, .scorecard = in->scorecard, .index = (size_t)metric, .metric = program->metrics[metric].name});
}

/* ---- suggestions */

struct candidates {
    struct load *load;
    const char **names;
    size_t count, cap;
};

static void candidate(struct candidates *candidates, const char *first, const char *second)
{
    if (candidates->count < candidates->cap) {
        const char *name = arena_printf(candidates->load->arena, "%s%s", first, second);
        if (name) candidates->names[candidates->count++] = name;
    }
}

static void card_candidates(struct candidates *candidates, size_t own)
{
    const struct program *program = candidates->load->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        if (program->metrics[m].scorecard == own) {
            candidate(candidates, program->metrics[m].name, "");
            candidate(candidates, "points.", program->metrics[m].name);
        } else {
            const char *prefix = arena_printf(candidates->load->arena, "%s.", program->scorecards[program->metrics[m].scorecard].name);
            candidate(candidates, prefix ? prefix : "", program->metrics[m].name);
        }
    }
    for (size_t b = 0; b < BLOCK_COUNT; b++) candidate(candidates, "blocks.", block_names[b]);
    for (size_t c = 0; c < program->scorecards[own].category_count; c++)
        candidate(candidates, "categories.", program->scorecards[own].categories[c].name);
    for (size_t s = 0; s < program->scorecard_count; s++) {
        candidate(candidates, program->scorecards[s].name, ".score");
        candidate(candidates, program->scorecards[s].name, ".tier");
    }
    candidate(candidates, "score", "");
    candidate(candidates, "track", "");
}

static void own_candidates(struct candidates *candidates, const struct track *track)
{
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        candidate(candidates, candidates->load->program->metrics[m].name, "");
        candidate(candidates, "points.", candidates->load->program->metrics[m].name);
    }
}

static const char *nearest(const struct names_in *in, struct text name)
{
    struct load *load = in->load;
    const struct table_spec *partners = load->has_tables ? &load->program->tables[0] : NULL;
    size_t columns = partners ? partners->column_count : 0;
    size_t categories = load->has_scorecards ? load->program->scorecards[in->scorecard].category_count : 0;
    struct candidates candidates = {
        .load = load, .cap = 2 * load->program->metric_count + columns + 2 * load->program->scorecard_count + categories + 18};
    candidates.names = load_array(load, candidates.cap, sizeof *candidates.names);
    if (!candidates.names) return NULL;
    if (in->scope == SCOPE_VALUE) candidate(&candidates, "value", "");
    if (in->scope == SCOPE_METRIC && load->has_scorecards)
        own_candidates(&candidates, &load->program->scorecards[in->scorecard].tracks[in->track]);
    if (in->scope == SCOPE_CARD && load->has_scorecards) card_candidates(&candidates, in->scorecard);
    for (size_t c = 0; c < columns; c++) candidate(&candidates, "partner.", partners->columns[c].name);
    candidate(&candidates, "period.", "from");
    candidate(&candidates, "period.", "to");
    return suggest(name, candidates.names, candidates.count);
}

static bool is_tier(const struct program *program, struct text name)
{
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].tier_count; t++)
            if (text_is(name, program->scorecards[s].tiers[t].name)) return true;
    return false;
}

static bool is_cell(const struct table_spec *partners, struct text name)
{
    for (size_t c = 0; c < partners->column_count; c++)
        for (size_t i = 0; i < partners->columns[c].allowed_count; i++)
            if (text_is(name, partners->columns[c].allowed[i])) return true;
    return false;
}

/* A word that is no name: yes, and a text without its quotes. */
static const char *word_meant(const struct names_in *in, struct text name)
{
    struct load *load = in->load;
    bool yes = text_is(name, "yes");
    if (yes || text_is(name, "no"))
        return arena_printf(load->arena, "of a metric write %s, of a column of the partner table %s", yes ? "1" : "0",
                            yes ? "true" : "false");
    if ((load->has_scorecards && is_tier(load->program, name)) || (load->has_tables && is_cell(&load->program->tables[0], name)))
        return arena_printf(load->arena, "a text stands in single quotes: write '%.*s'", TEXT_ARG(name));
    return NULL;
}

static const char *cure_unknown(const struct names_in *in, struct text name)
{
    struct load *load = in->load;
    const char *word = word_meant(in, name);
    if (effective_gone(load->effective, name))
        return arena_printf(load->arena, "%.*s is not in force then: extend its dates, or limit this entry to them", TEXT_ARG(name));
    if (load->has_tables && table_column(&load->program->tables[0], name) >= 0)
        return arena_printf(load->arena, "write partner.%.*s", TEXT_ARG(name));
    if (in->scope == SCOPE_CARD && load->has_scorecards && text_is(name, "tier"))
        return arena_printf(load->arena, "write %s.tier", load->program->scorecards[in->scorecard].name);
    if (in->scope == SCOPE_METRIC && load->has_scorecards && metric_anywhere(load->program, in->scorecard, name) >= 0)
        return arena_printf(load->arena, "track %s has no such metric: add it there, or give the formula to the other tracks alone",
                            load->program->scorecards[in->scorecard].tracks[in->track].name);
    if (word) return word;
    const char *near = nearest(in, name);
    if (near) return arena_printf(load->arena, "did you mean %s?", near);
    switch (in->scope) {
    case SCOPE_PARTNER: return "only columns of the partner table are known here, as in partner.region";
    case SCOPE_VALUE: return "only value and columns of the partner table are known here, as in partner.region";
    case SCOPE_METRIC: return "name a metric of this scorecard, points.<metric> or partner.<column>; a text stands in single quotes";
    default:
        return "name a metric, points.<metric>, blocks.<block>, categories.<category>, score, track, partner.<column> or <scorecard>.tier; "
               "a text stands in "
               "single quotes";
    }
}

/* The first and the last day of the period are the same for all partners. */
static int resolve_period(const struct names_in *in, struct text name, struct value *is)
{
    bool from = text_is(name, "period.from");
    if (!from && !text_is(name, "period.to")) return -1;
    const struct span *period = &in->load->program->period;
    *is = (struct value){.kind = VALUE_NUMBER, .number = from ? period->from : period->to};
    return EXPR_KNOWN;
}

static int resolve(void *context, struct text name, struct value *is, const char **near)
{
    const struct names_in *in = context;
    struct text column = name;
    int slot = resolve_period(in, name, is);
    if (slot == EXPR_KNOWN) return slot;
    if (take_prefix(&column, "partner"))
        slot = resolve_attribute(in, column, &is->kind);
    else if (in->scope == SCOPE_VALUE && text_is(name, "value"))
        slot = SLOT_VALUE, is->kind = VALUE_NUMBER;
    else if (in->scope == SCOPE_METRIC)
        slot = resolve_own(in, name, &is->kind);
    else if (in->scope == SCOPE_CARD)
        slot = resolve_card(in, name, &is->kind);
    if (slot < 0) *near = cure_unknown(in, name);
    return slot;
}

/* ---- texts that a name is compared with */

static void check_among(struct load *load, const struct node *scalar, const struct expr *name, const struct expr *literal,
                        const char *const *values, size_t count)
{
    struct node node = {
        .kind = NODE_SCALAR, .at = expr_place(scalar, &load->program->source, literal->text), .scalar = literal->literal.text};
    const char *of = arena_string(load->arena, name->text);
    if (of) load_value(load, &node, of, values, count);
}

static void check_among_structs(struct load *load, const struct node *scalar, const struct expr *name, const struct expr *literal,
                                const void *array, size_t count, size_t stride)
{
    const char **values = load_array(load, count, sizeof *values);
    if (!values) return;
    for (size_t i = 0; i < count; i++) values[i] = *(const char *const *)(const void *)((const char *)array + i * stride);
    check_among(load, scalar, name, literal, values, count);
}

static void check_literal(const struct names_in *in, const struct node *scalar, const struct expr *name, const struct expr *literal)
{
    const struct program *program = in->load->program;
    if (name->op != EXPR_NAME || literal->op != EXPR_TEXT) return;
    struct name means = {.kind = NAME_ATTRIBUTE, .index = (size_t)(name->slot - SLOT_ATTRIBUTE)};
    if (in->scope != SCOPE_VALUE) means = program->names[name->slot];
    const struct scorecard *card = means.kind == NAME_ATTRIBUTE ? NULL : &program->scorecards[means.scorecard];
    const struct column_spec *column = means.kind == NAME_ATTRIBUTE ? &program->tables[0].columns[means.index] : NULL;
    struct place at = expr_place(scalar, &program->source, literal->text);
    if (column && !column->allowed)
        load_expect(in->load, means.index, literal->literal.text, at);
    else if (column)
        check_among(in->load, scalar, name, literal, column->allowed, column->allowed_count);
    else if (means.kind == NAME_TIER)
        check_among_structs(in->load, scalar, name, literal, card->tiers, card->tier_count, sizeof *card->tiers);
    else if (means.kind == NAME_TRACK)
        check_among_structs(in->load, scalar, name, literal, card->tracks, card->track_count, sizeof *card->tracks);
}

static void check_literals(const struct names_in *in, const struct node *scalar, const struct expr *expr)
{
    bool equality = expr->op == EXPR_EQ || expr->op == EXPR_NE;
    bool oneof = expr->op == EXPR_CALL && strcmp(expr_function_name(expr), "oneof") == 0;
    for (size_t i = 1; (equality || oneof) && i < expr->arg_count; i++) {
        check_literal(in, scalar, expr->args[0], expr->args[i]);
        if (equality) check_literal(in, scalar, expr->args[1], expr->args[0]);
    }
    for (size_t i = 0; i < expr->arg_count; i++) check_literals(in, scalar, expr->args[i]);
}

const struct expr *load_expression(struct load *load, const struct node *node, enum scope scope, enum value_kind want)
{
    struct names_in in = {load, scope, load->scorecard, load->track};
    const struct expr *expr = expr_compile(node, &load->program->source, want, resolve, &in, load->arena, load->problems);
    bool slots_mean_something = load->has_tables && (scope != SCOPE_CARD || load->has_scorecards);
    if (expr && slots_mean_something) check_literals(&in, node, expr);
    return expr;
}
