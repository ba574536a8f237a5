#include <ctype.h>
#include <inttypes.h>
#include <strings.h>

#include "draft/hints.h"
#include "draft/proposal.h"
#include "draft/yaml_text.h"

/* ---- names */

const char *proposal_name(const char *name, bool (*taken)(const void *context, const char *name), const void *context, struct arena *arena)
{
    const char *other = name;
    for (int i = 2; other && taken(context, other); i++) other = arena_printf(arena, "%s_%d", name, i);
    return other;
}

static bool is_column(const void *context, const char *name)
{
    return table_column(context, text_of(name)) >= 0;
}

static bool is_table(const void *context, const char *name)
{
    const struct proposal *proposal = context;
    for (size_t i = 0; i < proposal->table_count; i++)
        if (strcmp(proposal->specs[i].name, name) == 0) return true;
    return strcmp(name, "waivers") == 0;
}

static bool is_copy(const void *context, const char *name)
{
    const struct proposal *proposal = context;
    for (size_t i = 0; i < proposal->table_count; i++)
        if (strcasecmp(proposal->tables[i].copy, name) == 0) return true;
    return false;
}

static const char *table_name(const struct proposal *proposal, const char *file)
{
    const char *dot = strrchr(file, '.');
    struct text stem = {file, dot && dot > file ? (size_t)(dot - file) : strlen(file)};
    const char *name = name_of_heading(stem, "table", proposal->draft->arena);
    return name ? proposal_name(name, is_table, proposal, proposal->draft->arena) : NULL;
}

/* ---- tables */

static void tell_left_out(struct proposal *proposal, const struct profile *profile, const struct profile_column *column, size_t number)
{
    const struct tally *tally = &column->tally;
    if (*column->heading == '\0' && tally->cells > 0)
        doubt_add(&proposal->doubts, profile, NULL, "column %zu has no heading: it was left out", number);
    else if (column->twice && *column->heading)
        doubt_add(&proposal->doubts, profile, NULL, "column %zu is left out: another one is called \"%s\", too", number, column->heading);
}

static bool add_columns(struct proposal *proposal, struct table_spec *spec, struct proposed_table *table, int link)
{
    const struct profile *profile = table->profile;
    struct arena *arena = proposal->draft->arena;
    bool declared;
    char decimal = judge_decimal(profile, &declared, &proposal->doubts);
    spec->decimal = declared ? decimal : '\0';
    for (size_t i = 0; i < profile->column_count; i++) {
        const struct profile_column *column = &profile->columns[i];
        if (column->twice || *column->heading == '\0') {
            tell_left_out(proposal, profile, column, i + 1);
            continue;
        }
        const char *name = name_of_heading(text_of(column->heading), "column", arena);
        name = name ? proposal_name(name, is_column, spec, arena) : NULL;
        if (!name) return false;
        struct column_spec *made = &spec->columns[spec->column_count];
        *made = (struct column_spec){.name = name, .header = column->heading};
        judge_column(profile, column, decimal, (int)i == link, made, &proposal->doubts);
        if ((int)i == link) spec->key = spec->column_count;
        table->from[spec->column_count++] = column;
    }
    return true;
}

/* Words that stand for an empty cell among numbers and dates. */
static bool add_blanks(struct proposal *proposal, struct table_spec *spec, const struct proposed_table *table)
{
    const char **words = arena_array(proposal->draft->arena, BLANKS_MAX, sizeof *words);
    if (!words) return false;
    for (size_t b = 0; b < BLANKS_MAX; b++) {
        uint64_t cells = 0;
        for (size_t c = 0; c < spec->column_count; c++)
            if (spec->columns[c].type != COLUMN_TEXT) cells += table->from[c]->tally.blanks[b];
        if (cells == 0) continue;
        words[spec->empty_count++] = blank_words[b];
        doubt_add(&proposal->doubts, table->profile, NULL,
                  "\"%s\" stands for an empty cell %" PRIu64 " time%s: empty says so, and it holds for all columns", blank_words[b], cells,
                  cells == 1 ? "" : "s");
    }
    spec->empty = words;
    return true;
}

static bool add_table(struct proposal *proposal, size_t file)
{
    const struct profile *profile = &proposal->profiles[file];
    struct arena *arena = proposal->draft->arena;
    size_t index = proposal->table_count;
    struct table_spec *spec = &proposal->specs[index];
    struct proposed_table *table = &proposal->tables[index];
    *spec = profile->spec;
    spec->column_count = 0;
    spec->name = table_name(proposal, profile->file);
    spec->columns = arena_array(arena, profile->column_count, sizeof *spec->columns);
    table->profile = profile;
    table->from = arena_array(arena, profile->column_count, sizeof *table->from);
    table->copy = proposal_name(profile->file, is_copy, proposal, arena);
    if (!spec->name || !spec->columns || !table->from || !table->copy) return false;
    proposal->table_count++;
    return add_columns(proposal, spec, table, proposal->links.columns[file]) && add_blanks(proposal, spec, table);
}

