/* table_file.h - CSV files for tests of the data room, made from literals and loaded in one step. */
#ifndef RUNG_TESTS_TABLE_FILE_H
#define RUNG_TESTS_TABLE_FILE_H

#include <stddef.h>

#include "data/load.h"

/* A folder that goes away again, with one partner table and one table of facts in it. */
struct table_files {
    char folder[64];
    char partners[96], facts[96];
    struct table_spec specs[2];
    struct dataset dataset;
    struct problems problems;
};

void table_files_init(struct table_files *files);
void table_files_release(struct table_files *files);
void table_files_write(const char *path, const void *bytes, size_t length);
/* Loads both tables: chunk 0 is the usual size. The problems of an earlier load are forgotten. */
bool table_files_load(struct table_files *files, int threads, size_t chunk);

#endif
