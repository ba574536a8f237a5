#include "run/waiver_target.h"

#include "base/buf.h"
#include "base/suggest.h"

/* Takes "word." off the front. */
static bool take_word(struct text *text, const char *word)
{
    size_t len = strlen(word);
    if (text->len <= len || memcmp(text->ptr, word, len) != 0 || text->ptr[len] != '.') return false;
    *text = (struct text){text->ptr + len + 1, text->len - len - 1};
    return true;
}

static bool take_scorecard(const struct program *program, struct text *what, size_t *scorecard)
{
    for (size_t s = 0; s < program->scorecard_count; s++) {
        *scorecard = s;
        if (take_word(what, program->scorecards[s].name)) return true;
    }
    *scorecard = program->margin.scorecard;
    return false;
}

static bool has_metric(const struct program *program, size_t scorecard, struct text name)
{
    for (size_t t = 0; t < program->scorecards[scorecard].track_count; t++)
        if (program_metric(program, scorecard, t, name) >= 0) return true;
    return false;
}

static size_t find_metric(const struct program *program, bool qualified, struct waiver_target *target)
{
    if (qualified) return has_metric(program, target->scorecard, target->metric);
    size_t found = 0;
    for (size_t s = program->scorecard_count; s-- > 0;) {
        if (!has_metric(program, s, target->metric)) continue;
        target->scorecard = s;
        found++;
    }
    return found;
}

size_t waiver_target_find(const struct program *program, struct text what, struct waiver_target *target)
{
    bool qualified = take_scorecard(program, &what, &target->scorecard);
    if (text_is(what, "tier") || (!qualified && text_is(what, "margin"))) {
        target->kind = text_is(what, "tier") ? WAIVE_TIER : WAIVE_MARGIN;
        return 1;
    }
    target->kind = take_word(&what, "points") ? WAIVE_POINTS : WAIVE_VALUE;
    target->metric = what;
    return find_metric(program, qualified, target);
}

/* A plain decimal, or one with a percent sign. */
static bool parse_number(struct text text, struct decimal *out)
{
    bool percent = text.len > 0 && text.ptr[text.len - 1] == '%';
    if (percent) text = text_trim((struct text){text.ptr, text.len - 1});
    return decimal_parse(text, out) && (!percent || decimal_multiply(*out, decimal_of(1, 2), out));
}

static bool is_rate(struct decimal rate)
{
    return decimal_compare(rate, decimal_of(0, 0)) >= 0 && decimal_compare(rate, decimal_of(1, 0)) <= 0;
}

bool waiver_target_value(const struct program *program, const struct waiver_target *target, struct waiver *waiver)
{
    waiver->kind = target->kind;
    waiver->scorecard = target->scorecard;
    if (target->kind == WAIVE_TIER) {
        int tier = tier_named(&program->scorecards[target->scorecard], waiver->value);
        waiver->index = tier < 0 ? 0 : (size_t)tier;
        return tier >= 0;
    }
    if (!parse_number(waiver->value, &waiver->exact)) return false;
    waiver->number = decimal_to_double(waiver->exact);
    return target->kind != WAIVE_MARGIN || is_rate(waiver->exact);
}

const char *waiver_target_wants(const struct waiver_target *target)
{
    switch (target->kind) {
    case WAIVE_TIER: return "tier of that scorecard";
    case WAIVE_MARGIN: return "rate from 0 to 100%";
    default: return "number";
    }
}

static const char *list_tiers(const struct scorecard *scorecard, struct arena *arena)
{
    struct buf list = {.ceiling = 400};
    if (scorecard->tier_count == 0) return "a tier of the scorecard, once it has tiers";
    if (scorecard->tier_count > 1) buf_puts(&list, "one of ");
    for (size_t t = 0; t < scorecard->tier_count; t++) buf_printf(&list, "%s%s", t > 0 ? ", " : "", scorecard->tiers[t].name);
    const char *said = list.failed ? NULL : arena_string(arena, buf_view(&list));
    buf_release(&list);
    return said ? said : "a tier of the scorecard";
}

const char *waiver_target_example(const struct program *program, const struct waiver_target *target, struct arena *arena)
{
    switch (target->kind) {
    case WAIVE_TIER: return list_tiers(&program->scorecards[target->scorecard], arena);
    case WAIVE_MARGIN: return "a rate such as 12.5%";
    default: return "a plain number such as 4 or 0.8";
    }
}

/* Spellings of one metric: as written in the program, and with all that may stand before it. */
static size_t spell_metric(const struct program *program, const struct metric *metric, const char **names, struct arena *arena)
{
    const char *scorecard = program->scorecards[metric->scorecard].name;
    names[0] = metric->name;
    names[1] = arena_printf(arena, "points.%s", metric->name);
    names[2] = arena_printf(arena, "%s.%s", scorecard, metric->name);
    names[3] = arena_printf(arena, "%s.points.%s", scorecard, metric->name);
    return names[1] && names[2] && names[3] ? 4 : 1;
}

const char *waiver_target_near(const struct program *program, struct text what, struct arena *arena)
{
    size_t count = 0;
    const char **names = arena_array(arena, 2 + program->scorecard_count + 4 * program->metric_count, sizeof *names);
    if (!names) return NULL;
    names[count++] = "tier";
    names[count++] = "margin";
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const char *name = arena_printf(arena, "%s.tier", program->scorecards[s].name);
        if (name) names[count++] = name;
    }
    for (size_t m = 0; m < program->metric_count; m++) count += spell_metric(program, &program->metrics[m], names + count, arena);
    return suggest(what, names, count);
}

const char *waiver_target_near_tier(const struct program *program, const struct waiver_target *target, struct text value,
                                    struct arena *arena)
{
    const struct scorecard *scorecard = &program->scorecards[target->scorecard];
    const char **names = arena_array(arena, scorecard->tier_count, sizeof *names);
    if (!names) return NULL;
    for (size_t t = 0; t < scorecard->tier_count; t++) names[t] = scorecard->tiers[t].name;
    return suggest(value, names, scorecard->tier_count);
}
