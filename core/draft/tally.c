#include "draft/tally.h"

#include <stdio.h>
#include <strings.h>

#include "base/date.h"
#include "data/cell.h"
#include "data/index.h"
#include "draft/hints.h"

const char *const date_forms[DATE_FORMS] = {"yyyy-mm-dd",  "dd.mm.yyyy", "d.m.yyyy",    "dd/mm/yyyy",  "mm/dd/yyyy",
                                            "d/m/yyyy",    "m/d/yyyy",   "dd-mm-yyyy",  "mm-dd-yyyy",  "d-m-yyyy",
                                            "m-d-yyyy",    "yyyy/mm/dd", "yyyy.mm.dd",  "dd-mmm-yyyy", "d-mmm-yyyy",
                                            "dd mmm yyyy", "d mmm yyyy", "mmm d, yyyy", "mmm dd yyyy", "yyyymmdd"};
const char *const blank_words[BLANKS_MAX] = {"n/a", "#N/A", "-", "NULL", "null"};

static bool has_digit(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') return true;
    return false;
}

static void keep_text(char out[OTHER_MAX], struct text text)
{
    size_t length = text.len < OTHER_MAX ? text.len : OTHER_MAX - 1;
    while (length > 0 && length < text.len && ((unsigned char)text.ptr[length] & 0xC0) == 0x80) length--; /* no half character */
    memcpy(out, text.ptr, length);
    out[length] = '\0';
}

static void note(struct reading *reading, bool fits, struct text cell, uint32_t line)
{
    reading->fits += fits;
    if (fits || reading->other_line > 0) return;
    reading->other_line = line;
    keep_text(reading->other, cell);
}

/* ---- numbers */

/* A number of any type; decimals: how many digits follow the mark. */
static bool read_number(struct text cell, char decimal, double *value, int *decimals)
{
    const struct cell_marks marks = {.decimal = decimal, .declared = true};
    bool percent = cell.ptr[cell.len - 1] == '%';
    int64_t units;
    if (cell_decimal(percent ? COLUMN_PERCENT : COLUMN_MONEY, &marks, cell, &units, decimals) == CELL_FINE) {
        *value = (double)units / (double)cell_power(*decimals);
        return true;
    }
    *decimals = 0;
    return !percent && cell_number(&marks, cell, value) == CELL_FINE;
}

static void add_number(struct tally *tally, int mark, double value, int decimals)
{
    uint64_t before = tally->readings[READ_POINT + mark].fits;
    tally->fractions[mark] += decimals > 0;
    tally->cents[mark] += decimals == 2;
    if (before == 0 || value < tally->least[mark]) tally->least[mark] = value;
    if (before == 0 || value > tally->most[mark]) tally->most[mark] = value;
}

/* OPP-123 is no amount, though OPP could be a currency. */
static bool in_no_currency(struct text currency)
{
    bool code = currency.len == 3 && currency.ptr[0] >= 'A' && currency.ptr[0] <= 'Z';
    return code && !hints_currency(currency);
}

static void add_dress(struct tally *tally, struct text cell, struct text currency)
{
    tally->percents += cell.ptr[cell.len - 1] == '%';
    if (currency.len == 0) return;
    if (tally->signs++ == 0) snprintf(tally->currency, sizeof tally->currency, "%.*s", TEXT_ARG(currency));
}

static void add_as_number(struct tally *tally, struct text cell, uint32_t line, bool digits)
{
    bool fits[2] = {false, false};
    struct text currency = digits ? cell_currency(cell) : (struct text){NULL, 0};
    digits = digits && !in_no_currency(currency);
    double values[2] = {0, 0};
    for (int mark = 0; mark < 2; mark++) {
        int decimals = 0;
        fits[mark] = digits && read_number(cell, mark == 0 ? '.' : ',', &values[mark], &decimals);
        if (fits[mark]) add_number(tally, mark, values[mark], decimals);
        note(&tally->readings[READ_POINT + mark], fits[mark], cell, line);
    }
    if (fits[0] || fits[1]) add_dress(tally, cell, currency);
    if (!fits[0] || !fits[1]) return;
    tally->both++;
    if (values[0] == values[1]) return;
    if (tally->either++ == 0) keep_text(tally->either_text, cell);
}

static bool all_digits(struct text text)
{
    size_t count = 0;
    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9') count++;
    return count == text.len;
}

