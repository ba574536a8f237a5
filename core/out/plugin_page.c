#include <ctype.h>
#include <string.h>

#include "lua/param_words.h"
#include "out/plugin_book.h"

static const char introduction[] =
    "# The plugins that come with Rung\n\n"
    "A plugin measures one thing (a metric) or awards one thing (an incentive). Name it in `program.yaml`, and give it the params that it\n"
    "asks for: [program.yaml](program-format.md) says where, the examples below show how. What a value is worth is not the plugin's "
    "business\n"
    "but that of `points`, `weight` and `margin` in your program.\n\n"
    "The plugins stand under the building block that they are usually about. That is a habit, not a rule: the program says which block a\n"
    "metric belongs to. When no plugin fits, [write one](plugin-guide.md). On a terminal, `rung plugins` lists them, and\n"
    "`rung plugins sum` tells all of one, with an entry to copy.\n\n"
    "| a param of type | takes |\n| --- | --- |\n";
static const char ending[] = "\n## This page\n\nis printed by Rung from the plugins, and a test sees to it that it is up to date:\n\n"
                             "```console\n$ rung plugins --markdown | diff - docs/plugins.md\n```\n";

/* Only what the words before it do not say by themselves. */
static void put_types(struct buf *out)
{
    for (int type = 0; type < PARAM_TYPE_COUNT; type++) {
        const struct param_kind *kind = &param_kinds[type];
        static const char *const longer[PARAM_TYPE_COUNT] = {
            [PARAM_COLUMN] = "column of `table`", [PARAM_FILTER] = "conditions on `table`",     [PARAM_METHOD] = "method of `bands`",
            [PARAM_LIST] = "list of texts",       [PARAM_MAP] = "name: rate, name: money, ...", [PARAM_DATED] = "rate, also by date"};
        buf_printf(out, "| %s | %s |\n", longer[type] ? longer[type] : kind->said, kind->takes);
    }
}

/* As Markdown makes an anchor of a heading: letters, digits, _, and - for blanks. */
static void put_anchor(struct buf *out, const char *heading)
{
    for (; *heading; heading++)
        if (isalnum((unsigned char)*heading) || *heading == '_' || *heading == '-')
            buf_char(out, (char)tolower((unsigned char)*heading));
        else if (*heading == ' ')
            buf_char(out, '-');
}

static void put_link(struct buf *out, const char *heading)
{
    buf_printf(out, "[%s](#", heading);
    put_anchor(out, heading);
    buf_char(out, ')');
}

static size_t count_block(const struct plugin_book *book, size_t block)
{
    size_t count = 0;
    for (size_t i = 0; i < book->count; i++) count += plugin_block(book->entries[i].plugin) == block;
    return count;
}

static const char *title_of(size_t block)
{
    return block < BLOCK_COUNT ? block_titles[block] : "Without a building block";
}

static void put_index(const struct plugin_book *book, size_t block, struct buf *out)
{
    buf_puts(out, "\n**");
    put_link(out, title_of(block));
    buf_puts(out, "**\n\n");
    for (size_t i = 0; i < book->count; i++) {
        const struct plugin *plugin = book->entries[i].plugin;
        if (plugin_block(plugin) != block) continue;
        buf_puts(out, "- ");
        put_link(out, plugin->name);
        buf_printf(out, ": %.*s\n", TEXT_ARG(plugin_headline(plugin)));
    }
}

static void put_cell(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|') buf_char(out, '\\');
        buf_char(out, *text);
    }
}

static void put_param(const struct param_spec *spec, struct buf *out)
{
    buf_printf(out, "| %s | ", spec->name);
    param_put_type(out, spec);
    buf_puts(out, " | ");
    if (param_is_required(spec))
        buf_puts(out, "**required**");
    else
        param_put_default(out, spec);
    buf_puts(out, " | ");
    put_cell(out, spec->help);
    buf_puts(out, " |\n");
}

void plugin_page_chapter(const struct plugin *plugin, struct arena *arena, struct buf *out)
{
    const struct param_spec **params = params_in_order(plugin, arena);
    struct text headline = plugin_headline(plugin);
    buf_printf(out, "\n### %s\n\n**%.*s**%s\n", plugin->name, TEXT_ARG(headline), plugin->doc + headline.len);
    if (*plugin->unit) buf_printf(out, "\nUnit: %s.\n", plugin->unit);
    if (plugin->param_count) buf_puts(out, "\n| param | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; params && i < plugin->param_count; i++) put_param(params[i], out);
}

static void put_block(const struct plugin_book *book, size_t block, struct arena *arena, struct buf *out)
{
    buf_printf(out, "\n## %s\n", title_of(block));
    for (size_t i = 0; i < book->count; i++)
        if (plugin_block(book->entries[i].plugin) == block) plugin_page_chapter(book->entries[i].plugin, arena, out);
}

void plugin_page(const struct plugin_book *book, struct arena *arena, struct buf *out)
{
    buf_puts(out, introduction);
    put_types(out);
    for (size_t block = 0; block <= BLOCK_COUNT; block++)
        if (count_block(book, block)) put_index(book, block, out);
    for (size_t block = 0; block <= BLOCK_COUNT; block++)
        if (count_block(book, block)) put_block(book, block, arena, out);
    buf_puts(out, ending);
}
