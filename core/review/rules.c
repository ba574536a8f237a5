#include "review/rules.h"

#include <stdio.h>

#include "base/wrap.h"
#include "program/numeral.h"

enum { SHOWN = 12, VALUE_COLUMNS = 48 };

static const struct place nowhere = {0};

/* ---- keeping */

static struct text keep_text(struct text text, struct arena *arena)
{
    return (struct text){arena_string(arena, text), text.len};
}

static struct node *keep(const struct node *node, struct arena *arena)
{
    struct node *kept = node->kind == NODE_MAP ? node_map(arena, node->count, nowhere) : arena_alloc(arena, sizeof *kept);
    if (!kept) return NULL;
    if (node->kind == NODE_SCALAR)
        *kept = (struct node){.kind = NODE_SCALAR, .scalar = keep_text(node->scalar, arena), .quoted = node->quoted};
    if (node->kind == NODE_LIST)
        *kept = (struct node){.kind = NODE_LIST, .items = arena_array(arena, node->count + 1, sizeof *kept->items)};
    for (size_t i = 0; !arena->failed && i < node->count; i++) {
        struct node *item = keep(node->items[i], arena);
        if (node->kind == NODE_MAP)
            node_map_add(kept, keep_text(node->keys[i], arena), nowhere, item);
        else
            kept->items[kept->count++] = item;
    }
    return kept;
}

const struct node *rules_keep(const struct node *tree, struct arena *arena)
{
    const struct node *kept = keep(tree, arena);
    return arena->failed ? NULL : kept;
}

bool rules_copy(struct rule_changes *into, const struct rule_changes *from, struct arena *arena)
{
    *into = (struct rule_changes){.items = arena_array(arena, from->count + 1, sizeof *into->items), .room = from->count + 1};
    for (size_t i = 0; into->items && i < from->count; i++) {
        const struct rule_change *change = &from->items[i];
        into->items[into->count++] = (struct rule_change){.key = arena_string(arena, text_of(change->key)),
                                                          .before = change->before ? arena_string(arena, text_of(change->before)) : NULL,
                                                          .after = change->after ? arena_string(arena, text_of(change->after)) : NULL};
    }
    return !arena->failed;
}

/* ---- values as YAML, in a line */

static bool is_nothing(const struct node *node)
{
    if (!node) return true;
    return node->kind == NODE_SCALAR && !node->quoted &&
           (node->scalar.len == 0 || text_is(node->scalar, "null") || text_is(node->scalar, "~"));
}

/* Within braces, what would end a value there, or mean something else, stands in quotes. */
static void put_scalar(struct buf *out, const struct node *node)
{
    bool bare = node->scalar.len > 0 || !node->quoted;
    for (size_t i = 0; bare && i < node->scalar.len; i++) bare = !strchr(",{}[]:#\"'\n", node->scalar.ptr[i]);
    if (!bare) buf_char(out, '"');
    for (size_t i = 0; i < node->scalar.len; i++) {
        if (!bare && (node->scalar.ptr[i] == '"' || node->scalar.ptr[i] == '\\')) buf_char(out, '\\');
        buf_char(out, node->scalar.ptr[i]);
    }
    if (!bare) buf_char(out, '"');
}

static void put_value(struct buf *out, const struct node *node)
{
    bool map = node->kind == NODE_MAP;
    if (node->kind == NODE_SCALAR) {
        put_scalar(out, node);
        return;
    }
    buf_char(out, map ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) buf_puts(out, ", ");
        if (map) buf_printf(out, "%.*s: ", TEXT_ARG(node->keys[i]));
        put_value(out, node->items[i]);
    }
    buf_char(out, map ? '}' : ']');
}

static const char *value_of(const struct node *node, struct arena *arena)
{
    struct buf said = {0};
    if (is_nothing(node)) return NULL;
    if (node->kind == NODE_SCALAR)
        buf_text(&said, node->scalar);
    else
        put_value(&said, node);
    const char *kept = arena_string(arena, buf_view(&said));
    arena->failed |= said.failed;
    buf_release(&said);
    return kept;
}

/* ---- comparing */

struct comparing {
    struct rule_changes *changes;
    struct arena *arena;
    struct buf key; /* of what is being compared */
};

static bool same_scalar(const struct node *before, const struct node *after)
{
    struct setting_case was, is;
    if (text_equal(before->scalar, after->scalar)) return true;
    if (before->quoted || after->quoted) return false;
    return numeral_parse(before->scalar, true, &was) && numeral_parse(after->scalar, true, &is) && was.value.number == is.value.number;
}

static bool is_plain_list(const struct node *node)
{
    bool plain = node->kind == NODE_LIST;
    for (size_t i = 0; plain && i < node->count; i++) plain = node->items[i]->kind == NODE_SCALAR;
    return plain;
}

static bool same_list(const struct node *before, const struct node *after)
{
    bool same = before->count == after->count;
    for (size_t i = 0; same && i < before->count; i++) same = same_scalar(before->items[i], after->items[i]);
    return same;
}

static void add(struct comparing *comparing, const char *before, const char *after)
{
    struct rule_changes *changes = comparing->changes;
    if (!arena_grow(comparing->arena, (void **)&changes->items, changes->count, &changes->room, sizeof *changes->items)) return;
    changes->items[changes->count++] =
        (struct rule_change){.key = arena_string(comparing->arena, buf_view(&comparing->key)), .before = before, .after = after};
}

static void compare_nodes(struct comparing *comparing, const struct node *before, const struct node *after);

