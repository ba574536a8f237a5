#include "lua/aggregate.h"

#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"

enum { EXACT_POWERS = 23 /* 10^22 is the last power of ten that a double holds exactly */, FEW = 24 };

static const double powers[EXACT_POWERS] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const rung_int128 EXACT_LIMIT = (rung_int128)1 << 53;

/* The quotient of two exact doubles is correctly rounded, so the usual case needs no more than a division. */
double units_to_double(rung_int128 units, int scale)
{
    if (units < EXACT_LIMIT && units > -EXACT_LIMIT && scale < EXACT_POWERS) return (double)units / powers[scale];
    return decimal_to_double((struct decimal){.units = units, .scale = scale});
}

static double real_at(const struct column *column, uint32_t row)
{
    return ((const double *)column->cells)[row];
}

bool aggregate_number(const struct column *column, uint32_t row, double *number)
{
    int64_t units;
    if (column->real) {
        *number = real_at(column, row);
        return !isnan(*number);
    }
    if (!column_integer(column, row, &units)) return false;
    *number = units_to_double(units, column->scale);
    return true;
}

/* ---- sums */

struct total {
    rung_int128 units; /* of decimal columns */
    double real;       /* of number columns */
    uint32_t count;
};

#define ADD_LOOP(type)                               \
    {                                                \
        const type *cells = column->cells;           \
        for (uint32_t i = 0; i < rows->count; i++) { \
            type stored = cells[rows_at(rows, i)];   \
            sum += stored;                           \
            total.count += stored != 0;              \
        }                                            \
        break;                                       \
    }

/* Stored integers of up to four bytes: 2^32 rows of them fit into 64 bits. */
static struct total narrow_total(const struct column *column, const struct rows *rows)
{
    struct total total = {0};
    uint64_t sum = 0;
    switch (column->width) {
    case 1: ADD_LOOP(uint8_t)
    case 2: ADD_LOOP(uint16_t)
    default: ADD_LOOP(uint32_t)
    }
    total.units = (rung_int128)sum + (rung_int128)column->base * total.count;
    return total;
}

static struct total wide_total(const struct column *column, const struct rows *rows)
{
    struct total total = {0};
    for (uint32_t i = 0; i < rows->count; i++) {
        int64_t units;
        if (!column_integer(column, rows_at(rows, i), &units)) continue;
        total.units += units;
        total.count++;
    }
    return total;
}

static struct total real_total(const struct column *column, const struct rows *rows)
{
    struct total total = {0};
    double sum = 0, lost = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        double cell = real_at(column, rows_at(rows, i));
        if (isnan(cell)) continue;
        double next = sum + cell;
        lost += fabs(sum) >= fabs(cell) ? (sum - next) + cell : (cell - next) + sum;
        sum = next;
        total.count++;
    }
    total.real = isfinite(sum) ? sum + lost : sum;
    return total;
}

static struct total total_of(const struct column *column, const struct rows *rows)
{
    if (column->real) return real_total(column, rows);
    return column->width == 8 ? wide_total(column, rows) : narrow_total(column, rows);
}

uint32_t aggregate_count(const struct column *column, const struct rows *rows)
{
    return total_of(column, rows).count;
}

double aggregate_sum(const struct column *column, const struct rows *rows)
{
    struct total total = total_of(column, rows);
    return column->real ? total.real : units_to_double(total.units, column->scale);
}

double aggregate_mean(const struct column *column, const struct rows *rows)
{
    struct total total = total_of(column, rows);
    if (total.count == 0) return NAN;
    if (column->real) return total.real / total.count;
    if (total.units < EXACT_LIMIT && total.units > -EXACT_LIMIT && column->scale < 6)
        return (double)total.units / (total.count * powers[column->scale]); /* below 2^32 * 10^5: exact, so rounded once */
    return units_to_double(total.units, column->scale) / total.count;
}

/* ---- order */

