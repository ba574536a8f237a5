#include "review/diff.h"

#include <stdio.h>

#include "review/recorded_rules.h"
#include "review/said.h"

enum { DIFFERENCES_MOST = 16, NAMES_SHOWN = 6 };

/* Collects what differs between two records, a line for each kind. */
struct telling {
    const struct node *before, *after; /* run.json */
    const char *lines[DIFFERENCES_MOST];
    size_t count;
    struct arena *arena;
};

static void tell(struct telling *telling, const struct buf *line)
{
    if (line->len > 0 && telling->count < DIFFERENCES_MOST)
        telling->lines[telling->count++] = line->failed ? "" : arena_string(telling->arena, buf_view(line));
}

static void tell_words(struct telling *telling, const char *label, const char *before, const char *after)
{
    struct buf line = {0};
    if (strcmp(before, after) != 0) buf_printf(&line, "%s: %s before, %s after", label, *before ? before : "none", *after ? after : "none");
    tell(telling, &line);
    buf_release(&line);
}

/* ---- lists: plugins, tables */

struct names {
    struct buf text;
    size_t count;
};

static void add_name(struct names *names, const char *name, const char *more)
{
    if (names->count < NAMES_SHOWN) buf_printf(&names->text, "%s%s%s", names->count ? ", " : "", name, more);
    names->count++;
}

static void put_names(struct buf *line, const char *label, struct names *names)
{
    if (names->count) buf_printf(line, "%s%s%.*s", line->len ? "; " : "", label, TEXT_ARG(buf_view(&names->text)));
    if (names->count > NAMES_SHOWN) buf_printf(line, " and %zu more", names->count - NAMES_SHOWN);
    buf_release(&names->text);
}

static void tell_names(struct telling *telling, const char *what, struct names *changed, struct names *gone, struct names *new)
{
    struct buf line = {0}, whole = {0};
    put_names(&line, "", changed);
    put_names(&line, "only before: ", gone);
    put_names(&line, "only after: ", new);
    if (line.len) buf_printf(&whole, "%s: %.*s", what, TEXT_ARG(buf_view(&line)));
    tell(telling, &whole);
    buf_release(&line);
    buf_release(&whole);
}

/* Rows are told of tables: "deals (1,200 rows, then 1,310)". */
static void add_changed(struct names *changed, const struct node *before, const struct node *after, const char *name)
{
    char more[2 * SAID_MAX + 20] = "", was[SAID_MAX], is[SAID_MAX];
    if (node_get(before, "rows"))
        snprintf(more, sizeof more, " (%s rows, then %s)", said_count(recorded_count(before, "rows"), was),
                 said_count(recorded_count(after, "rows"), is));
    add_name(changed, name, more);
}

static void tell_list(struct telling *telling, const char *key, const char *what)
{
    const struct node *before = recorded_in(telling->before, key), *after = recorded_in(telling->after, key);
    struct names changed = {0}, gone = {0}, new = {0};
    for (size_t i = 0; i < before->count; i++) {
        const char *name = recorded_word(before->items[i], "name");
        const struct node *now = recorded_entry(after, "name", name);
        if (!now)
            add_name(&gone, name, "");
        else if (strcmp(recorded_word(before->items[i], "sha256"), recorded_word(now, "sha256")) != 0)
            add_changed(&changed, before->items[i], now, name);
    }
    for (size_t i = 0; i < after->count; i++)
        if (!recorded_entry(before, "name", recorded_word(after->items[i], "name")))
            add_name(&new, recorded_word(after->items[i], "name"), "");
    tell_names(telling, what, &changed, &gone, &new);
}

/* ---- names that only one of the two has */

static void add_only(struct names *names, const char *scorecard, const char *name)
{
    if (names->count < NAMES_SHOWN) buf_printf(&names->text, "%s%s.%s", names->count ? ", " : "", scorecard, name);
    names->count++;
}

static void tell_metrics(struct telling *telling, const struct comparison *comparison)
{
    struct names none = {0}, gone = {0}, new = {0};
    for (size_t s = 0; s < comparison->scorecard_count; s++)
        for (size_t m = 0; m < comparison->scorecards[s].metric_count; m++) {
            const struct compared_metric *metric = &comparison->scorecards[s].metrics[m];
            if (metric->after < 0) add_only(&gone, comparison->scorecards[s].name, metric->name);
            if (metric->before < 0) add_only(&new, comparison->scorecards[s].name, metric->name);
        }
    tell_names(telling, "metrics", &none, &gone, &new);
}

static void tell_tiers(struct telling *telling, const struct comparison *comparison)
{
    struct names none = {0}, gone = {0}, new = {0};
    for (size_t s = 0; s < comparison->scorecard_count; s++) {
        const struct compared_scorecard *own = &comparison->scorecards[s];
        const struct ledger_scorecard *before = &comparison->before->scorecards[own->before];
        const struct ledger_scorecard *after = &comparison->after->scorecards[own->after];
        for (size_t t = 0; t < own->tier_count; t++) {
            if (ledger_tier(after, text_of(own->tiers[t])) < 0) add_only(&gone, own->name, own->tiers[t]);
            if (ledger_tier(before, text_of(own->tiers[t])) < 0) add_only(&new, own->name, own->tiers[t]);
        }
    }
    tell_names(telling, "tiers", &none, &gone, &new);
}

