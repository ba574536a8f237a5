#include "data/dataset.h"

#include "base/mem.h"
#include "data/cell.h"
#include "data/load.h"
#include "data/partners.h"

const char *const column_type_names[COLUMN_TYPE_COUNT] = {
    [COLUMN_TEXT] = "text",       [COLUMN_NUMBER] = "number", [COLUMN_INTEGER] = "integer", [COLUMN_MONEY] = "money",
    [COLUMN_PERCENT] = "percent", [COLUMN_RATE] = "rate",     [COLUMN_DATE] = "date",       [COLUMN_YESNO] = "yes/no",
};

bool dataset_load(struct dataset *dataset, const struct table_spec *specs, size_t count, int threads, struct problems *problems,
                  struct load_watch *watch)
{
    struct load_options options = {.threads = threads, .watch = watch};
    return load_dataset(dataset, specs, count, &options, problems);
}

static void release_table(struct table *table)
{
    for (size_t i = 0; table->columns && i < table->spec->column_count; i++) {
        mem_free(table->columns[i].cells);
        if (table->columns[i].own) words_release(table->columns[i].own);
    }
    mem_free(table->first);
}

void dataset_release(struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->table_count; i++) release_table(&dataset->tables[i]);
    if (dataset->keys) partners_release(dataset->keys);
    mem_free(dataset->troubles);
    arena_release(&dataset->arena);
    *dataset = (struct dataset){0};
}

static double real_cell(const struct column *column, size_t row)
{
    return ((const double *)column->cells)[row];
}

/* Money and rates as the double nearest to the decimal: units and powers of ten up to 2^53 and 10^18 are exact, so is one division. */
static double number_of(const struct column *column, int64_t cell)
{
    if (column->scale == 0) return (double)cell;
    if (cell <= INT64_C(1) << 53 && cell >= -(INT64_C(1) << 53)) return (double)cell / (double)cell_power(column->scale);
    return decimal_to_double(decimal_of(cell, column->scale));
}

struct value column_value(const struct column *column, size_t row)
{
    int64_t cell;
    if (column->real) {
        double number = real_cell(column, row);
        return number == number ? (struct value){.kind = VALUE_NUMBER, .number = number} : (struct value){.kind = VALUE_NONE};
    }
    if (!column_integer(column, row, &cell)) return (struct value){.kind = VALUE_NONE};
    if (column->spec->type == COLUMN_TEXT) return (struct value){.kind = VALUE_TEXT, .text = column->words.words[cell]};
    if (column->spec->type == COLUMN_YESNO) return (struct value){.kind = VALUE_YESNO, .number = (double)cell};
    return (struct value){.kind = VALUE_NUMBER, .number = number_of(column, cell)};
}

/* The partner whose range of rows holds this one. */
static size_t owner_of(const struct table *table, size_t row)
{
    size_t low = 0, high = table->partners->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (table->first[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int table_column(const struct table_spec *table, struct text name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (text_is(name, table->columns[i].name)) return (int)i;
    return -1;
}

struct text column_key(const struct table *table, size_t row)
{
    return table->partners->keys[table->first ? owner_of(table, row) : row];
}

size_t dataset_partner(const struct dataset *dataset, struct text key)
{
    uint32_t partner = dataset->keys ? partners_find(dataset->keys, key) : INDEX_NONE;
    return partner == INDEX_NONE ? SIZE_MAX : partner;
}

int64_t column_code(const struct column *column, struct text word)
{
    if (!column->words.index) return -1;
    uint32_t code = index_find(column->words.index, column->words.words, index_tag_of(word), word);
    return code == INDEX_NONE ? -1 : (int64_t)code;
}
