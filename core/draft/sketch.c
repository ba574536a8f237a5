#include "draft/sketch.h"

#include "draft/hints.h"
#include "draft/template.h"
#include "draft/writing.h"
#include "draft/yaml_text.h"

static void lua_text(struct buf *out, const char *text)
{
    buf_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') buf_char(out, '\\');
        if (c < 0x20)
            buf_printf(out, "\\%03d", c);
        else
            buf_char(out, *text);
    }
    buf_char(out, '"');
}

static const char *good_word(const struct column_spec *words)
{
    return words->allowed[hints_success(words)];
}

static const char *other_word(const struct column_spec *words)
{
    for (size_t i = 0; i < words->allowed_count; i++)
        if (i != hints_success(words)) return words->allowed[i];
    return NULL;
}

/* Something that a cell of the column may hold, where any will do. */
static const char *sample_cell(const struct column_spec *column)
{
    if (column->type == COLUMN_DATE) return "2026-07-01";
    if (column->type == COLUMN_YESNO) return "yes";
    return column->type == COLUMN_TEXT ? "a" : "1";
}

/* The cells of a row in front of its number: `word` NULL and `day` NULL for those that count. */
static void put_row(struct buf *out, const struct sketch *sketch, const char *word, const char *day)
{
    if (sketch->words) yaml_text(out, text_of(word ? word : good_word(sketch->words)));
    if (sketch->date) buf_printf(out, "%s%s", sketch->words ? ", " : "", day ? day : "2026-07-01");
    if (sketch->any) buf_puts(out, word ? "\"\"" : sample_cell(sketch->any));
}

static void put_passed(struct buf *out, const struct sketch *sketch, const char *word, const char *day, const char *why)
{
    buf_puts(out, "        - [");
    put_row(out, sketch, word, day);
    buf_printf(out, "%s] # does not count: %s\n", sketch->number ? ", 16" : "", why);
}

static void put_conditions(struct buf *out, const struct sketch *sketch)
{
    if (sketch->words) {
        buf_printf(out, "%s = ", sketch->words->name);
        lua_text(out, good_word(sketch->words));
    }
    if (sketch->date) buf_printf(out, "%s%s = p.window", sketch->words ? ", " : "", sketch->date->name);
    const struct column_spec *filled = sketch->any ? sketch->any : sketch->number;
    if (!sketch->words && !sketch->date) buf_printf(out, "%s = any", filled->name);
}

static void put_hint(struct buf *out, const struct sketch *sketch)
{
    if (sketch->words) {
        buf_printf(out, "    -- %s: this word and no other; put in the one that counts for you, or { \"a\", \"b\" } for several.\n",
                   sketch->words->name);
    }
    if (sketch->date) buf_printf(out, "    -- %s: one of the days of the window.\n", sketch->date->name);
    if (!sketch->words && !sketch->date) buf_puts(out, "    -- any is a cell that is not empty.\n");
}

static void put_quoted(struct buf *out, const struct column_spec *column)
{
    buf_printf(out, "\"%s\"", column->name);
}

static void put_typed(struct buf *out, const struct column_spec *column)
{
    buf_printf(out, "%s: %s", column->name, column_type_names[column->type]);
}

void sketch_columns(struct buf *out, const struct sketch *sketch, void (*put)(struct buf *out, const struct column_spec *column))
{
    const struct column_spec *columns[] = {sketch->words, sketch->date, sketch->any, sketch->number};
    for (size_t i = 0, count = 0; i < sizeof columns / sizeof *columns; i++) {
        if (!columns[i]) continue;
        if (count++ > 0) buf_puts(out, ", ");
        put(out, columns[i]);
    }
}

/* Texts of the blanks, one behind the other, each with its NUL. */
struct blanks {
    struct buf text;
    struct blank list[16];
    size_t starts[16], count;
};

static void begin_blank(struct blanks *blanks, const char *name)
{
    blanks->list[blanks->count].name = name;
    blanks->starts[blanks->count++] = blanks->text.len;
}

static void add_blank(struct blanks *blanks, const char *name, const char *text)
{
    begin_blank(blanks, name);
    buf_puts(&blanks->text, text);
    buf_char(&blanks->text, '\0');
}

