#include "data/currency.h"

#include <strings.h>

enum { CODE = 3 };

/* Pesos are written with the dollar sign, too. */
static const struct {
    const char *sign, *name, *codes;
} signs[] = {
    {"$", "dollars",
     "USD AUD CAD NZD SGD HKD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD TVD XCD ZWD ARS CLP COP CUP DOP MXN UYU"},
    {"€", "EUR", "EUR"},
    {"£", "GBP", "GBP"},
    {"¥", "JPY or CNY", "JPY CNY"},
};
enum { SIGNS = sizeof signs / sizeof *signs };

static bool is_code(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 'A' || text.ptr[i] > 'Z') return false;
    return text.len == CODE;
}

static struct text front(struct text text, size_t len)
{
    return (struct text){text.ptr, len < text.len ? len : text.len};
}

static struct text back(struct text text, size_t len)
{
    len = len < text.len ? len : text.len;
    return (struct text){text.ptr + text.len - len, len};
}

/* Of one end of the amount: the sign or code that stands there. */
static struct text find(struct text amount, struct text end(struct text, size_t))
{
    for (size_t i = 0; i < SIGNS; i++)
        if (text_is(end(amount, strlen(signs[i].sign)), signs[i].sign)) return end(amount, strlen(signs[i].sign));
    return is_code(end(amount, CODE)) ? end(amount, CODE) : (struct text){NULL, 0};
}

bool currency_take(struct text *amount, struct text *currency)
{
    *currency = find(*amount, front);
    if (currency->len > 0)
        amount->ptr += currency->len;
    else
        *currency = find(*amount, back);
    amount->len -= currency->len;
    return currency->len > 0;
}

static bool lists(const char *codes, struct text code)
{
    for (; strlen(codes) >= CODE; codes += codes[CODE] ? CODE + 1 : CODE)
        if (strncasecmp(codes, code.ptr, CODE) == 0) return true;
    return false;
}

static bool is_sign(struct text text)
{
    for (size_t i = 0; i < SIGNS; i++)
        if (text_is(text, signs[i].sign)) return true;
    return false;
}

static bool same(struct text a, struct text b)
{
    return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

bool currency_fits(struct text currency, const char *own)
{
    struct text theirs = text_of(own);
    if (same(currency, theirs) || (theirs.len != CODE && !is_sign(theirs))) return true;
    for (size_t i = 0; i < SIGNS; i++) {
        bool sign_of_own = text_is(currency, signs[i].sign) && theirs.len == CODE && lists(signs[i].codes, theirs);
        bool code_of_own = text_is(theirs, signs[i].sign) && currency.len == CODE && lists(signs[i].codes, currency);
        if (sign_of_own || code_of_own) return true;
    }
    return false;
}

struct text currency_name(struct text currency)
{
    for (size_t i = 0; i < SIGNS; i++)
        if (text_is(currency, signs[i].sign)) return text_of(signs[i].name);
    return currency;
}
