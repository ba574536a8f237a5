#include <math.h>

#include "base/number.h"
#include "base/suggest.h"
#include "program/load.h"
#include "program/numeral.h"

/* ---- reading a setting of a partner */

static bool case_fits(const struct setting_case *one, const struct value *attribute)
{
    double number;
    if (!one->when.ptr) return true; /* the default */
    switch (attribute->kind) {
    case VALUE_TEXT: return text_equal(one->when, attribute->text);
    case VALUE_YESNO: return text_is(one->when, attribute->number != 0 ? "yes" : "no");
    case VALUE_NUMBER: return number_parse(one->when, &number) && number == attribute->number;
    default: return false;
    }
}

const struct setting_case *setting_for(const struct setting *setting, const struct value *attributes)
{
    if (!setting->given) return NULL;
    if (setting->attribute < 0) return &setting->cases[0];
    for (size_t i = 0; i < setting->count; i++)
        if (case_fits(&setting->cases[i], &attributes[setting->attribute])) return &setting->cases[i];
    return NULL;
}

double setting_number(const struct setting *setting, const struct value *attributes, double otherwise)
{
    const struct setting_case *one = setting_for(setting, attributes);
    return one ? one->value.number : otherwise;
}

bool setting_decimal(const struct setting *setting, const struct value *attributes, struct decimal *out)
{
    const struct setting_case *one = setting_for(setting, attributes);
    if (!one) return false;
    if (!one->has_exact) return decimal_from_double(one->value.number, out);
    *out = one->exact;
    return true;
}

/* ---- parsing */

static void report_no_number(struct load *load, const struct node *node, const struct row *row)
{
    struct buf cure = {.ceiling = 400};
    struct problem *problem = load_error(load, node->at, NULL, "%s: \"%.*s\" is not a number", row->key, TEXT_ARG(node->scalar));
    numeral_cure(node->scalar, row->type == &type_fraction, &cure);
    if (!cure.failed) load_cure(load, problem, "%.*s", TEXT_ARG(buf_view(&cure)));
    buf_release(&cure);
}

static void report_rate(struct load *load, const struct node *node, const struct row *row, const struct setting_case *one)
{
    char percent[NUMBER_TEXT_MAX];
    double number = one->value.number;
    bool sign = one->percent;
    number_format(number_round(number * 100, 9), percent);
    const char *of_money = row->extra;
    if (number == 1)
        load_error(load, node->at, "write 1% or 100%", "%s: \"%.*s\" is 100%%", row->key, TEXT_ARG(node->scalar));
    else if (!sign && of_money && number > 1)
        load_cure(load, load_error(load, node->at, NULL, "%s: \"%.*s\" is an amount, not a rate", row->key, TEXT_ARG(node->scalar)),
                  number <= 100 ? "write %s: %.*s, or a rate as in %s: %.*s%%" : "write %s: %.*s", of_money, TEXT_ARG(node->scalar),
                  row->key, TEXT_ARG(node->scalar));
    else if (!sign && number > 1 && number <= 100)
        load_cure(load, load_error(load, node->at, NULL, "%s: \"%.*s\" is %s%%", row->key, TEXT_ARG(node->scalar), percent), "write %.*s%%",
                  TEXT_ARG(node->scalar));
    else
        load_error(load, node->at, "write a rate from 0% to 100%", "%s: \"%.*s\" is %s", row->key, TEXT_ARG(node->scalar),
                   number < 0 ? "below 0%" : "above 100%");
}

/* 5% of nothing, and 1.000 that may be a thousand. */
static bool check_money(struct load *load, const struct node *node, const struct row *row, const struct setting_case *one)
{
    struct buf cure = {.ceiling = 200};
    bool two_ways = numeral_two_ways(node->scalar, &cure);
    if (one->percent)
        load_cure(load, load_error(load, node->at, NULL, "%s: \"%.*s\" is a share, not an amount", row->key, TEXT_ARG(node->scalar)),
                  "write an amount, as in %s: %s", row->key, row->type->example);
    else if (two_ways)
        load_cure(load, load_error(load, node->at, NULL, "%s: \"%.*s\" can be read in two ways", row->key, TEXT_ARG(node->scalar)), "%.*s",
                  TEXT_ARG(buf_view(&cure)));
    buf_release(&cure);
    return !one->percent && !two_ways;
}

static const struct range of_money = {0, INFINITY, "of 0 or more"};

static bool check_range(struct load *load, const struct node *node, const struct row *row, const struct setting_case *one)
{
    const struct range *range = row->type == &type_money ? &of_money : row->extra;
    double number = one->value.number;
    if (row->type == &type_rate) {
        if (number >= 0 && (number < 1 || (number == 1 && one->percent))) return true;
        report_rate(load, node, row, one);
        return false;
    }
    if (row->type == &type_money && !check_money(load, node, row, one)) return false;
    if (!range || (number >= range->least && number <= range->most)) return true;
    struct problem *problem = load_error(load, node->at, NULL, "%s: \"%.*s\" is out of range", row->key, TEXT_ARG(node->scalar));
    load_cure(load, problem, "write a number %s", range->said);
    return false;
}

static bool parse_case(struct load *load, const struct node *node, const struct row *row, struct setting_case *out)
{
    if (!load_scalar(load, node, row)) return false;
    if (!numeral_parse(node->scalar, row->type == &type_fraction, out)) {
        report_no_number(load, node, row);
        return false;
    }
    return check_range(load, node, row, out);
}

