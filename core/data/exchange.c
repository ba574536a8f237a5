#include "data/exchange.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "data/currency.h"
#include "data/intake.h"

/* ---- converting */

static const int64_t units_end = INT64_C(1000000000000000000);

bool exchange_convert(const struct exchange_spec *spec, struct decimal rate, int64_t units, int scale, int64_t *out)
{
    struct decimal amount = decimal_of(units, scale), result;
    if (spec->indirect) {
        if (!decimal_divide(amount, rate, spec->places, spec->rounding, &result)) return false;
    } else {
        if (!decimal_multiply(amount, rate, &result)) return false;
        result = decimal_pad(decimal_round(result, spec->places, spec->rounding), spec->places);
    }
    if (result.units >= units_end || result.units <= -units_end) return false;
    *out = (int64_t)result.units;
    return true;
}

static uint32_t code_of(const struct exchange *exchange, struct text currency)
{
    return index_find(&exchange->codes.index, exchange->codes.items, index_tag_of(currency), currency);
}

/* The last one that begins on the day or before it, when it has not ended. */
static const struct rate *rate_on(const struct exchange *exchange, uint32_t code, int32_t day)
{
    size_t low = exchange->first[code], high = exchange->first[code + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (exchange->rates[middle].from <= day)
            low = middle + 1;
        else
            high = middle;
    }
    const struct rate *rate = low > exchange->first[code] ? &exchange->rates[low - 1] : NULL;
    return rate && day <= rate->until ? rate : NULL;
}

static const char *near_code(const struct exchange *exchange, struct text currency)
{
    enum { ASKED = 200 };
    const char *names[ASKED + 1];
    size_t count = exchange->codes.count < ASKED ? exchange->codes.count : ASKED;
    for (size_t i = 0; i < count; i++) names[i] = exchange->codes.items[i].ptr;
    names[count] = exchange->spec->own;
    return suggest(currency, names, count + 1);
}

/* Only what does not begin and end with a digit can be written with a currency. */
static bool contradicts(struct text amount, struct text currency)
{
    struct text written, trimmed = text_trim(amount);
    char own[8];
    bool plain =
        trimmed.len == 0 || ((unsigned char)(trimmed.ptr[0] - '0') <= 9 && (unsigned char)(trimmed.ptr[trimmed.len - 1] - '0') <= 9);
    if (plain || currency.len >= sizeof own || !currency_take(&trimmed, &written)) return false;
    memcpy(own, currency.ptr, currency.len);
    own[currency.len] = '\0';
    return !currency_fits(written, own);
}

static struct exchange_slip convert(const struct exchange *exchange, struct lane *lane, size_t row, struct exchange_slip slip)
{
    uint32_t code = code_of(exchange, slip.currency);
    int64_t units;
    slip.flaw = EXCHANGE_UNKNOWN;
    if (code == INDEX_NONE) {
        slip.near = near_code(exchange, slip.currency);
        return slip;
    }
    const struct rate *rate = rate_on(exchange, code, slip.day);
    slip.flaw = EXCHANGE_NO_RATE;
    if (!rate) return slip;
    slip.flaw = EXCHANGE_TOO_LONG;
    if (!exchange_convert(exchange->spec, rate->value, lane->cells[row], lane->scale, &units)) return slip;
    lane_put(lane->converted, row, units, exchange->spec->places);
    slip.flaw = EXCHANGE_FINE;
    return slip;
}

struct exchange_slip exchange_cell(const struct exchange *exchange, struct lane *lanes, size_t lane, size_t row, struct text text)
{
    struct lane *it = &lanes[lane];
    const struct lane *currency = &lanes[it->plan->currency];
    struct exchange_slip slip = {.flaw = EXCHANGE_FINE, .day = exchange->spec->day};
    it->converted->cells[row] = LANE_EMPTY;
    if (it->cells[row] == LANE_EMPTY) return slip;
    if (currency->cells[row] != LANE_EMPTY) slip.currency = text_trim(currency->words.items[currency->cells[row]]);
    if (slip.currency.len == 0) {
        slip.flaw = EXCHANGE_NO_CURRENCY;
    } else if (contradicts(text, slip.currency)) {
        slip.flaw = EXCHANGE_CONTRADICTED;
    } else if (text_is(slip.currency, exchange->spec->own)) {
        lane_put(it->converted, row, it->cells[row], it->scale);
    } else if (it->plan->on != LANE_NONE && lanes[it->plan->on].cells[row] == LANE_EMPTY) {
        slip.flaw = EXCHANGE_NO_DAY;
    } else {
        if (it->plan->on != LANE_NONE) slip.day = (int32_t)lanes[it->plan->on].cells[row];
        return convert(exchange, it, row, slip);
    }
    return slip;
}

/* ---- the table of rates */

struct making {
    struct exchange *exchange;
    const struct intake *intake;
    const struct chunk *chunk;
    const int64_t *cells[RATES_COLUMNS];
    struct problems *problems;
};

__attribute__((format(printf, 5, 6))) static void report(const struct making *making, const struct rate *rate, size_t column,
                                                         const char *cure, const char *format, ...)
{
    va_list args;
    char what[300], subject[100];
    const struct table_spec *spec = making->intake->spec;
    struct place place = {.file = spec->path, .line = rate->line, .column = 1};
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(subject, sizeof subject, "%s.%s", spec->name, spec->columns[column].name);
    struct problem *problem = problem_add(making->problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "%s", what);
    problem_about(making->problems, problem, (struct text){NULL, 0}, text_of(subject));
}

