// The data of the page: tables as rung writes them, column by column. A column holds each of its words once, and for every row the
// number of its word in digits of base 64, all of the same width; so a cell is found without taking the whole column apart.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGIT = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) DIGIT[DIGITS.charCodeAt(i)] = i;

class Table {
    constructor({ rows = 0, columns = {} }) {
        this.columns = columns;
        this.rows = Array.from({ length: rows }, (_, at) => new Row(this, at));
        this.byPartner = null;
    }

    // Which word of its column stands in the row; one that is alone needs no digits.
    code(at, { codes }) {
        const width = codes.length / this.rows.length;
        let code = 0;
        for (let i = at * width; i < (at + 1) * width; i++) code = code * 64 + DIGIT[codes.charCodeAt(i)];
        return code;
    }

    // All that a column holds, each once; none when a run of an older Rung does not have it.
    words(column) {
        return this.columns[column]?.words ?? [];
    }

    columnsAfter(prefix) {
        return Object.keys(this.columns)
            .filter((name) => name.startsWith(prefix))
            .map((name) => name.slice(prefix.length));
    }

    // The index is made when somebody first asks.
    rowsOf(partner) {
        this.byPartner ??= Map.groupBy(this.rows, (row) => row.text("partner"));
        return this.byPartner.get(partner) ?? [];
    }
}

class Row {
    constructor(table, at) {
        this.table = table;
        this.at = at;
    }

    // "" for an empty cell, and where there is no such column.
    text(name) {
        const column = this.table.columns[name];
        return column ? column.words[this.table.code(this.at, column)] : "";
    }

    // NaN for an empty cell.
    number(name) {
        const text = this.text(name);
        return text === "" ? NaN : Number(text);
    }

    // Is an amount there, and another one than 0?
    some(name) {
        return Number(this.text(name)) !== 0;
    }
}

const page = JSON.parse(document.getElementById("data").textContent);
const run = page.run;
const tables = new Map();
function table(name) {
    if (!tables.has(name)) tables.set(name, new Table(page.tables[name] ?? {}));
    return tables.get(name);
}
const cards = table("scorecards");

// ---- what the program calls things; what has no title of its own is told by its name, in words

const titled = (entry, name) => ({ ...entry, title: (entry?.title ?? name) === name ? words.capital(words.plain(name)) : entry.title });
// track null: of any.
const metricNamed = (scorecard, track, name) =>
    titled(
        run.metrics.find((m) => m.metric === name && m.scorecard === scorecard && (track === null || m.track === track)),
        name,
    );
// "revenue", or "security.revenue" of another scorecard; undefined: no metric.
function metricSaid(token, scorecard) {
    const [of, name] = token.includes(".") ? token.split(".") : [scorecard, token];
    const known = run.metrics.some((m) => m.metric === name && m.scorecard === of);
    return known ? metricNamed(of, null, name) : undefined;
}
const incentiveNamed = (name) =>
    titled(
        run.incentives?.find((i) => i.name === name),
        name,
    );
const scorecardNames = Object.keys(run.scorecards);
const several = scorecardNames.length > 1;
const scorecardTitle = (name) => titled(run.scorecards[name], name).title;
// From the list: an object would have names like 3, 2, 1 in an order of its own.
const tierNames = (scorecard) => (run.scorecards[scorecard]?.tier_rules ?? []).map((tier) => tier.name);
const anyTiers = scorecardNames.some((name) => tierNames(name).length > 0);
const tierTitle = (scorecard, tier) => run.scorecards[scorecard]?.tier_rules?.find((t) => t.name === tier)?.title ?? tier;
const nameOf = (partner) => cards.rowsOf(partner)[0]?.text("name") || partner;
