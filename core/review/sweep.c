#include "review/sweep.h"

#include "base/decimal.h"

enum { STEPS = 10, VALUES_MOST = 200 };

static const char cure[] = "write a key and two numbers, as in scorecards.main.tiers.gold.score=50..70, or with the step, 50..70/5";

struct range {
    struct decimal from, to, step;
    bool percent;
};

static bool refuse(const char *asked, const char *why, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, cure, "--sweep: \"%s\" %s", asked, why);
    return false;
}

static bool parse_number(struct text text, struct decimal *number, bool *percent)
{
    text = text_trim(text);
    *percent = text.len > 0 && text.ptr[text.len - 1] == '%';
    if (*percent) text = text_trim((struct text){text.ptr, text.len - 1});
    return decimal_parse(text, number);
}

/* The text before the last "..", and what follows it. */
static bool split(struct text text, struct text *from, struct text *to)
{
    for (size_t i = 1; i + 2 < text.len; i++) {
        if (text.ptr[i] != '.' || text.ptr[i + 1] != '.') continue;
        *from = (struct text){text.ptr, i};
        *to = (struct text){text.ptr + i + 2, text.len - i - 2};
        return true;
    }
    return false;
}

static bool parse_range(struct range *range, struct text said)
{
    struct text from, rest;
    bool percents[3] = {false, false, false};
    if (!split(said, &from, &rest)) return false;
    struct text to = text_take(&rest, '/');
    if (!parse_number(from, &range->from, &percents[0]) || !parse_number(to, &range->to, &percents[1])) return false;
    range->percent = percents[1];
    struct decimal whole;
    if (!decimal_subtract(range->to, range->from, &whole)) return false;
    if (rest.len > 0) return parse_number(rest, &range->step, &percents[2]) && (percents[0] || !percents[1] || range->from.units == 0);
    int scale = whole.scale + 1;
    return percents[0] == percents[1] && scale <= DECIMAL_MAX_SCALE &&
           decimal_divide(whole, decimal_of(STEPS, 0), scale, ROUND_HALF_UP, &range->step);
}

static bool add_value(struct sweep *sweep, struct decimal value, bool percent, struct arena *arena)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(decimal_trim(value), digits);
    const char *said = arena_printf(arena, "%s%s", digits, percent ? "%" : "");
    sweep->values[sweep->count] = said;
    sweep->edits[sweep->count++] = arena_printf(arena, "%s=%s", sweep->key, said ? said : "");
    return !arena->failed;
}

bool sweep_parse(struct sweep *sweep, const char *asked, struct arena *arena, struct problems *problems)
{
    struct range range = {0};
    size_t len = strcspn(asked, "=");
    if (len == 0 || asked[len] == '\0') return refuse(asked, "has no key and range", problems);
    if (!parse_range(&range, text_of(asked + len + 1))) return refuse(asked, "is no range of numbers", problems);
    bool up = decimal_compare(range.from, range.to) <= 0;
    if (!up || range.step.units <= 0) return refuse(asked, up ? "has no step above 0" : "ends before it begins", problems);
    *sweep = (struct sweep){.key = arena_string(arena, (struct text){asked, len})};
    sweep->values = arena_array(arena, VALUES_MOST, sizeof *sweep->values);
    sweep->edits = arena_array(arena, VALUES_MOST, sizeof *sweep->edits);
    if (arena->failed) return false;
    for (struct decimal value = range.from; decimal_compare(value, range.to) <= 0;) {
        if (sweep->count == VALUES_MOST) return refuse(asked, "has more than 200 values: take a larger step", problems);
        if (!add_value(sweep, value, range.percent, arena) || !decimal_add(value, range.step, &value)) return false;
    }
    return true;
}
