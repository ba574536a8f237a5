/* Dated params: a value for all days, or [{from, until, value}, ...]. */
#include "lua/argument.h"
#include "lua/binder.h"

static int32_t read_day(const struct binder *binder, const struct node *version, const char *key, int32_t otherwise)
{
    const struct node *node = node_get(version, key);
    int32_t day = otherwise;
    if (!node || (node->kind == NODE_SCALAR && date_parse(node->scalar, &day))) return day;
    binder_problem(binder, node->at, "write year-month-day, as in 2026-07-01", "%s has to be a date", key);
    return otherwise;
}

static struct span read_span(const struct binder *binder, const struct node *version)
{
    struct span span = {read_day(binder, version, "from", DATE_MIN), read_day(binder, version, "until", DATE_MAX)};
    if (span.from > span.to) binder_problem(binder, version->at, "exchange the two dates", "until lies before from");
    return span;
}

static void check_keys(const struct binder *binder, const struct node *version)
{
    static const char *const known[] = {"from", "until", "value"};
    for (size_t i = 0; i < version->count; i++) {
        bool found = false;
        for (size_t k = 0; k < 3; k++) found = found || text_is(version->keys[i], known[k]);
        if (!found)
            binder_problem(binder, version->key_at[i],
                           binder_near(binder, version->keys[i], known, 3, "the keys are from, until and value"),
                           "unknown key \"%.*s\" in a value with dates", TEXT_ARG(version->keys[i]));
    }
}

static void check_overlap(const struct binder *binder, const struct argument *argument, struct place at)
{
    const struct span *last = &argument->versions[argument->version_count - 1].span;
    for (size_t i = 0; i + 1 < argument->version_count; i++) {
        const struct span *other = &argument->versions[i].span;
        if (last->from > last->to || other->from > last->to || last->from > other->to) continue;
        char day[DATE_TEXT_MAX];
        date_format(other->from > last->from ? other->from : last->from, day);
        binder_problem(binder, at, "let each value end (until:) before the next begins (from:)", "%s has two values on %s",
                       argument->spec->name, day);
        return;
    }
}

static struct argument_version *add_version(const struct binder *binder, struct argument *argument, struct span span)
{
    struct param_spec *spec = arena_alloc(binder->arena, sizeof *spec);
    if (!spec) return NULL;
    *spec = *argument->spec;
    spec->type = argument->spec->item;
    if (spec->type == PARAM_BANDS) spec->item = PARAM_RATE;
    struct argument_version *version = &argument->versions[argument->version_count++];
    *version = (struct argument_version){.span = span, .value = {.spec = spec, .attribute = -1}};
    return version;
}

static bool bind_version(const struct binder *binder, const struct node *list, size_t index, struct argument *arguments,
                         struct argument *argument)
{
    const struct node *node = list->items[index], *value = node_get(node, "value");
    if (node->kind == NODE_MAP) check_keys(binder, node);
    if (!value) {
        binder_problem(binder, node->at, "write {from: 2026-07-01, until: 2026-12-31, value: ...}",
                       "%s: a value with dates needs the key value", argument->spec->name);
        return true;
    }
    struct argument_version *version = add_version(binder, argument, read_span(binder, node));
    if (!version) return false;
    check_overlap(binder, argument, node->at);
    return argument_bind(binder, value, arguments, &version->value);
}

/* Bands may be a list themselves, but not of values. */
static bool is_dated(const struct node *node, enum param_type item)
{
    return node->kind == NODE_LIST && node->count > 0 && (item != PARAM_BANDS || node_get(node->items[0], "value"));
}

bool dated_bind(const struct binder *binder, const struct node *node, struct argument *arguments, struct argument *argument)
{
    bool dated = is_dated(node, argument->spec->item);
    argument->versions = arena_array(binder->arena, node->count + 1, sizeof *argument->versions);
    if (!argument->versions) return false;
    for (size_t i = 0; dated && i < node->count; i++)
        if (!bind_version(binder, node, i, arguments, argument)) return false;
    if (dated) return true;
    struct argument_version *version = add_version(binder, argument, (struct span){DATE_MIN, DATE_MAX});
    return version && argument_bind(binder, node, arguments, &version->value);
}
