// The result: how it went, objective by objective, and the one next thing to do.
import { button, escapeHtml, hook, icon, BARS } from "./player_dom.js";
import { showSaving } from "./player_frame.js";
import { firstIsRight } from "./player_questions.js";

export const RESULT = {
  decided: showResult,
  actions: { answers: showAnswers, retry },
};

const TITLES = {
  p: ["passed", "passed-text"],
  f: ["failed", "failed-text"],
  o: ["not-yet", "not-yet-text"],
};

function showResult(app, result) {
  const { doc, say, html } = app;
  const [title, text] = TITLES[result.standing];
  doc.getElementById("h-result").textContent = say(title);
  const body = hook(doc, "result-body");
  body.innerHTML =
    `<p class="lead">${html(text)} <span data-result-saved></span></p>` +
    `${stillToDo(app)}${score(app, result)}${firstAnswers(app)}${outcomes(app, result)}${actions(app, result)}`;
  const mark = body.querySelector(".pass-mark");
  const at = (100 * result.needed) / result.total;
  mark.style.setProperty("--at", `${at}%`);
  mark.classList.toggle("left", at > 60);
  if (result.total > BARS) mark.previousSibling.style.setProperty("--part", `${result.raw}%`);
  showSaving(app); // of which something stands here too
}

function linkTo({ id, title, minutes }, html, word) {
  return `<a class="read-again" href="#page-${id}">${html(word, { title, n: minutes })}</a>`;
}

function stillToDo({ session, html }) {
  const pages = session.unread();
  const links = pages.map((page) => `<li>${linkTo(page, html, "read-on")}</li>`);
  const left = [
    ["pages-left", pages.length],
    ["practice-left", session.unanswered().length],
    ["finished", session.done()],
  ];
  return (
    left.map(([word, n]) => (n ? `<p>${html(word, { n })}</p>` : "")).join("") +
    (links.length ? `<ul class="to-read">${links.join("")}</ul>` : "")
  );
}

function score({ html }, { right, total, raw, best, needed, mastery }) {
  const bars = Array.from(
    { length: total },
    (none, n) => `<span class="${n < right ? "done" : "todo"}"></span>`,
  );
  return (
    `<div class="card score"><p><span class="score-big">${html("score", { n: right, total })}</span> ` +
    `<span class="score-text">${html("score-text", { percent: raw, needed, mastery })}</span></p>` +
    `<div class="progress score-bar" aria-hidden="true">` +
    (total > BARS ? '<span class="plain"></span>' : bars.join("")) +
    `<i class="pass-mark"><b>${html("to-pass", { n: needed })}</b></i></div>` +
    `<p>${best > raw ? html("best", { percent: best }) : ""}</p></div>`
  );
}

// Where some answers were put right before Submit: why they don't count.
export function firstAnswers({ html, session }) {
  const asked = session.exam.asked(session.state).filter(({ safety }) => safety);
  const [n, total] = [asked.filter((one) => firstIsRight({ session }, one)).length, asked.length];
  return n < total ? `<p>${html("first-result", { n, total })}</p>` : "";
}

function outcomes({ course, html, session }, { objectives }) {
  const unread = session.unread(); // those stand above
  const rows = objectives.map(({ met, text, right, total, pages }) => {
    const again = course.pages.filter((page) => right < total && pages.includes(page.id) && !unread.includes(page));
    const links = again.map((page) => linkTo(page, html, "read-again"));
    return (
      `<li class="${met ? "ok" : "again"}">${icon(met ? "tick" : "again")}<div><p class="outcome-text">` +
      `<span class="visually-hidden">${html(met ? "met" : "look-again")} </span>` +
      `${escapeHtml(text)}</p>` +
      `${links.join(" ")}</div><span class="count">${html("score", { n: right, total })}</span></li>`
    );
  });
  return rows.length ? `<h2>${html("how-you-did")}</h2><ul class="outcomes">${rows.join("")}</ul>` : "";
}

function actions({ session, html }, { standing, triesLeft }) {
  const open = standing === "o" && session.mode !== "revisit";
  const [word, action] = open
    ? [session.exam.draws ? "retry" : "retry-same", "retry"]
    : session.unreadAnywhere().length
      ? ["go-on", "go-on"]
      : ["finish", "leave"];
  const tries = html(triesLeft === null ? "tries-free" : "tries-left", { n: triesLeft });
  return (
    `<div class="actions">${button("primary", action, html(word))}` +
    button("quiet", "answers", html("see-answers")) +
    (open ? button("quiet", "leave", html("leave-today")) + "</div>" : "</div>") +
    (open ? `<p class="small">${tries}</p>` : "")
  );
}

function showAnswers(app) {
  const { doc, html, page } = app;
  app.looking = true;
  app.go(page);
  const end = doc.querySelector(".page.current .pager");
  const back = button("primary", "result", html("see-result"));
  if (!hook(doc, "reviewed")) end.insertAdjacentHTML("beforebegin", `<p class="actions" data-reviewed>${back}</p>`);
  app.showReady();
}

function retry(app) {
  const back = hook(app.doc, "reviewed");
  if (back) back.remove();
  app.session.retry();
  app.visit(app.page);
  app.announce("new-questions");
}
