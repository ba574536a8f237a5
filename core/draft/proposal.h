/* proposal.h - a program that is proposed from data files, before it is written. Private to core/draft. */
#ifndef RUNG_DRAFT_PROPOSAL_H
#define RUNG_DRAFT_PROPOSAL_H

#include "draft/figures.h"
#include "draft/links.h"

/* A file that becomes a table. */
struct proposed_table {
    const struct profile *profile;
    const struct profile_column **from; /* per column of the spec */
    const char *copy;                   /* its name below tables/ */
};

struct proposal {
    const struct draft *draft;
    const char *folder, *title;
    struct profile *profiles;
    size_t profile_count;
    struct links links;
    struct table_spec *specs; /* the partners first */
    struct proposed_table *tables;
    size_t table_count;
    int name_column;      /* of the partners; -1: none */
    const char *currency; /* NULL: no telling */
    struct figures figures;
    struct doubts doubts;
};

/* proposal_tables.c: specs, tables, name_column and currency, once the links are known. False: no memory. */
bool proposal_tables(struct proposal *proposal);
/* The name, with a number behind it where another one is called so already. NULL: no memory. */
const char *proposal_name(const char *name, bool (*taken)(const void *context, const char *name), const void *context, struct arena *arena);

/* proposal_text.c: program.yaml */
void proposal_write(const struct proposal *proposal, struct buf *out);

#endif