static int compare_cells(const struct column *column, uint32_t a, uint32_t b)
{
    if (column->real) {
        double x = real_at(column, a), y = real_at(column, b);
        return (x > y) - (x < y);
    }
    uint64_t x = column_stored(column, a), y = column_stored(column, b);
    if (column->spec->type != COLUMN_TEXT || x == y) return (x > y) - (x < y);
    const struct text *words = column->words.words;
    return text_compare(words[column->base + (int64_t)x], words[column->base + (int64_t)y]);
}

bool aggregate_equal(const struct column *column, uint32_t a, uint32_t b)
{
    return column->real ? real_at(column, a) == real_at(column, b) : column_stored(column, a) == column_stored(column, b);
}

static bool is_empty(const struct column *column, uint32_t row)
{
    return column->real ? isnan(real_at(column, row)) : column_stored(column, row) == 0;
}

static int by_cell(const void *a, const void *b, void *context)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = compare_cells(context, x, y);
    return order ? order : (x > y) - (x < y);
}

uint32_t aggregate_sort(const struct column *column, const struct rows *rows, uint32_t *order)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t row = rows_at(rows, i);
        order[count] = row;
        count += !is_empty(column, row);
    }
    qsort_r(order, count, sizeof *order, by_cell, (void *)(uintptr_t)column);
    return count;
}

static int by_integer(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The usual handful needs no sorting. */
static uint32_t distinct_few(uint32_t *cells, uint32_t count)
{
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = 0;
        while (j < distinct && cells[j] != cells[i]) j++;
        if (j == distinct) cells[distinct++] = cells[i];
    }
    return distinct;
}

static uint32_t distinct_narrow(const struct column *column, const struct rows *rows, uint32_t *cells)
{
    uint32_t count = 0, distinct;
    for (uint32_t i = 0; i < rows->count; i++) {
        cells[count] = (uint32_t)column_stored(column, rows_at(rows, i));
        count += cells[count] != 0;
    }
    if (count <= FEW) return distinct_few(cells, count);
    qsort(cells, count, sizeof *cells, by_integer);
    distinct = 1;
    for (uint32_t i = 1; i < count; i++) distinct += cells[i - 1] != cells[i];
    return distinct;
}

uint32_t aggregate_distinct(const struct column *column, const struct rows *rows, uint32_t *scratch)
{
    if (column->width <= 4) return distinct_narrow(column, rows, scratch);
    uint32_t count = aggregate_sort(column, rows, scratch);
    uint32_t distinct = count > 0;
    for (uint32_t i = 1; i < count; i++) distinct += compare_cells(column, scratch[i - 1], scratch[i]) != 0;
    return distinct;
}

double aggregate_median(const struct column *column, const uint32_t *order, uint32_t count)
{
    double low = NAN, high = NAN;
    int64_t a, b;
    if (count == 0) return NAN;
    uint32_t left = order[(count - 1) / 2], right = order[count / 2];
    if (left == right && aggregate_number(column, left, &low)) return low;
    if (!column->real && column_integer(column, left, &a) && column_integer(column, right, &b))
        return units_to_double(((rung_int128)a + b) * 5, column->scale + 1);
    aggregate_number(column, left, &low);
    aggregate_number(column, right, &high);
    return low / 2 + high / 2;
}

static bool extreme(const struct column *column, const struct rows *rows, int sign, uint32_t *row)
{
    bool found = false;
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t candidate = rows_at(rows, i);
        if (is_empty(column, candidate)) continue;
        if (!found || compare_cells(column, candidate, *row) * sign > 0) *row = candidate;
        found = true;
    }
    return found;
}

bool aggregate_least(const struct column *column, const struct rows *rows, uint32_t *row)
{
    return extreme(column, rows, -1, row);
}

bool aggregate_greatest(const struct column *column, const struct rows *rows, uint32_t *row)
{
    return extreme(column, rows, 1, row);
}
