#include "review/finished.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/number.h"
#include "out/outputs.h"

static struct problem *refuse(const struct finished *finished, const char *path, const char *cure, struct problems *problems,
                              const char *what)
{
    return problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = path ? path : finished->folder}, cure, "%s", what);
}

bool finished_open(struct finished *finished, const char *folder, struct arena *arena, struct problems *problems)
{
    *finished = (struct finished){.folder = folder, .arena = arena, .record = recorded_read(folder, arena, problems)};
    if (!finished->record) return false;
    finished->style = outputs_style(recorded_word(finished->record, "format"));
    if (!finished->style)
        refuse(finished, NULL, "run the program again", problems, "its record names a format that this Rung does not write");
    return finished->style != NULL;
}

static const struct node *entry_of(const struct finished *finished, const char *name)
{
    const struct node *outputs = recorded_in(finished->record, "outputs");
    for (size_t i = 0; i < outputs->count; i++) {
        const char *file = recorded_word(outputs->items[i], "file");
        if (text_is((struct text){file, strcspn(file, ".")}, name)) return outputs->items[i];
    }
    return NULL;
}

bool finished_has(const struct finished *finished, size_t sheet)
{
    return entry_of(finished, sheets[sheet].name) != NULL;
}

static bool read_entry(struct finished *finished, const struct node *entry, const char *path, struct grid *grid, struct problems *problems)
{
    struct buf bytes = {0};
    char digest[DIGEST_TEXT_SIZE];
    bool good = false;
    if (!file_read_or_tell(path, &bytes, STAGE_USAGE, "name a folder that rung run has written, with all of its files", problems))
        goto done;
    digest_of(buf_view(&bytes), digest);
    if (strcmp(digest, recorded_word(entry, "sha256")) != 0) {
        refuse(finished, path, "run the program again, and save a table that you work with elsewhere", problems,
               "this table was changed after the run, perhaps by a spreadsheet that saved it");
        goto done;
    }
    good = grid_read(grid, buf_view(&bytes), finished->style->delimiter, finished->arena);
done:
    buf_release(&bytes);
    return good;
}

static bool read_named(struct finished *finished, const char *name, struct grid *grid, struct problems *problems)
{
    const struct node *entry = entry_of(finished, name);
    if (entry) {
        const char *path = arena_printf(finished->arena, "%s/%s", finished->folder, recorded_word(entry, "file"));
        return path && read_entry(finished, entry, path, grid, problems);
    }
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = finished->folder}, "run the program again without --only",
                "the run did not write its table \"%s\"", name);
    return false;
}

bool finished_table(struct finished *finished, size_t sheet, struct problems *problems)
{
    return read_named(finished, sheets[sheet].name, &finished->tables[sheet], problems);
}

bool finished_problems(struct finished *finished, struct grid *grid, struct problems *problems)
{
    return read_named(finished, "problems", grid, problems);
}

size_t finished_column(const struct grid *grid, const char *name)
{
    return grid_column(grid, text_of(name));
}

struct text finished_text(const struct grid_row *row, size_t column)
{
    return csv_harmless_undo(grid_cell(row, column));
}

/* With a point, whatever the run's style writes; "" when it is too long for a number. */
static struct text numeral(const struct finished *finished, struct text cell, char out[DECIMAL_TEXT_MAX])
{
    if (cell.len > DECIMAL_TEXT_MAX) return (struct text){"", 0};
    for (size_t i = 0; i < cell.len; i++) out[i] = cell.ptr[i] == finished->style->decimal ? '.' : cell.ptr[i];
    return (struct text){out, cell.len};
}

bool finished_number(const struct finished *finished, const struct grid_row *row, size_t column, double *number)
{
    char digits[DECIMAL_TEXT_MAX];
    return number_parse(numeral(finished, grid_cell(row, column), digits), number);
}

bool finished_decimal(const struct finished *finished, const struct grid_row *row, size_t column, struct decimal *number)
{
    char digits[DECIMAL_TEXT_MAX];
    return decimal_parse(numeral(finished, grid_cell(row, column), digits), number);
}
