#include "base/date.h"

static bool leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap_year(year) ? 29 : days[month - 1];
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* Years are counted from March here: the leap day is then the last of its year, and the months before it follow one
 * pattern of lengths, 153 days in five. 306 days lie between 0000-03-01 and 0001-01-01. */
enum { DAYS_IN_400_YEARS = 146097, DAYS_TO_YEAR_1 = 306 };

static int32_t days_before_march_year(int year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

int32_t date_from_civil(int year, int month, int day)
{
    int march_year = month > 2 ? year : year - 1, march_month = month > 2 ? month - 3 : month + 9;
    int32_t within = (153 * march_month + 2) / 5 + day - 1;
    return days_before_march_year(march_year) + within - DAYS_TO_YEAR_1 + DATE_MIN;
}

struct civil date_civil(int32_t day)
{
    int32_t days = day - DATE_MIN + DAYS_TO_YEAR_1;
    int march_year = (int)((int64_t)days * 400 / DAYS_IN_400_YEARS); /* by the average year: off by one at times */
    if (days_before_march_year(march_year) > days)
        march_year--;
    else if (days_before_march_year(march_year + 1) <= days)
        march_year++;
    int32_t within = days - days_before_march_year(march_year);
    int march_month = (5 * within + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    return (struct civil){march_year + (month <= 2), month, within - (153 * march_month + 2) / 5 + 1};
}

int32_t date_add_months(int32_t day, int months)
{
    struct civil civil = date_civil(day);
    int64_t count = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (count < 12) return DATE_MIN;
    if (count >= 10000 * 12) return DATE_MAX;
    int year = (int)(count / 12), month = (int)(count % 12) + 1, last = days_in_month(year, month);
    return date_from_civil(year, month, civil.day < last ? civil.day : last);
}

static void put_digits(int n, char *out, int count)
{
    for (int i = count - 1; i >= 0; i--, n /= 10) out[i] = (char)('0' + n % 10);
}

size_t date_format(int32_t day, char out[DATE_TEXT_MAX])
{
    const size_t len = sizeof "YYYY-MM-DD" - 1;
    struct civil civil = date_civil(day);
    put_digits(civil.year, out, 4);
    put_digits(civil.month, out + 5, 2);
    put_digits(civil.day, out + 8, 2);
    out[4] = out[7] = '-';
    out[len] = '\0';
    return len;
}

static bool take_digits(const char *digits, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (digits[i] < '0' || digits[i] > '9') return false;
        *out = *out * 10 + (digits[i] - '0');
    }
    return true;
}

bool date_parse(struct text text, int32_t *day)
{
    struct civil civil;
    if (text.len != sizeof "YYYY-MM-DD" - 1 || text.ptr[4] != '-' || text.ptr[7] != '-') return false;
    if (!take_digits(text.ptr, 4, &civil.year) || !take_digits(text.ptr + 5, 2, &civil.month) || !take_digits(text.ptr + 8, 2, &civil.day))
        return false;
    if (!date_valid(civil.year, civil.month, civil.day)) return false;
    *day = date_from_civil(civil.year, civil.month, civil.day);
    return true;
}
