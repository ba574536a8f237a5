// The views and the way between them: #/ is the overview, #/partners?tier=gold the table, #/partner/KEY one partner.

const VIEWS = ["overview", "partners", "partner"];

function parse(hash) {
    const [path, query] = hash.replace(/^#\/?/, "").split("?");
    const [view, ...rest] = path.split("/");
    const key = rest.join("/");
    try {
        return {
            view: VIEWS.includes(view) ? view : "overview",
            key: decodeURIComponent(key),
            asked: new URLSearchParams(query),
        };
    } catch {
        return { view: "partner", key, asked: new URLSearchParams() }; // %-signs that nobody encoded
    }
}

function go(first) {
    const { view, key, asked } = parse(location.hash);
    const title = view === "partner" ? partnerView.show(key) : view === "partners" ? (partnersView.show(asked), "Partners") : "";
    for (const each of VIEWS) document.getElementById(each).hidden = each !== view;
    for (const link of document.querySelectorAll("#views a")) {
        const ours = link.dataset.view === view || (view === "partner" && link.dataset.view === "partners");
        ours ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
    document.title = (title ? words.upright(title) + " \u2013 " : "") + document.body.dataset.title;
    if (first) return;
    // A new view begins at its heading, for the eye and for a reader of the screen; a part of the overview at its own.
    const part = document.querySelector("#overview > [id]:target");
    (part ?? document.getElementById(view)).querySelector("h2, h3").focus({ preventScroll: true });
    part ? part.scrollIntoView() : window.scrollTo(0, history.state?.scrollY ?? 0);
}

// Light and dark: as the system says, until the button says otherwise. A browser that keeps nothing for files forgets it.
const theme = {
    stored() {
        try {
            return localStorage.getItem("rung-theme");
        } catch {
            return null;
        }
    },
    isDark: () =>
        (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark",
    set(name) {
        document.documentElement.dataset.theme = name;
        document.getElementById("theme").setAttribute("aria-pressed", String(name === "dark"));
    },
    turn() {
        const name = theme.isDark() ? "light" : "dark";
        theme.set(name);
        try {
            localStorage.setItem("rung-theme", name);
        } catch {
            /* not kept */
        }
    },
};

document.getElementById("theme").addEventListener("click", theme.turn);
document.getElementById("print").addEventListener("click", () => window.print());
theme.set(theme.stored() ?? (theme.isDark() ? "dark" : "light"));
if (!theme.stored()) delete document.documentElement.dataset.theme;
document.documentElement.classList.add("scripted");
document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says which view is shown
    document.querySelector("main section:not([hidden]) h2").focus();
});
// The way back leads to where a link was followed.
document.addEventListener("click", ({ target }) => target.closest?.("a[href^='#/']") && history.replaceState({ scrollY }, ""), true);
window.addEventListener("beforeprint", () => partnersView.shown() && partnersView.onPaper(true));
window.addEventListener("afterprint", () => partnersView.printing && partnersView.onPaper(false));
window.addEventListener("hashchange", () => go(false));
go(true);
