#!/usr/bin/env python3
"""Cases for tests/unit/test_decimal.c, one a line: method a b scale mode expected.

Usage: decimal_cases.py [COUNT]    COUNT cases of each method, 100,000 unless told

The expected value comes from Python's decimal module, with precision to spare; "-" means that the result does not fit.
What fits is stated by core/base/decimal.h: units in 128 bits, at most 30 places.
"""
import random
import sys
from decimal import Context, Decimal, localcontext

MODES = ["ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR"]
MAX_SCALE = 30
PRECISION = 120  # a quotient of 128-bit numbers that lies on a tie has far fewer digits, so it is exact


LIMIT = Decimal(2**127)
PLACES = [Decimal(1).scaleb(-scale) for scale in range(2 * MAX_SCALE + 1)]


def units_fit(value, scale):
    return -LIMIT <= value.scaleb(scale) < LIMIT


def scale_of(value):
    return -value.as_tuple().exponent


def trimmed(value):
    shortest = value.normalize()
    return shortest.quantize(1) if scale_of(shortest) < 0 else shortest


def random_decimal(dice):
    digits = dice.choice([1, 2, 3, 5, 8, 12, 18, 19, 25, 31, 38])
    units = dice.randrange(10 ** (digits - 1) if digits > 1 else 0, 10**digits)
    kind = dice.random()
    if kind < 0.2:
        units = units // 10 * 10 + 5  # a tie for the last place
    elif kind < 0.4:
        units -= units % 10 ** dice.randrange(1, digits + 1)
    scale = dice.choice([0, 0, 1, 2, 2, 2, 4, 6, 9, 15, 22, 30])
    return Decimal(units if dice.random() < 0.5 else -units).scaleb(-scale)


def forms(a, b):
    yield a, b
    yield trimmed(a), trimmed(b)


def add(a, b):
    for x, y in forms(a, b):
        scale = max(scale_of(x), scale_of(y))
        if all(units_fit(v, scale) for v in (x, y, x + y)):
            return x + y
    return None


def multiply(a, b):
    for x, y in forms(a, b):
        scale = scale_of(x) + scale_of(y)
        if units_fit(x * y, scale) and (scale <= MAX_SCALE or scale_of(trimmed(x * y)) <= MAX_SCALE):
            return x * y
    return None


def divide(a, b, scale, mode):
    if not b:
        return None
    quotient = (a / b).quantize(PLACES[scale], rounding=mode)
    return quotient if abs(quotient.scaleb(scale)) < LIMIT else None


def round_to(a, scale, mode):
    return a if scale >= scale_of(a) else a.quantize(PLACES[scale], rounding=mode)


def plain(value):
    return format(value if value else abs(value), "f")


def result(value):
    return "-" if value is None else plain(trimmed(value))


def cases(dice):
    a, b = random_decimal(dice), random_decimal(dice)
    scale, mode = dice.choice([0, 1, 2, 2, 3, 6, 12, 30]), dice.randrange(len(MODES))
    pair = f"{plain(a)} {plain(b)}"
    return f"""add {pair} 0 0 {result(add(a, b))}
subtract {pair} 0 0 {result(add(a, -b))}
multiply {pair} 0 0 {result(multiply(a, b))}
divide {pair} {scale} {mode} {result(divide(a, b, scale, MODES[mode]))}
round {pair} {scale} {mode} {result(round_to(a, scale, MODES[mode]))}
compare {pair} 0 0 {int(a > b) - int(a < b)}
double {pair} 0 0 {float(a).hex()}
"""


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20260930)
    with localcontext(Context(prec=PRECISION)):
        for _ in range(count):
            sys.stdout.write(cases(dice))


if __name__ == "__main__":
    main()
