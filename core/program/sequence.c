#include <string.h>

#include "program/load.h"

struct sequence {
    struct load *load;
    const struct node *entries; /* of the incentives */
    struct stack_group *group;
    size_t index; /* of the group */
};

/* An incentive that a list names; -1 after reporting, and silently when it is one that is not in force: its place in the list stays. */
static int listed(struct load *load, const struct node *name)
{
    const struct program *program = load->program;
    if (name->kind != NODE_SCALAR) {
        load_error(load, name->at, "write the names in brackets, as in [volume, growth]", "a name is needed here, not %s",
                   node_kind_name(name));
        return -1;
    }
    for (size_t i = 0; i < program->incentive_count; i++)
        if (text_is(name->scalar, program->incentives[i].name)) return (int)i;
    if (!effective_gone(load->effective, name->scalar))
        load_find(load, name, "incentive", program->incentives, program->incentive_count, sizeof *program->incentives);
    return -1;
}

static bool is_member(const struct stack_group *group, size_t incentive)
{
    for (size_t i = 0; i < group->member_count; i++)
        if (group->members[i] == incentive) return true;
    return false;
}

/* ---- members, in their order */

static void take_ordered(const struct sequence *sequence)
{
    struct load *load = sequence->load;
    const struct node *order = sequence->group->order;
    for (size_t i = 0; order && i < order->count; i++) {
        int incentive = listed(load, order->items[i]);
        if (incentive < 0) continue;
        if (load->program->incentives[incentive].group != (int)sequence->index)
            load_error(load, order->items[i]->at, "add the group to the incentive, or take it out of order",
                       "incentive %s is not of group %s", load->program->incentives[incentive].name, sequence->group->name);
        else if (is_member(sequence->group, (size_t)incentive))
            load_error(load, order->items[i]->at, "name it once", "incentive %s stands twice in order",
                       load->program->incentives[incentive].name);
        else
            sequence->group->members[sequence->group->member_count++] = (size_t)incentive;
    }
}

static void take_members(const struct sequence *sequence)
{
    const struct program *program = sequence->load->program;
    struct stack_group *group = sequence->group;
    group->members = load_array(sequence->load, program->incentive_count, sizeof *group->members);
    if (!group->members) return;
    take_ordered(sequence);
    for (size_t i = 0; i < program->incentive_count; i++)
        if (program->incentives[i].group == (int)sequence->index && !is_member(group, i)) group->members[group->member_count++] = i;
}

static void check_given(const struct sequence *sequence)
{
    struct load *load = sequence->load;
    for (size_t i = 0; i < sequence->group->member_count; i++) {
        const struct incentive *incentive = &load->program->incentives[sequence->group->members[i]];
        if (!node_get(sequence->entries->items[sequence->group->members[i]], "on"))
            load_error(load, incentive->at, "add on: <the metric that it is paid on>",
                       "%s is in the sequence %s, but says not on what it is paid", incentive->name, sequence->group->name);
    }
}

/* ---- who lowers whose base */

static bool reads_word(struct load *load, const struct node *reduced, bool *all)
{
    *all = !reduced || (reduced->kind == NODE_SCALAR && text_is(reduced->scalar, "all"));
    if (*all || (reduced->kind == NODE_SCALAR && text_is(reduced->scalar, "none"))) return true;
    if (reduced->kind == NODE_LIST) return false;
    load_error(load, reduced->at, "write all, none, or names in brackets, as in [volume, growth]",
               "reduced_by needs all, none or a list of incentives");
    return true;
}

static bool same_base(const struct incentive *a, const struct incentive *b)
{
    return !a->on || !b->on || (strcmp(a->on, b->on) == 0 && a->scorecard == b->scorecard);
}

/* What is paid on a part of the base, such as the registered deals, lowers it as well; but that has to be said by name. */
static void check_base(const struct sequence *sequence, size_t position)
{
    struct load *load = sequence->load;
    const struct incentive *incentives = load->program->incentives;
    size_t own = sequence->group->members[position];
    for (size_t i = 0; i < position; i++) {
        const struct incentive *earlier = &incentives[sequence->group->members[i]];
        if (!earlier->reduces || same_base(&incentives[own], earlier)) continue;
        load_error(load, node_get(sequence->entries->items[own], "on")->at,
                   "use one metric in the sequence, or name in reduced_by what lowers the base nevertheless",
                   "%s is paid on %s, but %s in the same sequence on %s", incentives[own].name, incentives[own].on, earlier->name,
                   earlier->on);
        return;
    }
}