static void add_headline(struct blanks *blanks, const struct sketch *sketch)
{
    const char *table = sketch->table->name, *number = sketch->number ? sketch->number->name : NULL;
    begin_blank(blanks, "headline");
    if (sketch->rule == DRAFT_METRIC && number)
        buf_printf(&blanks->text, "The mean %s of the rows of %s that count.", number, table);
    else if (sketch->rule == DRAFT_METRIC)
        buf_printf(&blanks->text, "How many rows of %s count.", table);
    else if (number)
        buf_printf(&blanks->text, "A share of the %s of the rows of %s that count.", number, table);
    else
        buf_printf(&blanks->text, "An amount for each row of %s that counts.", table);
    buf_char(&blanks->text, '\0');
}

static void add_rows(struct blanks *blanks, const struct sketch *sketch)
{
    struct buf *text = &blanks->text;
    begin_blank(blanks, "good");
    put_row(text, sketch, NULL, NULL);
    buf_char(text, '\0');
    begin_blank(blanks, "start");
    put_row(text, sketch, NULL, NULL);
    buf_puts(text, sketch->words || sketch->date ? ", " : "");
    buf_char(text, '\0');
    begin_blank(blanks, "passed");
    const char *other = sketch->words ? other_word(sketch->words) : NULL;
    if (other) put_passed(text, sketch, other, NULL, "another word");
    if (sketch->date) put_passed(text, sketch, NULL, "2026-10-01", "behind the period");
    if (sketch->any) put_passed(text, sketch, "", NULL, "an empty cell");
    buf_char(text, '\0');
}

static void fill_blanks(struct blanks *blanks, const struct sketch *sketch)
{
    struct buf *text = &blanks->text;
    add_headline(blanks, sketch);
    add_blank(blanks, "name", sketch->name);
    add_blank(blanks, "table", sketch->table->name);
    add_blank(blanks, "number", sketch->number ? sketch->number->name : "");
    add_blank(blanks, "unit", sketch->number && sketch->number->type == COLUMN_MONEY ? "money" : "number");
    begin_blank(blanks, "where");
    put_conditions(text, sketch);
    buf_char(text, '\0');
    begin_blank(blanks, "hint");
    put_hint(text, sketch);
    buf_char(text, '\0');
    begin_blank(blanks, "reads");
    sketch_columns(text, sketch, put_quoted);
    buf_char(text, '\0');
    begin_blank(blanks, "columns");
    sketch_columns(text, sketch, put_typed);
    buf_char(text, '\0');
    begin_blank(blanks, "params");
    if (sketch->date)
        buf_printf(text, "    window = { type = \"window\", default = \"period\", help = \"which days of %s count\" },\n",
                   sketch->date->name);
    buf_char(text, '\0');
    add_rows(blanks, sketch);
    for (size_t i = 0; i < blanks->count; i++) blanks->list[i].text = text->failed ? "" : text->ptr + blanks->starts[i];
}

static const char *const *templates_of(const struct sketch *sketch)
{
    static const char *const all[][2] = {{template_metric, template_metric_cases},
                                         {template_count, template_count_cases},
                                         {template_incentive, template_incentive_cases},
                                         {template_prize, template_prize_cases}};
    return all[2 * (sketch->rule == DRAFT_INCENTIVE) + !sketch->number];
}

bool sketch_write(const struct sketch *sketch)
{
    struct arena *arena = sketch->draft->arena;
    const char *const *templates = templates_of(sketch);
    struct blanks blanks = {.count = 0};
    struct buf rule = {0}, cases = {0};
    fill_blanks(&blanks, sketch);
    template_fill(&rule, templates[0], blanks.list);
    template_fill(&cases, templates[1], blanks.list);
    const struct new_file files[] = {
        {.name = arena_printf(arena, "plugins/%s.lua", sketch->name), .content = buf_view(&rule)},
        {.name = arena_printf(arena, "plugins/%s.cases.yaml", sketch->name), .content = buf_view(&cases)},
    };
    bool good = !blanks.text.failed && !rule.failed && !cases.failed && files[0].name && files[1].name;
    sketch->draft->problems->out_of_memory |= !good;
    good = good && writing_make(sketch->draft, sketch->program->folder, files, 2);
    buf_release(&blanks.text);
    buf_release(&rule);
    buf_release(&cases);
    return good;
}
