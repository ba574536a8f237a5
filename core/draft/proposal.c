#include "draft/proposal.h"

#include <inttypes.h>
#include <strings.h>
#include <sys/stat.h>

#include "draft/hints.h"
#include "draft/parts.h"
#include "draft/writing.h"
#include "program/names.h"

static void tell_strays(struct proposal *proposal)
{
    for (size_t t = 1; t < proposal->table_count; t++) {
        const struct strays *strays = &proposal->figures.strays[t];
        const struct proposed_table *table = &proposal->tables[t];
        if (strays->rows == 0) continue;
        doubt_add(&proposal->doubts, table->profile, table->from[proposal->specs[t].key],
                  "%zu%s row%s of %" PRIu64 " name%s no partner of %s, the first in %s:%" PRIu32 ": %s", strays->rows,
                  strays->rows >= PROBLEMS_KEPT_PER_SUBJECT ? " or more" : "", strays->rows == 1 ? "" : "s", table->profile->rows,
                  strays->rows == 1 ? "s" : "", proposal->tables[0].profile->file, table->profile->file, strays->line, strays->what);
    }
}

static const struct column_spec *state_of(const struct table_spec *spec)
{
    for (size_t c = 0; c < spec->column_count; c++)
        if (spec->columns[c].type == COLUMN_TEXT && hints_is_state(&spec->columns[c])) return &spec->columns[c];
    return NULL;
}

/* Which rows count was read from a word, or no word told it. */
static void tell_words(struct proposal *proposal)
{
    for (size_t t = 1; t < proposal->table_count; t++) {
        const struct table_spec *spec = &proposal->specs[t];
        const struct column_spec *outcome = hints_outcome(spec), *column = outcome ? outcome : state_of(spec);
        if (!column) continue;
        const struct profile *profile = proposal->tables[t].profile;
        const struct profile_column *from = proposal->tables[t].from[column - spec->columns];
        if (outcome)
            doubt_add(&proposal->doubts, profile, from, "rows with \"%s\" count, and no others: if more should, change %s in the metrics",
                      outcome->allowed[hints_success(outcome)], outcome->name);
        else
            doubt_add(&proposal->doubts, profile, from,
                      "all rows count, whatever stands here: if only some should, add %s: with their word to where in the metrics",
                      column->name);
    }
}

static bool is_figure(const void *context, const char *name)
{
    const struct figures *figures = context;
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].name && strcmp(figures->items[i].name, name) == 0) return true;
    return name_is_reserved(text_of(name));
}

static bool name_figures(struct proposal *proposal)
{
    struct figures *figures = &proposal->figures;
    struct arena *arena = proposal->draft->arena;
    for (size_t i = 0; i < figures->count; i++) {
        struct figure *figure = &figures->items[i];
        const struct table_spec *spec = &proposal->specs[figure->table];
        const char *column = figure->column < 0 ? "count" : spec->columns[figure->column].name;
        const char *name = figure->kind == FIGURE_ATTRIBUTE ? column : arena_printf(arena, "%s_%s", spec->name, column);
        figure->name = name ? proposal_name(name, is_figure, figures, arena) : NULL;
        if (!figure->name) return false;
    }
    return true;
}

static bool propose(struct proposal *proposal)
{
    struct doubts *doubts = &proposal->doubts;
    if (!links_find(&proposal->links, proposal->profiles, proposal->profile_count, proposal->draft, doubts)) return false;
    if (!proposal_tables(proposal)) return false;
    if (!figures_make(&proposal->figures, proposal->specs, proposal->table_count, proposal->draft->arena)) return false;
    if (!name_figures(proposal)) return false;
    tell_strays(proposal);
    tell_words(proposal);
    if (proposal->figures.dated_column < 0)
        doubt_add(doubts, NULL, NULL, "no column of dates says which period the rows are of: %s was taken", "2026-Q3");
    return !doubts->failed;
}

/* Those about one file, or about none. */
static void tell_doubts(const struct proposal *proposal, const char *file)
{
    struct buf *told = proposal->draft->told;
    for (size_t i = 0; i < proposal->doubts.count; i++) {
        const struct doubt *doubt = &proposal->doubts.items[i];
        if (doubt->file != file) continue;
        struct buf line = {0};
        buf_printf(&line, "  %s", file ? file : "");
        if (doubt->heading) buf_printf(&line, ", \"%s\"", doubt->heading);
        buf_printf(&line, "%s%s", file ? ": " : "", doubt->text);
        buf_visible(told, buf_view(&line), "");
        buf_char(told, '\n');
        buf_release(&line);
    }
}

