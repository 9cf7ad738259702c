// What stands round a page: where am I, how far, what is open, is it saved.
import { all, button, escapeHtml, hook, icon, BARS, setMark } from "./player_dom.js";

// What only a script needs: marks in the contents, ways back, and Back and Next under every page. And the other
// way round: what the page says anyway is not in the data as well.
export function readyPages({ course: { objectives, pages }, doc, html }) {
  const aims = all(doc, ".aims li");
  objectives.forEach((objective, n) => (objective.text = aims[n].textContent));
  all(doc, ".stops a").forEach((link, n) => {
    pages[n].title = link.firstChild.textContent;
    link.insertAdjacentHTML("afterbegin", '<span class="mark" aria-hidden="true"></span>');
    link.insertAdjacentHTML("beforeend", ' <span class="visually-hidden"></span>');
  });
  all(doc, ".aside").forEach((aside) => {
    const back = button("quiet", "return", icon("arrow-left") + html("return"));
    aside.insertAdjacentHTML("beforeend", `<p class="actions">${back}</p>`);
  });
  pages.forEach(({ id }, n) => {
    const [before, after] = [pages[n - 1], pages[n + 1]];
    const back = before
      ? `<a class="back" href="#page-${before.id}">${icon("arrow-left")}${html("back")}</a>`
      : "";
    const next = after
      ? `<a class="next" href="#page-${after.id}"><span><span class="pager-kicker">` +
        `${html("next", { n: after.minutes })}</span> <span class="pager-title">` +
        `${escapeHtml(after.title)}</span></span>${icon("arrow-right")}</a>`
      : button("leave", "leave", html("finish"));
    doc
      .getElementById("page-" + id)
      .insertAdjacentHTML("beforeend", `<nav class="pager" aria-label="${html("pages")}">${back}${next}</nav>`);
  });
}

export function showFrame(app) {
  const { course, doc, page: here, session, say, html } = app;
  const around = session.pagesOfModule(here);
  const left = session.complete()
    ? ""
    : ` · <span>${html("minutes-left", { n: app.minutesLeft(here) })}</span>`;
  const n = around.findIndex(({ id }) => id === here) + 1;
  hook(doc, "where").innerHTML = `<b>${html("page-of", { n, total: around.length })}</b>${left}`;
  const mark = (page) => (page.id === here ? "here " : "") + (session.isRead(page) ? "done" : "todo");
  const part = (100 * around.filter((page) => session.isRead(page)).length) / around.length;
  hook(doc, "progress").innerHTML =
    around.length > BARS
      ? `<span class="plain" style="--part:${part}%"></span>`
      : around.map((page) => `<span class="${mark(page)}"></span>`).join("");
  // Only what changed and can be seen is touched: each touch makes a browser look at the page again.
  const contents = doc.getElementById("contents");
  all(contents, ".stops a").forEach((link, n) => {
    const page = course.pages[n];
    const at = page.id === here;
    if (link.className === mark(page)) return;
    link.className = mark(page);
    setMark(link, "aria-current", at && "page");
    link.lastChild.textContent = say(at ? "you-are-here" : session.isRead(page) ? "read" : "not-read");
  });
  [contents, doc.getElementById("page-" + here)].forEach((place) => {
    all(place, "[href^='#page-']").forEach((link) => {
      setMark(link, "aria-disabled", !app.isOpen(link.hash.slice(6)));
    });
  });
}

const BANNERS = {
  refused: ["not-saved", "not-saved-text", "not-saved-more", "try-now"],
  absent: ["no-platform", "no-platform-text", "no-platform-more", "try-now"],
  barred: ["no-platform", "barred-text", "no-platform-more", "try-now"],
  held: ["other-window", "other-window-text", "other-window-more", "continue"],
  moved: ["moved-on", "moved-on-text", 0, "open-again"],
};

