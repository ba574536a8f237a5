#include "draft/judge.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "draft/hints.h"

void doubt_add(struct doubts *doubts, const struct profile *profile, const struct profile_column *column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(doubts->arena, format, args);
    va_end(args);
    if (!text || !mem_grow((void **)&doubts->items, &doubts->cap, doubts->count + 1, sizeof *doubts->items)) {
        doubts->failed = true;
        return;
    }
    doubts->items[doubts->count++] = (struct doubt){
        .file = profile ? profile->file : NULL,
        .heading = column ? column->heading : NULL,
        .about = column ? (const void *)column : profile,
        .text = text,
    };
}

void doubts_release(struct doubts *doubts)
{
    mem_free(doubts->items);
    *doubts = (struct doubts){0};
}

/* ---- the decimal mark */

char judge_decimal(const struct profile *profile, bool *declared, struct doubts *doubts)
{
    uint64_t point = 0, comma = 0, either = 0;
    const struct profile_column *first = NULL;
    for (size_t i = 0; i < profile->column_count; i++) {
        const struct tally *tally = &profile->columns[i].tally;
        point += tally->readings[READ_POINT].fits - tally->both;
        comma += tally->readings[READ_COMMA].fits - tally->both;
        either += tally->either;
        if (!first && tally->either > 0) first = &profile->columns[i];
    }
    bool semicolons = profile->spec.delimiter == ';', tie = point == comma;
    char decimal = comma > point || (tie && semicolons && either > 0) ? ',' : '.';
    *declared = decimal == ',' || either > 0 || (semicolons && comma + point > 0);
    if (either > 0 && point + comma == 0)
        doubt_add(doubts, profile, first,
                  "%s could be a number with three decimals or one in thousands, and no other cell of the file decides it: the decimal "
                  "mark \"%c\" "
                  "was taken; if that is wrong, change decimal to \"%c\"",
                  first->tally.either_text, decimal, decimal == ',' ? '.' : ',');
    else if (point > 0 && comma > 0)
        doubt_add(doubts, profile, NULL,
                  "numbers with a decimal point (%" PRIu64 ") and with a decimal comma (%" PRIu64
                  ") stand side by side: the %s was taken, so the others are mistakes",
                  point, comma, decimal == ',' ? "comma" : "point");
    return decimal;
}

/* ---- one column */

struct bench {
    const struct profile *profile;
    const struct profile_column *column;
    const struct tally *tally;
    int mark; /* 0: the table's decimal mark is the point, 1: the comma */
    struct column_spec *spec;
    struct doubts *doubts;
};

#define DOUBT(bench, ...) doubt_add((bench)->doubts, (bench)->profile, (bench)->column, __VA_ARGS__)

static bool most(uint64_t some, uint64_t all)
{
    return all > 0 && some * 10 >= all * 9;
}

static bool suggests(const struct bench *bench, const char *const *words)
{
    return hints_at(bench->column->heading, words);
}

/* ---- dates */

static bool day_first(size_t form)
{
    return *date_forms[form] == 'd';
}

/* The form with day and month the other way round; DATE_FORMS: there is none. */
static size_t turned(size_t form)
{
    char other[16];
    const char *own = date_forms[form];
    size_t first = strspn(own, day_first(form) ? "d" : "m"), second = strspn(own + first + 1, day_first(form) ? "m" : "d");
    snprintf(other, sizeof other, "%.*s%c%.*s%s", (int)second, own + first + 1, own[first], (int)first, own, own + first + 1 + second);
    size_t i = 0;
    while (i < DATE_FORMS && strcmp(date_forms[i], other) != 0) i++;
    return strlen(own) >= 8 && second > 0 && second < 3 ? i : DATE_FORMS;
}

static uint64_t fits_as(const struct tally *tally, size_t form)
{
    return form < DATE_FORMS ? tally->readings[READ_DATE + form].fits : 0;
}

static size_t best_form(const struct tally *tally)
{
    size_t best = 0;
    for (size_t i = 1; i < DATE_FORMS; i++)
        if (fits_as(tally, i) > fits_as(tally, best)) best = i;
    return best;
}