static int32_t day_or(int64_t cell, int32_t open)
{
    return cell == LANE_EMPTY ? open : (int32_t)cell;
}

/* The rate in its shortest decimal form, which is what the file says. */
static struct decimal value_of(int64_t cell)
{
    double number;
    struct decimal value = {0, 0};
    memcpy(&number, &cell, sizeof number);
    if (!decimal_from_double(number, &value)) value.units = 0;
    return value;
}

static bool makes_sense(const struct making *making, const struct rate *rate)
{
    struct text currency = making->exchange->codes.items[rate->currency];
    const char *own = making->exchange->spec->own;
    if (rate->value.units <= 0)
        report(making, rate, RATES_RATE, "correct the cell", "the rate for %.*s has to be a number above 0", TEXT_ARG(currency));
    else if (rate->from > rate->until)
        report(making, rate, RATES_UNTIL, "exchange the two dates", "until lies before from");
    else if (text_is(currency, own) && decimal_compare(rate->value, decimal_of(1, 0)) != 0)
        report(making, rate, RATES_RATE, "remove the row", "%s is the program's own currency: its rate is 1", own);
    else
        return true;
    return false;
}

static bool read_rates(struct making *making)
{
    struct exchange *exchange = making->exchange;
    const char *key = making->chunk->keys;
    exchange->rates = mem_alloc(making->chunk->rows * sizeof *exchange->rates);
    for (size_t row = 0; exchange->rates && row < making->chunk->rows; row++) {
        struct text currency = text_of(key);
        uint32_t code = code_of(exchange, currency);
        if (code == INDEX_NONE) code = words_add(&exchange->codes, index_tag_of(currency), currency);
        if (code == INDEX_NONE) return false;
        struct rate rate = {
            .currency = code,
            .from = day_or(making->cells[RATES_FROM][row], DATE_MIN),
            .until = day_or(making->cells[RATES_UNTIL][row], DATE_MAX),
            .value = value_of(making->cells[RATES_RATE][row]),
            .line = making->chunk->first_line + making->chunk->traces[row].line,
        };
        if (makes_sense(making, &rate)) exchange->rates[exchange->count++] = rate;
        key += currency.len + 1;
    }
    return exchange->rates != NULL;
}

static int by_currency_and_day(const void *left, const void *right)
{
    const struct rate *a = left, *b = right;
    if (a->currency != b->currency) return a->currency < b->currency ? -1 : 1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void report_overlap(const struct making *making, const struct rate *rate, const struct rate *before)
{
    char day[DATE_TEXT_MAX];
    bool open = rate->from == DATE_MIN;
    date_format(rate->from, day);
    report(making, rate, RATES_FROM, "let each rate end (until) before the next begins (from)",
           "two rates for %.*s are in force %s%s: this one and the one of line %u", TEXT_ARG(making->exchange->codes.items[rate->currency]),
           open ? "at the same time" : "on ", open ? "" : day, before->line);
}

/* Of two that overlap, the one that begins first stays. */
static void order_rates(const struct making *making)
{
    struct exchange *exchange = making->exchange;
    size_t kept = 0;
    if (exchange->count > 1) qsort(exchange->rates, exchange->count, sizeof *exchange->rates, by_currency_and_day);
    for (size_t i = 0; i < exchange->count; i++) {
        const struct rate *rate = &exchange->rates[i], *before = kept > 0 ? &exchange->rates[kept - 1] : NULL;
        if (before && before->currency == rate->currency && rate->from <= before->until)
            report_overlap(making, rate, before);
        else
            exchange->rates[kept++] = *rate;
    }
    exchange->count = kept;
}

static bool index_rates(struct exchange *exchange)
{
    exchange->first = mem_zero(exchange->codes.count + 1, sizeof *exchange->first);
    if (!exchange->first) return false;
    for (size_t i = 0; i < exchange->count; i++) exchange->first[exchange->rates[i].currency + 1]++;
    for (size_t code = 0; code < exchange->codes.count; code++) exchange->first[code + 1] += exchange->first[code];
    return true;
}

static bool make(struct making *making)
{
    const struct intake *intake = making->intake;
    const struct lane *lanes = intake->benches[making->chunk->worker].lanes;
    for (size_t i = 0; i < intake->plan_count; i++) making->cells[intake->plans[i].column] = lanes[i].cells;
    if (!read_rates(making)) return false;
    order_rates(making);
    return true;
}

bool exchange_make(struct exchange *exchange, const struct exchange_spec *spec, struct intake *intake, struct table *table,
                   struct problems *problems)
{
    *exchange = (struct exchange){.spec = spec};
    for (size_t i = 0; i < intake->chunk_count; i++) { /* none, where the file ends with its header row */
        struct making making = {.exchange = exchange, .intake = intake, .chunk = &intake->chunks[i], .problems = problems};
        if (!make(&making)) return false;
        table->set_aside = making.chunk->set_aside + making.chunk->rows - exchange->count;
    }
    table->rows = exchange->count;
    return index_rates(exchange);
}

void exchange_release(struct exchange *exchange)
{
    words_release(&exchange->codes);
    mem_free(exchange->rates);
    mem_free(exchange->first);
}
