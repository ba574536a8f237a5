#include "test/accept.h"

#include <errno.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/number.h"
#include "test/case_program.h"
#include "test/case_text.h"

enum { EDITS_PER_CASE = 3 };

struct edit {
    size_t from, to; /* bytes of the source */
    struct text with;
};

struct rewrite {
    const struct case_file *file;
    const struct case_outcome *outcomes;
    const struct case_change *changes;
    struct arena *arena;
    struct problems *problems;
    struct edit *edits; /* of the cases that are rewritten, then those of the one in question */
    size_t count;
};

/* ---- places */

static size_t offset_of(struct text bytes, struct place at)
{
    size_t i = 0;
    for (uint32_t line = 1; line < at.line && i < bytes.len; i++) {
        bool pair = bytes.ptr[i] == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n';
        if (!pair && (bytes.ptr[i] == '\n' || bytes.ptr[i] == '\r')) line++;
    }
    for (uint32_t column = 1; column < at.column && i < bytes.len; column++) {
        uint32_t code;
        i += text_character((struct text){bytes.ptr + i, bytes.len - i}, &code);
    }
    return i;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The bytes of a scalar, quotes included; a block ends with its last letter. */
static struct text written(const struct rewrite *rewrite, const struct node *scalar)
{
    struct text bytes = rewrite->file->source.bytes;
    size_t from = offset_of(bytes, scalar->at), to = offset_of(bytes, scalar->end);
    while (to > from && is_blank(bytes.ptr[to - 1])) to--;
    return (struct text){bytes.ptr + from, to > from ? to - from : 0};
}

/* ---- new texts */

/* Text that means itself wherever it stands. */
static bool plain_enough(struct text text)
{
    if (text.len == 0 || text.ptr[text.len - 1] == ' ') return false;
    if (!((text.ptr[0] | 32) >= 'a' && (text.ptr[0] | 32) <= 'z')) return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || strchr(":#,[]{}\"'&*!|>%@`\x7f", text.ptr[i])) return false;
    return true;
}

static bool has_controls(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ') return true;
    return false;
}

static void put_single_quoted(struct buf *out, struct text text)
{
    buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') buf_char(out, '\'');
        buf_char(out, text.ptr[i]);
    }
    buf_char(out, '\'');
}

/* In the quotes of the text before it, if it had any. */
static void put_text(struct buf *out, struct text text, char quote)
{
    if (quote == '\'' && !has_controls(text))
        put_single_quoted(out, text);
    else if (quote != '"' && plain_enough(text))
        buf_text(out, text);
    else
        case_put_quoted(out, text);
}

/* As a percentage when the number before it was one. */
static void put_number(struct buf *out, const struct case_outcome *outcome, struct text before)
{
    char text[DECIMAL_TEXT_MAX];
    struct decimal exact = outcome->exact, points;
    bool fits = outcome->kind != WISH_VALUE || decimal_from_double(outcome->number, &exact);
    bool percent = before.len > 0 && before.ptr[before.len - 1] == '%' && outcome->kind != WISH_AMOUNT;
    if (fits && percent && decimal_multiply(exact, decimal_of(100, 0), &points)) {
        decimal_format(decimal_trim(points), text);
        buf_printf(out, "%s%%", text);
        return;
    }
    if (outcome->kind == WISH_VALUE)
        number_format(outcome->number, text);
    else
        decimal_format(decimal_trim(exact), text);
    buf_puts(out, text);
}

/* ---- edits of one case */

static bool add_edit(struct rewrite *rewrite, size_t from, size_t to, struct buf *with)
{
    struct text copy = arena_text(rewrite->arena, buf_view(with));
    bool good = !with->failed && copy.ptr;
    if (good) rewrite->edits[rewrite->count++] = (struct edit){from, to, copy};
    buf_release(with);
    return good;
}

/* Anchors and tags belong to more than the value; the head of a block may hold a comment. */
static bool has_more(struct text scalar)
{
    if (scalar.len == 0) return false;
    size_t head = 0;
    while (head < scalar.len && scalar.ptr[head] != '\n' && scalar.ptr[head] != '\r') head++;
    bool block = scalar.ptr[0] == '|' || scalar.ptr[0] == '>';
    return strchr("&!*", scalar.ptr[0]) || (block && memchr(scalar.ptr, '#', head));
}

