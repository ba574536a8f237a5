/* Bands as program.yaml writes them: {0: 10%, 1000: 25%}, or a list of bands with edges. */
#include "base/bands.h"
#include "lua/argument.h"
#include "lua/binder.h"
#include "program/numeral.h"

enum band_key { KEY_FROM, KEY_ABOVE, KEY_TO, KEY_BELOW, KEY_RATE, KEY_PAYS, KEY_FEE, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"from", "above", "to", "below", "rate", "pays", "fee"};

struct reading {
    const struct binder *binder;
    const struct param_spec *spec;
    enum band_method method;
    struct scale *scale;
};

struct draft {
    bool given[KEY_COUNT];
    struct scalar value[KEY_COUNT];
};

static enum param_type type_of(const struct reading *reading, enum band_key key)
{
    if (key <= KEY_BELOW) return PARAM_NUMBER;
    return key == KEY_RATE ? reading->spec->item : PARAM_MONEY;
}

static void read_key(const struct reading *reading, const struct node *node, size_t index, struct draft *draft)
{
    for (enum band_key key = 0; key < KEY_COUNT; key++) {
        if (!text_is(node->keys[index], keys[key])) continue;
        draft->given[key] = true;
        argument_scalar(reading->binder, reading->spec, type_of(reading, key), node->items[index], &draft->value[key]);
        return;
    }
    binder_problem(
        reading->binder, node->key_at[index],
        binder_near(reading->binder, node->keys[index], keys, KEY_COUNT, "the keys of a band are from, above, to, below, rate, pays, fee"),
        "%s: a band has no \"%.*s\"", reading->spec->name, TEXT_ARG(node->keys[index]));
}

static void check_edges(const struct reading *reading, const struct node *node, const struct draft *draft)
{
    const char *name = reading->spec->name;
    if (draft->given[KEY_FROM] && draft->given[KEY_ABOVE])
        binder_problem(reading->binder, node->at, "keep one of them", "%s: a band begins either from or above an amount", name);
    if (!draft->given[KEY_FROM] && !draft->given[KEY_ABOVE])
        binder_problem(reading->binder, node->at, "add from: 0", "%s: this band has no beginning", name);
    if (draft->given[KEY_TO] && draft->given[KEY_BELOW])
        binder_problem(reading->binder, node->at, "keep one of them", "%s: a band ends either with (to) or below an amount", name);
}

/* A fee alone is a band at the rate 0. */
static void check_worth(const struct reading *reading, const struct node *node, const struct draft *draft)
{
    const char *name = reading->spec->name;
    bool has_end = draft->given[KEY_TO] || draft->given[KEY_BELOW], share = reading->method == BANDS_INTERPOLATED;
    if (!draft->given[KEY_RATE] && !draft->given[KEY_PAYS] && !draft->given[KEY_FEE])
        binder_problem(reading->binder, node->at, share ? "add pays: <amount>" : "add rate: <rate>",
                       "%s: this band does not say what it earns", name);
    else if (draft->given[KEY_PAYS] && !share)
        binder_problem(reading->binder, node_get(node, "pays")->at, "write rate, or choose method: interpolated",
                       "%s: pays goes with the method interpolated only", name);
    else if (share && !draft->given[KEY_PAYS])
        binder_problem(reading->binder, node->at, "write pays: <amount> instead of rate",
                       "%s: with the method interpolated a band says what all of it pays", name);
    else if (draft->given[KEY_PAYS] && draft->given[KEY_RATE])
        binder_problem(reading->binder, node->at, "keep one of them", "%s: a band has either a rate, or pays something as a whole", name);
    else if (draft->given[KEY_PAYS] && !has_end)
        binder_problem(reading->binder, node->at, "add to: <amount>", "%s: a band that pays something as a whole needs an end", name);
}

static struct band_edge edge_of(const struct draft *draft, enum band_key closed, enum band_key open)
{
    bool has_closed = draft->given[closed];
    return (struct band_edge){
        .at = draft->value[has_closed ? closed : open].exact, .given = has_closed || draft->given[open], .open = !has_closed};
}

static void read_band(const struct reading *reading, const struct node *node, struct rate_band *band)
{
    struct draft draft = {0};
    if (node->kind != NODE_MAP) {
        binder_problem(reading->binder, node->at, "write {from: 0, to: 1000, rate: 10%}", "%s: a band has to be a mapping, not %s",
                       reading->spec->name, node_kind_name(node));
        return;
    }
    for (size_t i = 0; i < node->count; i++) read_key(reading, node, i, &draft);
    check_edges(reading, node, &draft);
    check_worth(reading, node, &draft);
    *band = (struct rate_band){.span = {edge_of(&draft, KEY_FROM, KEY_ABOVE), edge_of(&draft, KEY_TO, KEY_BELOW)},
                               .rate = draft.value[draft.given[KEY_PAYS] ? KEY_PAYS : KEY_RATE].exact,
                               .whole = draft.given[KEY_PAYS],
                               .fee = draft.value[KEY_FEE].exact};
}