/* ---- dates */

/* A form asks for what stands between its parts, so most forms need no closer look. */
static bool may_have_form(struct text cell, const char *form)
{
    size_t letters = strspn(form, "ymd");
    return cell.len >= 8 && cell.len <= 12 && (form[letters] == '\0' || memchr(cell.ptr, form[letters], cell.len));
}

static bool has_form(struct text cell, size_t form)
{
    int64_t day;
    return may_have_form(cell, date_forms[form]) && cell_date(date_forms[form], cell, &day) == CELL_FINE;
}

/* Two digits at the end for the year: 31.12.24, 3/4/26, 03-Apr-26. */
static bool has_short_year(struct text cell)
{
    char longer[16];
    if (cell.len < 6 || cell.len > 9 || !all_digits((struct text){cell.ptr + cell.len - 2, 2})) return false;
    snprintf(longer, sizeof longer, "%.*s20%.2s", (int)cell.len - 2, cell.ptr, cell.ptr + cell.len - 2);
    for (size_t i = 0; i < DATE_FORMS; i++)
        if (*date_forms[i] != 'y' && has_form(text_of(longer), i)) return true;
    return false;
}

static bool has_time(struct text cell)
{
    const char *gap = memchr(cell.ptr, ' ', cell.len);
    if (!gap || !memchr(gap, ':', cell.len - (size_t)(gap - cell.ptr))) return false;
    for (size_t i = 1; i < DATE_FORMS; i++)
        if (has_form((struct text){cell.ptr, (size_t)(gap - cell.ptr)}, i)) return true;
    return false;
}

static void add_as_date(struct tally *tally, struct text cell, uint32_t line, bool digits)
{
    bool fits = false;
    int64_t day;
    for (size_t i = 0; i < DATE_FORMS; i++) {
        bool one = digits && (i == 0 ? cell_date(NULL, cell, &day) == CELL_FINE : has_form(cell, i));
        note(&tally->readings[READ_DATE + i], one, cell, line);
        fits = fits || one;
    }
    tally->dated += fits;
    if (fits || !digits) return;
    tally->short_years += has_short_year(cell);
    tally->timed += has_time(cell);
}

/* ---- texts */

static bool add_word(struct tally *tally, struct text cell, struct arena *arena)
{
    size_t i = 0;
    if (tally->word_count > WORDS_MAX) return true;
    while (i < tally->word_count && !text_equal(tally->words[i].text, cell)) i++;
    if (i == WORDS_MAX) {
        tally->word_count = WORDS_MAX + 1;
        return true;
    }
    if (i == tally->word_count) {
        tally->words[i] = (struct tally_word){.text = arena_text(arena, cell)};
        tally->word_count++;
    }
    tally->words[i].count++;
    return tally->words[i].text.ptr != NULL;
}

static bool add_tag(struct tally *tally, struct text cell, uint32_t line)
{
    enum tags_added added = tags_add(&tally->tags, index_tag(cell));
    if (added == TAGS_KNOWN && tally->repeats++ == 0) {
        tally->repeat_line = line;
        keep_text(tally->repeat, cell);
    }
    return added != TAGS_NO_MEMORY;
}

static bool is_blank_word(struct tally *tally, struct text cell)
{
    for (size_t i = 0; i < BLANKS_MAX; i++) {
        if (!text_is(cell, blank_words[i])) continue;
        tally->blanks[i]++;
        return true;
    }
    return false;
}

bool tally_add(struct tally *tally, struct text cell, uint32_t line, struct arena *arena)
{
    int64_t yes;
    bool digits = has_digit(cell);
    if (cell.len == 0) {
        tally->empty++;
        return true;
    }
    if (is_blank_word(tally, cell)) return true;
    tally->cells++;
    note(&tally->readings[READ_YESNO], cell.len <= 5 && cell_yesno(cell, &yes) == CELL_FINE, cell, line);
    tally->bits += cell.len == 1 && (*cell.ptr == '0' || *cell.ptr == '1');
    tally->zeros += cell.len > 1 && *cell.ptr == '0' && all_digits(cell);
    add_as_number(tally, cell, line, digits);
    add_as_date(tally, cell, line, digits);
    return add_word(tally, cell, arena) && add_tag(tally, cell, line);
}

void tally_release(struct tally *tally)
{
    tags_release(&tally->tags);
}