static bool comes_before(const struct sequence *sequence, size_t incentive, size_t position)
{
    for (size_t i = 0; i < position; i++)
        if (sequence->group->members[i] == incentive) return true;
    return false;
}

static void reduce_by_named(const struct sequence *sequence, size_t position, bool *by)
{
    const struct incentive *incentive = &sequence->load->program->incentives[sequence->group->members[position]];
    for (size_t i = 0; i < incentive->reduced->count; i++) {
        const struct node *name = incentive->reduced->items[i];
        int other = listed(sequence->load, name);
        if (other < 0) continue;
        by[other] = true;
        if (!is_member(sequence->group, (size_t)other))
            load_error(sequence->load, name->at, "name incentives of the same sequence", "incentive %s is not of group %s",
                       sequence->load->program->incentives[other].name, sequence->group->name);
        else if (!comes_before(sequence, (size_t)other, position))
            load_warning(sequence->load, name->at, "write it before this one in order of the group, or take it out of reduced_by",
                         "%s does not come before %s in the sequence %s, and lowers nothing",
                         sequence->load->program->incentives[other].name, incentive->name, sequence->group->name);
    }
}

/* Of the earlier ones that it names, those that reduce. */
static void reduce_member(const struct sequence *sequence, size_t position)
{
    struct program *program = sequence->load->program;
    const size_t *members = sequence->group->members;
    struct incentive *incentive = &program->incentives[members[position]];
    bool *by = load_array(sequence->load, program->incentive_count, sizeof *by), all;
    if (!by) return;
    bool word = reads_word(sequence->load, incentive->reduced, &all);
    if (word && all) check_base(sequence, position);
    if (!word) reduce_by_named(sequence, position, by);
    for (size_t i = 0; i < sequence->group->member_count; i++) {
        bool named = word ? all : by[members[i]];
        by[members[i]] = named && i < position && program->incentives[members[i]].reduces;
    }
    incentive->reduced_by = by;
}

static void make_sequence(const struct sequence *sequence)
{
    struct load *load = sequence->load;
    if (sequence->group->cap.given)
        load_error(load, sequence->group->cap.at, "use amount_cap, or cap of its incentives",
                   "cap has no effect on the sequence %s, which is paid in amounts", sequence->group->name);
    take_members(sequence);
    check_given(sequence);
    for (size_t i = 0; i < sequence->group->member_count; i++) reduce_member(sequence, i);
}

/* ---- what is of no use outside a sequence */

static bool in_sequence(const struct program *program, const struct incentive *incentive)
{
    return incentive->group >= 0 && program->margin.groups[incentive->group].take == STACK_SEQUENCE;
}

static void check_outside(struct load *load, const struct node *entries)
{
    static const char *const keys[] = {"reduces", "reduced_by"};
    const struct program *program = load->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        for (size_t k = 0; k < 2 && !in_sequence(program, &program->incentives[i]); k++) {
            const struct node *node = node_get(entries->items[i], keys[k]);
            if (node)
                load_error(load, node->at, "let its group take: sequence, or take the key away",
                           "%s of %s has no effect: it is not in a sequence", keys[k], program->incentives[i].name);
        }
    }
}

void load_sequences(struct load *load, const struct node *incentives)
{
    struct margin_rule *margin = &load->program->margin;
    check_outside(load, incentives);
    for (size_t g = 0; g < margin->group_count; g++) {
        struct stack_group *group = &margin->groups[g];
        struct sequence sequence = {load, incentives, group, g};
        if (group->take == STACK_SEQUENCE)
            make_sequence(&sequence);
        else if (group->order)
            load_error(load, group->order->at, "let the group take: sequence, or take order away",
                       "order of group %s has no effect: it is not a sequence", group->name);
    }
}
