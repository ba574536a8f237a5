/* rung_verify: are results still what their run would give? */
#include "out/api.h"
#include "out/verify.h"

enum rung_status rung_verify(struct rung_run *run, const char *results, const struct rung_options *options, char **text, bool *same)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    *same = false;
    bool good = verify_results(results, &wanted, &out, same, &run->arena, &run->problems);
    *text = api_text(&out);
    return api_status(run, good && *text);
}
