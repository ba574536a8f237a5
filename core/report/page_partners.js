// The table of partners: search, filters, order and page stand in the address, so that a link or the way back shows the same.

const PAGE_SIZES = [50, 100, 250];
const PRINTED = 1000; // rows at the most
const SEARCH_PAUSE = 120; // milliseconds after the last key

const any = (column) => cards.words(column).some((word) => word !== "" && Number(word) !== 0);
const currency = run.program.currency;
const tierRank = (row) => {
    const at = tierNames(row.text("scorecard")).indexOf(row.text("tier"));
    return at < 0 ? NaN : -at;
};
const titleOf = (row) => scorecardTitle(row.text("scorecard"));

// What is shown, and what it is ordered by: a number, or a text. down: the highest first.
const COLUMNS = [
    { key: "name", title: "Partner", by: (row) => row.text("name") || row.text("partner"), show: partnerLink },
    several && { key: "scorecard", title: "Scorecard", by: titleOf, show: titleOf },
    any("track") && { key: "track", title: "Track", by: (row) => row.text("track"), show: (row) => words.plain(row.text("track")) },
    { key: "score", title: "Score", number: true, by: (row) => row.number("score"), show: (row) => show.score(row, "score") },
    anyTiers && { key: "tier", title: "Tier", down: true, by: tierRank, show: (row) => show.tier(row) },
    cards.words("movement").some(Boolean) && {
        key: "movement",
        title: "Movement",
        by: (row) => row.text("movement"),
        show: show.movement,
    },
    any("margin_pct") && moneyColumn("margin", "Margin", "margin_pct", show.percent),
    any("margin_amount") && moneyColumn("amount", "Margin, " + currency, "margin_amount", show.money),
    any("rebates") && moneyColumn("rebates", "Rebates, " + currency, "rebates", show.money),
].filter(Boolean);

function moneyColumn(key, title, column, how) {
    return { key, title, number: true, by: (row) => row.number(column), show: (row) => how(row, column) };
}

function partnerLink(row) {
    const [key, name] = [row.text("partner"), row.text("name")];
    return [el("a", { class: "who", href: partnerHref(key) }, bdi(name || key)), name && el("span", { class: "key" }, bdi(key))];
}

// ---- filters: by the word of a column, or by something said of a row

const NOTES = {
    incomplete: { title: "a rule failed", holds: (row) => row.text("complete") === "no" },
    waived: { title: "with a waiver", holds: (row) => row.text("waiver") !== "" },
    aside: { title: "with rows set aside", holds: (row) => row.some("set_aside_rows") },
    warned: { title: "with a warning", holds: (row) => table("warnings").rowsOf(row.text("partner")).length > 0 },
};
const NONE = "-"; // in an address, where a cell is empty
const tierWords = new Map(scorecardNames.flatMap((name) => tierNames(name).map((tier) => [tier, tierTitle(name, tier)])));
const tierChoice = (word) => [word || NONE, word ? (tierWords.get(word) ?? word) : "none"];
const notesThatHold = Object.entries(NOTES).filter(([, note]) => cards.rows.some(note.holds));

const FILTERS = [
    { key: "scorecard", title: "Scorecard", column: "scorecard", words: scorecardNames.map((name) => [name, scorecardTitle(name)]) },
    { key: "tier", title: "Tier", column: "tier", words: [...tierWords.keys(), ""].map(tierChoice) },
    { key: "from", title: "Tier before", column: "prior_tier", words: cards.words("prior_tier").map(tierChoice) },
    {
        key: "movement",
        title: "Movement",
        column: "movement",
        words: cards
            .words("movement")
            .filter(Boolean)
            .map((m) => [m, m]),
    },
].filter((filter) => filter.words.length > 1);
if (notesThatHold.length) FILTERS.push({ key: "note", title: "Only those", words: notesThatHold.map(([key, note]) => [key, note.title]) });

function passes(row, filter, word) {
    if (filter.key === "note") return NOTES[word]?.holds(row) ?? true;
    return row.text(filter.column) === (word === NONE ? "" : word);
}

// ---- search and order

// Without accents and case, so that "sao" finds "São" and "lodz" "Łódź".
const BARRED = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ı: "i" };
const folded = (text) =>
    text
        .toLowerCase()
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/[łøđðßæœþı]/g, (letter) => BARRED[letter]);
let haystack = null; // made once, when somebody first searches
function matches(row, needles) {
    haystack ??= cards.rows.map((each) => folded(each.text("name") + " " + each.text("partner")));
    return needles.every((needle) => haystack[row.at].includes(needle));
}

// What is missing stands at the end in both directions; rows that are equal keep their order.
const collator = new Intl.Collator("en", { numeric: true });
function ordered(rows, sort) {
    const column = COLUMNS.find(({ key }) => key === sort.replace("-", ""));
    if (!column) return rows;
    const sign = sort.startsWith("-") ? -1 : 1;
    const missing = (key) => key === "" || Number.isNaN(key);
    const compare = (x, y) => sign * (typeof x === "number" ? x - y : collator.compare(x, y));
    return rows
        .map((row) => ({ row, key: column.by(row) }))
        .sort((a, b) => (missing(a.key) || missing(b.key) ? missing(a.key) - missing(b.key) : compare(a.key, b.key)))
        .map(({ row }) => row);
}

function selected(asked) {
    const needles = folded(asked.get("q") ?? "")
        .split(/\s+/)
        .filter(Boolean);
    const active = FILTERS.filter((filter) => asked.get(filter.key));
    const fits = (row) =>
        active.every((filter) => passes(row, filter, asked.get(filter.key))) && (!needles.length || matches(row, needles));
    return ordered(cards.rows.filter(fits), asked.get("sort") ?? "");
}

// ---- the view

