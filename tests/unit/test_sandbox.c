/* The attack suite: every file of tests/attack is a hostile plugin whose first comment says what must become of it,
 *
 *     -- must not load: PATTERN     it is refused with such a message before the first partner
 *     -- must fail: PATTERN         its call fails with such a message
 *     -- must answer: NUMBER        it is no attack after all
 *
 * run in a jailed process like a worker's: as it is, with its lines noted, and with a recorder that writes down what it does. A process
 * that dies of it fails the test, and so does a host that then no longer serves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <dirent.h>
#include <regex.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/number.h"
#include "lua/jail.h"
#include "lua/trace.h"

#include "lua_program.h"

enum { FILE_MAX = 8192, ATTACKS_MAX = 256 };
static const char folder[] = "tests/attack";
static const char limits[] = "{instructions: 6000000, memory: 8 MiB, seconds: 20}";

static char source[FILE_MAX], must[16], pattern[256];

static void read_attack(const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s.lua", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    source[fread(source, 1, sizeof source - 1, file)] = '\0';
    fclose(file);
    const char *line = strstr(source, "-- must ");
    if (!line) fail_msg("%s does not say what must become of it", name);
    size_t len = strcspn(line, "\r\n");
    const char *colon = strstr(line, ": ");
    assert_true(colon && colon < line + len);
    snprintf(must, sizeof must, "%.*s", (int)(colon - line - 8), line + 8);
    snprintf(pattern, sizeof pattern, "%.*s", (int)(line + len - colon - 2), colon + 2);
}

static void expect_match(const char *name, const char *said)
{
    regex_t regex;
    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    if (regexec(&regex, said, 0, NULL, 0) != 0) fail_msg("%s: said \"%s\", must match \"%s\"", name, said, pattern);
    regfree(&regex);
}

enum watching { NOBODY, LINES, RECORDER, WATCHING_COUNT };
enum { LINES_MOST = 10000 };
static struct lines *noted; /* of plugins a and honest */
static struct trace_page *page;

/* In the jailed child. */
static struct outcome attack(struct lua_program *test, enum watching watching)
{
    struct outcome out;
    if (watching != RECORDER) return lua_program_measure(test, 0, "a");
    host_partner(test->host, 0);
    if (!host_trace_measure(test->host, 0, test->measures, page, &out)) _exit(4);
    return out;
}

/* In the jailed child: what the call gave, and whether the host still serves another plugin. */
static void answer(struct lua_program *test, enum watching watching, int fd)
{
    char said[1024], number[NUMBER_TEXT_MAX];
    struct outcome out = attack(test, watching);
    number_format(out.value, number);
    snprintf(said, sizeof said, "%s%.*s", out.state == OUTCOME_VALUE ? number : "", TEXT_ARG(out.failure));
    for (size_t partner = 0; partner < 3; partner++)
        if (lua_program_measure(test, partner, "honest").value != 42) snprintf(said, sizeof said, "an honest plugin suffered");
    if (write(fd, said, strlen(said)) < 0) _exit(2);
    _exit(0);
}

static void run_attack(struct lua_program *test, const char *name, enum watching watching, char *said, size_t size)
{
    int ends[2], status;
    size_t len = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (!jail_enter(&ends[1], 1)) _exit(3);
        test->host = host_open(&test->rules, &test->data, watching == LINES ? noted : NULL);
        answer(test, watching, ends[1]);
    }
    close(ends[1]);
    for (ssize_t got; (got = read(ends[0], said + len, size - 1 - len)) > 0;) len += (size_t)got;
    said[len] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail_msg("%s brought its process down: status %x", name, (unsigned)status);
}

static void open_notes(void)
{
    static struct lines lines[2];
    static _Atomic unsigned char bytes[4][LINES_MOST];
    for (size_t i = 0; i < 2; i++) lines[i] = (struct lines){LINES_MOST, bytes[2 * i], bytes[2 * i + 1]};
    noted = lines;
    page = trace_page_open();
    assert_non_null(page);
}

static void expect_trace(const struct lua_program *test, const char *name)
{
    struct arena arena = {0};
    struct trace trace;
    if (!trace_read(page, &test->data, 0, &trace, &arena)) fail_msg("%s: no memory for its trace", name);
    for (size_t i = 0; i < trace.count; i++) assert_true(trace.events[i].text.len <= TRACE_TEXT);
    assert_int_equal(page->used > 0, trace.count > 0);
    arena_release(&arena);
}

static void one_attack(void **state)
{
    const char *name = *state;
    struct lua_program test;
    char said[1024];
    read_attack(name);
    lua_program_init(&test);
    lua_program_plugin(&test, "metrics/a", source);
    lua_program_plugin(&test, "metrics/honest",
                       "return metric { reads = { deals = { 'amount' } }, value = function(partner)\n"
                       "local n = partner.deals:where { amount = any }:count() return 42 + n - n end }\n");
    bool loaded = lua_program_bind(&test, "a: {plugin: metrics/a}\nhonest: {plugin: metrics/honest}", NULL, limits);
    if (strcmp(must, "not load") == 0) {
        assert_false(loaded);
        expect_match(name, test.said);
    } else {
        if (!loaded) fail_msg("%s: %s", name, test.said);
        lua_program_open(&test);
        open_notes();
        for (enum watching watching = NOBODY; watching < WATCHING_COUNT; watching++) {
            run_attack(&test, name, watching, said, sizeof said);
            if (strcmp(must, "answer") == 0)
                assert_string_equal(said, pattern);
            else
                expect_match(name, said);
        }
        expect_trace(&test, name);
        trace_page_close(page);
    }
    lua_program_release(&test);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
    static struct CMUnitTest tests[ATTACKS_MAX];
    static char names[ATTACKS_MAX][128];
    size_t count = 0;
    DIR *dir = opendir(folder);
    if (!dir) return 1;
    for (struct dirent *entry; count < ATTACKS_MAX && (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (len < 5 || len >= sizeof names[0] || strcmp(entry->d_name + len - 4, ".lua") != 0) continue;
        snprintf(names[count], sizeof names[0], "%.*s", (int)len - 4, entry->d_name);
        tests[count] = (struct CMUnitTest){.name = names[count], .test_func = one_attack, .initial_state = names[count]};
        count++;
    }
    closedir(dir);
    qsort(tests, count, sizeof *tests, by_name);
    return _cmocka_run_group_tests("attacks", tests, count, NULL, NULL);
}
