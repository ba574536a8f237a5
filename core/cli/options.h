/* options.h - the command line as rows: the same rows parse it and print the help. */
#ifndef RUNG_CLI_OPTIONS_H
#define RUNG_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "rung.h"

/* What an option that may be repeated was given. */
enum { LIST_MOST = 64 };
struct text_list {
    const char *items[LIST_MOST];
    size_t count;
};

struct arguments {
    struct rung_options options;
    struct rung_write_options write;
    struct rung_test_options test;
    struct rung_view view;
    struct rung_whatif whatif;
    struct rung_sensitivity draw;
    bool sensitivity;
    size_t seed;
    struct text_list sets;
    const char *output;
    const char *evidence;
    const char *from; /* the first data file of a new program */
    bool record, quiet, watch, markdown, rows, help, version;
    const char **words; /* what stands beside the options, the command's name first */
    size_t word_count;
    uint64_t given; /* bit i: option row i stands on the line */
};

enum command_bit {
    FOR_RUN = 1 << 0,
    FOR_CHECK = 1 << 1,
    FOR_TEST = 1 << 2,
    FOR_HISTORY = 1 << 3,
    FOR_HELP = 1 << 4,
    FOR_COMPLETION = 1 << 5,
    FOR_PLUGINS = 1 << 6,
    FOR_EDITOR = 1 << 7,
    FOR_TRACE = 1 << 8,
    FOR_VERIFY = 1 << 9,
    FOR_NEW = 1 << 10,
    FOR_DIFF = 1 << 11,
    FOR_EXPLAIN = 1 << 12,
    FOR_WHATIF = 1 << 13,
    FOR_REPORT = 1 << 14,
    FOR_STATEMENT = 1 << 15,
    FOR_COVERAGE = 1 << 16,
    FOR_ALL = (1 << 17) - 1
};

enum option_kind {
    OPTION_FLAG /* bool */,
    OPTION_TEXT /* const char * */,
    OPTION_JOBS /* int */,
    OPTION_LIST /* struct text_list */,
    OPTION_COUNT /* size_t */,
    OPTION_PERCENT /* double */
};

struct option_row {
    const char *name;
    const char *value; /* what it takes, for the help; NULL: nothing */
    const char *help;
    unsigned commands; /* which know it: of enum command_bit */
    char letter;       /* 0: none */
    enum option_kind kind;
    size_t to;           /* offset of its destination in struct arguments */
    const char *choices; /* what the value may be, with blanks between, for completion; NULL: anything, or what `value` says */
};
size_t option_rows(const struct option_row **rows);

/* Both: false after saying on stderr what is wrong and how it is said right. */
bool arguments_parse(int argc, char **argv, struct arguments *arguments);
bool options_belong(const struct arguments *arguments, const char *command, enum command_bit bit);

#endif
