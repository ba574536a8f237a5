/* The lexer: records, fields and places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "data/csv.h"

enum { FIELDS_MAX = 8, TEXT_MAX = 4096 };

/* Records as one text: fields between < >, each record followed by its line and flaw. */
static void spell(char *out, size_t size, const char *text, size_t length, char delimiter)
{
    static const char *const flaws[] = {"", " stray", " after", " runaway", " open"};
    char *padded = mem_zero(length + CSV_PADDING, 1);
    struct csv_field fields[FIELDS_MAX];
    struct csv_lexer lexer = {.text = padded, .length = length, .whole = true, .delimiter = delimiter, .fields = fields, .cap = FIELDS_MAX};
    struct csv_record record;
    size_t len = 0;
    memcpy(padded, text, length);
    csv_start(&lexer, 0, 1);
    out[0] = '\0';
    while (csv_next(&lexer, &record) == CSV_RECORD) {
        for (size_t i = 0; i < record.count && i < FIELDS_MAX; i++) {
            char plain[TEXT_MAX];
            size_t plain_len = csv_unquote(&fields[i], plain);
            len += (size_t)snprintf(out + len, size - len, "<%.*s>", (int)plain_len, plain);
        }
        len += (size_t)snprintf(out + len, size - len, "%u%s%s;", record.line, flaws[record.flaw], csv_blank(&record) ? " blank" : "");
    }
    mem_free(padded);
}

static void records_and_fields(void **state)
{
    static const struct {
        const char *text;
        char delimiter;
        const char *records;
    } cases[] = {
        {"", ',', ""},
        {"a,b\n", ',', "<a><b>1;"},
        {"a,b", ',', "<a><b>1;"},
        {"a,b\r\nc,d\r\n", ',', "<a><b>1;<c><d>2;"},
        {"a,b\rc,d\r", ',', "<a><b>1;<c><d>2;"},
        {"a;b\nc;d\r\ne;f\rg;h", ';', "<a><b>1;<c><d>2;<e><f>3;<g><h>4;"},
        {"a\tb\n", '\t', "<a><b>1;"},
        {"a|b,c\n", '|', "<a><b,c>1;"},
        {",\n", ',', "<><>1 blank;"},
        {"a,\n", ',', "<a><>1;"},
        {"a,", ',', "<a><>1;"},
        {"\n\nx\n", ',', "<>1 blank;<>2 blank;<x>3;"},
        {"\"a\",\"b\"\n", ',', "<a><b>1;"},
        {"\"a,b\",c\n", ',', "<a,b><c>1;"},
        {"\"say \"\"hi\"\"\",c\n", ',', "<say \"hi\"><c>1;"},
        {"\"\"\"\"\n", ',', "<\">1;"},
        {"\"\",x\n", ',', "<><x>1;"},
        {"\"\"", ',', "<>1;"},
        {"\"two\nlines\",b\nnext,c\n", ',', "<two\nlines><b>1;<next><c>3;"},
        {"\"two\r\nlines\",b\r\nnext,c\r\n", ',', "<two\r\nlines><b>1;<next><c>3;"},
        {"\"two\rlines\",b\rnext,c\r", ',', "<two\rlines><b>1;<next><c>3;"},
        {"a\"b,c\nd,e\n", ',', "<a\"b><c>1 stray;<d><e>2;"},
        {" \"a\",c\nd,e\n", ',', "< \"a\"><c>1 stray;<d><e>2;"},
        {"\"a\"x,c\nd,e\n", ',', "<a><c>1 after;<d><e>2;"},
        {"\"a\" ,c\n", ',', "<a><c>1 after;"},
        {"a,\"b\nc,d\n", ',', "<a><b\nc,d\n>1 open;"},
        {"\"", ',', "<>1 open;"},
        {"a,\"b,1\nc,d,2\ne,\"x\",3\n", ',', "<a><b,1\nc,d,2\ne,><3>1 runaway;<c><d><2>2;<e><x><3>3;"},
        {"\"a\r\nb,c\r\nd,\"\",\"x\"\r\ne", ',', "<a\r\nb,c\r\nd,\",>1 runaway;<b><c>2;<d><><x>3;<e>4;"},
        {"\"a\nb\",\"c\nd,\"x\"\n", ',', "<a\nb><c\nd,>1 runaway;<d><x>3;"},
        {"\"a\nb,\"c,5\" x\n", ',', "<a\nb,><5\" x>1 runaway;<b><c,5>2 after;"},
        {"\"two\nlines\",5\" x\nb\n", ',', "<two\nlines><5\" x>1 runaway;<lines\"><5\" x>2 stray;<b>3;"},
        {"1,2,3,4,5,6,7,8,9,10\n", ',', "<1><2><3><4><5><6><7><8>1;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[TEXT_MAX];
        spell(out, sizeof out, cases[i].text, strlen(cases[i].text), cases[i].delimiter);
        assert_string_equal(out, cases[i].records);
    }
}

/* Long fields put every kind of special character at every position of a 64-byte block. */
static void block_borders(void **state)
{
    (void)state;
    for (size_t pad = 0; pad < 140; pad++) {
        char text[512], out[TEXT_MAX], expected[TEXT_MAX], filler[160];
        memset(filler, 'x', pad);
        filler[pad] = '\0';
        snprintf(text, sizeof text, "%s,\"%s\"\"y\",z\r\nlast,\"\",\r\n", filler, filler);
        snprintf(expected, sizeof expected, "<%s><%s\"y><z>1;<last><><>2;", filler, filler);
        spell(out, sizeof out, text, strlen(text), ',');
        assert_string_equal(out, expected);
    }
}

/* Whatever the text, a lexer that is told that more follows either gives the same record or asks for more. */
static void asks_for_more(void **state)
{
    static const char text[] = "a,\"b\"\"c\"\r\nd,\"e\nf\"\r\n";
    (void)state;
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char padded[sizeof text + CSV_PADDING] = {0};
        struct csv_field fields[FIELDS_MAX];
        struct csv_lexer lexer = {.text = padded, .length = length, .delimiter = ',', .fields = fields, .cap = FIELDS_MAX};
        struct csv_record record;
        memcpy(padded, text, length);
        csv_start(&lexer, 0, 1);
        size_t records = 0;
        while (csv_next(&lexer, &record) == CSV_RECORD) records++;
        assert_int_equal(records, length >= 10);
        assert_int_equal(record.at, length >= 10 ? 10 : 0);
    }
}

