#include "draft/hints.h"

#include <ctype.h>
#include <strings.h>

static bool is_part(const char *at, const char *start)
{
    return at == start || !isalpha((unsigned char)at[-1]) || (islower((unsigned char)at[-1]) && isupper((unsigned char)*at));
}

static bool ends_part(const char *end)
{
    return !isalpha((unsigned char)*end) || (isupper((unsigned char)*end) && islower((unsigned char)end[-1]));
}

bool hints_at(const char *heading, const char *const *words)
{
    for (; *words; words++) {
        size_t length = strlen(*words);
        for (const char *at = heading; (at = strcasestr(at, *words)); at++)
            if (is_part(at, heading) && ends_part(at + length)) return true;
    }
    return false;
}

bool hints_lua_word(struct text name)
{
    static const char *const words[] = {"and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
                                        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(name, words[i])) return true;
    return false;
}

/* ---- the likeliest column */

/* One of the words of an earlier list is likelier; no word is better than one of those against it. */
static int likelihood(const struct column_spec *column, const char *const *for_it, const char *const *against)
{
    if (hints_at(column->name, for_it) || hints_at(column->header, for_it)) return 3;
    return hints_at(column->name, against) || hints_at(column->header, against) ? 1 : 2;
}

static int likeliest(const struct table_spec *table, enum column_type type, const char *const *for_it, const char *const *against)
{
    int best = -1, most = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct column_spec *column = &table->columns[c];
        if (column->type != type || c == table->key || hints_lua_word(text_of(column->name))) continue;
        if (type == COLUMN_TEXT && column->allowed_count == 0) continue;
        int likely = likelihood(column, for_it, against);
        if (likely > most) {
            most = likely;
            best = (int)c;
        }
    }
    return best;
}

int hints_date(const struct table_spec *table)
{
    static const char *const done[] = {"close",    "closed", "closing", "won",   "sold",     "booked", "billed",    "invoice",
                                       "invoiced", "held",   "done",    "paid",  "sale",     "order",  "abschluss", "rechnung",
                                       "passed",   "issued", "awarded", "filed", "answered", NULL};
    static const char *const other[] = {"expires", "expired", "until",   "ends",  "end",      "valid",   "due",
                                        "next",    "created", "created", "birth", "modified", "gueltig", NULL};
    return likeliest(table, COLUMN_DATE, done, other);
}

int hints_number(const struct table_spec *table)
{
    static const char *const worth[] = {"amount", "revenue", "value", "sales", "total", "net",
                                        "betrag", "umsatz",  "wert",  "acv",   "arr",   NULL};
    static const char *const other[] = {"discount", "cost", "list", "tax", "rabatt", "year", "jahr", NULL};
    static const enum column_type types[] = {COLUMN_MONEY, COLUMN_NUMBER, COLUMN_INTEGER};
    int found = -1;
    for (size_t t = 0; found < 0 && t < sizeof types / sizeof *types; t++) found = likeliest(table, types[t], worth, other);
    return found;
}

static const char *const good_words[] = {"won",  "gewonnen", "success", "successful", "sold", "approved", "completed", "complete",
                                         "done", "active",   "passed",  "invoice",    "paid", "yes",      NULL};
static const char *const state_words[] = {"stage", "status", "state", "phase", "outcome", "result", "ergebnis", NULL};

bool hints_is_state(const struct column_spec *column)
{
    return hints_at(column->name, state_words) || hints_at(column->header, state_words);
}

bool hints_is_success(const char *word)
{
    return hints_at(word, good_words);
}

int hints_words(const struct table_spec *table)
{
    static const char *const other[] = {"region", "country", "currency", "waehrung", "land", NULL};
    return likeliest(table, COLUMN_TEXT, state_words, other);
}

const struct column_spec *hints_outcome(const struct table_spec *table)
{
    int words = hints_words(table);
    const struct column_spec *column = words < 0 ? NULL : &table->columns[words];
    return column && hints_is_success(column->allowed[hints_success(column)]) ? column : NULL;
}

size_t hints_success(const struct column_spec *column)
{
    for (size_t i = 0; i < column->allowed_count; i++)
        if (hints_is_success(column->allowed[i])) return i;
    return 0;
}

bool hints_currency(struct text code)
{
    static const char codes[] =
        "AED AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MAD MXN MYR NGN NOK NZD PEN "
        "PHP PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD VND ZAR";
    const char *found = code.len == 3 ? memmem(codes, sizeof codes - 1, code.ptr, 3) : NULL;
    return found && (found - codes) % 4 == 0;
}
