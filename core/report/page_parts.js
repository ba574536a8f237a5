// Pieces of the page. Texts of the data reach the document as text nodes and attributes alone, never as markup.

const SVG = "http://www.w3.org/2000/svg";

// Attributes that are false or not there are left out, as are children that are nothing; children may stand in lists.
function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
    return element;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// A name from the data: whichever direction it is written in, it does not turn what stands around it.
const bdi = (text) => text && el("bdi", { dir: "auto" }, text);
const soft = (...content) => el("span", { class: "soft small" }, content);
const notice = (...content) => el("p", { class: "notice" }, content);
const card = (title, ...content) => el("section", { class: "card" }, el("h3", {}, title), content);
const partnerHref = (key) => "#/partner/" + encodeURIComponent(key);

// What is shown short, with all of it on hover.
const full = (shown, text) => shown && el("span", { title: shown === text ? undefined : text }, shown);
const show = {
    // Of a partner whose rule failed it is what the others came to.
    score(row, column) {
        const shown = full(words.score(row.number(column)), row.text(column));
        return shown && row.text("complete") === "no" ? el("span", { class: "soft" }, shown, " so far") : shown;
    },
    number: (row, column) => full(words.number(row.number(column)), row.text(column)),
    percent: (row, column) => words.percent(row.number(column)),
    money: (row, column) => words.money(row.text(column)),
    moneyWithUnit: (row, column) => words.moneyWithUnit(row.text(column)),
    tier: (row, column = "tier") => tierBadge(row.text("scorecard"), row.text(column)),
    tierIfAny: (row, column) => (row.text(column) ? show.tier(row, column) : ""),
    movement: (row) => moveBadge(row.text("movement")),
};

// How high a tier stands, as a class for its colour: 0 is the highest.
function tierClass(scorecard, tier) {
    const at = tierNames(scorecard).indexOf(tier);
    return at < 0 ? "tier none" : "tier t" + Math.min(at, 5);
}
const tierBadge = (scorecard, tier) =>
    el("span", { class: tierClass(scorecard, tier) }, tier ? bdi(tierTitle(scorecard, tier)) : "no tier");

const SIGNS = { promoted: "▲", demoted: "▼", held: "●", "in grace": "◒", pending: "◔", new: "★", open: "○" };
const moveBadge = (movement) =>
    movement &&
    el("span", { class: "move " + movement.replace(" ", "-") }, el("span", { "aria-hidden": "true" }, SIGNS[movement] ?? ""), movement);

// A bar of a value up to `most`; the number stands beside it, so it is hidden from readers of the screen.
function bar(value, most) {
    const width = Number.isNaN(value) ? 0 : Math.max(0, Math.min(100, (100 * value) / most));
    return svg(
        "svg",
        { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("rect", { class: "rail", width: 100, height: 8 }),
        svg("rect", { class: "fill", width, height: 8 }),
    );
}

// A table of the data. columns: {title, number}; rows: lists of cells, each a node, a text or a list of them, the first of which names
// the row; `sum` is a row of the same below. The caption is for readers of the screen: a heading says it already. On a narrow screen
// every row is a card (class "cards"), so roles are said: what is shown as a block is no table otherwise.
function dataTable(caption, columns, rows, sum) {
    const classOf = (column) => (column.number ? "number" : undefined);
    const cell = (content, i) => {
        const attributes = { class: classOf(columns[i]), "data-label": columns[i].title };
        const inner = Array.isArray(content) && content.length > 1 ? el("div", {}, content) : content;
        return i === 0
            ? el("th", { role: "rowheader", scope: "row", ...attributes }, inner)
            : el("td", { role: "cell", ...attributes }, inner);
    };
    const head = columns.map((column) => el("th", { role: "columnheader", scope: "col", class: classOf(column) }, column.title));
    return el(
        "table",
        { class: "cards", role: "table" },
        el("caption", { class: "unseen" }, caption),
        el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
        el(
            "tbody",
            { role: "rowgroup" },
            rows.map((cells) => el("tr", { role: "row" }, cells.map(cell))),
            sum && el("tr", { role: "row", class: "sum" }, sum.map(cell)),
        ),
    );
}

// Terms and what they come to: [term, value, class]; those that come to nothing are left out.
const facts = (pairs) =>
    el(
        "dl",
        { class: "facts" },
        pairs
            .filter(([, value]) => value !== "" && value !== undefined)
            .map(([term, value, colour]) => el("div", { class: colour }, el("dt", {}, term), el("dd", {}, value))),
    );

// Scores of some periods as a line; the table beside it has the same as numbers.
function sparkline(points, label) {
    const [width, height, edge] = [320, 72, 8];
    const scores = points.map((point) => point.score);
    const low = Math.min(...scores);
    const range = Math.max(...scores) - low || 1;
    const x = (i) => edge + (i * (width - 2 * edge)) / (points.length - 1);
    const y = (score) => height - edge - ((score - low) * (height - 2 * edge)) / range;
    return svg(
        "svg",
        { class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
        svg("polyline", { points: points.map((point, i) => `${x(i)},${y(point.score)}`).join(" ") }),
        points.map((point, i) => svg("circle", { cx: x(i), cy: y(point.score), r: 4 })),
    );
}
