#include "program/row.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/suggest.h"
#include "program/load.h"
#include "program/numeral.h"

static const struct row *find_row(const struct form *form, struct text key)
{
    for (size_t i = 0; i < form->count; i++)
        if (text_is(key, form->rows[i].key)) return &form->rows[i];
    return NULL;
}

bool form_has_dates(const struct form *form)
{
    const struct form *const dated[] = {&objective_form, &table_form,    &scorecard_form, &track_form,  &metric_form,
                                        &tier_form,      &category_form, &movement_form,  &margin_form, &group_form,
                                        &incentive_form, &version_form,  &payout_form};
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++)
        if (form == dated[i]) return true;
    return false;
}

/* Other words for from and until. */
static const char *date_meant(struct text key)
{
    static const char *const ends[] = {"till", "til", "to", "end", "ends", "through", "valid_to", "valid_until", "expires"};
    static const char *const begins[] = {"since", "start", "starts", "begin", "begins", "valid_from", "effective"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_is(key, ends[i])) return "until";
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (text_is(key, begins[i])) return "from";
    return NULL;
}

static void cure_unknown(struct load *load, struct problem *problem, const struct form *form, struct text key)
{
    static const char *const dates[] = {"from", "until"};
    size_t count = form->count + (form_has_dates(form) ? 2 : 0);
    const char **keys = load_array(load, count, sizeof *keys);
    if (!keys) return;
    struct buf all = {.ceiling = 400};
    for (size_t i = 0; i < count; i++) {
        keys[i] = i < form->count ? form->rows[i].key : dates[i - form->count];
        buf_printf(&all, "%s%s", i == 0 ? "" : ", ", keys[i]);
    }
    const char *colon = memchr(key.ptr, ':', key.len), *near = suggest(key, keys, count);
    if (!near && form_has_dates(form)) near = date_meant(key);
    if (memchr(key.ptr, '<', key.len) || memchr(key.ptr, '>', key.len) || memchr(key.ptr, '=', key.len))
        load_cure(load, problem, "join conditions by and, all in one pair of quotes, as in \"people >= 2 and %.*s\"", TEXT_ARG(key));
    else if (colon)
        load_cure(load, problem, "write a blank after the colon: %.*s: %.*s", (int)(colon - key.ptr), key.ptr,
                  (int)(key.ptr + key.len - colon - 1), colon + 1);
    else if (near)
        load_cure(load, problem, "did you mean %s?", near);
    else if (!all.failed)
        load_cure(load, problem, "the keys of %s are %.*s", form->name, TEXT_ARG(buf_view(&all)));
    buf_release(&all);
}

bool load_cut_number(struct load *load, const struct node *map, size_t index)
{
    struct buf cure = {.ceiling = 400};
    bool cut = numeral_is_rest(map, index, &cure);
    if (cut) {
        struct place at;
        struct text head = numeral_cut_head(map, index, &at);
        load_cure(load, load_error(load, at, NULL, "\"%.*s,%.*s\" is not a number", TEXT_ARG(head), TEXT_ARG(map->keys[index])), "%.*s",
                  TEXT_ARG(buf_view(&cure)));
    }
    buf_release(&cure);
    return cut;
}

static void check_keys(struct load *load, const struct form *form, const struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        if (find_row(form, node->keys[i]) || load_cut_number(load, node, i)) continue;
        struct problem *problem =
            load_error(load, node->key_at[i], NULL, "unknown key \"%.*s\" in %s", TEXT_ARG(node->keys[i]), form->name);
        cure_unknown(load, problem, form, node->keys[i]);
    }
}

static void report_missing(struct load *load, const struct form *form, const struct row *row, struct place at)
{
    struct problem *problem = load_error(load, at, NULL, "%s needs the key %s", form->name, row->key);
    if (row->type != &type_block) {
        load_cure(load, problem, "add %s: %s", row->key, row->type->example);
        return;
    }
    struct buf all = {.ceiling = 400};
    for (size_t b = 0; b < BLOCK_COUNT; b++) buf_printf(&all, "%s%s", b == 0 ? "" : b + 1 == BLOCK_COUNT ? " or " : ", ", block_names[b]);
    load_cure(load, problem, "add block: with what it is about: %.*s", TEXT_ARG(buf_view(&all)));
    buf_release(&all);
}

static void read_row(struct load *load, const struct form *form, const struct row *row, const struct node *map, struct place at, char *to)
{
    const struct node *node = node_get(map, row->key);
    if (node && numeral_is_head(map, node)) return; /* reported with its rest */
    struct node otherwise = {.kind = NODE_SCALAR, .at = at, .scalar = text_of(row->otherwise)};
    if (row->type == &type_form) otherwise.kind = NODE_MAP; /* an absent form is an empty one: its own defaults hold */
    if (node)
        row->type->read(load, node, row, to + row->to);
    else if (row->required)
        report_missing(load, form, row, at);
    else if (row->otherwise || row->type == &type_form)
        row->type->read(load, &otherwise, row, to + row->to);
}

static void report_no_mapping(struct load *load, const struct form *form, const struct node *node, struct place at)
{
    if (node->kind != NODE_SCALAR)
        load_error(load, node->at, "write its keys without dashes", "%s is a mapping, not %s", form->name, node_kind_name(node));
    else if (node->scalar.len == 0)
        load_error(load, at, "write its keys below, indented by two blanks, or take it away", "%s has no keys here", form->name);
    else if (memchr(node->scalar.ptr, ':', node->scalar.len))
        load_error(load, node->at, "write a blank after the colon", "%s needs keys, but \"%.*s\" is one text", form->name,
                   TEXT_ARG(node->scalar));
    else
        load_error(load, node->at, "write its keys below, indented by two blanks", "%s needs keys, not the single value \"%.*s\"",
                   form->name, TEXT_ARG(node->scalar));
}

bool form_read(struct load *load, const struct form *form, const struct node *node, struct place at, void *to)
{
    if (node->kind != NODE_MAP) {
        report_no_mapping(load, form, node, at);
        return false;
    }
    check_keys(load, form, node);
    for (size_t i = 0; i < form->count; i++) read_row(load, form, &form->rows[i], node, at, to);
    return true;
}
