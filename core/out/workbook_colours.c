#include "out/workbook_book.h"

/* A spreadsheet asks every rule of each cell that it shows, and lists all of them for whoever wants to change one: beyond so many, words
 * have no colour. A text within a formula has a limit of its own. */
enum { RULES_MOST = 400, LITERAL_MOST = 255, CELL_NAME = 16 };

struct rules {
    struct table_sheet *sheet;
    lxw_col_t column;          /* that the next rules are for */
    char cell[CELL_NAME];      /* "F2", its first, of which formulas speak; a spreadsheet moves them on to the others */
    char scorecard[CELL_NAME]; /* "$C2", of the same row */
    size_t count;
};

/* False: the sheet has no such column. */
static bool take_column(struct rules *rules, const char *name)
{
    struct typed_cell cell;
    struct text header = {rules->sheet->held.ptr, rules->sheet->header};
    for (rules->column = 0; typed_take(&header, &cell) && cell.kind != CELL_ROW_END; rules->column++) {
        if (!text_is(cell.text, name)) continue;
        lxw_rowcol_to_cell(rules->cell, 1, rules->column);
        return true;
    }
    return false;
}

/* EXACT, as a plain = takes "Gold" for "gold". The names of programs are letters, digits and _, and need no quoting. */
static void put_formula(const struct rules *rules, const char *scorecard, const char *word, struct buf *formula)
{
    if (scorecard)
        buf_printf(formula, "=AND(EXACT($%s,\"%s\"),EXACT(%s,\"%s\"))", rules->scorecard, scorecard, rules->cell, word);
    else
        buf_printf(formula, "=EXACT(%s,\"%s\")", rules->cell, word);
    buf_char(formula, '\0');
}

/* scorecard: NULL where any will do. */
static void add_rule(struct rules *rules, const char *scorecard, const char *word, enum tone tone)
{
    struct buf formula = {0};
    const struct table_sheet *sheet = rules->sheet;
    if (rules->count == RULES_MOST || strlen(word) > LITERAL_MOST || (scorecard && strlen(scorecard) > LITERAL_MOST)) return;
    put_formula(rules, scorecard, word, &formula);
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula.ptr, .format = sheet->book->tones[tone]};
    if (formula.failed)
        book_note(sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        book_note(sheet->book, worksheet_conditional_format_range(sheet->at, 1, rules->column, sheet->row - 1, rules->column, &rule));
    buf_release(&formula);
    rules->count++;
}

/* ---- what has a colour */

static void colour_tiers(struct rules *rules, const char *column)
{
    const struct program *program = rules->sheet->book->asked->run->program;
    bool several = program->scorecard_count > 1 && take_column(rules, "scorecard");
    memcpy(rules->scorecard, rules->cell, sizeof rules->scorecard);
    if (!take_column(rules, column)) return;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct scorecard *scorecard = &program->scorecards[s];
        for (size_t t = 0; t < scorecard->tier_count; t++)
            add_rule(rules, several ? scorecard->name : NULL, scorecard->tiers[t].name, tone_of_tier(t, scorecard->tier_count));
    }
}

static void colour_movements(struct rules *rules)
{
    static const struct {
        enum movement_kind kind;
        enum tone tone;
    } moves[] = {{MOVED_UP, TONE_GOOD},       {MOVED_DOWN, TONE_BAD}, {MOVED_GRACE, TONE_WATCH},
                 {MOVED_PENDING, TONE_WATCH}, {MOVED_OPEN, TONE_BAD}, {MOVED_NEW, TONE_CALM}};
    if (!take_column(rules, "movement")) return;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) add_rule(rules, NULL, movement_names[moves[i].kind], moves[i].tone);
}

static void colour_severities(struct rules *rules)
{
    static const enum tone tones[SEVERITY_COUNT] = {
        [SEVERITY_ERROR] = TONE_BAD, [SEVERITY_WARNING] = TONE_WATCH, [SEVERITY_NOTE] = TONE_CALM};
    if (!take_column(rules, "severity")) return;
    for (size_t i = 0; i < SEVERITY_COUNT; i++) add_rule(rules, NULL, severity_names[i], tones[i]);
}

void table_sheet_colour(struct table_sheet *sheet)
{
    static const char *const tiers[] = {"tier", "prior_tier", "earned_tier", "next_tier", "tier_then"};
    struct rules rules = {.sheet = sheet};
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) colour_tiers(&rules, tiers[i]);
    colour_movements(&rules);
    colour_severities(&rules);
    if (take_column(&rules, "state")) add_rule(&rules, NULL, measure_state_names[MEASURE_FAILED], TONE_BAD);
    if (take_column(&rules, "complete")) add_rule(&rules, NULL, "no", TONE_BAD);
}