static bool edit_scalar(struct rewrite *rewrite, const struct node *scalar, const struct case_outcome *outcome, const struct text *text)
{
    struct text before = written(rewrite, scalar);
    struct buf with = {0};
    if (has_more(before)) return false;
    if (before.len == 0) buf_char(&with, ' '); /* behind the colon */
    if (text)
        put_text(&with, *text, before.len ? before.ptr[0] : ' ');
    else
        put_number(&with, outcome, before);
    size_t from = (size_t)(before.ptr - rewrite->file->source.bytes.ptr);
    return add_edit(rewrite, from, from + before.len, &with);
}

static bool edit_key(struct rewrite *rewrite, struct place key_at, const char *name)
{
    struct buf with = {0};
    struct place end = key_at;
    end.column += key_at.width;
    buf_puts(&with, name);
    return add_edit(rewrite, offset_of(rewrite->file->source.bytes, key_at), offset_of(rewrite->file->source.bytes, end), &with);
}

static bool edit_wish(struct rewrite *rewrite, const struct plugin_case *one, const struct case_outcome *outcome)
{
    const struct text any = text_of("yes");
    const struct node *wish = node_get(one->node, case_wish_names[one->wish]);
    bool turned = one->wish != outcome->kind, has_reason = node_get(one->node, "reason") != NULL;
    switch (outcome->kind) {
    case WISH_ERROR: return edit_scalar(rewrite, wish, outcome, &outcome->what);
    case WISH_NO_DATA:
    case WISH_NOTHING:
        if (turned) return edit_scalar(rewrite, wish, outcome, has_reason || outcome->said.len == 0 ? &any : &outcome->said);
        return has_reason || edit_scalar(rewrite, wish, outcome, &outcome->said);
    default: break;
    }
    struct plugin_case bare = *one;
    bare.has_reason = false;
    return (!turned && case_as_expected(&bare, outcome)) || edit_scalar(rewrite, wish, outcome, NULL);
}

static bool edit_case(struct rewrite *rewrite, const struct plugin_case *one, const struct case_outcome *outcome)
{
    const struct node *reason = node_get(one->node, "reason");
    for (size_t i = 0; one->wish != outcome->kind && i < one->node->count; i++)
        if (text_is(one->node->keys[i], case_wish_names[one->wish]) &&
            !edit_key(rewrite, one->node->key_at[i], case_wish_names[outcome->kind]))
            return false;
    if (!edit_wish(rewrite, one, outcome)) return false;
    bool same = !reason || outcome->kind == WISH_ERROR || text_equal(one->reason, outcome->said);
    return same || edit_scalar(rewrite, reason, outcome, &outcome->said);
}

/* ---- the new file */

static int by_place(const void *a, const void *b)
{
    const struct edit *left = a, *right = b;
    return (left->from > right->from) - (left->from < right->from);
}