const partnersView = {
    asked: new URLSearchParams(),
    order: null, // the partners as the table last had them, for the way from one to the next

    partners() {
        return (this.order ??= [...new Set(selected(this.asked).map((row) => row.text("partner")))]);
    },

    href() {
        return "#/partners" + (this.asked.size ? "?" + this.asked : "");
    },

    show(asked) {
        this.asked = asked;
        this.controls();
        this.rows();
    },

    // A change of what is asked: the same view, so no step of the way back.
    ask(changes) {
        for (const [key, value] of Object.entries({ page: "", ...changes })) value ? this.asked.set(key, value) : this.asked.delete(key);
        history.replaceState(null, "", this.href());
        this.rows();
    },

    controls() {
        const form = document.getElementById("controls");
        if (!form.hasChildNodes()) this.build(form);
        for (const key of ["q", ...FILTERS.map((filter) => filter.key)]) form.elements[key].value = this.asked.get(key) ?? "";
        form.elements.size.value = this.size();
    },

    build(form) {
        let pause;
        const search = ({ target }) => {
            clearTimeout(pause);
            pause = setTimeout(() => this.ask({ q: target.value.trim() }), SEARCH_PAUSE);
        };
        const choose = ({ target }) => this.ask({ [target.name]: target.value });
        const option = ([value, text]) => el("option", { value }, text);
        const select = (key, title, options) => el("label", {}, title, el("select", { name: key, onchange: choose }, options.map(option)));
        const box = { type: "search", name: "q", placeholder: "name or key", autocomplete: "off", spellcheck: "false", oninput: search };
        form.append(
            el("label", { class: "search" }, "Search", el("input", box)),
            ...FILTERS.map((filter) => select(filter.key, filter.title, [["", "all"], ...filter.words])),
            select(
                "size",
                "Rows",
                PAGE_SIZES.map((size) => [size, size]),
            ),
            el("button", { type: "button", onclick: () => this.clear() }, "Clear"),
        );
        form.addEventListener("submit", (event) => event.preventDefault());
    },

    clear() {
        this.asked = new URLSearchParams();
        this.ask({});
        this.controls();
        document.getElementById("controls").elements.q.focus();
    },

    shown: () => !document.getElementById("partners").hidden,

    // On paper no button turns the page: all that is selected, up to a limit.
    onPaper(printing) {
        this.printing = printing;
        this.rows();
    },

    size() {
        return this.printing ? PRINTED : PAGE_SIZES.find((size) => String(size) === this.asked.get("size")) ?? PAGE_SIZES[0];
    },

    rows() {
        const rows = selected(this.asked);
        const pages = Math.max(1, Math.ceil(rows.length / this.size()));
        const at = this.printing ? 1 : Math.min(pages, Math.max(1, Number(this.asked.get("page")) || 1));
        const from = (at - 1) * this.size();
        const shown = rows.slice(from, from + this.size());
        const span = `${words.number(from + 1)} to ${words.number(from + shown.length)}`;
        this.order = null;
        document.getElementById("found").textContent = rows.length
            ? `${span} of ${words.count(rows.length, several ? "row" : "partner")}` +
              (this.printing && pages > 1 ? `; only the first ${words.number(PRINTED)} are printed` : "")
            : "No partner fits.";
        document.getElementById("rows").replaceChildren(rows.length ? this.body(shown) : "");
        document.getElementById("pager").replaceChildren(...this.pager(at, pages));
    },

    body(rows) {
        const body = dataTable(
            "Partners",
            COLUMNS,
            rows.map((row) => COLUMNS.map((column) => column.show(row))),
        );
        body.querySelectorAll("thead th").forEach((header, i) => this.head(header, COLUMNS[i]));
        body.addEventListener("keydown", walk);
        return body;
    },

    // Three states, one after the other: the first way, the other way, as the results have it.
    head(header, { key, title, number, down }) {
        const sort = this.asked.get("sort") ?? "";
        const ways = number || down ? ["-" + key, key, ""] : [key, "-" + key, ""];
        const now = ways.indexOf(sort);
        const ours = sort !== "" && now >= 0;
        const falls = sort.startsWith("-");
        const sign = el("span", { class: "order", "aria-hidden": "true" }, ours ? (falls ? "▼" : "▲") : "↕");
        header.setAttribute("aria-sort", ours ? (falls ? "descending" : "ascending") : "none");
        header.dataset.key = key;
        header.replaceChildren(el("button", { type: "button", onclick: () => this.sort(key, ways[ours ? now + 1 : 0]) }, title, sign));
    },

    // The table is made anew: the focus stays on the header that was pressed.
    sort(key, way) {
        this.ask({ sort: way });
        document.querySelector(`#rows th[data-key="${key}"] button`).focus();
    },

    pager(at, pages) {
        if (pages === 1) return [];
        const step = (title, to) =>
            el("button", { type: "button", disabled: to < 1 || to > pages || to === at, onclick: () => this.turn(to, title) }, title);
        const here = el("span", {}, `Page ${words.number(at)} of ${words.number(pages)}`);
        return [step("First", 1), step("Previous", at - 1), here, step("Next", at + 1), step("Last", pages)];
    },

    // The buttons are made anew: the focus stays on the one that was pressed, if it leads anywhere still.
    turn(to, title) {
        this.ask({ page: String(to) });
        const buttons = [...document.querySelectorAll("#pager button:enabled")];
        (buttons.find((button) => button.textContent === title) ?? buttons[0]).focus();
        document.getElementById("found").scrollIntoView({ block: "nearest" });
    },
};

// Arrows go from row to row.
function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("a.who")) return;
    const links = [...event.currentTarget.querySelectorAll("a.who")];
    links[links.indexOf(event.target) + step]?.focus();
    event.preventDefault();
}
