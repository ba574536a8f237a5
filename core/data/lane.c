#include "data/lane.h"

#include "base/mem.h"

static const int64_t units_max = INT64_C(999999999999999999);

void lane_begin(struct lane *lane)
{
    lane->scale = 0;
    lane->crowded = false;
    if (lane->converted) lane_begin(lane->converted);
}

void lane_release(struct lane *lane)
{
    mem_free(lane->cells);
    mem_free(lane->refused);
    words_release(&lane->words);
    if (lane->converted) lane_release(lane->converted);
    mem_free(lane->converted);
}

static bool stands_for_empty(const struct lane_plan *plan, struct text text)
{
    for (size_t i = 0; i < plan->empty_count; i++)
        if (text_is(text, plan->empty[i])) return true;
    return false;
}

static bool allowed(const struct column_spec *spec, struct text word)
{
    for (size_t i = 0; i < spec->allowed_count; i++)
        if (text_is(word, spec->allowed[i])) return true;
    return false;
}

static bool judge_new_word(struct lane *lane, uint32_t code)
{
    if (lane->plan->spec->allowed_count == 0) return true;
    if (!mem_grow((void **)&lane->refused, &lane->refused_cap, (size_t)code + 1, sizeof *lane->refused)) return false;
    lane->refused[code] = !allowed(lane->plan->spec, lane->words.items[code]);
    return true;
}

static enum cell_flaw take_text(struct lane *lane, size_t row, struct text text)
{
    size_t known = lane->words.count;
    uint32_t code = words_code(&lane->words, text);
    if (code == INDEX_NONE || (code == known && !judge_new_word(lane, code))) {
        lane->no_memory = true;
        return CELL_FINE;
    }
    lane->cells[row] = code;
    return lane->refused && lane->refused[code] ? CELL_REFUSED : CELL_FINE;
}

static enum cell_flaw take_date(struct lane *lane, size_t row, struct text text)
{
    bool usual = text.len == LANE_DATE;
    if (usual && memcmp(text.ptr, lane->last_date, LANE_DATE) == 0) {
        lane->cells[row] = lane->last_day;
        return CELL_FINE;
    }
    enum cell_flaw flaw = cell_date(lane->plan->spec->format, text, &lane->cells[row]);
    if (usual && flaw == CELL_FINE) {
        memcpy(lane->last_date, text.ptr, LANE_DATE);
        lane->last_day = lane->cells[row];
    }
    return flaw;
}

static bool raise_scale(int64_t *units, int64_t power)
{
    int64_t size = *units < 0 ? -*units : *units;
    if (size > units_max / power) return false;
    *units *= power;
    return true;
}

void lane_put(struct lane *lane, size_t row, int64_t units, int scale)
{
    if (scale > lane->scale) {
        int64_t power = cell_power(scale - lane->scale);
        for (size_t i = 0; i < row; i++)
            if (lane->cells[i] != LANE_EMPTY && !raise_scale(&lane->cells[i], power)) lane->crowded = true;
        lane->scale = scale;
    } else if (scale < lane->scale && !raise_scale(&units, cell_power(lane->scale - scale))) {
        lane->crowded = true;
    }
    lane->cells[row] = units;
}

/* A plain number that may be none of this column: a fraction, or money such as 48.000. */
static inline bool needs_look(const struct lane_plan *plan, int scale)
{
    return (scale > 0 && plan->spec->type == COLUMN_INTEGER) || (scale == 3 && plan->spec->type == COLUMN_MONEY && !plan->marks.declared);
}

static enum cell_flaw take_decimal(struct lane *lane, size_t row, struct text text)
{
    int64_t units;
    int scale;
    const struct cell_marks *marks = &lane->plan->marks;
    if (!cell_plain_decimal(marks->decimal, text, &units, &scale) || needs_look(lane->plan, scale)) {
        enum cell_flaw flaw = cell_decimal(lane->plan->spec->type, marks, text, &units, &scale);
        if (flaw != CELL_FINE) return flaw;
    }
    lane_put(lane, row, units, scale);
    return CELL_FINE;
}

static enum cell_flaw take_number(struct lane *lane, size_t row, struct text text)
{
    double number = 0;
    int64_t units;
    int scale;
    const struct cell_marks *marks = &lane->plan->marks;
    enum cell_flaw flaw = CELL_FINE;
    if (!cell_plain_decimal(marks->decimal, text, &units, &scale) || !cell_exact_double(units, scale, &number))
        flaw = cell_number(marks, text, &number);
    number += 0.0; /* -0.0 becomes 0.0: its bits would be those of LANE_EMPTY */
    if (flaw == CELL_FINE) memcpy(&lane->cells[row], &number, sizeof number);
    return flaw;
}

/* "yes" and "no" in small letters by one comparison, the rest by cell.c. */
static enum cell_flaw take_yesno(struct lane *lane, size_t row, struct text text)
{
    bool yes = text.len == 3 && memcmp(text.ptr, "yes", 3) == 0;
    if (!yes && !(text.len == 2 && memcmp(text.ptr, "no", 2) == 0)) return cell_yesno(text, &lane->cells[row]);
    lane->cells[row] = yes;
    return CELL_FINE;
}

typedef enum cell_flaw take_cell(struct lane *lane, size_t row, struct text text);

static inline __attribute__((always_inline)) enum cell_flaw take(struct lane *lane, size_t row, struct text text, take_cell *take_it)
{
    const struct lane_plan *plan = lane->plan;
    bool empty = text.len == 0;
    if (!empty && text.ptr[0] == ' ' && plan->spec->type != COLUMN_TEXT) empty = text_trim(text).len == 0;
    if (!empty && plan->empty_count > 0) empty = stands_for_empty(plan, text_trim(text));
    lane->cells[row] = LANE_EMPTY; /* also of a cell with a flaw: lane_put goes over all cells so far */
    if (!empty) return take_it(lane, row, text);
    return plan->spec->required ? CELL_MISSING : CELL_FINE;
}

/* Inlined once per type, so that what is the same for all cells is decided outside of the loop. */
static inline __attribute__((always_inline)) bool take_rows(struct lane *lane, size_t row, const struct csv_lexer *lexer,
                                                            const struct csv_rows *rows, take_cell *take_it)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (take(lane, row + i, csv_rows_text(rows, lexer, i, lane->plan->field), take_it) != CELL_FINE) return false;
    }
    return !lane->no_memory;
}

bool lane_take_rows(struct lane *lane, size_t row, const struct csv_lexer *lexer, const struct csv_rows *rows)
{
    switch (lane->plan->spec->type) {
    case COLUMN_TEXT: return take_rows(lane, row, lexer, rows, take_text);
    case COLUMN_DATE: return take_rows(lane, row, lexer, rows, take_date);
    case COLUMN_YESNO: return take_rows(lane, row, lexer, rows, take_yesno);
    case COLUMN_NUMBER: return take_rows(lane, row, lexer, rows, take_number);
    default: return take_rows(lane, row, lexer, rows, take_decimal);
    }
}

enum cell_flaw lane_take(struct lane *lane, size_t row, struct text text)
{
    switch (lane->plan->spec->type) {
    case COLUMN_TEXT: return take(lane, row, text, take_text);
    case COLUMN_DATE: return take(lane, row, text, take_date);
    case COLUMN_YESNO: return take(lane, row, text, take_yesno);
    case COLUMN_NUMBER: return take(lane, row, text, take_number);
    default: return take(lane, row, text, take_decimal);
    }
}
