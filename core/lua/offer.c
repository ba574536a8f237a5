#include "lua/offer.h"

#include <string.h>

#include "base/suggest.h"

enum { NAMES_MOST = 40 };

const struct offers *const offers_list[] = {&offers_partner, &offers_selection, &offers_row,  &offers_params,  &offers_date,
                                            &offers_span,    &offers_measure,   &offers_card, &offers_globals, &offers_text,
                                            &offers_table,   &offers_math,      NULL};

void offers_register(lua_State *L, const struct offers *offers)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (!offers->rows[i].function) continue;
        lua_pushcfunction(L, offers->rows[i].function);
        lua_setfield(L, -2, offers->rows[i].name);
    }
}

const struct offer *offer_named(const struct offers *offers, const char *name)
{
    for (size_t i = 0; i < offers->count; i++)
        if (strcmp(offers->rows[i].name, name) == 0) return &offers->rows[i];
    return NULL;
}

const char *offer_near(const struct offers *offers, const char *name)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (; count < offers->count && count < NAMES_MOST; count++) names[count] = offers->rows[count].name;
    return suggest(text_of(name), names, count);
}
