#!/usr/bin/env python3
"""Cases for tests/unit/test_award_oracle.c, one a line: method mode base on a b c expected...

Usage: award_cases.py [COUNT]    COUNT cases of each method, 100,000 unless told; each in one of the rounding modes

add, best, multiply: a tier's rate and three awards stack, and are paid on an amount: what is paid, in cents.
sequence: three rates, each paid on what those before it leave: the three amounts.
split: an amount and three shares of it: the three parts, by largest remainder.
"""
import random
import sys
from decimal import Context, Decimal, localcontext
from fractions import Fraction

MODES = ["ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR"]
CENT = Decimal("0.01")


def rate(dice):
    places = dice.choice([2, 3, 4])
    return Decimal(dice.randrange(0, 4 * 10 ** (places - 1))).scaleb(-places)


def amount(dice):
    units = dice.randrange(0, 10 ** dice.choice([3, 5, 8, 11]))
    return Decimal(units if dice.random() < 0.8 else -units).scaleb(-2)


def stacked(method, base, rates):
    if method == "add":
        return base + sum(rates)
    if method == "best":
        return base + max(rates)
    left = 1 - base
    for one in rates:
        left *= 1 - one
    return 1 - left


def sequence(on, rates, mode):
    left, amounts = on, []
    for one in rates:
        amounts.append((left * one).quantize(CENT, rounding=mode))
        side = left.compare(Decimal(0))
        left -= amounts[-1]
        if left.compare(Decimal(0)) != side:
            left = Decimal(0)
    return amounts


def split(whole, shares):
    cents = abs(int(whole * 100))
    exact = [Fraction(cents) * Fraction(share) for share in shares]
    parts = [int(part) for part in exact]
    for index in sorted(range(3), key=lambda i: (parts[i] - exact[i], i))[:cents - sum(parts)]:
        parts[index] += 1
    return [Decimal(part if whole >= 0 else -part).scaleb(-2) for part in parts]


def thirds(dice):
    first = dice.randrange(1, 98)
    second = dice.randrange(1, 99 - first)
    return [Decimal(part).scaleb(-2) for part in (first, second, 100 - first - second)]


def line(method, dice):
    mode, base, on = dice.randrange(len(MODES)), rate(dice), amount(dice)
    rates = thirds(dice) if method == "split" else [rate(dice) for _ in range(3)]
    if method == "split":
        expected = split(on, rates)
    elif method == "sequence":
        expected = sequence(on, rates, MODES[mode])
    else:
        expected = [(stacked(method, base, rates) * on).quantize(CENT, rounding=MODES[mode]), Decimal(0), Decimal(0)]
    return " ".join([method, str(mode)] + [format(number, "f") for number in [base, on] + rates + expected])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    dice = random.Random(20260930)
    with localcontext(Context(prec=60)):
        for _ in range(count):
            for method in ("add", "best", "multiply", "sequence", "split"):
                print(line(method, dice))


if __name__ == "__main__":
    main()