static void compare_at(struct comparing *comparing, struct text key, const struct node *before, const struct node *after)
{
    size_t len = comparing->key.len;
    buf_printf(&comparing->key, "%s%.*s", len ? "." : "", TEXT_ARG(key));
    compare_nodes(comparing, before, after);
    if (!comparing->key.failed) comparing->key.len = len;
}

/* hint: where it probably stands, as a copy of a program has its keys in the same places. */
static const struct node *item_of(const struct node *map, struct text key, size_t hint)
{
    if (hint < map->count && text_equal(map->keys[hint], key)) return map->items[hint];
    for (size_t i = 0; i < map->count; i++)
        if (text_equal(map->keys[i], key)) return map->items[i];
    return NULL;
}

static void add_values(struct comparing *comparing, const struct node *before, const struct node *after)
{
    add(comparing, value_of(before, comparing->arena), value_of(after, comparing->arena));
}

/* ---- tiers are highest first: so their order says something, as that of no other mapping does */

static bool is_order(const struct comparing *comparing)
{
    struct text left = buf_view(&comparing->key);
    bool inside = text_is(text_take(&left, '.'), "scorecards");
    text_take(&left, '.');
    return inside && text_is(left, "tiers");
}

static bool same_order(const struct node *before, const struct node *after)
{
    size_t at = 0;
    for (size_t i = 0; i < before->count; i++) {
        if (!item_of(after, before->keys[i], i)) continue;
        while (at < after->count && !item_of(before, after->keys[at], at)) at++;
        if (!text_equal(before->keys[i], after->keys[at++])) return false;
    }
    return true;
}

static const char *order_of(const struct node *map, struct arena *arena)
{
    const char *said = "in the order";
    for (size_t i = 0; said && i < map->count; i++) said = arena_printf(arena, "%s%s %.*s", said, i ? "," : "", TEXT_ARG(map->keys[i]));
    return said;
}

static bool is_rule(const struct comparing *comparing, struct text key)
{
    static const char *const none[] = {"program", "version", "period", "history"};
    for (size_t i = 0; comparing->key.len == 0 && i < sizeof none / sizeof *none; i++)
        if (text_is(key, none[i])) return false;
    return true;
}

static void compare_maps(struct comparing *comparing, const struct node *before, const struct node *after)
{
    for (size_t i = 0; i < before->count; i++)
        if (is_rule(comparing, before->keys[i]))
            compare_at(comparing, before->keys[i], before->items[i], item_of(after, before->keys[i], i));
    for (size_t i = 0; i < after->count; i++)
        if (is_rule(comparing, after->keys[i]) && !item_of(before, after->keys[i], i))
            compare_at(comparing, after->keys[i], NULL, after->items[i]);
    if (is_order(comparing) && !same_order(before, after))
        add(comparing, order_of(before, comparing->arena), order_of(after, comparing->arena));
}

static void compare_lists(struct comparing *comparing, const struct node *before, const struct node *after)
{
    size_t most = before->count > after->count ? before->count : after->count;
    for (size_t i = 0; i < most; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i + 1);
        compare_at(comparing, text_of(number), i < before->count ? before->items[i] : NULL, i < after->count ? after->items[i] : NULL);
    }
}

static void compare_nodes(struct comparing *comparing, const struct node *before, const struct node *after)
{
    if (is_nothing(before) && is_nothing(after)) return;
    if (is_nothing(before) || is_nothing(after) || before->kind != after->kind)
        add_values(comparing, before, after);
    else if (before->kind == NODE_MAP)
        compare_maps(comparing, before, after);
    else if (before->kind == NODE_LIST && !(is_plain_list(before) && is_plain_list(after)))
        compare_lists(comparing, before, after);
    else if (!(before->kind == NODE_LIST ? same_list : same_scalar)(before, after))
        add_values(comparing, before, after);
}

bool rules_compare(struct rule_changes *changes, const struct node *before, const struct node *after, struct arena *arena)
{
    struct comparing comparing = {.changes = changes, .arena = arena};
    *changes = (struct rule_changes){0};
    compare_nodes(&comparing, before, after);
    arena->failed |= comparing.key.failed;
    buf_release(&comparing.key);
    return !arena->failed;
}

/* ---- telling */

static void put_cut(struct buf *out, const char *value)
{
    struct text text = text_of(value ? value : "none");
    size_t columns = 0, end = 0;
    while (end < text.len && columns < VALUE_COLUMNS) {
        uint32_t code;
        end += text_character((struct text){text.ptr + end, text.len - end}, &code);
        columns += (size_t)text_character_columns(code);
    }
    buf_visible(out, (struct text){text.ptr, end}, "");
    if (end < text.len) buf_puts(out, " ...");
}

void rules_text(const struct rule_changes *changes, size_t column, bool all, struct buf *out)
{
    size_t told = all || changes->count <= SHOWN + 1 ? changes->count : SHOWN;
    for (size_t i = 0; i < told; i++) {
        wrap_to(out, column);
        buf_visible(out, text_of(changes->items[i].key), "");
        buf_puts(out, ": ");
        put_cut(out, changes->items[i].before);
        buf_puts(out, " before, ");
        put_cut(out, changes->items[i].after);
        buf_puts(out, " after\n");
    }
    if (told == changes->count) return;
    wrap_to(out, column);
    buf_printf(out, "... and %zu more: --all tells of them\n", changes->count - told);
}

void rules_json(const struct rule_changes *changes, struct json *json)
{
    json_open(json, "rules", '[');
    for (size_t i = 0; i < changes->count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "key", changes->items[i].key);
        json_string(json, "before", changes->items[i].before);
        json_string(json, "after", changes->items[i].after);
        json_close(json, '}');
    }
    json_close(json, ']');
}