static void tell_scorecards(struct telling *telling, const struct comparison *comparison)
{
    struct names none = {0}, gone = {0}, new = {0};
    for (size_t s = 0; s < comparison->before->scorecard_count; s++) {
        const char *name = comparison->before->scorecards[s].name;
        if (ledger_scorecard(comparison->after, text_of(name)) < 0) add_name(&gone, name, "");
    }
    for (size_t s = 0; s < comparison->after->scorecard_count; s++) {
        const char *name = comparison->after->scorecards[s].name;
        if (ledger_scorecard(comparison->before, text_of(name)) < 0) add_name(&new, name, "");
    }
    tell_names(telling, "scorecards", &none, &gone, &new);
}

/* ---- all that differs */

static const char *program_digest(const struct node *record)
{
    const struct node *program = recorded_in(record, "program");
    const struct node *version = recorded_in(program, "version_file");
    return *recorded_word(version, "sha256") ? recorded_word(version, "sha256") : recorded_word(program, "sha256");
}

static void tell_program(struct telling *telling)
{
    const struct node *before = recorded_in(telling->before, "program"), *after = recorded_in(telling->after, "program");
    tell_words(telling, "period", recorded_word(recorded_in(telling->before, "period"), "name"),
               recorded_word(recorded_in(telling->after, "period"), "name"));
    tell_words(telling, "program", recorded_word(before, "name"), recorded_word(after, "name"));
    tell_words(telling, "version of the program", recorded_word(before, "version"), recorded_word(after, "version"));
    if (strcmp(program_digest(telling->before), program_digest(telling->after)) != 0) {
        struct buf line = {0};
        buf_puts(&line, "what program.yaml says");
        tell(telling, &line);
        buf_release(&line);
    }
    tell_words(telling, "version of Rung", recorded_word(telling->before, "rung"), recorded_word(telling->after, "rung"));
}

/* What both say otherwise: what only one of them has is told by its name. */
static bool find_rules(struct diff *diff, const struct telling *telling)
{
    const struct node *before = recorded_rules(telling->before, telling->arena), *after = recorded_rules(telling->after, telling->arena);
    struct rule_changes *changes = &diff->changes;
    if (!before || !after || !rules_compare(changes, before, after, telling->arena)) return false;
    size_t count = changes->count;
    changes->count = 0;
    for (size_t i = 0; i < count; i++)
        if (changes->items[i].before && changes->items[i].after) changes->items[changes->count++] = changes->items[i];
    return true;
}

static void tell_bare(struct telling *telling, const struct diff *diff)
{
    struct buf line = {0};
    bool before = !diff->before.entries, after = !diff->after.entries;
    if (before || after)
        buf_printf(&line, "no metrics.csv%s: which metrics made a difference is not known",
                   before && after ? ""
                   : before        ? " before"
                                   : " after");
    tell(telling, &line);
    buf_release(&line);
}

static const char *title(const struct finished *finished, const struct ledger *ledger, struct arena *arena)
{
    const char *version = recorded_word(recorded_in(finished->record, "program"), "version");
    char said[SAID_MAX];
    return arena_printf(arena, "%s: %s%s%s, %s, %s", finished->folder, ledger->program, *version ? " " : "", version, ledger->period,
                        said_partners(ledger->partners, said));
}

static bool keep(struct review *review, const struct telling *telling)
{
    const char **lines = arena_array(telling->arena, telling->count + 1, sizeof *lines);
    for (size_t i = 0; lines && i < telling->count; i++) lines[i] = telling->lines[i];
    review->differences = lines;
    review->difference_count = telling->count;
    return lines != NULL;
}

/* ---- can they be compared? */

static bool refuse(const char *folder, struct problems *problems, const char *cure, const char *what, const char *before, const char *after)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = folder}, cure, what, before, after);
    return false;
}

static bool comparable(const struct comparison *comparison, const char *folder, struct problems *problems)
{
    const struct ledger *before = comparison->before, *after = comparison->after;
    if (strcmp(before->currency, after->currency) != 0)
        return refuse(folder, problems, "compare runs of one currency", "amounts cannot be compared: they are in %s and in %s",
                      *before->currency ? before->currency : "no currency", *after->currency ? after->currency : "no currency");
    if (comparison->scorecard_count == 0)
        return refuse(folder, problems, "compare two runs of one program", "these are results of %s and %s, which share no scorecard",
                      before->program, after->program);
    if (comparison->shared > 0 || comparison->count == 0) return true;
    return refuse(folder, problems, "compare two runs of one program", "these are results of %s and %s, which share no partner",
                  before->program, after->program);
}

static bool read_ledger(struct ledger *ledger, struct finished *finished, const char *folder, struct arena *arena,
                        struct problems *problems)
{
    return finished_open(finished, folder, arena, problems) && ledger_of_results(ledger, finished, problems);
}

bool diff_results(struct diff *diff, const char *before, const char *after, struct arena *arena, struct problems *problems)
{
    struct finished was, is;
    bool has_before = read_ledger(&diff->before, &was, before, arena, problems);
    if (!read_ledger(&diff->after, &is, after, arena, problems) || !has_before) return false;
    if (!compare(&diff->comparison, &diff->before, &diff->after, arena) || !comparable(&diff->comparison, after, problems)) return false;
    struct telling telling = {.before = was.record, .after = is.record, .arena = arena};
    tell_program(&telling);
    tell_list(&telling, "plugins", "plugins");
    tell_list(&telling, "tables", "tables");
    tell_scorecards(&telling, &diff->comparison);
    tell_metrics(&telling, &diff->comparison);
    tell_tiers(&telling, &diff->comparison);
    tell_bare(&telling, diff);
    diff->review = (struct review){.comparison = &diff->comparison, .rules = &diff->changes, .before = title(&was, &diff->before, arena)};
    diff->review.after = title(&is, &diff->after, arena);
    return find_rules(diff, &telling) && keep(&diff->review, &telling) && !arena->failed;
}
