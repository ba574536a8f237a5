#!/usr/bin/env python3
"""Random cases for unit tests of exact arithmetic, with what is expected.

Usage: decimal_cases.py [COUNT [GROUP]]    COUNT cases of each method, 100,000 unless told

decimals (test_decimal.c), the group unless told, one case a line: method a b scale mode expected. "-" means that the result does not
fit. What fits is stated by core/base/decimal.h: units in 128 bits, at most 30 places.

bands (test_bands.c): a line "scale" with a band in each six words: its beginning, whether that is inside, its end or -, whether that
is inside, its rate or what it pays, its fee. Below it lines of cases: method amount places, and the result in each rounding mode.

The expected values come from Python's decimal module, with precision to spare.
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
    scale = dice.choice([0, 1, 2, 2, 3, 6, 12, 30])
    pair = f"{plain(a)} {plain(b)}"
    rounded = "".join(
        f"divide {pair} {scale} {index} {result(divide(a, b, scale, mode))}\nround {pair} {scale} {index} {result(round_to(a, scale, mode))}\n"
        for index, mode in enumerate(MODES))
    return f"""{rounded}add {pair} 0 0 {result(add(a, b))}
subtract {pair} 0 0 {result(add(a, -b))}
multiply {pair} 0 0 {result(multiply(a, b))}
compare {pair} 0 0 {int(a > b) - int(a < b)}
double {pair} 0 0 {float(a).hex()}
"""


# ---- bands


def money(dice, least, most):
    return Decimal(dice.randrange(least * 100, most * 100)).scaleb(-2)


def random_scale(dice, whole):
    """Bands as (low, low inside, high or None, high inside, rate or pay, fee), each beginning where the one before ends."""
    low, inside = dice.choice([Decimal(0), Decimal(0), money(dice, 1, 6000), money(dice, -900, 0)]), dice.random() < 0.7
    bands = []
    for left in range(dice.randrange(1, 6), 0, -1):
        high, closed = low + money(dice, 1, dice.choice([2, 100, 50_000])), dice.random() < 0.5
        if left == 1 and not whole and dice.random() < 0.6:
            high = None
        worth = money(dice, 1, 3000) if whole else Decimal(dice.randrange(-100, 4000)).scaleb(-4)
        bands.append((low, inside, high, closed, worth, money(dice, 0, 500) if dice.random() < 0.4 else Decimal(0)))
        low, inside = high, not closed
    return bands


def random_amount(dice, bands):
    low, _, high, _, _, _ = dice.choice(bands)
    edge = low if high is None or dice.random() < 0.5 else high
    kind = dice.random()
    if kind < 0.2:
        return edge
    if kind < 0.4:
        return edge + Decimal(dice.choice([-1, 1])).scaleb(-dice.choice([2, 4]))
    return money(dice, -100, 200) + edge if kind < 0.6 else money(dice, 0, 120_000)


def holds(band, x):
    low, inside, high, closed, _, _ = band
    return (x > low or (inside and x == low)) and (high is None or x < high or (closed and x == high))


def inside_of(band, x):
    low, _, high, _, _, _ = band
    return max(Decimal(0), (x if high is None else min(x, high)) - low)


def up_to_end(band, x):
    return x if band[2] is None else min(x, band[2])


def earned(bands, x):
    """What each method gives; the bands' worth is taken as a rate, and as what the whole band pays."""
    held = [band for band in bands if holds(band, x)]
    reached = [band for band in bands if x > band[0] or band in held]
    fee, fees = (sum(band[5] for band in some) if x else 0 for some in (held, reached))
    return {
        "marginal": sum(inside_of(band, x) * band[4] for band in bands) + fees,
        "retroactive": sum(x * band[4] for band in held) + fee,
        "rolling": sum(up_to_end(band, x) * band[4] for band in reached) + fees,
        "total": sum(x * band[4] for band in reached) + fees,
        "rate": sum(band[4] for band in held),
        "interpolated": fees + sum(band[4] * inside_of(band, x) / (band[2] - band[0]) for band in bands if band[2] is not None),
    }


def band_words(band):
    low, inside, high, closed, worth, fee = band
    return f"{low} {int(inside)} {'-' if high is None else high} {int(closed)} {worth} {fee}"


def band_cases(dice):
    """Ten amounts on a scale of rates and ten on a scale of pays: ten cases of each method."""
    lines = []
    for methods in ["marginal", "retroactive", "rolling", "total", "rate"], ["interpolated"]:
        bands = random_scale(dice, methods == ["interpolated"])
        lines.append("scale " + " ".join(map(band_words, bands)))
        for x in [random_amount(dice, bands) for _ in range(10)]:
            results, places = earned(bands, x), dice.choice([0, 1, 2, 2, 2, 4])
            for method in methods:
                exact = Decimal(results[method])
                modes = " ".join([str(exact.quantize(PLACES[places], mode)) for mode in MODES])
                lines.append(f"{method} {x} {places} {modes}")
    return "\n".join(lines) + "\n"


GROUPS = {"decimals": (cases, 1), "bands": (band_cases, 10)}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    make, each = GROUPS[sys.argv[2] if len(sys.argv) > 2 else "decimals"]
    dice = random.Random(20260930)
    with localcontext(Context(prec=PRECISION)):
        for _ in range(count // each):
            sys.stdout.write(make(dice))


if __name__ == "__main__":
    main()
