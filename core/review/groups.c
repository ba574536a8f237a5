#include "review/groups.h"

#include "base/suggest.h"

enum { COLUMNS_MOST = 3, VALUES_MOST = 200 };

/* ---- which columns */

static bool report_column(const struct table_spec *spec, struct text word, struct arena *arena, struct problems *problems)
{
    const char **names = arena_array(arena, spec->column_count + 1, sizeof *names);
    for (size_t c = 0; names && c < spec->column_count; c++) names[c] = spec->columns[c].name;
    const char *near = names ? suggest(word, names, spec->column_count) : NULL;
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
                                          "name columns of the partner table with commas between, as in --by region,type",
                                          "--by: the partner table has no column \"%.*s\"", TEXT_ARG(word));
    if (near) problem_cure(problems, problem, "did you mean %s?", near);
    return false;
}

static bool report_many(const char *column, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "group by a column with few values, such as a region",
                "--by: column \"%s\" has more than %d values", column, VALUES_MOST);
    return false;
}

static size_t columns_allowed(const struct table_spec *spec, size_t columns[COLUMNS_MOST])
{
    size_t count = 0;
    for (size_t c = 0; c < spec->column_count && count < COLUMNS_MOST; c++)
        if (spec->columns[c].type == COLUMN_TEXT && spec->columns[c].allowed_count > 0 && spec->columns[c].allowed_count < VALUES_MOST)
            columns[count++] = c;
    return count;
}

/* ---- the groups of one column */

/* Index of the value, added when it is new; VALUES_MOST: there are too many. */
static size_t value_index(struct grouping *grouping, struct text value, struct arena *arena)
{
    for (size_t i = 0; i < grouping->count; i++)
        if (text_is(value, grouping->values[i])) return i;
    if (grouping->count == VALUES_MOST) return VALUES_MOST;
    grouping->values[grouping->count] = arena_string(arena, value);
    return grouping->count++;
}

static struct text group_of(const struct column *column, size_t partner)
{
    struct value value = column_value(column, partner);
    if (value.kind == VALUE_YESNO) return text_of(value.number != 0 ? "yes" : "no");
    return value.kind == VALUE_TEXT ? value.text : text_of("");
}

static bool make_grouping(struct grouping *grouping, const struct run *run, size_t index, struct arena *arena, struct problems *problems)
{
    const struct column *column = &run->data.tables[0].columns[index];
    const struct column_spec *spec = column->spec;
    *grouping = (struct grouping){.column = arena_string(arena, text_of(spec->name))};
    grouping->values = arena_array(arena, VALUES_MOST, sizeof *grouping->values);
    grouping->of = arena_array(arena, run->data.partners + 1, sizeof *grouping->of);
    if (arena->failed) return false;
    for (size_t i = 0; i < spec->allowed_count && i < VALUES_MOST; i++) value_index(grouping, text_of(spec->allowed[i]), arena);
    for (size_t p = 0; p < run->data.partners; p++) {
        size_t value = value_index(grouping, group_of(column, p), arena);
        if (value == VALUES_MOST) return report_many(spec->name, problems);
        grouping->of[p] = (uint32_t)value;
    }
    return !arena->failed;
}

static bool groups_partners(const struct column_spec *spec)
{
    return spec->type == COLUMN_TEXT || spec->type == COLUMN_YESNO;
}

static bool columns_named(const char *by, const struct table_spec *spec, size_t *columns, size_t *count, struct arena *arena,
                          struct problems *problems)
{
    for (struct text left = text_of(by); left.len > 0;) {
        struct text word = text_trim(text_take(&left, ','));
        int column = table_column(spec, word);
        if (column < 0) return report_column(spec, word, arena, problems);
        if (!groups_partners(&spec->columns[column])) {
            problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "group by a column of texts or of yes/no",
                        "--by: column \"%s\" holds neither texts nor yes/no", spec->columns[column].name);
            return false;
        }
        if (*count < spec->column_count) columns[(*count)++] = (size_t)column;
    }
    return true;
}

bool groupings_of_run(struct grouping **groupings, size_t *count, const char *by, const struct run *run, struct arena *arena,
                      struct problems *problems)
{
    const struct table_spec *spec = run->data.tables[0].spec;
    size_t *columns = arena_array(arena, spec->column_count + COLUMNS_MOST, sizeof *columns);
    *count = 0;
    if (!columns) return false;
    if (by && !columns_named(by, spec, columns, count, arena, problems)) return false;
    if (!by) *count = columns_allowed(spec, columns);
    *groupings = arena_array(arena, *count + 1, sizeof **groupings);
    for (size_t i = 0; *groupings && i < *count; i++)
        if (!make_grouping(&(*groupings)[i], run, columns[i], arena, problems)) return false;
    return *groupings != NULL;
}

/* ---- what a comparison comes to in each */

static void add_pair(struct group *group, const struct comparison *comparison, size_t s, size_t pair)
{
    const struct ledger_standing *before = compared_before(comparison, s, pair), *after = compared_after(comparison, s, pair);
    enum shift shift = comparison->scorecards[s].shifts[pair];
    struct decimal sum;
    group->partners++;
    group->up += shift == SHIFT_UP;
    group->down += shift == SHIFT_DOWN;
    if (decimal_add(group->money, comparison->pairs[pair].money.change, &sum)) group->money = sum;
    if (!before || !after || !before->has_score || !after->has_score) return;
    group->scored++;
    group->score_change += after->score - before->score;
}

static bool fill(struct grouped *grouped, const struct comparison *comparison, struct arena *arena)
{
    grouped->groups = arena_array(arena, grouped->by->count + 1, sizeof *grouped->groups);
    if (!grouped->groups) return false;
    for (size_t i = 0; i < comparison->count; i++) {
        size_t partner = comparison->pairs[i].after;
        if (partner != SIZE_MAX) add_pair(&grouped->groups[grouped->by->of[partner]], comparison, grouped->scorecard, i);
    }
    for (size_t g = 0; g < grouped->by->count; g++)
        if (grouped->groups[g].scored) grouped->groups[g].score_change /= (double)grouped->groups[g].scored;
    return true;
}

bool groups_make(struct groups *groups, const struct comparison *comparison, const struct grouping *groupings, size_t count,
                 struct arena *arena)
{
    *groups = (struct groups){.tables = arena_array(arena, count * comparison->scorecard_count + 1, sizeof *groups->tables)};
    for (size_t s = 0; groups->tables && s < comparison->scorecard_count; s++)
        for (size_t g = 0; g < count; g++) {
            struct grouped *grouped = &groups->tables[groups->count++];
            *grouped = (struct grouped){.by = &groupings[g], .scorecard = s};
            if (!fill(grouped, comparison, arena)) return false;
        }
    return groups->tables != NULL;
}
