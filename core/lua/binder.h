/* binder.h - one rule being bound: its program, where its mistakes go, and what it reads. */
#ifndef RUNG_LUA_BINDER_H
#define RUNG_LUA_BINDER_H

#include "lua/rule.h"

struct binder {
    struct program *program;
    const struct plugin *plugin;
    struct rule *rule;
    bool again;          /* another rule of the plugin was bound before: what is wrong with the plugin itself is told already */
    struct place at;     /* where program.yaml names the plugin */
    const char *subject; /* "main.revenue" */
    struct arena *arena;
    struct problems *problems;
};
/* Adds an error with its line; `cure` may be NULL. */
__attribute__((format(printf, 4, 5))) void binder_problem(const struct binder *binder, struct place place, const char *cure,
                                                          const char *format, ...);
__attribute__((format(printf, 4, 5))) void binder_warning(const struct binder *binder, struct place place, const char *cure,
                                                          const char *format, ...);
/* "did you mean x?", or `otherwise` (which may be NULL). */
const char *binder_near(const struct binder *binder, struct text word, const char *const *names, size_t count, const char *otherwise);
/* {gold: 1,000} is a key gold and a key 000: reports both as one mistake, `index` being that of the second. False: it is none. */
bool binder_cut_number(const struct binder *binder, const struct node *map, size_t index);
/* How to mend the name of a column that the table does not have. */
const char *binder_column_cure(const struct binder *binder, size_t table, struct text word);
/* A word that the rule looks for in a column; see program_expect. */
void binder_expect(const struct binder *binder, size_t table, size_t column, struct text word, struct place at);
/* Marks a column as read by the rule. */
void binder_read(const struct binder *binder, size_t table, size_t column);
/* A window, or a period by name, as the days it means in this program. False: it is neither, and window_cure tells the forms. */
bool binder_window(const struct binder *binder, struct text text, struct span *span);
extern const char window_cure[];
/* Index of a table by the name that the plugin uses, or -1. */
int binder_table(const struct binder *binder, struct text name);
const char *const *table_column_names(const struct table_spec *table, struct arena *arena);

#endif
