#!/usr/bin/env python3
"""The Meridian program worked out a second time, from its description alone, to check Rung's results against.

    meridian.py DIR > result.csv

DIR holds partners.csv, deals.csv, certifications.csv, tickets.csv and attestations.csv. The result has one row per
partner: what it scored, its tier and margin, what it is owed, and the points of each metric.

Nothing here rounds but where the program says so: money is whole cents, a rate is a fraction, points are fractions.
It shares no code and no idea with Rung: rows are summed as they pass, and every rule is plain Python.
"""

import csv
import sys
from bisect import bisect_left
from fractions import Fraction
from operator import itemgetter
from pathlib import Path

FIRST, LAST = "2026-07-01", "2026-09-30"  # the period; both days count
PRIOR_FIRST, PRIOR_LAST = "2025-07-01", "2025-09-30"
ATTESTED_FROM = "2025-10-01"  # 365 days up to LAST

WEIGHTS = {
    "certified_people": 10,
    "accredited_sellers": 5,
    "registration_rate": 10,
    "resolution_hours": 10,
    "attestations": 8,
    "deal_data_quality": 4,
    "discount_discipline": 4,
    "revenue": 15,
    "revenue_growth": 10,
    "new_customers": 6,
    "win_rate": 6,
    "customer_satisfaction": 8,
    "revenue_standing": 4,
}

RESULT = ["partner_id", "score", "tier", "margin", "margin_amount", "new_customer_spif", "volume_rebate", *WEIGHTS]


class Tally:
    """What the rows of one partner add up to."""

    __slots__ = ("type", "deals", "registered", "won", "lost", "product_known", "disciplined", "new_customers", "revenue",
                 "prior_revenue", "tickets", "hours10", "rated", "csat", "certified", "accredited", "attested")

    def __init__(self, kind):
        self.type = kind
        self.deals = self.registered = self.won = self.lost = self.product_known = self.disciplined = 0
        self.new_customers = self.revenue = self.prior_revenue = 0  # money in cents
        self.tickets = self.hours10 = self.rated = self.csat = 0  # hours in tenths
        self.certified, self.accredited, self.attested = set(), set(), set()


# ---------------------------------------------------------------- reading


def rows(path, *columns):
    """The named columns of a table, row by row."""
    with open(path, encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader)
        yield from map(itemgetter(*map(header.index, columns)), reader)


def fixed(text, places):
    """A number with at most so many decimals, as a whole number of its smallest unit: fixed("12.5", 2) is 1250."""
    whole, _, decimals = text.partition(".")
    if len(decimals) > places:
        raise ValueError(f"{text!r} has more than {places} decimals")
    return int(whole + decimals + "0" * (places - len(decimals)))


def add_deals(tallies, path):
    columns = ("partner_id", "closed_on", "stage", "amount", "discount_pct", "registered", "product_line", "new_customer")
    for partner, closed, stage, amount, discount, registered, product, new in rows(path, *columns):
        tally = tallies[partner]
        if FIRST <= closed <= LAST:
            tally.deals += 1
            tally.registered += registered == "yes"
            if stage == "won":
                tally.won += 1
                tally.revenue += fixed(amount, 2)
                tally.disciplined += fixed(discount, 1) <= 250
                tally.new_customers += new == "yes"
                tally.product_known += product != ""
            elif stage == "lost":
                tally.lost += 1
                tally.product_known += product != ""
        elif stage == "won" and PRIOR_FIRST <= closed <= PRIOR_LAST:
            tally.prior_revenue += fixed(amount, 2)


def add_certifications(tallies, path):
    for partner, person, level, issued, expires in rows(path, "partner_id", "person", "level", "issued_on", "expires_on"):
        if issued <= LAST <= expires:
            if level == "associate":
                tallies[partner].accredited.add(person)
            elif level in ("professional", "expert"):
                tallies[partner].certified.add(person)


def add_tickets(tallies, path):
    for partner, opened, hours, csat in rows(path, "partner_id", "opened_on", "hours_to_resolve", "csat"):
        if FIRST <= opened <= LAST:
            tally = tallies[partner]
            tally.tickets += 1
            tally.hours10 += fixed(hours, 1)
            if csat != "":
                tally.rated += 1
                tally.csat += int(csat)


def add_attestations(tallies, path):
    for partner, item, attested in rows(path, "partner_id", "item", "attested_on"):
        if ATTESTED_FROM <= attested <= LAST:
            tallies[partner].attested.add(item)


def read(folder):
    tallies = {partner: Tally(kind) for partner, kind in rows(folder / "partners.csv", "partner_id", "type")}
    add_deals(tallies, folder / "deals.csv")
    add_certifications(tallies, folder / "certifications.csv")
    add_tickets(tallies, folder / "tickets.csv")
    add_attestations(tallies, folder / "attestations.csv")
    return tallies


# ---------------------------------------------------------------- metrics and points


def curve(*pairs):
    """Straight lines between (value, points) pairs, flat outside them."""
    pairs = [(Fraction(str(value)), Fraction(points)) for value, points in pairs]
    first, last = pairs[0], pairs[-1]
    lines = []  # (end, slope, points where the line crosses 0)
    for (left, low), (right, high) in zip(pairs, pairs[1:]):
        slope = (high - low) / (right - left)
        lines.append((right, slope, low - slope * left))

    def points_of(value):
        if value <= first[0]:
            return first[1]
        for end, slope, origin in lines:
            if value <= end:
                return slope * value + origin
        return last[1]

    return points_of