// The banner for what must be known, a small word for the rest; "Saved" only once the platform said so.
export function showSaving(app) {
  const { doc, session, say, html } = app;
  const now = session.saving();
  const result = hook(doc, "result-saved");
  // Only what was told can have been saved: a result is told once all is done.
  const words = { saved: session.reported ? "result-saved" : "answers-saved", revisit: "looking-back" };
  if (result) result.textContent = say(words[now] || "result-unsaved");
  if (now === app.saving) return;
  if (app.saving === "refused" && now === "saved") app.announce("saved-again");
  app.saving = now;
  const banner = hook(doc, "banner");
  const [title, text, more, press] = BANNERS[now] || [];
  if (title) {
    hook(doc, "banner-text").innerHTML =
      `<b>${html(title)}</b> ${html(text)} <span class="banner-more">${html(more)}</span>`;
    banner.querySelector("button").textContent = say(press);
  }
  banner.hidden = !title;
  doc.documentElement.classList.toggle("unsaved", !!title);
  hook(doc, "save-state").innerHTML = now === "saved" ? icon("tick") + html("saved") : "";
}

export function toggleContents({ doc, say }, open) {
  doc.documentElement.classList.toggle("contents-open", open);
  doc.querySelector(".menu").setAttribute("aria-expanded", open);
  hook(doc, "menu-word").textContent = say(open ? "close" : "contents");
}

// Under every page: it comes late, and moves nothing there.
export function showNotice({ doc, html }, word, values) {
  const text = `<p class="notice" role="note">${html(word, values)}</p>`;
  doc.getElementById("main").insertAdjacentHTML("beforeend", text);
}

// Paper shows what the screen keeps folded; afterwards it is folded again.
export function unfold({ doc }) {
  const folded = all(doc, ".key, .reveal").filter((one) => !one.open);
  const turn = (open) => folded.forEach((one) => (one.open = open));
  turn(true);
  return () => turn(false);
}

// The first card says how to begin; here it comes to say how to carry on, or how it went.
export function showResume(app) {
  const { course, doc, html, session } = app;
  const card = hook(doc, "resume");
  const at = app.place();
  // What is finished says so too where no platform told of a result. One page alone is never begun again.
  const done = course.pages[1] && session.complete() && { raw: Object(session.state.tally).best };
  const outcome = (session.launch || {}).outcome || done;
  // Until a platform has answered, or is given up, nobody knows whether this is a start.
  const told = () => card.classList.toggle("told", session.mode !== "seeking");
  if (session.before) return void app.laterScript.withParts(() => app.notifyParts("before", card), told);
  told();
  // Written anew under somebody's finger, a button would lose the focus.
  if (card.contains(doc.activeElement) || (!outcome && !at)) return;
  const [title, text, actions] = outcome ? finished(app, outcome) : begun(app, at);
  card.innerHTML = `<h2>${html(title)}</h2><p>${text}</p><div class="actions">${actions}</div>`;
}

function begun(app, at) {
  const { course: { pages }, html, session } = app;
  const page = pages[at];
  const name = `<b>${escapeHtml(page.title)}</b>`;
  const n = session.pagesOfModule(page.id).indexOf(page) + 1;
  const rest = html("minutes-left", { n: app.minutesLeft(page.id) });
  const text = `${html("resume-text", { n, title: "\n" }).replace("\n", () => name)} <span class="rest">· ${rest}</span>`;
  const on = button("primary", "resume", html("resume") + icon("arrow-right"));
  return ["resume-title", text, on + button("quiet", "restart", html("restart"))];
}

// All of it can be read; the assessment is behind a button.
function finished({ course: { assessment, pages }, html, session }, { raw }) {
  const [, second] = pages;
  const again = `<a class="primary" href="#page-${second && second.id}">${html("reread")}${icon("arrow-right")}</a>`;
  const text = raw === null || !assessment ? "" : html("past-result", { percent: raw });
  const result = session.exam.isMarked(session.state) ? button("secondary", "result", html("see-result")) : "";
  const looking = session.mode === "revisit" ? html("looking-back") : "";
  return ["finished", `${text} ${looking}`, (second ? again : "") + result];
}
