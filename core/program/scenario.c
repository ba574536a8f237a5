#include <string.h>

#include "program/load.h"

static bool known(const struct scenarios *scenarios, int attribute, struct text when)
{
    for (size_t i = 0; i < scenarios->count; i++)
        if (scenarios->items[i].attribute == attribute && text_equal(scenarios->items[i].when, when)) return true;
    return false;
}

static void add(struct load *load, struct scenarios *scenarios, int attribute, struct text when)
{
    if (known(scenarios, attribute, when)) return;
    if (scenarios->count == scenarios->cap) {
        size_t cap = scenarios->cap ? scenarios->cap * 2 : 8;
        struct scenario *items = load_array(load, cap, sizeof *items);
        if (!items) return;
        if (scenarios->count > 0) memcpy(items, scenarios->items, scenarios->count * sizeof *items);
        scenarios->items = items;
        scenarios->cap = cap;
    }
    scenarios->items[scenarios->count++] = (struct scenario){attribute, when};
}

void scenarios_add(struct load *load, struct scenarios *scenarios, const struct setting *setting)
{
    add(load, scenarios, -1, (struct text){NULL, 0});
    for (size_t i = 0; setting->given && setting->attribute >= 0 && i < setting->count; i++)
        if (setting->cases[i].when.ptr) add(load, scenarios, setting->attribute, setting->cases[i].when);
}

/* NULL: not given. */
static const struct setting_case *chosen(const struct scenario *scenario, const struct setting *setting)
{
    if (!setting->given) return NULL;
    for (size_t i = 0; setting->attribute >= 0 && setting->attribute == scenario->attribute && i < setting->count; i++)
        if (text_equal(setting->cases[i].when, scenario->when)) return &setting->cases[i];
    return &setting->cases[setting->count - 1]; /* the default, or the only one */
}

bool scenario_number(const struct scenario *scenario, const struct setting *setting, double *number)
{
    const struct setting_case *one = chosen(scenario, setting);
    if (one) *number = one->value.number;
    return one != NULL;
}

bool scenario_decimal(const struct scenario *scenario, const struct setting *setting, struct decimal *decimal)
{
    const struct setting_case *one = chosen(scenario, setting);
    if (one && one->has_exact) *decimal = one->exact;
    return one && (one->has_exact || decimal_from_double(one->value.number, decimal));
}

const char *scenario_said(struct load *load, const struct scenario *scenario)
{
    if (scenario->attribute < 0) return "";
    const char *said = arena_printf(load->arena, " where %s is %.*s", load->program->tables[0].columns[scenario->attribute].name,
                                    TEXT_ARG(scenario->when));
    return said ? said : "";
}
