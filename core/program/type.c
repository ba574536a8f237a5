#include <math.h>

#include "base/number.h"
#include "base/suggest.h"
#include "program/load.h"

bool load_scalar(struct load *load, const struct node *node, const struct row *row)
{
    if (node->kind != NODE_SCALAR) {
        struct problem *problem =
            load_error(load, node->at, NULL, "%s needs one %s, not %s", row->key, row->type->name, node_kind_name(node));
        load_cure(load, problem, "write %s: %s", row->key, row->type->example);
        return false;
    }
    if (node->scalar.len > 0 || node->quoted) return true;
    struct problem *problem = load_error(load, node->at, NULL, "%s has no value", row->key);
    load_cure(load, problem, "write %s: %s, or take the key away", row->key, row->type->example);
    return false;
}

void load_node(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(const struct node **)to = node;
}

bool load_is_map(struct load *load, const struct node *node, const char *key)
{
    if (node->kind == NODE_MAP) return true;
    if (node->kind == NODE_SCALAR && node->scalar.len == 0)
        load_error(load, node->at, "write its entries below, indented by two blanks, or take the key away", "%s is empty", key);
    else
        load_error(load, node->at, "write one entry a line, as in name: value, without dashes", "%s needs a mapping, not %s", key,
                   node_kind_name(node));
    return false;
}

static void read_text(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(const char **)to = node->scalar.ptr;
}

static void read_texts(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const size_t *count_at = row->extra;
    if (node->kind == NODE_MAP) {
        load_error(load, node->at, "write them in brackets, as in [a, b]", "%s needs a list of texts, not a mapping", row->key);
        return;
    }
    size_t count = node->kind == NODE_LIST ? node->count : 1;
    const char **texts = load_array(load, count, sizeof *texts);
    if (!texts) return;
    for (size_t i = 0; i < count; i++) {
        const struct node *item = node->kind == NODE_LIST ? node->items[i] : node;
        if (item->kind != NODE_SCALAR) {
            load_error(load, item->at, "write them in brackets, as in [a, b]", "%s needs a list of texts", row->key);
            return;
        }
        texts[i] = item->scalar.ptr;
    }
    *(const char *const **)to = texts;
    *(size_t *)((char *)to + *count_at) = count;
}

static void read_yesno(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (!load_scalar(load, node, row)) return;
    bool yes = text_is(node->scalar, "yes") || text_is(node->scalar, "true");
    if (yes || text_is(node->scalar, "no") || text_is(node->scalar, "false"))
        *(bool *)to = yes;
    else
        load_error(load, node->at, "write yes or no", "%s: \"%.*s\" is neither yes nor no", row->key, TEXT_ARG(node->scalar));
}

static void read_choice(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct choices *choices = row->extra;
    if (!load_scalar(load, node, row)) return;
    int index = load_value(load, node, row->key, choices->names, choices->count);
    if (index >= 0) *(int *)to = index;
}

static void read_word(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct choices *choices = row->extra;
    if (!load_scalar(load, node, row)) return;
    int index = load_value(load, node, row->key, choices->names, choices->count);
    if (index >= 0) *(const char **)to = choices->names[index];
}

static void read_count(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct range *range = row->extra;
    double number;
    if (!load_scalar(load, node, row)) return;
    if (!number_parse(node->scalar, &number) || number != floor(number) || number < range->least || number > range->most)
        load_cure(load, load_error(load, node->at, NULL, "%s: \"%.*s\" is not a possible number", row->key, TEXT_ARG(node->scalar)),
                  "write a whole number %s", range->said);
    else
        *(int *)to = (int)number;
}

static void read_mapping(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_is_map(load, node, row->key)) *(const struct node **)to = node;
}

static void read_form(struct load *load, const struct node *node, const struct row *row, void *to)
{
    form_read(load, row->extra, node, node->at, to);
}

const struct row_type type_text = {"text", "...", read_text, "text"};
const struct row_type type_texts = {"list of texts", "[a, b]", read_texts, "text | [text]"};
const struct row_type type_yesno = {"yes or no", "yes", read_yesno, "yes/no"};
const struct row_type type_choice = {"one of", "one of the words", read_choice, "*"};
const struct row_type type_word = {"one of", "one of the words", read_word, "*"};
const struct row_type type_count = {"whole number", "2", read_count, "#whole number"};
const struct row_type type_mapping = {"mapping", "{...}", read_mapping, "{}"};
const struct row_type type_columns = {"mapping", "{...}", read_mapping, "{column type | a column}"};
const struct row_type type_form = {"mapping", "{...}", read_form, "."};
