#include <string.h>

#include "base/wrap.h"
#include "lua/param_words.h"
#include "out/plugin_book.h"

enum { NAME_COLUMNS = 33, DETAIL = 18 };

static const char *const kinds[] = {[PLUGIN_METRIC] = "metric", [PLUGIN_INCENTIVE] = "incentive"};

struct text plugin_headline(const struct plugin *plugin)
{
    return (struct text){plugin->doc, strcspn(plugin->doc, "\n")};
}

size_t plugin_block(const struct plugin *plugin)
{
    size_t block = 0;
    while (block < BLOCK_COUNT && strcmp(plugin->block, block_names[block]) != 0) block++;
    return block;
}

/* ---- the list */

static bool says_kind(const struct plugin *plugin)
{
    size_t len = strlen(kinds[plugin->kind]);
    return strncmp(plugin->name, kinds[plugin->kind], len) == 0 && strncmp(plugin->name + len, "s/", 2) == 0;
}

static void put_line(const struct plugin *plugin, size_t width, struct buf *out)
{
    struct text headline = plugin_headline(plugin);
    buf_printf(out, "  %s", plugin->name);
    if (!says_kind(plugin)) buf_printf(out, " (%s)", kinds[plugin->kind]);
    wrap_to(out, NAME_COLUMNS);
    wrap_words(out, headline.len ? headline : text_of("(no description: begin the file with --- and a line)"), NAME_COLUMNS, width);
}

static void put_block(const struct plugin_book *book, bool own, size_t block, size_t width, struct buf *out)
{
    bool begun = false;
    for (size_t i = 0; i < book->count; i++) {
        const struct plugin_entry *entry = &book->entries[i];
        if (entry->own != own || plugin_block(entry->plugin) != block) continue;
        if (!begun) buf_printf(out, "\n%s\n", block < BLOCK_COUNT ? block_titles[block] : "Without a building block");
        put_line(entry->plugin, width, out);
        begun = true;
    }
}

static size_t count_own(const struct plugin_book *book, bool own)
{
    size_t count = 0;
    for (size_t i = 0; i < book->count; i++) count += book->entries[i].own == own;
    return count;
}

/* Asked for in the program's own folder? */
static bool is_here(const struct plugin_book *book)
{
    return strcmp(book->folder, ".") == 0;
}

static void put_shelf(const struct plugin_book *book, bool own, size_t width, struct buf *out)
{
    size_t count = count_own(book, own);
    if (count == 0) return;
    if (out->len > 0) buf_char(out, '\n');
    buf_printf(out, "%zu %s of %s\n", count, count == 1 ? "plugin" : "plugins",
               !own            ? "the library"
               : is_here(book) ? "this program"
                               : book->folder);
    for (size_t block = 0; block <= BLOCK_COUNT; block++) put_block(book, own, block, width, out);
}

void plugin_text_list(const struct plugin_book *book, size_t width, struct buf *out)
{
    put_shelf(book, true, width, out);
    put_shelf(book, false, width, out);
    buf_puts(out, book->count ? "\nrung plugins NAME tells all of one.\n" : "no plugins\n");
}

/* ---- one of them */

static void put_detail(struct buf *out, const char *label, struct text text, size_t width)
{
    if (text.len == 0) return;
    buf_puts(out, label);
    wrap_to(out, DETAIL);
    wrap_words(out, text, DETAIL, width);
}

static void put_param(const struct param_spec *spec, size_t width, struct buf *out)
{
    struct buf line = {.ceiling = 4000};
    param_put_type(&line, spec);
    if (param_is_required(spec)) {
        buf_puts(&line, "; required");
    } else {
        buf_puts(&line, "; default: ");
        param_put_default(&line, spec);
    }
    buf_printf(out, "  %s", spec->name);
    wrap_to(out, DETAIL);
    wrap_words(out, buf_view(&line), DETAIL, width);
    if (*spec->help) {
        wrap_to(out, DETAIL);
        wrap_words(out, text_of(spec->help), DETAIL, width);
    }
    buf_release(&line);
}

static void put_params(const struct plugin *plugin, size_t width, struct arena *arena, struct buf *out)
{
    const struct param_spec **params = params_in_order(plugin, arena);
    buf_puts(out, plugin->param_count ? "\nparams\n" : "\nparams            none\n");
    for (size_t i = 0; params && i < plugin->param_count; i++) put_param(params[i], width, out);
}

