#include "out/unit_text.h"

/* The first that fits. A word in capitals, such as a currency, is no plural. */
static const struct {
    const char *many, *one;
} endings[] = {{"people", "person"}, {"ies", "y"}, {"xes", "x"}, {"ches", "ch"}, {"shes", "sh"},
               {"sses", "ss"},       {"ss", "ss"}, {"us", "us"}, {"is", "is"},   {"s", ""}};

void put_unit(struct text unit, double number, struct buf *out)
{
    for (size_t i = 0; number == 1 && i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i].many);
        if (unit.len < len || memcmp(unit.ptr + unit.len - len, endings[i].many, len) != 0) continue;
        buf_put(out, unit.ptr, unit.len - len);
        buf_puts(out, endings[i].one);
        return;
    }
    buf_text(out, unit);
}
