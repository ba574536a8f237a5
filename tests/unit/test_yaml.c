/* YAML as a tree with places: what is read, what is refused, and how it is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/node.h"

struct reading {
    struct arena arena;
    struct problems problems;
    const struct node *root;
    struct buf said;
};

static int setup(void **state)
{
    static struct reading reading;
    reading = (struct reading){0};
    *state = &reading;
    return 0;
}

static int teardown(void **state)
{
    struct reading *reading = *state;
    arena_release(&reading->arena);
    problems_release(&reading->problems);
    buf_release(&reading->said);
    return 0;
}

static void read_bytes(struct reading *reading, const char *bytes, size_t length)
{
    reading->root = yaml_read("p.yaml", (struct text){bytes, length}, &reading->arena, &reading->problems);
    for (size_t i = 0; i < reading->problems.count; i++) problem_format(&reading->problems.items[i], false, &reading->said);
    buf_char(&reading->said, '\0');
}

static void read_text(struct reading *reading, const char *text)
{
    read_bytes(reading, text, strlen(text));
}

static void assert_scalar(const struct node *node, const char *text)
{
    assert_non_null(node);
    assert_int_equal(node->kind, NODE_SCALAR);
    assert_string_equal(node->scalar.ptr, text);
    assert_int_equal(node->scalar.len, strlen(text));
}

static void places_count_characters_from_one(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "name: Zaż\n\"käse\": {deep: [a, 'b c']}\n");
    assert_int_equal(reading->problems.count, 0);
    const struct node *map = node_get(reading->root, "käse"), *list = node_get(map, "deep");
    assert_int_equal(reading->root->key_at[1].line, 2);
    assert_int_equal(reading->root->key_at[1].column, 1);
    assert_int_equal(reading->root->key_at[1].width, 6);
    assert_int_equal(map->at.column, 9);
    assert_int_equal(list->items[1]->at.column, 20);
    assert_int_equal(list->items[1]->at.width, 5);
    assert_true(list->items[1]->quoted);
    assert_false(list->items[0]->quoted);
}

static void scalars_stay_as_written(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: no\nb: 1_000\nc: 012\nd: 1:30\ne: ~\nf:\ng: ''\nh: !!str 5\n");
    assert_scalar(node_get(reading->root, "a"), "no");
    assert_scalar(node_get(reading->root, "b"), "1_000");
    assert_scalar(node_get(reading->root, "c"), "012");
    assert_scalar(node_get(reading->root, "d"), "1:30");
    assert_scalar(node_get(reading->root, "e"), "~");
    assert_scalar(node_get(reading->root, "f"), "");
    assert_false(node_get(reading->root, "f")->quoted);
    assert_true(node_get(reading->root, "g")->quoted);
    assert_scalar(node_get(reading->root, "h"), "5");
}

static void aliases_stand_for_their_value(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: &x {window: ytd}\nb: *x\nc: &x 5\nd: *x\n");
    assert_scalar(node_get(node_get(reading->root, "b"), "window"), "ytd");
    assert_scalar(node_get(reading->root, "d"), "5");
}

static void every_line_end_is_a_line(void **state)
{
    struct reading *reading = *state;
    struct source source = {.path = "p", .bytes = {"a\r\nb\rc\n\nd", 9}};
    (void)reading;
    assert_true(text_is(source_line(&source, 1), "a"));
    assert_true(text_is(source_line(&source, 2), "b"));
    assert_true(text_is(source_line(&source, 3), "c"));
    assert_int_equal(source_line(&source, 4).len, 0);
    assert_true(text_is(source_line(&source, 5), "d"));
    assert_null(source_line(&source, 6).ptr);
}

static void repeated_keys_are_all_named(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n");
    assert_int_equal(reading->problems.errors, 3);
    assert_non_null(reading->root); /* so that everything else is checked, too */
    assert_string_equal(reading->problems.items[0].what, "key \"c\" is given twice");
    assert_string_equal(reading->problems.items[1].detail, "the first one is at p.yaml:1:1");
    assert_string_equal(reading->problems.items[2].detail, "the first one is at p.yaml:3:1");
}

