#!/usr/bin/env python3
"""Cases for tests/unit/test_award_oracle.c, one a line: method, what goes in, and what comes out in each of the rounding modes.

Usage: award_cases.py [COUNT]    COUNT cases of each method, 100,000 unless told

add, best, multiply: base, amount, three rates. A tier's base and three awards stack, and are paid on the amount: what is paid.
recommend: the same and rate places, floor, cap. Added, rounded, held between the two, and paid on the amount.
sequence: amount, three rates, each paid on what those before it leave: the three amounts.
together: amount, three rates, cap. A group whose amounts are held together: the three amounts.
split: amount, three shares of it: the three parts, by largest remainder.
limits: base, amount, rate, its cap, maximum, maximum of the year, paid so far, minimum, brought, 1 to carry or 0, share of the second kind,
that kind's minimum. A rate is paid on the amount less the base: paid, carried, forfeited (what is lost to a maximum or below the minimum: no
cent of amount and brought is in none of the three); and of each kind.

Modes are in the order of core/base/decimal.h. The expected values come from Python's decimals and whole numbers.
"""
import random
import sys
from decimal import Context, Decimal, localcontext
from functools import lru_cache

MODES = ["ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR"]
CENT, ZERO = Decimal("0.01"), Decimal(0)


def rate(dice):
    places = dice.choice([2, 3, 4])
    return Decimal(dice.randrange(0, 4 * 10 ** (places - 1))).scaleb(-places)


def money(dice, digits):
    return Decimal(dice.randrange(10 ** dice.choice(digits))).scaleb(-2)


def amount(dice, places=2):
    units = dice.randrange(0, 10 ** dice.choice([3, 5, 8, 11]))
    return Decimal(units if dice.random() < 0.8 else -units).scaleb(-places)


def rates(dice):
    return [rate(dice) for _ in range(3)]


@lru_cache(maxsize=16)  # most modes round alike
def largest_remainder(whole, weights):
    """A whole of cents shared by the weights; what is left goes to the parts from which rounding took most, of equals to the first."""
    cents, units = abs(int(whole.scaleb(2))), [int(weight.scaleb(4)) for weight in weights]
    total = sum(units)
    if not total:
        return [ZERO] * len(units)
    parts, rests = zip(*(divmod(cents * unit, total) for unit in units))
    lucky = sorted(range(len(units)), key=lambda i: (-rests[i], i))[: cents - sum(parts)]
    parts = [part + (i in lucky) for i, part in enumerate(parts)]
    return [Decimal(part if whole >= 0 else -part).scaleb(-2) for part in parts]


def shares(dice):
    first = dice.randrange(1, 98)
    second = dice.randrange(1, 99 - first)
    return [Decimal(part).scaleb(-2) for part in (first, second, 100 - first - second)]


def stacked(method, base, given):
    if method == "add":
        return base + sum(given)
    if method == "best":
        return base + max(given)
    left = 1 - base
    for one in given:
        left *= 1 - one
    return 1 - left


def stacking(method):
    def results(mode, base, on, *given):
        return [(stacked(method, base, given) * on).quantize(CENT, rounding=mode)]

    return lambda dice: [rate(dice), amount(dice)] + rates(dice), results


def recommend(mode, base, on, a, b, c, places, floor, cap):
    given = (base + a + b + c).quantize(Decimal(1).scaleb(-int(places) - 2), rounding=mode)
    return [(min(max(given, floor), cap) * on).quantize(CENT, rounding=mode)]


def recommend_inputs(dice):
    floor = rate(dice)
    return [rate(dice), amount(dice)] + rates(dice) + [Decimal(dice.randrange(3)), floor, floor + 2 * rate(dice)]


def sequence(mode, on, *given):
    left, amounts = on, []
    for one in given:
        amounts.append((left * one).quantize(CENT, rounding=mode))
        side = left.compare(ZERO)
        left -= amounts[-1]
        if left.compare(ZERO) != side:
            left = ZERO
    return amounts


def together(mode, on, a, b, c, cap):
    amounts = tuple((on * one).quantize(CENT, rounding=mode) for one in (a, b, c))
    return largest_remainder(cap, amounts) if sum(amounts) > cap else amounts


def together_inputs(dice):
    on, given = abs(amount(dice)), rates(dice)
    return [on] + given + [(on * sum(given) * Decimal(dice.randrange(50, 120)).scaleb(-2)).quantize(CENT)]


def split(mode, on, *parts):
    return largest_remainder(on.quantize(CENT, rounding=mode), parts)


def limits(mode, base, on, award, cap, maximum, year, so_far, minimum, brought, carry, share, least):
    earned = min((on * (1 - base) * min(award, cap)).quantize(CENT, rounding=mode), maximum)
    due = min(earned + brought, maximum)
    if due > 0:
        due = min(due, max(year - so_far, ZERO))
    small = 0 < due < minimum
    paid, kept = (ZERO, due) if small else (due, ZERO)
    first, second = largest_remainder(paid, (1 - share, share))
    if 0 < second < least:
        first, second = paid, ZERO
    carried = kept if carry else ZERO
    return [paid, carried, earned + brought - paid - carried, first, second]


def limits_inputs(dice):
    on = amount(dice)
    near = [abs(on) * rate(dice) * Decimal(dice.choice([1, 1, 3])) for _ in range(5)]
    maximum, year, so_far, minimum, least = (one.quantize(CENT) for one in near)
    brought = money(dice, [2, 4, 6]) if dice.random() < 0.3 else ZERO
    carry, share = Decimal(dice.randrange(2)), Decimal(dice.randrange(1, 100)).scaleb(-2)
    return [rate(dice), on, rate(dice), rate(dice), maximum, year, so_far, minimum / 2, brought, carry, share, least / 2]


METHODS = {
    "add": stacking("add"),
    "best": stacking("best"),
    "multiply": stacking("multiply"),
    "recommend": (recommend_inputs, recommend),
    "sequence": (lambda dice: [amount(dice)] + rates(dice), sequence),
    "together": (together_inputs, together),
    "split": (lambda dice: [amount(dice, dice.choice([2, 3, 4]))] + shares(dice), split),
    "limits": (limits_inputs, limits),
}


def line(name, inputs, results, dice):
    given = inputs(dice)
    expected = [number for mode in MODES for number in results(mode, *given)]
    return " ".join([name] + [format(number, "f") for number in given + expected])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20260930)
    with localcontext(Context(prec=60)):
        for _ in range(count):
            for name, (inputs, results) in METHODS.items():
                print(line(name, inputs, results, dice))


if __name__ == "__main__":
    main()
