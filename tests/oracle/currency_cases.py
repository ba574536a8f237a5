#!/usr/bin/env python3
"""Cases for tests/unit/test_exchange.c, one a line: direct|indirect amount rate places, then the result by each mode of rounding.

Usage: currency_cases.py [COUNT]    COUNT amounts of each way to quote, 100,000 unless told

The expected values come from whole numbers alone: units of the amount and of the rate are multiplied or divided, and what is left over
says how to round. A result of more than 18 digits is "-". Modes are in the order of core/base/decimal.h.
"""
import random
import sys

LIMIT = 10**18


def round_units(numerator, denominator):
    """numerator / denominator to a whole number, by each mode; denominator > 0."""
    sign = -1 if numerator < 0 else 1
    whole, rest = divmod(abs(numerator), denominator)
    near = 2 * rest - denominator
    up = [near >= 0, near > 0 or (near == 0 and whole % 2 == 1), near > 0, rest > 0, False, rest > 0 and sign > 0, rest > 0 and sign < 0]
    return [sign * (whole + step) for step in up]


def plain(units, scale):
    if abs(units) >= LIMIT:
        return "-"
    digits = str(abs(units)).rjust(scale + 1, "0")
    return ("-" if units < 0 else "") + (digits[:-scale] + "." + digits[-scale:] if scale else digits)


def case(dice, direct):
    scale, rate_scale, places = dice.choice([0, 1, 2, 2, 3]), dice.choice([0, 2, 3, 4, 6, 8]), dice.choice([0, 2, 2, 3, 6])
    rate = dice.randrange(1, 10 ** dice.choice([1, 3, 5, 7]))
    amount = dice.randrange(10 ** dice.choice([2, 4, 7, 9, 13, 17])) * dice.choice([1, 1, 1, -1])
    if not direct and dice.random() < 0.3:  # a quotient that is a tie: an odd number of halves of the last place, times the rate
        scale = rate_scale + places + 1
        amount = (2 * dice.randrange(100_000) + 1) * rate * 5
    if direct and dice.random() < 0.3:
        rate = rate // 10 * 10 + 5
    if direct:
        numerator, denominator = amount * rate * 10**places, 10 ** (scale + rate_scale)
    else:
        numerator, denominator = amount * 10 ** (rate_scale + places), rate * 10**scale
    results = " ".join(plain(units, places) for units in round_units(numerator, denominator))
    if abs(amount) >= LIMIT or scale > 18:
        return case(dice, direct)
    return f"{'direct' if direct else 'indirect'} {plain(amount, scale)} {plain(rate, rate_scale)} {places} {results}\n"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20260701)
    for _ in range(count):
        sys.stdout.write(case(dice, True))
        sys.stdout.write(case(dice, False))


if __name__ == "__main__":
    main()
