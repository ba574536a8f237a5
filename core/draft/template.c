#include "draft/template.h"

#include <assert.h>

static const char *filling(const struct blank *blanks, struct text name)
{
    while (blanks->name && !text_is(name, blanks->name)) blanks++;
    assert(blanks->name);
    return blanks->name ? blanks->text : "";
}

void template_fill(struct buf *out, const char *template, const struct blank *blanks)
{
    for (const char *mark; (mark = strchr(template, '@'));) {
        size_t length = strcspn(mark + 1, "@");
        buf_put(out, template, (size_t)(mark - template));
        buf_puts(out, filling(blanks, (struct text){mark + 1, length}));
        template = mark + 1 + length + 1;
    }
    buf_puts(out, template);
}
