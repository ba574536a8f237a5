/* rung_coverage: the operating model of a program. */
#include "out/api.h"
#include "out/model.h"

enum { WIDTH_STANDARD = 100 };

static bool tell(struct rung_run *run, const struct rung_coverage *asked, struct buf *out)
{
    struct model model;
    struct buf page = {0};
    struct json json = {.out = out};
    if (!model_make(&model, &run->run, &run->arena)) return false;
    if (asked->json) {
        json_open(&json, NULL, '{');
        json_string(&json, "program", run->run.program->name);
        json_string(&json, "period", run->run.program->period_text);
        json_count(&json, "partners", run->run.data.partners);
        model_json(&model, &json);
        json_close(&json, '}');
        return true;
    }
    model_text(&model, asked->width ? asked->width : WIDTH_STANDARD, &page);
    buf_visible(out, buf_view(&page), "\n");
    out->failed |= page.failed;
    buf_release(&page);
    return true;
}

enum rung_status rung_coverage(struct rung_run *run, const char *program, const struct rung_coverage *asked,
                               const struct rung_options *options, char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    bool good = run_load(&run->run, program, &wanted, &run->problems) && run_measure(&run->run, &run->problems) && tell(run, asked, &out);
    enum rung_status status = api_status(run, good && !out.failed);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