static void tell_file(struct proposal *proposal, size_t file)
{
    const struct profile *profile = &proposal->profiles[file];
    if (profile->spec.encoding)
        doubt_add(&proposal->doubts, profile, NULL, "is not UTF-8: %s was taken; look whether letters with accents are right",
                  profile->spec.encoding);
    if (profile->rows == 0) doubt_add(&proposal->doubts, profile, NULL, "holds headings, and no rows: all columns were taken for text");
    if (profile->broken > 0)
        doubt_add(&proposal->doubts, profile, NULL, "has %" PRIu64 " row%s whose quotes do not match, the first in %s:%" PRIu32,
                  profile->broken, profile->broken == 1 ? "" : "s", profile->file, profile->broken_line);
    if (profile->seen + profile->broken < profile->rows)
        doubt_add(&proposal->doubts, profile, NULL, "has %" PRIu64 " rows, of which %" PRIu64 " were looked at for the types of columns",
                  profile->rows, profile->seen);
    if (proposal->links.columns[file] == LINK_NONE)
        doubt_add(
            &proposal->doubts, profile, NULL,
            "was left out: half or more of the cells of no column are partners of %s; add the table once it names them by the same text",
            proposal->profiles[proposal->links.partners].file);
}

static bool add_tables(struct proposal *proposal)
{
    size_t count = proposal->profile_count, partners = proposal->links.partners;
    proposal->specs = arena_array(proposal->draft->arena, count, sizeof *proposal->specs);
    proposal->tables = arena_array(proposal->draft->arena, count, sizeof *proposal->tables);
    if (!proposal->specs || !proposal->tables) return false;
    tell_file(proposal, partners);
    if (!add_table(proposal, partners)) return false;
    for (size_t f = 0; f < count; f++) {
        if (f == partners) continue;
        tell_file(proposal, f);
        if (proposal->links.columns[f] != LINK_NONE && !add_table(proposal, f)) return false;
    }
    return true;
}

/* ---- the rest */

static void find_name(struct proposal *proposal)
{
    static const char *const words[] = {"name", "company", "firma", "partner", "title", "organisation", "organization", "kunde", NULL};
    const struct table_spec *spec = &proposal->specs[0];
    proposal->name_column = -1;
    for (size_t c = spec->column_count; c-- > 0;) {
        const struct tally *tally = &proposal->tables[0].from[c]->tally;
        bool varied = tally->tags.count * 5 >= tally->cells * 4 && tally->cells > 0;
        if (c != spec->key && spec->columns[c].type == COLUMN_TEXT && varied && hints_at(spec->columns[c].header, words))
            proposal->name_column = (int)c;
    }
}

/* A sign or a code, as in "Amount (EUR)". */
static const char *currency_of_heading(const char *heading, struct arena *arena)
{
    for (const char *at = heading; *at; at++) {
        bool apart = at == heading || !isalnum((unsigned char)at[-1]);
        if (apart && strlen(at) >= 3 && !isalnum((unsigned char)at[3]) && hints_currency((struct text){at, 3}))
            return arena_string(arena, (struct text){at, 3});
    }
    if (strstr(heading, "€")) return "EUR";
    return strstr(heading, "£") ? "GBP" : strchr(heading, '$') ? "USD" : NULL;
}

static const char *currency_of(const struct profile_column *column, struct arena *arena)
{
    const struct tally *tally = &column->tally;
    const char *said = tally->signs > 0 ? tally->currency : currency_of_heading(column->heading, arena);
    if (said && strcmp(said, "dollars") == 0) return "USD";
    return said && strlen(said) == 3 ? said : NULL;
}

static bool holds_codes(const struct tally *tally)
{
    bool codes = tally->word_count > 0 && tally->word_count <= WORDS_MAX;
    for (size_t i = 0; codes && i < tally->word_count; i++) codes = hints_currency(tally->words[i].text);
    return codes;
}

static void tell_currencies(struct proposal *proposal, size_t t, size_t c)
{
    const struct proposed_table *table = &proposal->tables[t];
    const struct tally *tally = &table->from[c]->tally;
    int money = hints_number(&proposal->specs[t]);
    if (tally->word_count == 1 && !proposal->currency) proposal->currency = tally->words[0].text.ptr;
    if (tally->word_count > 1 && money >= 0)
        doubt_add(
            &proposal->doubts, table->profile, table->from[c],
            "names several currencies, and amounts were taken as they stand: give their rates with currencies, and %s the key currency: %s",
            proposal->specs[t].columns[money].name, proposal->specs[t].columns[c].name);
}

static void find_currency(struct proposal *proposal)
{
    const struct profile_column *first = NULL;
    const struct profile *file = NULL;
    for (size_t t = 0; t < proposal->table_count; t++) {
        for (size_t c = 0; c < proposal->specs[t].column_count; c++) {
            const struct profile_column *column = proposal->tables[t].from[c];
            const char *found = proposal->specs[t].columns[c].type == COLUMN_MONEY ? currency_of(column, proposal->draft->arena) : NULL;
            if (found && proposal->currency && strcmp(found, proposal->currency) != 0)
                doubt_add(&proposal->doubts, proposal->tables[t].profile, column,
                          "seems to be in %s, but %s was taken as the currency of the program", found, proposal->currency);
            if (found && !proposal->currency) {
                proposal->currency = found;
                first = column;
                file = proposal->tables[t].profile;
            }
            if (holds_codes(&column->tally)) tell_currencies(proposal, t, c);
        }
    }
    if (first && strcmp(first->tally.currency, "dollars") == 0)
        doubt_add(&proposal->doubts, file, first, "is in dollars: USD was taken; if they are others, change currency");
    for (size_t t = 0; t < proposal->table_count; t++) proposal->specs[t].currency = proposal->currency;
}

bool proposal_tables(struct proposal *proposal)
{
    if (!add_tables(proposal)) return false;
    find_name(proposal);
    find_currency(proposal);
    return true;
}