/* Whether another column of the file shows which of two forms is meant. */
static const struct profile_column *witness(const struct bench *bench, size_t form, size_t other)
{
    for (size_t i = 0; i < bench->profile->column_count; i++) {
        const struct tally *tally = &bench->profile->columns[i].tally;
        if (most(fits_as(tally, other), tally->cells) && fits_as(tally, other) > fits_as(tally, form)) return &bench->profile->columns[i];
    }
    return NULL;
}

/* 03/04/2026 is a day of March or of April. */
static size_t settle_order(const struct bench *bench, size_t form)
{
    const struct tally *tally = bench->tally;
    size_t other = turned(form);
    uint64_t fits = fits_as(tally, form), others = fits_as(tally, other);
    const char *part = day_first(form) ? "day" : "month";
    if (other == DATE_FORMS || others == 0) return form;
    if (others < fits) {
        DOUBT(bench,
              "many dates could be read with the day or the month first: %s first was taken, since %" PRIu64 " of %" PRIu64
              " dates make sense in no other way",
              part, fits - others, tally->cells);
        return form;
    }
    const struct profile_column *shown = witness(bench, form, other);
    if (shown) form = other;
    if (!shown) shown = witness(bench, other, form);
    if (shown)
        DOUBT(bench, "all dates could be read with the day or the month first: %s first was taken, as column \"%s\" shows",
              day_first(form) ? "day" : "month", shown->heading);
    else
        DOUBT(bench,
              "all dates could be read with the day or the month first, and nothing decides it: %s first was taken; if that is wrong, "
              "change format to %s",
              part, date_forms[other]);
    return form;
}

static bool is_date(const struct bench *bench)
{
    static const char *const words[] = {"date", "day", "on", "at", "datum", "closed", "created", "since", "until", "expires", "am", NULL};
    const struct tally *tally = bench->tally;
    size_t form = best_form(tally);
    bool bare = strcmp(date_forms[form], "yyyymmdd") == 0;
    if (most(fits_as(tally, form), tally->cells)) {
        form = settle_order(bench, form);
        bench->spec->type = COLUMN_DATE;
        bench->spec->format = form == 0 ? NULL : date_forms[form];
        if (bare)
            DOUBT(bench,
                  "eight digits that are all days of the calendar: dates were taken; if they are numbers, change the type to integer");
        return true;
    }
    bool serial = most(tally->readings[READ_POINT].fits, tally->cells) && tally->fractions[0] == 0 && tally->signs == 0;
    if (!serial || tally->least[0] < 20000 || tally->most[0] > 80000 || !suggests(bench, words)) return false;
    bench->spec->type = COLUMN_DATE;
    bench->spec->format = "excel";
    DOUBT(bench,
          "numbers such as those that spreadsheets keep for days: dates were taken; if they are numbers, change the type to integer");
    return true;
}

/* ---- numbers */

static const char *const money_words[] = {"amount", "revenue",  "value",    "sales", "price",  "cost", "costs", "budget",
                                          "spend",  "turnover", "net",      "gross", "acv",    "arr",  "mrr",   "tcv",
                                          "betrag", "umsatz",   "wert",     "preis", "kosten", "eur",  "usd",   "gbp",
                                          "chf",    "licence",  "licences", "fee",   "funds",  "mdf",  NULL};
static const char *const percent_words[] = {"pct", "percent", "percentage", "prozent", "discount", "rabatt", NULL};
static const char *const id_words[] = {"id",     "ids",   "nr",  "no",  "number", "nummer",  "code",  "key", "zip", "plz", "postcode",
                                       "postal", "phone", "tel", "fax", "ref",    "account", "konto", "vat", "ust", NULL};

