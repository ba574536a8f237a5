#include "facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/number.h"

#define COLUMN(column_name, column_type)                                                \
    {                                                                                   \
        .name = column_name, .header = column_name, .type = column_type, .wanted = true \
    }

static const struct column_spec partner_columns[] = {COLUMN("id", COLUMN_TEXT), COLUMN("name", COLUMN_TEXT)};

static const struct column_spec fact_columns[FACT_COLUMNS] = {
    COLUMN("id", COLUMN_TEXT),       COLUMN("day", COLUMN_DATE),     COLUMN("stage", COLUMN_TEXT), COLUMN("amount", COLUMN_MONEY),
    COLUMN("share", COLUMN_PERCENT), COLUMN("hours", COLUMN_NUMBER), COLUMN("new", COLUMN_YESNO),  COLUMN("count", COLUMN_INTEGER),
};

int facts_set_up(void **state)
{
    struct facts *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    table_files_init(&fixture->files);
    memcpy(fixture->partners, partner_columns, sizeof partner_columns);
    memcpy(fixture->facts, fact_columns, sizeof fact_columns);
    fixture->files.specs[0].columns = fixture->partners;
    fixture->files.specs[0].column_count = 2;
    fixture->files.specs[1].columns = fixture->facts;
    fixture->files.specs[1].column_count = FACT_COLUMNS;
    *state = fixture;
    return 0;
}

int facts_tear_down(void **state)
{
    struct facts *fixture = *state;
    table_files_release(&fixture->files);
    free(fixture);
    return 0;
}

void facts_write(const char *path, const char *text)
{
    table_files_write(path, text, strlen(text));
}

const char facts_usual_partners[] = "id,name\nP1,One\nP2,Two\nP3,Three\n";
const char facts_usual_header[] = "id,day,stage,amount,share,hours,new,count\n";

void facts_spell_problems(const struct problems *problems, struct buf *out)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *it = &problems->items[i];
        static const char *const severities[] = {"", " warning", " note"};
        buf_printf(out, "%u:%u%s: %s | %s | %s | %s\n", it->place.line, it->place.column, severities[it->severity], it->what,
                   it->cure ? it->cure : "-", it->partner ? it->partner : "-", it->subject ? it->subject : "-");
    }
    buf_char(out, '\0');
}

void facts_spell_table(const struct table *table, struct buf *out)
{
    for (size_t row = 0; row < table->rows; row++) {
        buf_printf(out, "%.*s:", TEXT_ARG(column_key(table, row)));
        for (size_t i = 0; i < table->spec->column_count; i++) {
            const struct column *column = &table->columns[i];
            char number[NUMBER_TEXT_MAX];
            struct value value = column->cells ? column_value(column, row) : (struct value){.kind = VALUE_NONE};
            if (value.kind == VALUE_TEXT)
                buf_printf(out, " [%.*s]", TEXT_ARG(value.text));
            else if (value.kind != VALUE_NONE && number_format(value.number, number) > 0)
                buf_printf(out, " %s", number);
            else
                buf_puts(out, " -");
        }
        buf_char(out, '\n');
    }
    buf_char(out, '\0');
}

void facts_assert_problems(struct facts *fixture, const char *expected)
{
    struct buf out = {0};
    facts_spell_problems(&fixture->files.problems, &out);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

void facts_assert_table(struct facts *fixture, size_t table, const char *expected)
{
    struct buf out = {0};
    facts_spell_table(&fixture->files.dataset.tables[table], &out);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

bool facts_load(struct facts *fixture, const char *rows)
{
    struct buf text = {0};
    buf_puts(&text, facts_usual_header);
    buf_puts(&text, rows);
    facts_write(fixture->files.partners, facts_usual_partners);
    table_files_write(fixture->files.facts, text.ptr, text.len);
    buf_release(&text);
    return table_files_load(&fixture->files, 1, 0);
}