CERTIFIED = curve((0, 0), (10, 100))
REGISTRATION = curve((0, 0), (0.6, 100))
RESOLUTION = curve((12, 100), (72, 0))
DATA_QUALITY = curve((0.5, 0), (1, 100))
DISCIPLINE = curve((0.6, 0), (1, 100))
REVENUE = curve((0, 0), (50000, 40), (250000, 80), (1000000, 100))
GROWTH = curve((-0.2, 0), (0, 40), (0.3, 100))
NEW_CUSTOMERS = curve((0, 0), (8, 100))
WIN_RATE = curve((0.1, 0), (0.5, 100))
SATISFACTION = curve((3, 0), (4.8, 100))


def accredited_points(people):
    return 100 if people >= 5 else 50 if people >= 2 else 0


def share(part, whole, points_of, otherwise=None):
    """Points of part / whole; `otherwise` where there is nothing to divide by (None: the metric is left out)."""
    return points_of(Fraction(part, whole)) if whole else otherwise


def growth_of(tally):
    """Growth against the year before; None without a prior revenue."""
    return Fraction(tally.revenue, tally.prior_revenue) - 1 if tally.prior_revenue else None


def points_of_metrics(tally, standing):
    growth = growth_of(tally)
    decided = tally.won + tally.lost
    return {
        "certified_people": CERTIFIED(len(tally.certified)),
        "accredited_sellers": accredited_points(len(tally.accredited)),
        "registration_rate": share(tally.registered, tally.deals, REGISTRATION, otherwise=0),
        "resolution_hours": share(tally.hours10, 10 * tally.tickets, RESOLUTION),
        "attestations": Fraction(100 * len(tally.attested), 3),
        "deal_data_quality": share(tally.product_known, decided, DATA_QUALITY),
        "discount_discipline": share(tally.disciplined, tally.won, DISCIPLINE),
        "revenue": REVENUE(Fraction(tally.revenue, 100)),
        "revenue_growth": 50 if growth is None else GROWTH(growth),
        "new_customers": NEW_CUSTOMERS(tally.new_customers),
        "win_rate": share(tally.won, decided, WIN_RATE),
        "customer_satisfaction": share(tally.csat, tally.rated, SATISFACTION),
        "revenue_standing": 100 * standing,
    }


def score_of(points):
    weights, top, bottom = 0, 0, 1  # top / bottom: the weighted sum, reduced only once
    for name, value in points.items():
        if value is not None:
            weights += WEIGHTS[name]
            top = top * value.denominator + WEIGHTS[name] * value.numerator * bottom
            bottom *= value.denominator
    return Fraction(top, bottom * weights)


def standings(tallies):
    """Percent rank of the revenue among partners of the type; equal revenues share the lowest rank."""
    peers = {}
    for tally in tallies.values():
        peers.setdefault(tally.type, []).append(tally.revenue)
    for revenues in peers.values():
        revenues.sort()

    def standing(tally):
        revenues = peers[tally.type]
        return Fraction(bisect_left(revenues, tally.revenue), len(revenues) - 1) if len(revenues) > 1 else Fraction(0)

    return {partner: standing(tally) for partner, tally in tallies.items()}


# ---------------------------------------------------------------- tier, margin, money


def tier_of(score, tally):
    """The tier and its base margin in percent."""
    score = Fraction(units(score, 6), 10**6)
    certified = len(tally.certified)
    if score >= 70 and certified >= 4 and tally.revenue >= 25000000 and len(tally.attested) == 3:
        return "platinum", Fraction(15)
    if score >= 58 and certified >= 2:
        return "gold", Fraction(12)
    if score >= 45:
        return "silver", Fraction(8)
    return "registered", Fraction(5)


def margin_of(base, tally):
    """Percent of the revenue, after all rules, within floor and cap."""
    margin = base
    if tally.deals and 2 * tally.registered >= tally.deals and tally.won >= 3:
        margin += 2
    growth = growth_of(tally)
    if growth is not None and growth > Fraction(1, 5):
        steps = ((growth - Fraction(1, 5)) * 10 + Fraction(1, 10**9)).__floor__()
        margin += min(Fraction(steps, 2), 2)
    if len(tally.attested) < 3:
        margin -= 1
    return min(max(margin, 3), 18)


def rebate_of(revenue):
    """1 % of what lies between 100,000 and 500,000, 2 % of what lies above. Cents, unrounded."""
    low, high = 10000000, 50000000
    return Fraction(max(min(revenue, high) - low, 0) + 2 * max(revenue - high, 0), 100)


# ---------------------------------------------------------------- writing


def units(value, places):
    """A value as a whole number of 10^-places, half up; no value here is negative."""
    return (2 * 10**places * value.numerator + value.denominator) // (2 * value.denominator)


def decimals(value, places):
    text = str(units(value, places)).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


def result_row(partner, tally, standing):
    points = points_of_metrics(tally, standing)
    score = score_of(points)
    tier, base = tier_of(score, tally)
    margin = margin_of(base, tally)
    return [
        partner,
        decimals(score, 9),
        tier,
        decimals(margin, 1),
        decimals(Fraction(tally.revenue, 10000) * margin, 2),  # cents times percent: a hundredth for either
        f"{500 * min(tally.new_customers, 10)}.00",
        decimals(rebate_of(tally.revenue) / 100, 2),
        *("" if value is None else decimals(value, 9) for value in points.values()),
    ]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: meridian.py DIR > result.csv")
    tallies = read(Path(sys.argv[1]))
    ranks = standings(tallies)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(RESULT)
    for partner, tally in tallies.items():
        writer.writerow(result_row(partner, tally, ranks[partner]))


if __name__ == "__main__":
    main()