/* Nine levels of nine aliases each stand for 9^9 values. */
static void a_billion_laughs_are_refused(void **state)
{
    struct reading *reading = *state;
    struct buf text = {0};
    buf_puts(&text, "a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'i'; c++) {
        char before = (char)(c - 1);
        buf_printf(&text, "%c: &%c [", c, c);
        for (int i = 0; i < 9; i++) buf_printf(&text, "%s*%c", i == 0 ? "" : ", ", before);
        buf_puts(&text, "]\n");
    }
    buf_char(&text, '\0');
    read_text(reading, text.ptr);
    buf_release(&text);
    assert_null(reading->root);
    assert_string_equal(reading->problems.items[0].what, "the aliases up to here stand for more than 10000 values");
}

static void deep_nesting_is_refused(void **state)
{
    struct reading *reading = *state;
    char text[200];
    memset(text, '[', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    read_text(reading, text);
    assert_null(reading->root);
    assert_string_equal(reading->problems.items[0].what, "more than 64 levels of nesting");
    assert_int_equal(reading->problems.items[0].place.column, 65);
}

static void an_alias_inside_itself_is_refused(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: &a [*a]\n");
    assert_null(reading->root);
    assert_string_equal(reading->problems.items[0].what, "an alias cannot stand inside the value that it names");
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: 1\nname: Stra\xdf"
                       "e\n");
    assert_null(reading->root);
    assert_string_equal(reading->problems.items[0].what, "the byte 0xdf is not UTF-8");
    assert_string_equal(reading->problems.items[0].cure, "save the file as UTF-8");
    assert_int_equal(reading->problems.items[0].place.line, 2);
    assert_int_equal(reading->problems.items[0].place.column, 11);
}

static void control_characters_are_refused(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "a: x\x01y\n");
    assert_string_equal(reading->problems.items[0].what, "an invisible control character (0x01) stands here");
    assert_int_equal(reading->problems.items[0].place.column, 5);
}

static void nul_is_refused_both_ways(void **state)
{
    struct reading *reading = *state;
    read_bytes(reading, "a: x\0y\n", 7);
    read_text(reading, "a: \"x\\0y\"\n");
    assert_int_equal(reading->problems.errors, 2);
    assert_string_equal(reading->problems.items[1].what, "a text cannot hold the character NUL");
}

static void utf16_is_named(void **state)
{
    struct reading *reading = *state;
    read_bytes(reading,
               "\xff\xfe"
               "a\0",
               4);
    assert_string_equal(reading->problems.items[0].what, "the file is in UTF-16");
}

static void an_empty_file_says_so(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "# nothing\n");
    assert_null(reading->root);
    assert_string_equal(reading->said.ptr,
                        "p.yaml: error: the file is empty\n   cure: describe a program, beginning with program: <its name>\n");
}

static void a_key_is_one_word(void **state)
{
    struct reading *reading = *state;
    read_text(reading, "? [a, b]\n: 1\n");
    assert_null(reading->root);
    assert_string_equal(reading->problems.items[0].what, "a key must be a single word");
}

#define with_reading(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_reading(places_count_characters_from_one),
        with_reading(scalars_stay_as_written),
        with_reading(aliases_stand_for_their_value),
        with_reading(every_line_end_is_a_line),
        with_reading(repeated_keys_are_all_named),
        with_reading(a_billion_laughs_are_refused),
        with_reading(deep_nesting_is_refused),
        with_reading(an_alias_inside_itself_is_refused),
        with_reading(bytes_that_are_no_text_are_refused),
        with_reading(control_characters_are_refused),
        with_reading(nul_is_refused_both_ways),
        with_reading(utf16_is_named),
        with_reading(an_empty_file_says_so),
        with_reading(a_key_is_one_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
