// The page of one partner: what it has, and how each number came about. What it is paid is told by page_money.js.

const partnerView = {
    show(key) {
        const rows = cards.rowsOf(key);
        const parts = rows.length
            ? [wayOn(key), heading(key, rows), ...rows.map(cardPart), ...moneyParts(key), ...otherParts(key)]
            : noPartner(key);
        document.getElementById("partner").replaceChildren(...parts.filter(Boolean));
        return rows.length ? nameOf(key) : "No such partner";
    },
};

const noPartner = (key) => [
    el("h2", { tabindex: -1 }, "No such partner"),
    el("p", {}, "There is no partner ", bdi(key), " in these results. ", el("a", { href: "#/partners" }, "All partners")),
];

// Before and next in the order of the table.
function wayOn(key) {
    const order = partnersView.partners();
    const at = order.indexOf(key);
    const link = (to, text, rel) =>
        to === undefined ? el("span", { class: "off" }, text) : el("a", { href: partnerHref(to), rel, title: words.upright(nameOf(to)) }, text);
    const here = at >= 0 && el("span", { class: "soft" }, `${words.number(at + 1)} of ${words.number(order.length)}`);
    return el(
        "nav",
        { class: "way", "aria-label": "Partners" },
        el("a", { href: partnersView.href() }, "All partners"),
        el("span", { class: "steps" }, link(order[at - 1], "‹ Previous", "prev"), here, link(order[at + 1], "Next ›", "next")),
    );
}

const standing = (row) => [
    ["Tier", tierNames(row.text("scorecard")).length ? show.tier(row) : ""],
    ["Before", show.tierIfAny(row, "prior_tier")],
    ["Movement", show.movement(row)],
    ["Score", show.score(row, "score")],
];

function heading(key, rows) {
    const name = nameOf(key);
    const paid = rows.find((row) => row.text("rebates") || row.text("margin_pct"));
    const money = paid && [
        ["Margin", show.percent(paid, "margin_pct")],
        ["Margin amount", show.moneyWithUnit(paid, "margin_amount")],
        ["Rebates", show.moneyWithUnit(paid, "rebates")],
    ];
    return el(
        "header",
        { class: "partner-head" },
        el("h2", { tabindex: -1 }, bdi(name)),
        el("p", { class: "soft" }, name !== key && ["Key ", bdi(key), " · "], run.program.name, " · ", run.period.name),
        facts([...(several ? [] : standing(rows[0])), ...(money ?? [])]),
    );
}

// ---- a scorecard

function cardPart(row) {
    const track = row.text("track");
    return card(
        scorecardTitle(row.text("scorecard")) + (track ? ", " + words.plain(track) : ""),
        several && facts(standing(row)),
        notices(row),
        el("div", { class: "columns" }, scores(row), nextTier(row)),
        metricsTable(row),
    );
}

function notices(row) {
    const aside = row.number("set_aside_rows");
    const earned = row.text("earned_tier");
    const failed = "A rule failed that the score or the tier hangs on, so there is no tier and no margin yet.";
    const unread = `${words.count(aside, "row")} of this partner could not be read, and ${aside === 1 ? "counts" : "count"} nowhere`;
    return [
        earned && earned !== row.text("tier") && el("p", {}, "By score and requirements alone: ", show.tier(row, "earned_tier")),
        row.text("complete") === "no" && notice(failed),
        aside > 0 && notice(unread + ": see the problems below."),
        row.text("waiver") && notice("Waived: ", bdi(row.text("waiver"))),
    ];
}

// names: {key, title}; a bar reaches 100, or the highest score where that is more. No bars where nothing has a score.
function bars(caption, names, score, without) {
    if (names.every(({ key }) => Number.isNaN(score(key)))) return null;
    const most = Math.max(100, ...names.map(({ key }) => score(key) || 0));
    const line = ({ key, title }) => {
        const value = Number.isNaN(score(key)) ? el("span", { class: "soft" }, without(key)) : words.score(score(key));
        const chart = el("td", { class: "chart" }, bar(score(key), most));
        return el("tr", {}, el("th", { scope: "row" }, title), chart, el("td", { class: "number" }, value));
    };
    return el("table", { class: "bars" }, el("caption", {}, caption), el("tbody", {}, names.map(line)));
}

function scores(row) {
    const categories = cards
        .columnsAfter("category.")
        .filter((name) => row.text("category." + name))
        .map((name) => ({ key: name, title: words.capital(words.plain(name)) }));
    const weighs = (block) => metricsOf(row).some((metric) => metric.text("block") === block && metric.number("weight") > 0);
    const without = (block) => (weighs(block) ? "left out" : "nothing measured");
    return el(
        "div",
        {},
        bars("Score by building block", page.blocks, (block) => row.number("block." + block), without),
        categories.length > 0 && bars("Score by category", categories, (name) => row.number("category." + name)),
    );
}