static void read_start(const struct reading *reading, const struct node *map, size_t index, struct decimal *from)
{
    const struct binder *binder = reading->binder;
    struct setting_case number = {0};
    struct buf cure = {.ceiling = 400};
    if (!numeral_parse(map->keys[index], false, &number)) {
        numeral_cure_meant(map->keys[index], &cure);
        binder_problem(binder, map->key_at[index], cure.len ? arena_string(binder->arena, buf_view(&cure)) : NULL,
                       "%s: a band begins at an amount, not at \"%.*s\"", reading->spec->name, TEXT_ARG(map->keys[index]));
    }
    buf_release(&cure);
    *from = number.exact;
}

/* {0: 10%, 1000: 25%}: each band reaches up to the next. */
static void read_steps(const struct reading *reading, const struct node *map, struct rate_band *bands)
{
    bool cut = false;
    for (size_t i = 0; i < map->count; i++) cut |= binder_cut_number(reading->binder, map, i);
    if (cut) return;
    for (size_t i = 0; i < map->count; i++) {
        struct decimal from;
        struct scalar rate = {0};
        read_start(reading, map, i, &from);
        argument_scalar(reading->binder, reading->spec, reading->spec->item, map->items[i], &rate);
        bands[i] = (struct rate_band){.span.low = {.at = from, .given = true}, .rate = rate.exact};
        if (i > 0) bands[i - 1].span.high = (struct band_edge){.at = from, .given = true, .open = true};
    }
    if (map->count > 0 && reading->method == BANDS_INTERPOLATED)
        binder_problem(reading->binder, map->at, "write [{from: 0, to: 1000, pays: 10}, {above: 1000, to: 3000, pays: 40}]",
                       "%s: with the method interpolated a band says what all of it pays", reading->spec->name);
}

static bool tell_faults(const struct reading *reading, const struct node *node, const struct band_span *spans)
{
    const struct binder *binder = reading->binder;
    bool told = false;
    struct band_fault fault;
    for (size_t next = 0; bands_fault(spans, reading->scale->count, "", &next, &fault); told = true)
        binder_problem(binder, node->kind == NODE_MAP ? node->key_at[fault.band] : node->items[fault.band]->at,
                       arena_string(binder->arena, text_of(fault.cure)), "%s: %s", reading->spec->name, fault.what);
    return told;
}

static bool check_follow(const struct reading *reading, const struct node *node)
{
    const struct binder *binder = reading->binder;
    const struct scale *scale = reading->scale;
    const char *unit = reading->spec->item == PARAM_MONEY ? "rate: 0" : "rate: 0%";
    const char *there = reading->method == BANDS_RETROACTIVE ? "nothing is earned there" : "there only the bands below pay";
    struct band_span *spans = arena_array(binder->arena, scale->count + 1, sizeof *spans);
    struct band_fault fault;
    for (size_t i = 0; spans && i < scale->count; i++) spans[i] = scale->bands[i].span;
    if (!spans || tell_faults(reading, node, spans)) return spans != NULL;
    if (reading->method != BANDS_INTERPOLATED && bands_end(spans, scale->count, there, unit, &fault))
        binder_warning(binder, node->items[fault.band]->at, arena_string(binder->arena, text_of(fault.cure)), "%s: %s", reading->spec->name,
                       fault.what);
    return true;
}

bool bands_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, enum band_method method,
                struct scale *scale)
{
    const struct reading reading = {binder, spec, method, scale};
    size_t mistakes = binder->problems->errors;
    *scale = (struct scale){arena_array(binder->arena, node->count + 1, sizeof *scale->bands), node->count, spec->item == PARAM_RATE};
    if (!scale->bands) return false;
    if (node->count == 0 && node->kind != NODE_SCALAR && node != spec->standard) /* a plugin may do without */
        binder_problem(binder, node->at, "add bands, as in {0: 1%, 10000: 2%}", "%s is empty", spec->name);
    if (node->kind == NODE_MAP) read_steps(&reading, node, scale->bands);
    for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++) read_band(&reading, node->items[i], &scale->bands[i]);
    return binder->problems->errors > mistakes || check_follow(&reading, node);
}
