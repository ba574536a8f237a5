/* What a column is taken for: cells in; type, form of dates and doubt out. And names made of headings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/judge.h"
#include "draft/yaml_text.h"

enum { CELLS_MAX = 12, CELL_ROOM = 64 };

struct column_case {
    const char *heading;
    const char *cells[CELLS_MAX];
    const char *type;   /* and the form of dates, where it is not yyyy-mm-dd */
    const char *doubts; /* a part of the first one; NULL: there is none */
    char decimal;       /* of the table; 0: the point */
};

static const struct column_case cases[] = {
    /* words */
    {"Name", {"Acorn", "Birch"}, "text", NULL, 0},
    {"Nothing", {"", ""}, "text", "is empty in every row", 0},
    {"Stage", {"won", "lost", "won", "won", "lost", "won", "won", "lost"}, "text of 2", NULL, 0},
    {"City", {"Rome", "Oslo", "Rome"}, "text", NULL, 0},
    /* yes and no */
    {"Agreed", {"yes", "No", ""}, "yes/no", NULL, 0},
    {"Agreed", {"TRUE", "false"}, "yes/no", NULL, 0},
    {"Agreed", {"ja", "nein"}, "text", "yes and no in other words", 0},
    {"Count", {"1", "0", "1"}, "integer", "change the type to yes/no", 0},
    {"is_active", {"1", "0", "1"}, "yes/no", "change the type to integer", 0},
    /* whole numbers, and what only looks like them */
    {"Seats", {"12", "-3", "1,200"}, "integer", NULL, 0},
    {"Postcode", {"01067", "80331"}, "text", "begin with 0", 0},
    {"Deal number", {"100234", "100235"}, "text", NULL, 0},
    {"Code", {"OPP-001", "OPP-002"}, "text", NULL, 0},
    {"Seats", {"1", "2", "three", "four"}, "text", "2 of 4 cells are no number, the first in x.csv:4, \"three\"", 0},
    {"Seats",
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "ten"},
     "integer",
     "1 of 10 cells does not fit the type integer, the first in x.csv:11",
     0},
    /* numbers, money, percent, rate */
    {"Rating", {"4.5", "3.25", "4"}, "number", NULL, 0},
    {"Rating", {"4,5", "3,25", "4"}, "number", NULL, ','},
    {"Rating", {"4.5", "3.25", "4"}, "text", "decimal point", ','},
    {"Hours", {"4.50", "3.25"}, "money", "two decimals", 0},
    {"Betrag", {"1.234,50 €", "99,00 €"}, "money", NULL, ','},
    {"Deal Amount (EUR)", {"1200", "50"}, "money", NULL, 0},
    {"Worth", {"($5.00)", "$1,234.50"}, "money", NULL, 0},
    {"Discount", {"10%", "12.5%"}, "percent", NULL, 0},
    {"Discount", {"10%", "0.5"}, "percent", "0.5 is half of one percent", 0},
    {"Discount", {"0.1", "0.25"}, "rate", NULL, 0},
    {"Discount %", {"10", "25"}, "percent", NULL, 0},
    /* dates */
    {"Closed", {"2026-07-01", "2026-07-31"}, "date", NULL, 0},
    {"Closed", {"2026-07-01T10:15:00Z", "2026-07-31 08:00"}, "date", NULL, 0},
    {"Closed", {"31.07.2026", "01.08.2026"}, "date dd.mm.yyyy", NULL, 0},
    {"Closed", {"1.8.2026", "31.7.2026"}, "date d.m.yyyy", NULL, 0},
    {"Closed", {"03/04/2026", "25/04/2026"}, "date dd/mm/yyyy", "day first was taken, since 1 of 2", 0},
    {"Closed", {"03/04/2026", "04/25/2026"}, "date mm/dd/yyyy", "month first was taken, since 1 of 2", 0},
    {"Closed", {"3/4/2026", "4/25/2026"}, "date m/d/yyyy", "month first was taken", 0},
    {"Closed",
     {"03/04/2026", "05/06/2026"},
     "date dd/mm/yyyy",
     "nothing decides it: day first was taken; if that is wrong, change format to mm/dd/yyyy",
     0},
    {"Closed", {"03-Apr-2026", "25-Dec-2026"}, "date dd-mmm-yyyy", NULL, 0},
    {"Closed", {"20260403", "20261225"}, "date yyyymmdd", "eight digits", 0},
    {"Close date", {"46115", "46381"}, "date excel", "spreadsheets keep for days", 0},
    {"Closed", {"31.12.24", "01.01.25"}, "text", "two digits for the year", 0},
    {"Closed", {"31.12.2024 14:05", "01.01.2025 09:00"}, "text", "time of day", 0},
    {"Closed", {"31.12.2024", "2024-12-31", "12/31/2024"}, "text", "several forms", 0},
    {"Closed", {"31.12.2024", "2024-12-31", "12/31/2024", "31-Dec-2024", "2024/12/31"}, "text", "several forms", 0},
    {"Closed", {"n/a", "2026-07-01"}, "date", NULL, 0},
};

