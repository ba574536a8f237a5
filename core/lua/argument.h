/* argument.h - params bound: what program.yaml (or the plugin's default) gives for each param of a plugin, checked and typed. */
#ifndef RUNG_LUA_ARGUMENT_H
#define RUNG_LUA_ARGUMENT_H

#include "base/bands.h"
#include "base/date.h"
#include "lua/condition.h"
#include "lua/rule.h"

struct scalar {
    double number;        /* NUMBER, INTEGER, MONEY, RATE, PERCENT */
    struct decimal exact; /* of the same */
    struct text text;     /* TEXT, TABLE, COLUMN, ATTRIBUTE, METRIC */
    bool yes;
    int32_t day;
    struct span span; /* WINDOW */
};

/* {by: region, amer: 250000, default: 200000} */
struct argument_case {
    struct text when; /* {NULL, 0}: the default, and the last one */
    struct scalar value;
};
struct argument_item { /* of a list or map */
    struct text key;
    struct scalar value;
};
struct argument_version;
struct filter_term {
    size_t column;
    struct test test;
};

struct argument {
    const struct param_spec *spec;
    bool given;    /* false: optional and absent */
    int attribute; /* column of the partner table that chooses the case; -1: cases[0] for all */
    struct argument_case *cases;
    size_t case_count;
    struct argument_item *items;
    size_t item_count;
    struct scale scale;
    size_t table; /* TABLE, and what COLUMN and FILTER are about */
    struct filter_term *terms;
    size_t term_count;
    struct argument_version *versions; /* DATED */
    size_t version_count;
};
/* What holds on some days: of a dated param. No two of its versions share a day. */
struct argument_version {
    struct span span;
    struct argument value; /* its spec says the item's type */
};

struct binder;
/* Binds all params of binder->plugin; `params` is the mapping in program.yaml or NULL. False: no memory. */
bool arguments_bind(const struct binder *binder, const struct node *params, struct argument *arguments);
/* One param, or one version of a dated one; argument->spec is set. `arguments` are those bound so far: columns and filters look for their
 * table there. False: no memory. */
bool argument_bind(const struct binder *binder, const struct node *node, struct argument *arguments, struct argument *argument);
/* dated.c: a value for all days, or a list of values with their days. */
bool dated_bind(const struct binder *binder, const struct node *node, struct argument *arguments, struct argument *argument);
/* Reads one value; false after reporting what is wrong with it. */
bool argument_scalar(const struct binder *binder, const struct param_spec *spec, enum param_type type, const struct node *node,
                     struct scalar *out);
/* bands_yaml.c: a scale of rates or amounts (spec->item), applied by `method`. False: no memory. */
bool bands_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, enum band_method method,
                struct scale *scale);
/* filter_yaml.c: the conditions of a filter param on binder->program->tables[argument->table]. */
bool filter_bind(const struct binder *binder, const struct node *node, struct argument *argument);

/* names_yaml.c: a fact table; a column of a table (-1: none, or resolved later), whose cells have to be what spec->holds says. False: no
 * memory. */
bool table_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, struct argument *argument);
bool column_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, int table, struct argument *argument);
/* The table that spec->of means: named outright, or by a param of type table. -1: reported elsewhere or here. */
int argument_table(const struct binder *binder, const struct param_spec *spec, const struct argument *arguments);

/* The case for a partner's attribute (its word, or yes/no); NULL when none fits. */
const struct argument_case *argument_case_for(const struct argument *argument, struct text word);

#endif
