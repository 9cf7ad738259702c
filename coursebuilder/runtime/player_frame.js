// What stands round a page: where am I, how far, what is open, is it saved.
import { all, button, escapeHtml, hook, icon, BARS, setMark } from "./player_dom.js";

export function showFrame(app) {
  const { course, doc, page: here, session, say, html } = app;
  const at = app.numberOf(here);
  const left = session.complete()
    ? ""
    : ` · <span>${html(WORD.minutes_left, { n: app.minutesLeft(here) })}</span>`;
  hook(doc, "where").innerHTML =
    `<b>${html(WORD.page_of, { n: at + 1, total: course.pages.length })}</b>${left}`;
  const seen = course.pages.map((page) => session.isRead(page));
  const bar = hook(doc, "progress");
  if (seen.length > BARS) {
    const part = seen.filter(Boolean).length / seen.length;
    bar.firstElementChild.style.setProperty("--part", `${Math.round(100 * part)}%`);
  } else
    Array.from(bar.children).forEach(
      (one, n) => (one.className = n === at ? "here" : seen[n] ? "done" : "todo"),
    );
  all(doc, ".stops a").forEach((link, n) => {
    link.className = seen[n] ? "done" : "todo";
    setMark(link, "aria-current", n === at && "page");
    const word = n === at ? WORD.you_are_here : seen[n] ? WORD.read : WORD.not_read;
    hook(link, "state-word").textContent = say(word);
  });
  all(doc, "[href^='#page-']").forEach((link) => {
    setMark(link, "aria-disabled", !app.isOpen(app.idIn(link.hash)) && "true");
  });
}

const BANNERS = {
  refused: [WORD.not_saved, WORD.not_saved_text, WORD.not_saved_more, WORD.try_now],
  absent: [WORD.no_platform, WORD.no_platform_text, WORD.no_platform_more, WORD.try_now],
  held: [WORD.other_window, WORD.other_window_text, WORD.other_window_more, WORD.continue],
  moved: [WORD.moved_on, WORD.moved_on_text, 0, WORD.open_again],
};

// The banner for what must be known, a small word for the rest; "Saved" only once the platform said so.
export function showSaving(app) {
  const { doc, session, say, html } = app;
  const now = session.saving();
  const result = hook(doc, "result-saved");
  const words = { saved: WORD.result_saved, revisit: WORD.looking_back };
  if (result) result.textContent = say(words[now] || WORD.result_unsaved);
  if (now === app.saving) return;
  if (app.saving === "refused" && now === "saved") app.announce(WORD.saved_again);
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
  hook(doc, "save-state").innerHTML = now === "saved" ? icon("tick") + html(WORD.saved) : "";
}

export function toggleContents({ doc, say }, open) {
  doc.documentElement.classList.toggle("contents-open", open);
  doc.querySelector(".menu").setAttribute("aria-expanded", open);
  hook(doc, "menu-word").textContent = say(open ? WORD.close : WORD.contents);
}

// On top of every page.
export function showNotice({ doc, html }, word, values) {
  const text = `<p class="notice" role="note">${html(word, values)}</p>`;
  doc.getElementById("main").insertAdjacentHTML("afterbegin", text);
}

// Guidance that somebody should have looked at again by today.
export function showDue(app) {
  const today = new Date(app.session.env.now()).toISOString().slice(0, 10);
  const due = (app.course.guidance || []).filter((one) => one.review_by < today);
  if (due.length) showNotice(app, WORD.due, { title: due.map((one) => one.title).join("; ") });
}

// Paper shows what the screen keeps folded; afterwards it is folded again.
export function unfold({ doc }) {
  const folded = all(doc, ".key, .reveal").filter((one) => !one.open);
  const turn = (open) => folded.forEach((one) => (one.open = open));
  turn(true);
  return () => turn(false);
}

// The first card: begin, carry on, or see how it went.
export function showResume(app) {
  const { course, doc, session, html } = app;
  const card = hook(doc, "resume");
  const at = app.place();
  const n = app.minutesLeft(course.pages[at].id);
  const go = (word) => button("primary", "resume", html(word) + icon("arrow-right"));
  let [title, text, actions] = [WORD.start_title, html(WORD.start_text), go(WORD.start)];
  if (session.launch && session.launch.outcome) {
    const { raw } = session.launch.outcome;
    title = WORD.finished;
    text = raw === null || !course.assessment ? "" : html(WORD.past_result, { percent: raw });
    actions = session.result() ? button("primary", "result", html(WORD.see_result)) : "";
  } else if (at) {
    const name = `<b>${escapeHtml(course.pages[at].title)}</b>`;
    title = WORD.resume_title;
    const rest = html(session.complete() ? WORD.finished : WORD.minutes_left, { n });
    text = `${html(WORD.resume_text, { n: at + 1, title: "\n" }).replace("\n", () => name)} · ${rest}`;
    actions = go(WORD.resume) + button("quiet", "restart", html(WORD.restart));
  }
  card.innerHTML = `<h2>${html(title)}</h2><p>${text}</p><div class="actions">${actions}</div>`;
  card.hidden = false;
}
