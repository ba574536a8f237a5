#include "table_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

void table_files_init(struct table_files *files)
{
    *files = (struct table_files){.folder = "/tmp/rung-test-XXXXXX"};
    assert_non_null(mkdtemp(files->folder));
    snprintf(files->partners, sizeof files->partners, "%s/partners.csv", files->folder);
    snprintf(files->facts, sizeof files->facts, "%s/facts.csv", files->folder);
    files->specs[0] = (struct table_spec){.name = "partners", .path = files->partners, .decimal = '.'};
    files->specs[1] = (struct table_spec){.name = "facts", .path = files->facts, .decimal = '.'};
}

void table_files_release(struct table_files *files)
{
    dataset_release(&files->dataset);
    problems_release(&files->problems);
    unlink(files->partners);
    unlink(files->facts);
    rmdir(files->folder);
}

void table_files_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

bool table_files_load(struct table_files *files, int threads, size_t chunk)
{
    struct load_options options = {.threads = threads, .chunk = chunk};
    dataset_release(&files->dataset);
    problems_release(&files->problems);
    return load_dataset(&files->dataset, files->specs, 2, &options, &files->problems);
}
