/* Output folders appear whole, replace only what is Rung's own, and leave nothing behind. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "out/folder.h"
#include "scratch.h"

static int make_scratch(void **state)
{
    static struct scratch scratch;
    *state = &scratch;
    return scratch_make(&scratch, "out");
}

static int remove_scratch(void **state)
{
    return scratch_remove(*state);
}

static void begin_set(struct scratch *scratch, struct folder *folder, const char *text)
{
    struct out_file file;
    assert_true(folder_begin(folder, scratch->path, &scratch->arena, &scratch->problems));
    out_file_open(&file, folder, "scorecards.csv");
    out_file_put(&file, text_of(text));
    assert_true(out_file_close(&file, folder, &scratch->problems));
}

static void write_set(struct scratch *scratch, const char *text)
{
    struct folder folder;
    begin_set(scratch, &folder, text);
    assert_true(folder_exchange(&folder, &scratch->problems));
    folder_commit(&folder);
    folder_abandon(&folder);
}

static void assert_content(const struct scratch *scratch, const char *expected)
{
    char path[128], text[64] = "";
    snprintf(path, sizeof path, "%s/scorecards.csv", scratch->path);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_true(read(fd, text, sizeof text - 1) >= 0);
    close(fd);
    assert_string_equal(text, expected);
}

static size_t entries(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir)) count++;
    closedir(dir);
    return count - 2;
}

static void a_set_replaces_the_one_before(void **state)
{
    struct scratch *scratch = *state;
    write_set(scratch, "first");
    assert_content(scratch, "first");
    write_set(scratch, "second");
    assert_content(scratch, "second");
    assert_int_equal(entries(scratch->root), 1);
}

static void an_abandoned_set_leaves_the_old_one(void **state)
{
    struct scratch *scratch = *state;
    struct folder folder;
    write_set(scratch, "first");
    begin_set(scratch, &folder, "half");
    folder_abandon(&folder);
    assert_content(scratch, "first");
    assert_int_equal(entries(scratch->root), 1);
}

/* The history may refuse a run in the last moment, when its results are in place. */
static void an_exchanged_set_can_be_taken_back(void **state)
{
    struct scratch *scratch = *state;
    struct folder folder;
    begin_set(scratch, &folder, "too early");
    assert_true(folder_exchange(&folder, &scratch->problems));
    assert_content(scratch, "too early");
    folder_abandon(&folder);
    assert_int_equal(entries(scratch->root), 0);
    write_set(scratch, "first");
    begin_set(scratch, &folder, "second");
    assert_true(folder_exchange(&folder, &scratch->problems));
    assert_content(scratch, "second");
    folder_abandon(&folder);
    assert_content(scratch, "first");
    assert_int_equal(entries(scratch->root), 1);
}

static void foreign_files_are_refused(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    struct folder folder;
    write_set(scratch, "first");
    snprintf(path, sizeof path, "%s/notes.txt", scratch->path);
    close(open(path, O_WRONLY | O_CREAT, 0666));
    assert_false(folder_begin(&folder, scratch->path, &scratch->arena, &scratch->problems));
    assert_int_equal(scratch->problems.count, 1);
    assert_string_equal(scratch->problems.items[0].what,
                        "the output folder holds \"notes.txt\", which Rung did not write and would have to replace");
    folder_abandon(&folder);
    assert_int_equal(entries(scratch->root), 1);
}

static void a_file_in_the_place_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct folder folder;
    close(open(scratch->path, O_WRONLY | O_CREAT, 0666));
    assert_false(folder_begin(&folder, scratch->path, &scratch->arena, &scratch->problems));
    assert_string_equal(scratch->problems.items[0].what, "this is not a folder");
    folder_abandon(&folder);
}

