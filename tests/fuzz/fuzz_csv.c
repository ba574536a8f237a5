/* Any bytes as a table of facts: loaded whole by one thread, and in tiny chunks by two. Both must agree, and nothing may go wrong.
 * The first byte chooses the dialect and the size of a chunk. `make fuzz` runs it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "data/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define COLUMN(column_name, column_type)                                                \
    {                                                                                   \
        .name = column_name, .header = column_name, .type = column_type, .wanted = true \
    }

static const char partner_rows[] = "id\nA\nB\nlonger than eight\n";

static bool write_file(char path[32], const void *bytes, size_t length)
{
    strncpy(path, "/tmp/rung-fuzz-XXXXXX", 32);
    int file = mkstemp(path);
    bool ok = file >= 0 && write(file, bytes, length) == (ssize_t)length;
    return file >= 0 && close(file) == 0 && ok;
}

/* What a load came to, as one text. */
static void spell(const struct dataset *dataset, const struct problems *problems, bool ok, struct buf *out)
{
    buf_printf(out, "%d %zu %zu\n", ok, problems->errors, problems->warnings);
    for (size_t i = 0; i < problems->count; i++) problem_format(&problems->items[i], false, out);
    if (!ok) return;
    const struct table *table = &dataset->tables[1];
    buf_printf(out, "%zu %zu\n", table->rows, table->set_aside);
    for (size_t row = 0; row < table->rows; row++) {
        buf_text(out, column_key(table, row));
        for (size_t i = 0; i < table->spec->column_count; i++) {
            struct value value = column_value(&table->columns[i], row);
            buf_printf(out, ",%d %.17g ", (int)value.kind, value.kind == VALUE_TEXT ? 0 : value.number);
            buf_text(out, value.kind == VALUE_TEXT ? value.text : (struct text){NULL, 0});
        }
    }
}

static void load(const struct table_spec *specs, const struct load_options *options, struct buf *out)
{
    struct dataset dataset;
    struct problems problems = {0};
    bool ok = load_dataset(&dataset, specs, 2, options, &problems);
    spell(&dataset, &problems, ok, out);
    dataset_release(&dataset);
    problems_release(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const allowed[] = {"won", "lost"}, *const empty[] = {"n/a"};
    struct column_spec ids[] = {COLUMN("id", COLUMN_TEXT)};
    struct column_spec columns[] = {COLUMN("id", COLUMN_TEXT),   COLUMN("t", COLUMN_TEXT),  COLUMN("n", COLUMN_NUMBER),
                                    COLUMN("i", COLUMN_INTEGER), COLUMN("m", COLUMN_MONEY), COLUMN("p", COLUMN_PERCENT),
                                    COLUMN("r", COLUMN_RATE),    COLUMN("d", COLUMN_DATE),  COLUMN("y", COLUMN_YESNO)};
    static const char header[] = "id,t,n,i,m,p,r,d,y\n";
    char partners[32], facts[32];
    if (length == 0) return 0;
    uint8_t choice = bytes[0];
    struct buf text = {0}, whole = {0}, cut = {0};
    columns[1].unique = choice & 1;
    columns[1].allowed = allowed;
    columns[1].allowed_count = choice & 2 ? 2 : 0;
    columns[7].format = choice & 4 ? "dd/mm/yyyy" : NULL;
    if (choice & 8) buf_puts(&text, header);
    buf_put(&text, bytes + 1, length - 1);
    struct table_spec specs[] = {
        {.name = "partners", .path = partners, .columns = ids, .column_count = 1, .decimal = '.'},
        {.name = "facts",
         .path = facts,
         .columns = columns,
         .column_count = 9,
         .decimal = choice & 16 ? ',' : '.',
         .empty = empty,
         .empty_count = 1},
    };
    if (write_file(partners, partner_rows, sizeof partner_rows - 1) && write_file(facts, text.ptr ? text.ptr : "", text.len)) {
        load(specs, &(struct load_options){.threads = 1}, &whole);
        load(specs, &(struct load_options){.threads = 2, .chunk = (size_t)(choice >> 5) * 9 + 1}, &cut);
        if (whole.len != cut.len || memcmp(whole.ptr, cut.ptr, cut.len) != 0) abort();
    }
    unlink(partners);
    unlink(facts);
    buf_release(&text);
    buf_release(&whole);
    buf_release(&cut);
    return 0;
}