/* Every cell with readable bytes behind it, as in a file. */
static void fill(struct profile_column *column, const char *const *cells, struct arena *arena)
{
    char room[CELL_ROOM];
    for (uint32_t i = 0; i < CELLS_MAX && cells[i]; i++) {
        memset(room, 0, sizeof room);
        memcpy(room, cells[i], strlen(cells[i]));
        assert_true(tally_add(&column->tally, (struct text){room, strlen(room)}, i + 2, arena));
    }
}

static void test_columns(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct column_case *it = &cases[i];
        struct profile_column column = {.heading = it->heading};
        struct profile profile = {.file = "x.csv", .columns = &column, .column_count = 1, .rows = CELLS_MAX};
        struct doubts doubts = {.arena = &arena};
        struct column_spec spec = {.name = "x", .header = "x"};
        char got[CELL_ROOM];
        fill(&column, it->cells, &arena);
        judge_column(&profile, &column, it->decimal ? it->decimal : '.', false, &spec, &doubts);
        snprintf(got, sizeof got, "%s%s%s", column_type_names[spec.type], spec.format ? " " : "", spec.format ? spec.format : "");
        if (spec.allowed_count > 0) snprintf(got, sizeof got, "text of %zu", spec.allowed_count);
        const char *doubt = doubts.count > 0 ? doubts.items[0].text : NULL;
        if (strcmp(got, it->type) != 0 || !doubt != !it->doubts || (doubt && !strstr(doubt, it->doubts)))
            fail_msg("case %zu, %s %s: %s, doubt: %s", i, it->heading, it->cells[0], got, doubt ? doubt : "none");
        doubts_release(&doubts);
        tally_release(&column.tally);
    }
    arena_release(&arena);
}

struct decimal_case {
    char delimiter;
    const char *cells[CELLS_MAX];
    char decimal;
    bool declared;
    const char *doubt;
};

static void test_decimal_mark(void **state)
{
    static const struct decimal_case decimals[] = {
        {',', {"12", "13"}, '.', false, NULL},
        {',', {"12.5", "13"}, '.', false, NULL},
        {';', {"12,5", "1.234,50"}, ',', true, NULL},
        {',', {"1,234.50", "99"}, '.', false, NULL},
        {',', {"1,234", "2,500"}, '.', true, "no other cell of the file decides it"},
        {';', {"1.234", "2.500"}, ',', true, "no other cell of the file decides it"},
        {',', {"1,234", "2.5"}, '.', true, NULL},
        {';', {"1,5", "2,5", "3.5"}, ',', true, "with a decimal point (1) and with a decimal comma (2)"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        struct profile_column column = {.heading = "x"};
        struct profile profile = {.file = "x.csv", .columns = &column, .column_count = 1, .spec = {.delimiter = decimals[i].delimiter}};
        struct doubts doubts = {.arena = &arena};
        bool declared;
        fill(&column, decimals[i].cells, &arena);
        char decimal = judge_decimal(&profile, &declared, &doubts);
        const char *doubt = doubts.count > 0 ? doubts.items[0].text : NULL;
        if (decimal != decimals[i].decimal || declared != decimals[i].declared || !doubt != !decimals[i].doubt ||
            (doubt && !strstr(doubt, decimals[i].doubt)))
            fail_msg("case %zu: %c, %d, doubt: %s", i, decimal, declared, doubt ? doubt : "none");
        doubts_release(&doubts);
        tally_release(&column.tally);
    }
    arena_release(&arena);
}

static void test_names(void **state)
{
    static const char *const names[][2] = {
        {"Deal Amount (EUR)", "deal_amount"},
        {"Partner-Nr.", "partner_nr"},
        {"  Größe in m² ", "groesse_in_m"},
        {"2026", "column_2026"},
        {"end", "column_end"},
        {"%", "column"},
        {"already_fine", "already_fine"},
        {"Société", "societe"},
        {"(remark)", "remark"},
        {"", "column"},
        {"日付", "column"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(name_of_heading(text_of(names[i][0]), "column", &arena), names[i][1]);
    arena_release(&arena);
}

static void test_yaml_texts(void **state)
{
    static const char *const texts[][2] = {
        {"won", "won"},     {"Closed Won", "Closed Won"}, {"no", "\"no\""},         {"Yes", "\"Yes\""},
        {"", "\"\""},       {"2026-Q3", "\"2026-Q3\""},   {"a: b", "\"a: b\""},     {"a \"b\"", "\"a \\\"b\\\"\""},
        {"Größe", "Größe"}, {"a\tb", "\"a\\x09b\""},      {"blank ", "\"blank \""}, {"#1", "\"#1\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf out = {0};
        yaml_text(&out, text_of(texts[i][0]));
        buf_char(&out, '\0');
        assert_string_equal(out.ptr, texts[i][1]);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_decimal_mark), cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_yaml_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
