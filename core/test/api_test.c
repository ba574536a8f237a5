/* Tests as a part of the public library: see rung.h. */
#include "out/api.h"
#include "test/tests.h"

static bool make_plan(struct rung_run *run, struct plan *plan, const char *const *paths, size_t count, const struct test_settings *settings)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) good = plan_add(plan, paths[i], settings->options.library, settings->accept, &run->problems) && good;
    return good;
}

static enum rung_status run_plan(struct rung_run *run, const struct plan *plan, const struct test_settings *settings, struct report *report)
{
    report_begin(report);
    bool good = tests_run(plan, settings, report, &run->problems);
    report_end(report);
    enum rung_status status = api_status(run, good && !report->out.failed);
    return good && status == RUNG_OK ? RUNG_OK : RUNG_FAILED;
}

enum rung_status rung_test(struct rung_run *run, const char *const *paths, size_t count, const struct rung_options *options,
                           const struct rung_test_options *wanted, struct rung_test_counts *counts)
{
    struct test_settings settings = {.options = api_options(run, options), .accept = wanted->accept};
    settings.options.coverage = wanted->coverage;
    struct plan plan = {.arena = &run->arena};
    struct report report = {.brief = wanted->brief, .put = wanted->put, .context = wanted->put_context};
    *counts = (struct rung_test_counts){0};
    if (wanted->report && !report_format_named(wanted->report, &report.format))
        return api_status(run, api_refuse(run, "write --report text, tap or junit", "there is no report", wanted->report));
    if (!make_plan(run, &plan, paths, count, &settings)) return api_status(run, false);
    enum rung_status status = run_plan(run, &plan, &settings, &report);
    *counts = (struct rung_test_counts){report.passed, report.failed, report.accepted};
    return status;
}
