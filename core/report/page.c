#include "report/page.h"

#include "base/json.h"
#include "base/number.h"
#include "program/program.h"
#include "report/assets.h"
#include "report/columns.h"
#include "report/html.h"
#include "report/output.h"
#include "report/overview.h"

/* ---- the data */

/* A record that somebody edited may hold what YAML takes and JSON does not: words without quotes, 0.50, .5 or 1. */
static void put_scalar(struct json *json, const char *key, const struct node *node)
{
    double number;
    bool word = text_is(node->scalar, "null") || text_is(node->scalar, "true") || text_is(node->scalar, "false");
    if (!node->quoted && word)
        json_raw(json, key, node->scalar.ptr);
    else if (!node->quoted && number_parse(node->scalar, &number))
        json_number(json, key, number);
    else
        json_text(json, key, node->scalar);
}

static void put_node(struct json *json, const char *key, const struct node *node)
{
    if (node->kind == NODE_SCALAR) {
        put_scalar(json, key, node);
        return;
    }
    bool map = node->kind == NODE_MAP;
    json_open(json, key, map ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) put_node(json, map ? node->keys[i].ptr : NULL, node->items[i]);
    json_close(json, map ? '}' : ']');
}

/* Of the record what the page reads: what was run on which machine is nobody's business here. */
static void put_record(struct json *json, const struct node *record)
{
    static const char *const keys[] = {"period", "metrics", "incentives", "margin", "scorecards"};
    json_open(json, "run", '{');
    json_open(json, "program", '{');
    json_string(json, "name", recorded_word(recorded_in(record, "program"), "name"));
    json_string(json, "currency", recorded_word(recorded_in(record, "program"), "currency"));
    json_close(json, '}');
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct node *node = node_get(record, keys[i]);
        if (node) put_node(json, keys[i], node);
    }
    json_close(json, '}');
}

static void put_blocks(struct json *json)
{
    json_open(json, "blocks", '[');
    for (size_t b = 0; b < BLOCK_COUNT; b++) {
        json_open(json, NULL, '{');
        json_string(json, "key", block_names[b]);
        json_string(json, "title", block_titles[b]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

struct columns_of {
    const struct told *told;
    size_t sheet;
};

/* Values and points of metrics are told by the table of metrics, what incentives add by that of awards, names by the scorecards. */
static bool is_wanted(const void *context, struct text column)
{
    const struct columns_of *of = context;
    const struct node *metrics = recorded_in(of->told->record, "metrics"), *incentives = recorded_in(of->told->record, "incentives");
    static const char points[] = ".points";
    enum { POINTS_LEN = sizeof points - 1 };
    if (of->sheet != SHEET_SCORECARDS && text_is(column, "name")) return false;
    bool of_points = column.len > POINTS_LEN && memcmp(column.ptr + column.len - POINTS_LEN, points, POINTS_LEN) == 0;
    if (of_points) column.len -= POINTS_LEN;
    const char *name = arena_string(of->told->finished.arena, column);
    if (!name) return true;
    if (of->sheet == SHEET_SCORECARDS) return !recorded_entry(metrics, "metric", name);
    return of->sheet != SHEET_MARGINS || !recorded_entry(incentives, "name", name);
}

static bool put_tables(struct json *json, const struct told *told)
{
    const struct finished *finished = &told->finished;
    bool good = true;
    json_open(json, "tables", '{');
    for (size_t s = 0; good && s < SHEET_COUNT; s++)
        if (finished->tables[s].head.count)
            good = columns_put(json, sheets[s].name, finished, &finished->tables[s], is_wanted, &(struct columns_of){told, s});
    good = good && columns_put(json, "problems", finished, &told->problems, NULL, NULL);
    good = good && columns_put(json, "history", finished, &told->history, NULL, NULL);
    json_close(json, '}');
    return good;
}

static void put_data(const void *context, struct buf *out)
{
    const struct told *told = context;
    struct buf text = {0};
    struct json json = {.out = &text, .dense = true};
    json_open(&json, NULL, '{');
    put_record(&json, told->record);
    put_blocks(&json);
    bool good = put_tables(&json, told) && !text.failed;
    json_close(&json, '}');
    if (good) html_json(out, buf_view(&text));
    out->failed |= !good;
    buf_release(&text);
}

/* ---- the page */

static void put_generator(const void *context, struct buf *out)
{
    (void)context;
    buf_puts(out, output_generator);
}

static void put_policy(const void *context, struct buf *out)
{
    (void)context;
    html_policy(out, assets().page_style, assets().page_script);
}

static void put_style(const void *context, struct buf *out)
{
    (void)context;
    buf_text(out, assets().page_style);
}

static void put_script(const void *context, struct buf *out)
{
    (void)context;
    buf_text(out, assets().page_script);
}

static const char *about(const void *context, const char *map, const char *key)
{
    const struct told *told = context;
    return recorded_word(recorded_in(told->record, map), key);
}

static void put_program(const void *context, struct buf *out)
{
    html_put(out, "%s", about(context, "program", "name"));
}

static void put_period(const void *context, struct buf *out)
{
    html_put(out, "%s", about(context, "period", "name"));
}

static void put_days(const void *context, struct buf *out)
{
    told_days(context, out);
}

static void put_overview(const void *context, struct buf *out)
{
    overview_put(context, out);
}

static void put_footer(const void *context, struct buf *out)
{
    const struct told *told = context;
    const char *version = about(context, "program", "version");
    html_put(out, "Made by Rung %s.", recorded_word(told->record, "rung"));
    if (*version) html_put(out, " The program: version %s.", version);
}

static const struct html_part parts[] = {
    {"generator", put_generator}, {"policy", put_policy}, {"style", put_style},       {"script", put_script}, {"program", put_program},
    {"period", put_period},       {"days", put_days},     {"overview", put_overview}, {"footer", put_footer}, {"data", put_data}};

bool page_put(const struct told *told, struct buf *out)
{
    html_fill(out, assets().page, parts, sizeof parts / sizeof *parts, told);
    return !out->failed;
}
