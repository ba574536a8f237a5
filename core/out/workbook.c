#include "out/workbook.h"

const char workbook_file[] = "results.xlsx";

#ifdef HAVE_XLSXWRITER

#include <ctype.h>
#include <stdio.h>

#include "out/press.h"
#include "out/workbook_book.h"

enum { PARTNER_COLUMNS = 2 };

bool workbook_possible(void)
{
    return true;
}

static const char *title_of(const char *name, char title[32])
{
    snprintf(title, 32, "%s", name);
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

static bool put_page(void *context, size_t index, struct text page)
{
    (void)index;
    return table_sheet_put(context, page);
}

static bool add_table(struct book *book, size_t index, struct problems *problems)
{
    char title[32];
    bool wanted[SHEET_COUNT] = {0};
    struct table_sheet sheet;
    table_sheet_begin(&sheet, book, title_of(sheets[index].name, title), PARTNER_COLUMNS);
    wanted[index] = true;
    struct press_target target = {&csv_typed, wanted, put_page, &sheet};
    bool good = press_run(book->asked->run, &target, NULL, problems);
    return table_sheet_end(&sheet) && good;
}

static bool add_problems(struct book *book, const struct problems *problems)
{
    struct buf page = {0};
    struct csv_row row = {.out = &page, .style = &csv_typed};
    struct table_sheet sheet;
    problems_sheet(problems, &row);
    table_sheet_begin(&sheet, book, "Problems", 0);
    sheet.wraps = true;
    if (page.failed) book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    table_sheet_put(&sheet, buf_view(&page));
    buf_release(&page);
    return table_sheet_end(&sheet);
}

static bool fill(struct book *book, struct problems *problems)
{
    bool good = summary_sheet(book, problems);
    for (size_t i = 0; good && i < SHEET_COUNT; i++)
        if (book->asked->wanted[i]) good = add_table(book, i, problems);
    return good && add_problems(book, problems);
}

static void report(const struct book *book, struct problems *problems)
{
    if (book->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        problems->out_of_memory = true;
    else if (book->error != LXW_NO_ERROR)
        problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0},
                    "look for room on the disk; or write CSV with -f excel; earlier results are untouched",
                    "the workbook could not be written: %s", book->failure ? strerror(book->failure) : lxw_strerror(book->error));
}

bool workbook_write(const struct workbook *workbook, struct problems *problems)
{
    struct book book;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", workbook->folder, workbook_file);
    bool good = book_begin(&book, workbook, path) && fill(&book, problems);
    good = book_end(&book) && good;
    if (!good) report(&book, problems);
    return good;
}

#else

bool workbook_possible(void)
{
    return false;
}

bool workbook_write(const struct workbook *workbook, struct problems *problems)
{
    (void)workbook;
    (void)problems;
    return false;
}

#endif