static struct text edited(const struct rewrite *rewrite)
{
    struct text bytes = rewrite->file->source.bytes;
    struct edit *order = arena_array(rewrite->arena, rewrite->count + 1, sizeof *order);
    struct buf out = {0};
    size_t at = 0;
    if (!order) return (struct text){NULL, 0};
    memcpy(order, rewrite->edits, rewrite->count * sizeof *order);
    qsort(order, rewrite->count, sizeof *order, by_place);
    for (size_t i = 0; i < rewrite->count && order[i].from >= at; i++) {
        buf_put(&out, bytes.ptr + at, order[i].from - at);
        buf_text(&out, order[i].with);
        at = order[i].to;
    }
    buf_put(&out, bytes.ptr + at, bytes.len - at);
    struct text text = out.failed ? (struct text){NULL, 0} : arena_text(rewrite->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

static bool is_expectation(struct text key)
{
    for (size_t w = 0; w < WISH_COUNT; w++)
        if (text_is(key, case_wish_names[w])) return true;
    return text_is(key, "reason");
}

/* but_for: what the mapping itself expects as a case is not compared. */
static bool same_tree(const struct node *a, const struct node *b, bool but_for)
{
    bool same = a->kind == b->kind && a->count == b->count && text_equal(a->scalar, b->scalar);
    for (size_t i = 0; same && i < a->count; i++) {
        bool expectation = but_for && a->kind == NODE_MAP && is_expectation(a->keys[i]) && is_expectation(b->keys[i]);
        if (a->kind == NODE_MAP && !expectation) same = text_equal(a->keys[i], b->keys[i]);
        if (!expectation) same = same && same_tree(a->items[i], b->items[i], false);
    }
    return same;
}

static bool same_cases(const struct rewrite *rewrite, const struct case_file *again, size_t tried)
{
    bool same = again->count == rewrite->file->count && again->incentive == rewrite->file->incentive;
    for (size_t i = 0; same && i < again->count; i++) {
        bool turned = i == tried || rewrite->changes[i].said;
        same = same_tree(rewrite->file->cases[i].node, again->cases[i].node, turned) &&
               (!turned || case_as_expected(&again->cases[i], &rewrite->outcomes[i]));
    }
    return same;
}

static bool same_rest(const struct node *before, const struct node *after)
{
    bool same = before->count == after->count;
    for (size_t i = 0; same && i < before->count; i++)
        same = text_equal(before->keys[i], after->keys[i]) &&
               (text_is(before->keys[i], "cases") || same_tree(before->items[i], after->items[i], false));
    return same;
}

/* Whether the text, read again, says the same, but that these cases and `tried` expect what came out. */
static bool reads_well(const struct rewrite *rewrite, struct text text, size_t tried)
{
    struct case_file again = *rewrite->file;
    struct problems mistakes = {0};
    again.source.bytes = text;
    bool good = text.ptr && case_file_parse(&again, rewrite->arena, &mistakes) && same_rest(rewrite->file->root, again.root) &&
                same_cases(rewrite, &again, tried);
    rewrite->problems->out_of_memory |= mistakes.out_of_memory;
    problems_release(&mistakes);
    return good;
}

/* ---- all cases */

static const char *say_change(const struct rewrite *rewrite, size_t i)
{
    struct buf said = {0};
    const struct case_outcome *outcome = &rewrite->outcomes[i];
    case_text_expected(&said, &rewrite->file->cases[i]);
    buf_puts(&said, " -> ");
    case_text_got(&said, outcome);
    if (outcome->kind == WISH_ERROR) buf_printf(&said, " with \"%.*s\"", TEXT_ARG(outcome->what));
    const char *copy = said.failed ? NULL : arena_string(rewrite->arena, buf_view(&said));
    buf_release(&said);
    return copy;
}

static struct case_change try_case(struct rewrite *rewrite, size_t i)
{
    const struct plugin_case *one = &rewrite->file->cases[i];
    const struct case_outcome *outcome = &rewrite->outcomes[i];
    size_t kept = rewrite->count;
    if (outcome->kind == WISH_ERROR && one->wish != WISH_ERROR)
        return (struct case_change){.refused =
                                        "the rule failed: mend it, or write error: with a part of the message where it is meant to fail"};
    if (edit_case(rewrite, one, outcome) && reads_well(rewrite, edited(rewrite), i))
        return (struct case_change){.said = say_change(rewrite, i)};
    rewrite->count = kept;
    return (struct case_change){.refused = "the place cannot be changed without changing more (an alias, a tag, a comment in it, or "
                                           "the only case that shows what kind of rule this is): change it by hand"};
}

static bool write_back(const struct rewrite *rewrite)
{
    struct buf bytes = {0};
    struct text text = edited(rewrite);
    if (rewrite->file->marked) buf_puts(&bytes, "\xef\xbb\xbf");
    buf_text(&bytes, text);
    bool whole = text.ptr && !bytes.failed, good = whole && file_replace(rewrite->file->source.path, buf_view(&bytes));
    buf_release(&bytes);
    if (good) return true;
    if (!whole)
        rewrite->problems->out_of_memory = true;
    else
        problem_add(rewrite->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = rewrite->file->source.path},
                    "make the file and its folder writable", "the cases cannot be rewritten: %s", strerror(errno));
    return false;
}

bool accept_cases(const struct case_file *file, const struct case_outcome *outcomes, struct case_change *changes, struct arena *arena,
                  struct problems *problems)
{
    struct rewrite rewrite = {.file = file, .outcomes = outcomes, .changes = changes, .arena = arena, .problems = problems};
    rewrite.edits = arena_array(arena, file->count * EDITS_PER_CASE, sizeof *rewrite.edits);
    for (size_t i = 0; rewrite.edits && i < file->count; i++)
        if (!case_as_expected(&file->cases[i], &outcomes[i])) changes[i] = try_case(&rewrite, i);
    if (!rewrite.edits || arena->failed) problems->out_of_memory = true;
    return !problems->out_of_memory && (rewrite.count == 0 || write_back(&rewrite));
}
