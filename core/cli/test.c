#include "cli/command.h"
#include "cli/terminal.h"

static enum rung_status test_plugin(struct rung_run *run, const struct arguments *arguments, const char *plugin,
                                    struct rung_case_counts *all)
{
    struct rung_case_counts counts;
    char *report;
    enum rung_status status = rung_cases(run, plugin, &arguments->options, &counts, &report);
    if (report && (!arguments->quiet || counts.failed)) fputs(report, stdout);
    rung_text_free(report);
    all->passed += counts.passed;
    all->failed += counts.failed;
    return status;
}

int test_command(const struct arguments *arguments)
{
    struct rung_case_counts all = {0};
    enum rung_status worst = RUNG_OK;
    if (arguments->word_count < 2) {
        fputs("rung: error: rung test takes one or more plugins\n   cure: rung test plugins/metrics/sum\n", stderr);
        return EXIT_WRONG;
    }
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    for (size_t i = 1; i < arguments->word_count && worst != RUNG_FAILED; i++) {
        enum rung_status status = test_plugin(run, arguments, arguments->words[i], &all);
        if (status > worst) worst = status;
    }
    printf("%zu passed, %zu failed\n", all.passed, all.failed);
    terminal_problems(run, worst, "");
    int code = command_finish(run, worst);
    return code == EXIT_GOOD && all.failed ? EXIT_PROBLEMS : code;
}