static bool is_fact(const struct param_spec *spec)
{
    return spec->type == PARAM_TABLE || spec->type == PARAM_COLUMN || spec->type == PARAM_FILTER || spec->type == PARAM_ATTRIBUTE;
}

static bool is_metric(const struct param_spec *spec)
{
    return spec->type == PARAM_METRIC;
}

/* Behind what the manifest names: what the program will name. */
static void put_named(const struct plugin *plugin, bool (*wanted)(const struct param_spec *), struct arena *arena, struct buf *out)
{
    const struct param_spec **params = params_in_order(plugin, arena);
    const char *before = out->len ? "; what these params name: " : "what these params name: ";
    for (size_t i = 0; params && i < plugin->param_count; i++) {
        if (!wanted(params[i])) continue;
        buf_printf(out, "%s%s", before, params[i]->name);
        before = ", ";
    }
}

static void put_reads(const struct plugin *plugin, size_t width, struct arena *arena, struct buf *out)
{
    struct buf line = {.ceiling = 8000};
    for (size_t i = 0; i < plugin->read_count; i++) {
        const struct plugin_read *read = &plugin->reads[i];
        buf_printf(&line, "%s%s:", i ? "; " : "", read->table);
        for (size_t c = 0; c < read->count; c++) buf_printf(&line, "%s %s", c ? "," : "", read->columns[c]);
    }
    put_named(plugin, is_fact, arena, &line);
    put_detail(out, "reads", line.len ? buf_view(&line) : text_of("no table"), width);
    buf_release(&line);
}

static void put_needs(const struct plugin *plugin, size_t width, struct arena *arena, struct buf *out)
{
    struct buf line = {.ceiling = 8000};
    for (size_t i = 0; i < plugin->need_count; i++) buf_printf(&line, "%s%s", i ? ", " : "", plugin->needs[i]);
    put_named(plugin, is_metric, arena, &line);
    put_detail(out, "needs", buf_view(&line), width);
    buf_release(&line);
}

static void put_cases(const struct plugin_entry *entry, size_t width, struct arena *arena, struct buf *out)
{
    const char *said = "none: write some beside it, see docs/plugin-guide.md";
    if (entry->beside && entry->cases)
        said = arena_printf(arena, "%zu in %s", entry->cases, entry->beside);
    else if (entry->beside)
        said = arena_printf(arena, "%s, which cannot be read: rung test says why", entry->beside);
    put_detail(out, "cases", text_of(said), width);
}

static void put_use(const struct plugin_book *book, const char *subject, struct place at, struct buf *out)
{
    const char *file = at.file && strncmp(at.file, "./", 2) == 0 ? at.file + 2 : at.file;
    buf_printf(out, "%s%s (%s:%u)", out->len ? ", " : "", subject, file ? file : book->folder, at.line);
}

static void put_users(const struct plugin_book *book, const struct plugin *plugin, size_t width, struct arena *arena, struct buf *out)
{
    const struct program *program = book->program;
    struct buf line = {.ceiling = 16000};
    if (!book->folder) return;
    for (size_t i = 0; program && i < program->metric_count; i++) {
        const struct metric *metric = &program->metrics[i];
        if (!metric->plugin || strcmp(metric->plugin, plugin->name) != 0) continue;
        const char *subject = arena_printf(arena, "%s.%s", program->scorecards[metric->scorecard].name, metric->name);
        put_use(book, subject ? subject : metric->name, metric->plugin_at, &line);
    }
    for (size_t i = 0; program && i < program->incentive_count; i++)
        if (program->incentives[i].plugin && strcmp(program->incentives[i].plugin, plugin->name) == 0)
            put_use(book, program->incentives[i].name, program->incentives[i].plugin_at, &line);
    const char *whose = is_here(book) ? "this program" : book->folder;
    if (line.len == 0) buf_printf(&line, program ? "nothing in %s" : "not known: %s has mistakes, which rung check lists", whose);
    put_detail(out, "used by", buf_view(&line), width);
    buf_release(&line);
}

static void put_example_param(const struct param_spec *spec, struct buf *out)
{
    buf_printf(out, "        %s: ", spec->name);
    param_put_sample(out, spec);
    if (*spec->help) {
        wrap_to(out, 4 + 2 * DETAIL);
        buf_printf(out, "# %s", spec->help);
    }
    buf_char(out, '\n');
}

