// Numbers and days as people read them. Full values go into a title, so nothing is lost by rounding.

const NO_BREAK = "\u00a0";
const ONE = Object.entries({ people: "person", ies: "y", xes: "x", ches: "ch", shes: "sh", sses: "ss", ss: "ss", us: "us", is: "is", s: "" });
const MINUS = "\u2212";
const spoken = (x, options) => x.toLocaleString("en", options).replace("-", MINUS);

const words = {
    // 48,000; 3.75; 0.0417: three digits of what is small, two places of what is not.
    number(x) {
        if (Number.isNaN(x)) return "";
        return Math.abs(x) >= 1 || x === 0 ? spoken(x, { maximumFractionDigits: 2 }) : spoken(x, { maximumSignificantDigits: 3 });
    },
    // One place, or as many as it takes not to look like the next whole number: 57.96 is not 58.0.
    score(x) {
        if (Number.isNaN(x)) return "";
        let places = 1;
        while (places < 9 && Math.trunc(Number(x.toFixed(places))) !== Math.trunc(x)) places++;
        return spoken(x, { minimumFractionDigits: 1, maximumFractionDigits: places });
    },
    // Of percentage points.
    percent(x) {
        return Number.isNaN(x) ? "" : words.number(x) + NO_BREAK + "%";
    },
    signed(x) {
        return (x > 0 ? "+" : "") + words.percent(x);
    },
    // An amount as it was written, all of its places kept.
    money(text) {
        if (text === "") return "";
        const [whole, places] = text.replace("-", "").split(".");
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
        return (text.startsWith("-") ? MINUS : "") + grouped + (places ? "." + places : "");
    },
    moneyWithUnit(text) {
        return text === "" ? "" : words.money(text) + NO_BREAK + run.program.currency;
    },
    // The value of a metric with its unit.
    measure(text, unit) {
        const x = text === "" ? NaN : Number(text);
        if (Number.isNaN(x)) return text;
        if (unit === "ratio") return words.percent(x * 100);
        if (unit === "money" || unit === run.program.currency) return words.number(x) + NO_BREAK + run.program.currency;
        return words.number(x) + (unit && unit !== "number" && unit !== "count" ? NO_BREAK + words.unit(unit, x) : "");
    },
    // 2 people, 1 person: as put_unit of out/unit_text.h.
    unit(unit, x) {
        const ending = x === 1 && ONE.find(([many]) => unit.endsWith(many));
        return ending ? unit.slice(0, -ending[0].length) + ending[1] : unit;
    },
    // What rung says of metrics by their names, with their titles: "revenue 6100 -> 237000". Shares are said in percent.
    of(text, scorecard) {
        let unit = "";
        // No piece of 2026-10-06 is a number.
        return text.replace(/[A-Za-z_][\w.]*|(?<![\w.-])-?\d+(\.\d+)?(?![\w-])|->/g, (token) => {
            if (token === "->") return "\u2192";
            if (/^-?\d/.test(token)) return unit === "ratio" ? words.percent(Number(token) * 100) : words.number(Number(token));
            const metric = metricSaid(token, scorecard);
            unit = metric ? metric.unit : token === "score" ? "" : unit;
            return metric ? metric.title : token;
        });
    },
    count(n, one, many = one + "s") {
        return words.number(n) + " " + (n === 1 ? one : many);
    },
    // For titles, which cannot keep a text's direction to itself.
    upright(text) {
        return text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
    },
    // people_organization, deal_registration
    plain(name) {
        return name.replaceAll("_", " ");
    },
    capital(text) {
        return text.charAt(0).toUpperCase() + text.slice(1);
    },
};