// What is missing stands one behind the other with semicolons between, ways up with bars.
function nextTier(row) {
    const list = (title, column, between) => {
        const parts = row.text(column).split(between).filter(Boolean);
        const items = parts.map((part) => el("li", {}, bdi(words.of(part, row.text("scorecard")))));
        return parts.length > 0 && [el("p", { class: "soft" }, title), el("ul", {}, items)];
    };
    const ways = row.text("next_tier_ways");
    const waysTitle = ways.includes(" | ") ? "Ways up, each enough by itself" : ways.includes(" -> ") ? "One way up" : "Ways up";
    return (
        row.text("next_tier") &&
        el(
            "div",
            { class: "next" },
            el("h4", {}, "Next tier: ", show.tier(row, "next_tier")),
            list("What is missing", "next_tier_missing", "; "),
            list(waysTitle, "next_tier_ways", " | "),
            ways.includes(" -> ") && el("p", { class: "soft" }, "A way holds with all other values as they are; what changes one value may change others too."),
        )
    );
}

// ---- its metrics

const STATES = {
    "left out": "left out of the score",
    "not applicable": "does not apply to this partner",
    "switched off": "switched off for this partner",
};

// What the rule says, and of how many rows.
function evidence(row) {
    const state = row.text("state");
    const reason = row.text("reason");
    const counted = row.number("rows_counted");
    const passed = row.number("rows_passed_over");
    const rows = `${words.count(counted, "row")} counted` + (passed > 0 ? `, ${words.number(passed)} passed over` : "");
    return [
        state !== "value" && el("div", { class: "state " + state }, STATES[state] ?? state),
        reason && reason !== state && el("div", {}, bdi(reason)),
        !Number.isNaN(counted) && el("div", { class: "soft" }, rows),
        row.text("waiver") && el("div", {}, "waived: ", bdi(row.text("waiver"))),
    ].filter(Boolean);
}

const metricsOf = (card) =>
    table("metrics")
        .rowsOf(card.text("partner"))
        .filter((row) => row.text("scorecard") === card.text("scorecard") && row.text("track") === card.text("track"));

// Points that are the value itself are told once, or to the last place where they count.
function pointsCell(row) {
    const isValue = row.text("points") === row.text("value");
    const weighs = row.number("weight") > 0;
    if (isValue && !weighs) return "";
    const points = row.number("points");
    const told = isValue || !weighs ? words.money(row.text("points")) : show.score(row, "points");
    return [told, row.text("counts") === "yes" && bar(points, Math.max(100, points))];
}

function metricCells(row) {
    const metric = metricNamed(row.text("scorecard"), row.text("track"), row.text("metric"));
    const block = page.blocks.find(({ key }) => key === row.text("block"))?.title;
    return [
        [el("span", { class: "title" }, metric.title), soft(block + (metric.trial ? " · on trial" : "")), soft(metric.points)],
        full(words.measure(row.text("value"), row.text("unit")), row.text("value")),
        pointsCell(row),
        words.number(row.number("weight")),
        show.number(row, "contribution"),
        evidence(row),
    ];
}

function metricsTable(card) {
    const blocks = page.blocks.map((block) => block.key);
    const place = (row) => blocks.indexOf(row.text("block"));
    const rows = metricsOf(card).sort((a, b) => place(a) - place(b));
    const columns = [
        { title: "Metric" },
        { title: "Value", number: true },
        { title: "Points", number: true },
        { title: "Weight", number: true },
        { title: "Adds to score", number: true },
        { title: "What counted" },
    ];
    const sum = ["Score", "", "", "", show.number(card, "score"), ""];
    return rows.length > 0 && [el("h4", {}, "Metrics"), dataTable("Metrics", columns, rows.map(metricCells), sum)];
}

// ---- warnings, problems, earlier periods

function otherParts(key) {
    return [warningsPart(key), listPart(key, "problems", "Problems of the data"), historyPart(key)];
}

function warningsPart(key) {
    const said = (row) => {
        return el("li", {}, bdi(words.capital(words.of(row.text("text"), row.text("scorecard")))));
    };
    const rows = table("warnings").rowsOf(key);
    return rows.length > 0 && card("Early warnings", el("ul", {}, rows.map(said)));
}

// A table as it is, but for columns that say who it is about, and for empty ones.
function listPart(key, name, title) {
    const rows = table(name).rowsOf(key);
    const told = (column) => !["partner", "name", "detail"].includes(column) && rows.some((row) => row.text(column));
    const columns = Object.keys(table(name).columns).filter(told);
    const heads = columns.map((column) => ({ title: words.capital(words.plain(column)) }));
    const cells = rows.map((row) => columns.map((column) => bdi(row.text(column))));
    return rows.length > 0 && card(title, dataTable(title, heads, cells));
}

function historyPart(key) {
    const earlier = table("history").rowsOf(key);
    return (
        earlier.length > 0 &&
        card(
            "Earlier periods",
            cards.rowsOf(key).map((row) => historyOf(row, earlier)),
        )
    );
}

function historyOf(card, earlier) {
    const rows = [...earlier.filter((row) => row.text("scorecard") === card.text("scorecard")), card];
    const period = (row) => row.text("period") || run.period.name;
    const scored = rows.filter((row) => row.text("score")).map((row) => ({ period: period(row), score: row.number("score") }));
    const title = scorecardTitle(card.text("scorecard"));
    const columns = [{ title: "Period" }, { title: "Score", number: true }, { title: "Tier" }];
    return [
        several && el("h4", {}, title),
        scored.length > 1 && sparkline(scored, `${title}: scores from ${scored[0].period} to ${scored.at(-1).period}`),
        dataTable(
            title,
            columns,
            rows.map((row) => [period(row), show.score(row, "score"), show.tier(row)]),
        ),
    ];
}