static enum column_type number_type(const struct bench *bench)
{
    const struct tally *tally = bench->tally;
    uint64_t fractions = tally->fractions[bench->mark], numbers = tally->readings[READ_POINT + bench->mark].fits;
    bool within_one = tally->least[bench->mark] >= -1 && tally->most[bench->mark] <= 1;
    if (tally->percents > 0) {
        if (tally->percents < numbers)
            DOUBT(bench,
                  "%" PRIu64 " of %" PRIu64 " numbers have a percent sign: percent was taken, so 0.5 is half of one percent; if the others "
                  "are fractions, correct the cells",
                  tally->percents, numbers);
        return COLUMN_PERCENT;
    }
    if (tally->signs > 0) return COLUMN_MONEY;
    if (suggests(bench, percent_words) || strchr(bench->column->heading, '%'))
        return within_one && fractions > 0 ? COLUMN_RATE : COLUMN_PERCENT;
    if (suggests(bench, money_words)) return COLUMN_MONEY;
    if (fractions == 0) return COLUMN_INTEGER;
    if (tally->cents[bench->mark] == numbers && numbers > 1) {
        DOUBT(bench, "all numbers have two decimals: amounts of money were taken; if they are none, change the type to number");
        return COLUMN_MONEY;
    }
    return COLUMN_NUMBER;
}

static bool is_number(const struct bench *bench)
{
    const struct tally *tally = bench->tally;
    const struct reading *reading = &tally->readings[READ_POINT + bench->mark];
    bool whole = tally->fractions[bench->mark] == 0 && tally->signs + tally->percents == 0;
    if (!most(reading->fits, tally->cells)) return false;
    if (tally->zeros > 0 && whole) {
        DOUBT(bench,
              "looks like numbers, but %" PRIu64 " of %" PRIu64
              " begin with 0, as ids and postcodes do: text was taken, so that no 0 is lost",
              tally->zeros, tally->cells);
        return true;
    }
    if (whole && suggests(bench, id_words)) return true;
    bench->spec->type = number_type(bench);
    return true;
}

/* ---- yes/no and words */

static bool is_yesno(const struct bench *bench)
{
    static const char *const words[] = {"is", "has", "flag", "active", "signed", "registered", NULL};
    const struct tally *tally = bench->tally;
    if (!most(tally->readings[READ_YESNO].fits, tally->cells)) return false;
    bool bits = tally->bits == tally->cells, yes = !bits || suggests(bench, words);
    if (yes) bench->spec->type = COLUMN_YESNO;
    if (bits)
        DOUBT(bench, "holds nothing but 0 and 1: %s was taken; if that is wrong, change the type to %s", yes ? "yes/no" : "a whole number",
              yes ? "integer" : "yes/no");
    return yes;
}

static bool is_foreign_yesno(const struct tally *tally)
{
    static const char *const words[] = {"ja", "nein", "oui", "non", "si", "x", "j", "t", "f", NULL};
    size_t known = 0;
    for (size_t i = 0; i < tally->word_count && tally->word_count <= 2; i++)
        known += hints_at(tally->words[i].text.ptr, words) && tally->words[i].text.len < 5;
    return known > 0 && known == tally->word_count;
}

/* A few words that come again and again are all that there are; of how something stands there are never many. */
static bool has_few_words(const struct tally *tally, const struct column_spec *spec)
{
    size_t letters = 0;
    bool state = hints_is_state(spec);
    if (tally->word_count < 2 || tally->word_count > WORDS_MAX) return false;
    for (size_t i = 0; i < tally->word_count; i++) {
        letters = tally->words[i].text.len > letters ? tally->words[i].text.len : letters;
        state = state || hints_is_success(tally->words[i].text.ptr);
    }
    return letters <= 40 && tally->cells >= (state ? tally->word_count + 1 : 4 * tally->word_count);
}

void judge_words(const struct tally *tally, struct column_spec *spec, struct arena *arena)
{
    if (!has_few_words(tally, spec)) return;
    const char **words = arena_array(arena, tally->word_count, sizeof *words);
    for (size_t i = 0; words && i < tally->word_count; i++) words[i] = tally->words[i].text.ptr; /* an arena's text has a NUL behind it */
    spec->allowed = words;
    spec->allowed_count = words ? tally->word_count : 0;
}