static bool says(struct text text, const char *key)
{
    return text.len > 0 && memmem(text.ptr, text.len, key, strlen(key));
}

/* What a metric needs besides, where the entry does not say it. */
static void put_place(const struct plugin *plugin, struct text said, struct buf *out)
{
    if (plugin->kind != PLUGIN_METRIC) return;
    if (!says(said, "block:")) buf_printf(out, "      block: %s\n", *plugin->block ? plugin->block : block_names[0]);
    if (!says(said, "weight:")) buf_puts(out, "      weight: 10\n");
}

/* The lines of a text from `at` on that are indented at least as far as the first of them. */
static struct text indented_block(const char *at, size_t indent)
{
    struct text block = {at, 0};
    while (strspn(at, " ") >= indent && at[strspn(at, " ")] && at[strspn(at, " ")] != '\n') {
        at += strcspn(at, "\n");
        at += *at == '\n';
        block.len = (size_t)(at - block.ptr);
    }
    return block;
}

/* The entry that the description shows: its name, then what stands below it. False: it shows none. */
static bool put_described(const struct plugin *plugin, struct arena *arena, struct buf *out)
{
    const char *line = arena_printf(arena, "plugin: %s\n", plugin->name), *found = line ? strstr(plugin->doc, line) : NULL;
    if (!found) return false;
    size_t indent = 0;
    while (found - indent > plugin->doc && found[-(ptrdiff_t)indent - 1] == ' ') indent++;
    const char *body = found - indent, *head = body > plugin->doc ? body - 1 : body;
    while (head > plugin->doc && head[-1] != '\n') head--;
    struct text name = text_trim((struct text){head, strcspn(head, "\n")}), rest = indented_block(found + strlen(line), indent);
    buf_printf(out, "    %.*s\n      %s", TEXT_ARG(name), line);
    put_place(plugin, rest, out);
    while (rest.len > 0) {
        size_t len = strcspn(rest.ptr, "\n");
        buf_printf(out, "      %.*s\n", (int)(len - indent), rest.ptr + indent);
        len = len < rest.len ? len + 1 : rest.len;
        rest = (struct text){rest.ptr + len, rest.len - len};
    }
    return true;
}

/* An entry with what has to be said, to be copied and changed. */
static void put_example(const struct plugin *plugin, struct arena *arena, struct buf *out)
{
    const struct param_spec **params = params_in_order(plugin, arena);
    const char *slash = strrchr(plugin->name, '/');
    bool begun = false;
    buf_printf(out, "\nin program.yaml, under %s\n\n", plugin->kind == PLUGIN_METRIC ? "metrics" : "incentives");
    if (put_described(plugin, arena, out)) return;
    buf_printf(out, "    %s:\n      plugin: %s\n", slash ? slash + 1 : plugin->name, plugin->name);
    put_place(plugin, (struct text){0}, out);
    for (size_t i = 0; params && i < plugin->param_count; i++) {
        if (!param_is_required(params[i])) continue;
        if (!begun) buf_puts(out, "      params:\n");
        begun = true;
        put_example_param(params[i], out);
    }
    if (plugin->kind != PLUGIN_METRIC) return;
    buf_printf(out, "      points: {curve: {0: 0, %s: 100}} # what is bad, and what is good enough\n",
               strcmp(plugin->unit, "ratio") == 0 ? "100%" : "100");
}

void plugin_text_whole(const struct plugin_book *book, const struct plugin_entry *entry, size_t width, struct arena *arena, struct buf *out)
{
    const struct plugin *plugin = entry->plugin;
    size_t block = plugin_block(plugin);
    buf_printf(out, "%s\n\n", plugin->name);
    wrap_paragraphs(out, text_of(*plugin->doc ? plugin->doc : "It has no description: begin the file with --- and a line."), 2, width);
    buf_char(out, '\n');
    put_detail(out, "kind", text_of(kinds[plugin->kind]), width);
    put_detail(out, "unit", text_of(plugin->unit), width);
    put_detail(out, "block", text_of(block < BLOCK_COUNT ? block_titles[block] : "none: the program says"), width);
    put_detail(out, "file", text_of(plugin->source.path), width);
    put_reads(plugin, width, arena, out);
    put_needs(plugin, width, arena, out);
    put_cases(entry, width, arena, out);
    put_users(book, plugin, width, arena, out);
    put_params(plugin, width, arena, out);
    put_example(plugin, arena, out);
}
