// What a partner is paid, step by step: incentives, the margin, pay-outs.

function moneyParts(key) {
    return [awardsPart(key), marginPart(key), payoutsPart(key)];
}

const isMarginPoints = (award) => award.text("unit") === "margin points";

// What a rule awards, points of margin or money, and what became of it.
function awardCells(award) {
    const incentive = incentiveNamed(award.text("incentive"));
    const kind = award.text("kind");
    const amount = (column) => (isMarginPoints(award) ? show.percent(award, column) : show.moneyWithUnit(award, column));
    const reason = award.text("reason");
    const on = incentive.on && metricNamed(incentive.scorecard, null, incentive.on).title;
    return [
        [el("span", { class: "title" }, incentive.title), on && soft("paid on " + on)],
        kind === "none" ? "–" : kind === "failed" ? el("span", { class: "state failed" }, "failed") : amount("awarded"),
        kind === "none" ? "" : amount("counted"),
        show.moneyWithUnit(award, "paid"),
        reason === award.text("awarded") ? "" : bdi(words.of(reason, incentive.scorecard)),
    ];
}

function awardsPart(key) {
    const rows = table("awards").rowsOf(key);
    const columns = [
        { title: "Incentive" },
        { title: "Awarded", number: true },
        { title: "Counted", number: true },
        { title: "Paid", number: true },
        { title: "Why" },
    ];
    return rows.length > 0 && card("Incentives", dataTable("Incentives", columns, rows.map(awardCells)));
}

// The tier's margin, what incentives add, the limit, and what it is paid on.
function marginPart(key) {
    const [margin] = table("margins").rowsOf(key);
    if (!margin?.text("margin_pct")) return null;
    const added = table("awards")
        .rowsOf(key)
        .filter((award) => isMarginPoints(award) && !award.text("base"))
        .map((award) => [incentiveNamed(award.text("incentive")).title, words.signed(award.number("counted"))]);
    const { scorecard, on } = run.margin ?? {};
    const limit = margin.text("limit");
    const steps = [
        [["Margin of the tier ", show.tier(margin)], show.percent(margin, "base_pct")],
        ...added,
        ["Together", show.percent(margin, "stacked_pct")],
        ["Recommended margin" + (limit && `, held to the ${limit}`), show.percent(margin, "margin_pct"), "sum"],
        ["Paid on" + (on ? ": " + metricNamed(scorecard, null, on).title : ""), show.moneyWithUnit(margin, "paid_on")],
        ["Margin amount", show.moneyWithUnit(margin, "margin_amount"), "sum"],
        ["Waived", bdi(margin.text("waiver"))],
    ];
    return card("Margin", facts(steps));
}

const AMOUNTS = [
    { column: "earned", title: "Earned", number: true },
    { column: "moved", title: "Moved", number: true },
    { column: "forfeited", title: "Forfeited", number: true },
    { column: "paid", title: "Paid", number: true },
    { column: "carried", title: "Carried over", number: true },
];
const DAYS = [
    { column: "usable_from", title: "Usable from" },
    { column: "usable_until", title: "Usable until" },
    { column: "claim_until", title: "Claim by" },
];

// Columns in which some row says something; earned and paid always.
function payoutsPart(key) {
    const rows = table("payouts")
        .rowsOf(key)
        .filter((row) => AMOUNTS.some(({ column }) => row.some(column)));
    const amounts = AMOUNTS.filter(({ column }) => ["earned", "paid"].includes(column) || rows.some((row) => row.some(column)));
    const days = DAYS.filter(({ column }) => rows.some((row) => row.text(column)));
    const cells = (row) => [
        words.capital(row.text("title")),
        ...amounts.map(({ column }) => show.money(row, column)),
        ...days.map(({ column }) => row.text(column)),
    ];
    const title = "Pay-outs, " + run.program.currency;
    return rows.length > 0 && card(title, dataTable(title, [{ title: "Kind" }, ...amounts, ...days], rows.map(cells)));
}
