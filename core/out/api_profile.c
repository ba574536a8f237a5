/* rung_profile: what the plugins of a run cost. */
#include "out/api.h"
#include "out/profile_text.h"

const char *rung_profile(struct rung_run *run)
{
    if (!run->run.profile.by_rule) return NULL;
    buf_clear(&run->text);
    profile_text(&run->run, &run->text);
    buf_char(&run->text, '\0');
    return run->text.failed ? NULL : run->text.ptr;
}