static void tell_next(const struct proposal *proposal)
{
    struct arena *arena = proposal->draft->arena;
    const char *word = draft_word(arena, proposal->folder);
    const struct next_command next[] = {
        {arena_printf(arena, "rung check %s", word), "after each change: finds every slip"},
        {arena_printf(arena, "rung run %s -o out", word), "scorecards and tiers, for a spreadsheet"},
        {arena_printf(arena, "rung new metric my_metric %s", word), "a rule of your own"},
    };
    if (word) draft_tell_next(proposal->draft, next, sizeof next / sizeof *next);
}

static void tell(const struct proposal *proposal)
{
    struct buf *told = proposal->draft->told;
    buf_printf(told, "made %s, a proposal of a program\n", proposal->folder);
    for (size_t t = 0; t < proposal->table_count; t++) {
        const struct table_spec *spec = &proposal->specs[t];
        uint64_t rows = proposal->tables[t].profile->rows;
        buf_printf(told, "  %s: table %s, %" PRIu64 " row%s; %s is %s\n", proposal->tables[t].profile->file, spec->name, rows,
                   rows == 1 ? "" : "s", spec->columns[spec->key].name, t == 0 ? "the key of a partner" : "the partner of a row");
    }
    if (proposal->doubts.count > 0)
        buf_printf(told, "\nnot sure (each stands in %s/program.yaml as well, behind \"# ?\")\n", proposal->folder);
    for (size_t f = 0; f < proposal->profile_count; f++) tell_doubts(proposal, proposal->profiles[f].file);
    tell_doubts(proposal, NULL);
    tell_next(proposal);
}

static bool write_all(const struct proposal *proposal)
{
    struct arena *arena = proposal->draft->arena;
    struct new_file *files = arena_array(arena, proposal->table_count + 1, sizeof *files);
    struct buf text = {0};
    if (!files) return false;
    proposal_write(proposal, &text);
    files[0] = (struct new_file){.name = "program.yaml", .content = buf_view(&text)};
    bool good = !text.failed;
    for (size_t t = 0; good && t < proposal->table_count; t++) {
        files[t + 1] = (struct new_file){.name = arena_printf(arena, "tables/%s", proposal->tables[t].copy),
                                         .copy = proposal->tables[t].profile->path};
        good = files[t + 1].name != NULL;
    }
    good = good && writing_make(proposal->draft, proposal->folder, files, proposal->table_count + 1);
    buf_release(&text);
    return good;
}

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static bool refuse_file(const struct draft *draft, const char *file, const char *cure, const char *what)
{
    problem_add(draft->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = file}, cure, "%s", what);
    return false;
}

static bool can_be_read(const struct draft *draft, const char *file)
{
    struct stat status;
    if (stat(file, &status) != 0)
        return refuse_file(draft, file, "look how it is spelt, and in which folder it is; --from takes the paths of files",
                           "there is no such file");
    if (S_ISDIR(status.st_mode)) return refuse_file(draft, file, "name the CSV files in it", "this is a folder");
    return text_is_utf8(text_of(file)) || refuse_file(draft, file, "rename it, with plain letters", "the name of the file is not UTF-8");
}

static bool read_files(struct proposal *proposal, const char *const *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (same_file(files[i], files[k]))
                return refuse_file(proposal->draft, files[i], "name each file once", "this file is named twice");
        }
        if (!can_be_read(proposal->draft, files[i])) return false;
        proposal->profile_count = i + 1;
        if (!profile_read(&proposal->profiles[i], files[i], proposal->draft)) return false;
    }
    return true;
}

bool draft_proposal(const struct draft *draft, const char *folder, const char *const *files, size_t count)
{
    struct proposal proposal = {
        .draft = draft, .folder = folder, .title = draft_title(draft->arena, folder), .doubts = {.arena = draft->arena}};
    if (!writing_is_free(draft, folder)) return false;
    proposal.profiles = arena_array(draft->arena, count, sizeof *proposal.profiles);
    bool good = proposal.profiles && read_files(&proposal, files, count) && propose(&proposal) && write_all(&proposal);
    if (good) tell(&proposal);
    if (!good && draft->problems->errors == 0) draft->problems->out_of_memory = true;
    for (size_t i = 0; i < proposal.profile_count; i++) profile_release(&proposal.profiles[i]);
    doubts_release(&proposal.doubts);
    return good;
}