static void missing_parents_are_made_and_links_are_followed(void **state)
{
    struct scratch *scratch = *state;
    char link[80];
    struct stat info;
    snprintf(scratch->path, sizeof scratch->path, "%s/a/b/out", scratch->root);
    write_set(scratch, "first");
    snprintf(link, sizeof link, "%s/latest", scratch->root);
    assert_int_equal(symlink(scratch->path, link), 0);
    snprintf(scratch->path, sizeof scratch->path, "%s", link);
    write_set(scratch, "second");
    assert_content(scratch, "second");
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static int make_unfinished(const struct scratch *scratch, const char *file, char path[128])
{
    char inside[160];
    snprintf(path, 128, "%s.unfinished-abc123", scratch->path);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(inside, sizeof inside, "%s/%s", path, file);
    close(open(inside, O_WRONLY | O_CREAT, 0666));
    int fd = open(path, O_RDONLY | O_DIRECTORY);
    assert_true(fd >= 0);
    return fd;
}

static void what_a_killed_run_left_is_removed(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    close(make_unfinished(scratch, "metrics.csv", path));
    write_set(scratch, "first");
    assert_int_equal(entries(scratch->root), 1);
}

static void what_a_living_run_writes_stays(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    int fd = make_unfinished(scratch, "metrics.csv", path);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    write_set(scratch, "first");
    assert_int_equal(entries(scratch->root), 2);
    assert_int_equal(entries(path), 1);
    close(fd);
}

static void a_folder_of_somebody_else_stays(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    close(make_unfinished(scratch, "novel.txt", path));
    write_set(scratch, "first");
    assert_int_equal(entries(path), 1);
}

static void a_check_changes_nothing(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/a/b/c", scratch->root);
    assert_true(folder_check(path, &scratch->arena, &scratch->problems));
    assert_int_equal(entries(scratch->root), 0);
}

static void a_place_below_a_file_is_refused(void **state)
{
    struct scratch *scratch = *state;
    char path[128];
    close(open(scratch->path, O_WRONLY | O_CREAT, 0666));
    snprintf(path, sizeof path, "%s/a/b", scratch->path);
    assert_false(folder_check(path, &scratch->arena, &scratch->problems));
    assert_string_equal(scratch->problems.items[0].what, "no folder can be made here: Not a directory");
}

static void a_full_disk_is_reported(void **state)
{
    struct scratch *scratch = *state;
    struct out_file file = {.fd = open("/dev/full", O_WRONLY), .name = "metrics.csv"};
    digest_begin(&file.sha);
    out_file_put(&file, text_of("text"));
    assert_false(out_file_close(&file, NULL, &scratch->problems));
    assert_string_equal(scratch->problems.items[0].what, "metrics.csv could not be written to standard output: No space left on device");
}

/* The digest of "abc" is FIPS 180-2's example. */
static void digests_are_sha256(void **state)
{
    struct scratch *scratch = *state;
    struct out_file file = {.fd = open("/dev/null", O_WRONLY), .name = "x"};
    digest_begin(&file.sha);
    out_file_put(&file, text_of("abc"));
    assert_true(out_file_close(&file, NULL, &scratch->problems));
    assert_string_equal(file.digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#define WITH_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCRATCH(a_set_replaces_the_one_before),
        WITH_SCRATCH(an_abandoned_set_leaves_the_old_one),
        WITH_SCRATCH(an_exchanged_set_can_be_taken_back),
        WITH_SCRATCH(foreign_files_are_refused),
        WITH_SCRATCH(a_file_in_the_place_is_refused),
        WITH_SCRATCH(missing_parents_are_made_and_links_are_followed),
        WITH_SCRATCH(what_a_killed_run_left_is_removed),
        WITH_SCRATCH(what_a_living_run_writes_stays),
        WITH_SCRATCH(a_folder_of_somebody_else_stays),
        WITH_SCRATCH(a_check_changes_nothing),
        WITH_SCRATCH(a_place_below_a_file_is_refused),
        WITH_SCRATCH(a_full_disk_is_reported),
        WITH_SCRATCH(digests_are_sha256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