/* Text, which may have looked like something else. */
static void judge_text(const struct bench *bench)
{
    const struct tally *tally = bench->tally;
    const struct reading *numbers = &tally->readings[READ_POINT + bench->mark], *dates = &tally->readings[READ_DATE + best_form(tally)];
    if (most(tally->short_years, tally->cells))
        DOUBT(bench,
              "looks like dates with two digits for the year, as %s, which do not say the century: text was taken; export them with four "
              "digits",
              tally->words[0].text.ptr);
    else if (most(tally->timed, tally->cells))
        DOUBT(bench,
              "looks like dates with a time of day, as %s, which Rung reads behind yyyy-mm-dd alone: text was taken; export the day alone",
              tally->words[0].text.ptr);
    else if (most(tally->readings[READ_COMMA - bench->mark].fits, tally->cells))
        DOUBT(bench,
              "holds numbers with a decimal %s, as %s, while those of other columns have a %s: text was taken; a file has one mark for all",
              bench->mark ? "point" : "comma", tally->words[0].text.ptr, bench->mark ? "comma" : "point");
    else if (tally->dated * 3 >= tally->cells)
        DOUBT(bench,
              "holds dates of several forms, or something else besides: %" PRIu64 " of %" PRIu64 " are %s, and %s:%" PRIu32
              " is \"%s\". Text was taken; write all of them in one form, then change the type to date",
              dates->fits, tally->cells, date_forms[best_form(tally)], bench->profile->file, dates->other_line, dates->other);
    else if (numbers->fits * 2 >= tally->cells)
        DOUBT(bench,
              "mixes numbers and texts: %" PRIu64 " of %" PRIu64 " cells are no number, the first in %s:%" PRIu32
              ", \"%s\". Text was taken; if numbers are meant, correct the cells and change the type",
              tally->cells - numbers->fits, tally->cells, bench->profile->file, numbers->other_line, numbers->other);
    else if (is_foreign_yesno(tally))
        DOUBT(bench, "looks like yes and no in other words: text was taken; Rung reads yes, no, true, false, y, n, 1 and 0 as yes/no");
}

static void judge_misfits(const struct bench *bench, const struct reading *reading)
{
    uint64_t others = bench->tally->cells - reading->fits;
    if (others > 0)
        DOUBT(bench,
              "%" PRIu64 " of %" PRIu64 " cells %s not fit the type %s, the first in %s:%" PRIu32
              ", \"%s\": %s row%s will be set aside until the cell is corrected",
              others, bench->tally->cells, others == 1 ? "does" : "do", column_type_names[bench->spec->type], bench->profile->file,
              reading->other_line, reading->other, others == 1 ? "its" : "their", others == 1 ? "" : "s");
}

static const struct reading *reading_of(const struct bench *bench)
{
    const struct column_spec *spec = bench->spec;
    const struct reading *readings = bench->tally->readings;
    size_t form = 0;
    switch (spec->type) {
    case COLUMN_TEXT: return NULL;
    case COLUMN_YESNO: return &readings[READ_YESNO];
    case COLUMN_DATE:
        if (spec->format && strcmp(spec->format, "excel") == 0) return &readings[READ_POINT];
        while (spec->format && strcmp(date_forms[form], spec->format) != 0) form++;
        return &readings[READ_DATE + form];
    default: return &readings[READ_POINT + bench->mark];
    }
}

void judge_column(const struct profile *profile, const struct profile_column *column, char decimal, bool id, struct column_spec *spec,
                  struct doubts *doubts)
{
    const struct bench bench = {profile, column, &column->tally, decimal == ',', spec, doubts};
    spec->type = COLUMN_TEXT;
    if (id) return;
    if (bench.tally->cells == 0) {
        if (profile->rows > 0) DOUBT(&bench, "is empty in every row that was read: text was taken");
        return;
    }
    if (!is_yesno(&bench) && !is_date(&bench) && !is_number(&bench)) {
        judge_text(&bench);
        judge_words(bench.tally, spec, doubts->arena);
    }
    const struct reading *reading = reading_of(&bench);
    if (reading) judge_misfits(&bench, reading);
}
