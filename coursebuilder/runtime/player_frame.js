// What stands round a page: where am I, how far, what is open, is it saved.
import { button, escapeHtml, hook, icon, BARS, setMark } from "./player_dom.js";

export function showFrame(app) {
  const { course, doc, page: here, session, say, html } = app;
  const at = app.numberOf(here);
  const left = session.complete()
    ? ""
    : ` · <span>${html("minutes-left", { n: app.minutesLeft(here) })}</span>`;
  hook(doc, "where").innerHTML =
    `<b>${html("page-of", { n: at + 1, total: course.pages.length })}</b>${left}`;
  const seen = course.pages.map((page) => session.isRead(page));
  const bar = hook(doc, "progress");
  if (seen.length > BARS) {
    const part = seen.filter(Boolean).length / seen.length;
    bar.firstElementChild.style.setProperty("--part", `${Math.round(100 * part)}%`);
  } else
    Array.from(bar.children).forEach(
      (one, n) => (one.className = n === at ? "here" : seen[n] ? "done" : "todo"),
    );
  doc.querySelectorAll(".stops [data-page-link]").forEach((link, n) => {
    link.className = seen[n] ? "done" : "todo";
    setMark(link, "aria-current", n === at && "page");
    hook(link, "state-word").textContent = say(n === at ? "you-are-here" : seen[n] ? "read" : "not-read");
  });
  doc.querySelectorAll("[data-page-link]").forEach((link) => {
    setMark(link, "aria-disabled", !app.isOpen(link.dataset.pageLink) && "true");
  });
}

const BANNERS = { refused: "not-saved", absent: "no-platform", held: "other-window", moved: "moved-on" };

// The banner for what must be known, a small word for the rest; "Saved" only once the platform said so.
export function showSaving(app) {
  const { doc, session, say, html } = app;
  const now = session.saving();
  const result = hook(doc, "result-saved");
  if (result)
    result.textContent = say({ saved: "result-saved", revisit: "looking-back" }[now] || "result-unsaved");
  if (now === app.saving) return;
  if (app.saving === "refused" && now === "saved") app.announce("saved-again");
  app.saving = now;
  const banner = hook(doc, "banner");
  const key = BANNERS[now];
  if (key) {
    const [text, more] = [html(key + "-text"), html(key + "-more")];
    hook(doc, "banner-text").innerHTML =
      `<b>${html(key)}</b> ${text} <span class="banner-more">${more}</span>`;
    banner.querySelector("button").textContent = say(key + "-button");
  }
  banner.hidden = !key;
  doc.documentElement.classList.toggle("unsaved", !!key);
  hook(doc, "save-state").innerHTML = now === "saved" ? icon("tick") + html("saved") : "";
}

export function toggleContents({ doc, say }, open) {
  doc.documentElement.classList.toggle("contents-open", open);
  doc.querySelector(".menu").setAttribute("aria-expanded", open);
  hook(doc, "menu-word").textContent = say(open ? "close" : "contents");
}

// The first card: begin, carry on, or see how it went.
export function showResume(app) {
  const { course, doc, session, html } = app;
  const card = hook(doc, "resume");
  const at = app.place();
  const n = app.minutesLeft(course.pages[at].id);
  const go = (word) => button("primary", "resume", html(word) + icon("arrow-right"));
  let [title, text, actions] = ["start", html("start-text", { n }), go("start")];
  if (session.launch && session.launch.outcome) {
    const { raw } = session.launch.outcome;
    title = "past";
    text = raw === null || !course.assessment ? "" : html("past-result", { percent: raw });
    actions = session.result() ? button("primary", "result", html("see-result")) : "";
  } else if (at) {
    const name = `<b>${escapeHtml(course.pages[at].title)}</b>`;
    title = "resume";
    text =
      html("resume-text", { n: at + 1, title: "\n" }).replace("\n", () => name) +
      " " +
      html(session.complete() ? "finished" : "time-left", { n });
    actions = go("resume") + button("quiet", "restart", html("restart"));
  }
  card.innerHTML = `<h2>${html(title + "-title")}</h2><p>${text}</p><div class="actions">${actions}</div>`;
  card.hidden = false;
}