static void plain_rows_stop_where_a_second_look_is_due(void **state)
{
    static const struct {
        const char *text;
        size_t rows;
    } cases[] = {
        {"a,b\nc,d\n", 2},
        {"a,b\r\nc,d\r\n", 2},
        {"a,b\nc\nd,e\n", 1},
        {"a,b\nc,d,e\n", 1},
        {"a,b\n\"c\",d\n", 1},
        {"a,b\n\nc,d\n", 1},
        {"a,b\n,\nc,d\n", 1},
        {"a,b\nc,d", 1},
        {"a,b\rc,d\n", 0},
        {"a,b\n,\r\nc,d\n", 1},
        {"\n", 0},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char padded[64 + CSV_PADDING] = {0};
        uint32_t stops[(4 + 1) * 2 + CSV_ROWS_SLACK];
        struct csv_rows rows = {.stops = stops, .room = 4};
        struct csv_lexer lexer = {.text = padded, .length = strlen(cases[i].text), .whole = true, .delimiter = ',', .cap = 2};
        memcpy(padded, cases[i].text, lexer.length);
        csv_start(&lexer, 0, 1);
        csv_plain_rows(&lexer, lexer.length, &rows);
        assert_int_equal(rows.count, cases[i].rows);
        assert_int_equal(lexer.line, 1 + cases[i].rows);
        if (rows.count == 2) {
            assert_true(text_is(csv_rows_text(&rows, &lexer, 0, 0), "a"));
            assert_true(text_is(csv_rows_text(&rows, &lexer, 1, 1), "d"));
        }
    }
}

static void utf8_up_to_the_first_bad_byte(void **state)
{
    static const struct {
        const char *text;
        size_t length, good;
    } cases[] = {
        {"plain", 5, 5},
        {"caf\xc3\xa9", 5, 5},
        {"0123456789abcdef\xe2\x82\xac", 19, 19},
        {"caf\xe9", 4, 3},
        {"\xc0\xaf", 2, 0},         /* overlong */
        {"\xed\xa0\x80", 3, 0},     /* surrogate */
        {"\xf4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"ab\xe2\x82", 4, 2},       /* cut off */
        {"a\0b", 3, 1},
        {"0123456789abcdef0123456789abcde\xff", 32, 31},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(csv_utf8_length(cases[i].text, cases[i].length), cases[i].good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_and_fields),
        cmocka_unit_test(block_borders),
        cmocka_unit_test(asks_for_more),
        cmocka_unit_test(plain_rows_stop_where_a_second_look_is_due),
        cmocka_unit_test(utf8_up_to_the_first_bad_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
