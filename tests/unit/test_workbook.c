/* The tape of typed cells, and what no program that ships is large or odd enough to show of a workbook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/temp_folder.h"
#include "out/csv_row.h"
#include "out/distribution.h"
#include "out/workbook_book.h"

static void cells_come_back_from_the_tape(void **state)
{
    (void)state;
    struct buf page = {0};
    struct csv_row row = {.out = &page, .style = &csv_typed};
    struct typed_cell cell;
    csv_string(&row, "=1+1");
    csv_percent(&row, decimal_of(145, 3));
    csv_money(&row, decimal_of(123456789012345, 2), 2);
    csv_money(&row, decimal_of(1234567890123456, 2), 2);
    csv_empty(&row);
    csv_end(&row);
    struct text tape = buf_view(&page);
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_TEXT && text_is(cell.text, "=1+1"));
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_PERCENT && cell.number == 14.5);
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_MONEY && cell.number == 1234567890123.45);
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_TEXT && text_is(cell.text, "12345678901234.56"));
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_EMPTY);
    assert_true(typed_take(&tape, &cell) && cell.kind == CELL_ROW_END);
    assert_false(typed_take(&tape, &cell));
    buf_release(&page);
}

static void tiers_take_the_tones_from_end_to_end(void **state)
{
    (void)state;
    for (size_t count = 2; count < 12; count++) {
        assert_int_equal(tone_of_tier(0, count), TONE_HIGHEST);
        assert_int_equal(tone_of_tier(count - 1, count), TONE_LOWEST);
    }
    assert_int_equal(tone_of_tier(0, 1), TONE_HIGHEST);
    assert_int_equal(tone_of_tier(1, 3), (TONE_HIGHEST + TONE_LOWEST) / 2);
}

static void put_lines(struct table_sheet *sheet, size_t count)
{
    struct buf page = {0};
    struct csv_row row = {.out = &page, .style = &csv_typed};
    for (size_t i = 0; i < count; i++) {
        csv_number(&row, (double)i);
        csv_end(&row);
    }
    assert_true(table_sheet_put(sheet, buf_view(&page)));
    buf_release(&page);
}

/* A header and three rows fit: 3 + 3 + 1 rows, whether they come in one piece or row by row. */
static void long_tables_go_on_in_another_sheet(void **state)
{
    (void)state;
    char scratch[4096], path[4200];
    struct problems problems = {0};
    struct program program = {.name = "Test", .period_text = "2026"};
    struct run run = {.program = &program};
    assert_true(temp_folder_make(scratch, &problems));
    snprintf(path, sizeof path, "%s/test.xlsx", scratch);
    struct workbook asked = {.run = &run, .folder = scratch};
    struct book book;
    assert_true(book_begin(&book, &asked, path));
    for (size_t piece = 1; piece <= 7; piece += 6) {
        struct table_sheet sheet;
        table_sheet_begin(&sheet, &book, piece == 1 ? "Rows" : "Pieces", 0);
        sheet.rows_most = 4;
        for (size_t i = 0; i < 8; i += piece) put_lines(&sheet, piece == 1 || i == 0 ? 1 : 7);
        if (piece == 7) put_lines(&sheet, 7);
        assert_int_equal(sheet.part, piece == 1 ? 3 : 5);
        assert_true(table_sheet_end(&sheet));
    }
    assert_non_null(workbook_get_worksheet_by_name(book.file, "Rows"));
    assert_non_null(workbook_get_worksheet_by_name(book.file, "Rows 3"));
    assert_null(workbook_get_worksheet_by_name(book.file, "Rows 4"));
    assert_true(book_end(&book));
    temp_folder_remove(scratch);
    problems_release(&problems);
}

static void texts_are_made_fit_for_a_cell(void **state)
{
    (void)state;
    struct book book = {0};
    assert_string_equal(book_text(&book, text_of("one\r\ntwo\rthree")), "one\ntwo\nthree");
    assert_string_equal(book_text(&book, text_of("a\x01"
                                                 "b\xff"
                                                 "c")),
                        "a\xef\xbf\xbd"
                        "b\xef\xbf\xbd"
                        "c");
    assert_string_equal(book_text(&book, text_of("_x0041_ _x00g1_")), "_x005F_x0041_ _x00g1_");
    assert_string_equal(book_text(&book, (struct text){"a\0b", 3}), "a\xef\xbf\xbd"
                                                                    "b");
    buf_release(&book.text);
}

static void scores_fall_into_round_steps(void **state)
{
    (void)state;
    double usual[] = {0, 9.99, 10, 100}, large[] = {-50, 1200, 4300};
    struct score_steps steps = score_steps_of(usual, 4);
    assert_int_equal(steps.count, 10);
    assert_int_equal(steps.partners[0], 2);
    assert_int_equal(steps.partners[1], 1);
    assert_int_equal(steps.partners[9], 1);
    steps = score_steps_of(large, 3);
    assert_true(steps.width == 500 && steps.first == -500);
    assert_int_equal(steps.count, 10);
    assert_int_equal(steps.partners[0] + steps.partners[3] + steps.partners[9], 3);
    assert_int_equal(score_steps_of(NULL, 0).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_back_from_the_tape),      cmocka_unit_test(tiers_take_the_tones_from_end_to_end),
        cmocka_unit_test(long_tables_go_on_in_another_sheet), cmocka_unit_test(texts_are_made_fit_for_a_cell),
        cmocka_unit_test(scores_fall_into_round_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