/* ---- {by: region, amer: 250000, default: 200000} */

static bool check_by_type(struct load *load, const struct node *by, const struct column_spec *column)
{
    if (column->type == COLUMN_TEXT || column->type == COLUMN_YESNO || column->type == COLUMN_INTEGER) return true;
    load_error(load, by->at, "choose a column of type text, integer or yes/no", "values cannot differ by %s, a column of type %s",
               column->name, column_type_names[column->type]);
    return false;
}

/* The value as it will be compared with cells: true is yes. NULL text after reporting one that the column cannot hold. */
static struct text check_when(struct load *load, const struct column_spec *column, struct text when, struct place at)
{
    double number;
    if (column->type == COLUMN_YESNO) {
        if (text_is(when, "yes") || text_is(when, "true")) return text_of("yes");
        if (text_is(when, "no") || text_is(when, "false")) return text_of("no");
        load_error(load, at, "write yes or no", "\"%.*s\" is no value of %s, a yes/no column", TEXT_ARG(when), column->name);
        return (struct text){NULL, 0};
    }
    if (column->type == COLUMN_INTEGER && !number_parse(when, &number)) {
        load_error(load, at, "write a whole number", "\"%.*s\" is no value of %s, an integer column", TEXT_ARG(when), column->name);
        return (struct text){NULL, 0};
    }
    struct node node = {.kind = NODE_SCALAR, .at = at, .scalar = when};
    load_expect(load, (size_t)(column - load->program->tables[0].columns), when, at);
    if (column->type == COLUMN_TEXT && column->allowed && load_value(load, &node, column->name, column->allowed, column->allowed_count) < 0)
        return (struct text){NULL, 0};
    return when;
}

static bool names_case(const struct setting *setting, const char *when)
{
    for (size_t i = 0; i < setting->count; i++)
        if (text_is(setting->cases[i].when, when)) return true;
    return false;
}

/* Without a default, a partner of which no case speaks would have no value: only a complete list of cases is safe. */
static void check_complete(struct load *load, const struct node *map, const struct row *row, const struct column_spec *column,
                           const struct setting *setting)
{
    static const char *const yesno[] = {"yes", "no"};
    const char *const *values = column->type == COLUMN_YESNO ? yesno : column->allowed;
    size_t count = column->type == COLUMN_YESNO ? 2 : column->allowed_count;
    for (size_t i = 0; values && i < count; i++) {
        if (names_case(setting, values[i])) continue;
        struct problem *problem = load_error(load, map->at, NULL, "%s has no value where %s is \"%s\"", row->key, column->name, values[i]);
        load_cure(load, problem, "add %s: or default:", values[i]);
        return;
    }
    if (!values)
        load_error(load, map->at, "add default:", "%s has no value for partners whose %s is not named here", row->key, column->name);
}

static void read_cases(struct load *load, const struct node *map, const struct row *row, const struct column_spec *column,
                       struct setting *setting)
{
    const struct node *otherwise = node_get(map, "default");
    for (size_t i = 0; i < map->count; i++) {
        if (text_is(map->keys[i], "by") || text_is(map->keys[i], "default")) continue;
        struct setting_case *one = &setting->cases[setting->count];
        bool parsed = parse_case(load, map->items[i], row, one);
        one->when = check_when(load, column, map->keys[i], map->key_at[i]);
        if (parsed && one->when.ptr) setting->count++;
    }
    if (!otherwise)
        check_complete(load, map, row, column, setting);
    else if (parse_case(load, otherwise, row, &setting->cases[setting->count]))
        setting->count++;
}

static bool parse_by(struct load *load, const struct node *map, const struct row *row, struct setting *setting)
{
    const struct node *by = node_get(map, "by");
    if (!by) {
        load_error(load, map->at, "write one number, or {by: <column of the partner table>, <value>: 15, default: 10}",
                   "%s needs one number, not a mapping", row->key);
        return false;
    }
    setting->attribute = load_column(load, by);
    if (setting->attribute < 0) return false;
    const struct column_spec *column = &load->program->tables[0].columns[setting->attribute];
    if (!check_by_type(load, by, column)) return false;
    setting->cases = load_array(load, map->count, sizeof *setting->cases);
    if (setting->cases) read_cases(load, map, row, column, setting);
    return setting->count > 0;
}

static bool parse_plain(struct load *load, const struct node *node, const struct row *row, struct setting *setting)
{
    setting->cases = load_array(load, 1, sizeof *setting->cases);
    setting->count = 1;
    return setting->cases && parse_case(load, node, row, &setting->cases[0]);
}

bool setting_parse(struct load *load, const struct node *node, const struct row *row, struct setting *setting)
{
    *setting = (struct setting){.attribute = -1, .at = node->at};
    bool ok = node->kind == NODE_MAP ? parse_by(load, node, row, setting) : parse_plain(load, node, row, setting);
    setting->given = ok;
    return ok;
}

static void read_setting(struct load *load, const struct node *node, const struct row *row, void *to)
{
    setting_parse(load, node, row, to);
}

const struct row_type type_number = {"number", "15", read_setting, "#number"};
const struct row_type type_fraction = {"number or fraction", "15", read_setting, "#fraction"};
const struct row_type type_rate = {"rate", "5%", read_setting, "rate"};
const struct row_type type_money = {"amount", "500", read_setting, "amount"};
