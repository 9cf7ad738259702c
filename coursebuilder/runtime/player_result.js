// The result: how it went, objective by objective, and the one next thing to do.
import { button, escapeHtml, hook, icon, linkTo, BARS } from "./player_dom.js";

const TITLES = { p: "passed", f: "failed", o: "not-yet" };

export function showResult(app) {
  const { doc, session, say, html } = app;
  const result = session.result();
  const title = TITLES[result.verdict];
  doc.getElementById("h-result").textContent = say(title);
  const body = hook(doc, "result-body");
  body.innerHTML =
    `<p class="lead">${html(title + "-text")} <span data-result-saved></span></p>` +
    `${stillToDo(app)}${score(app, result)}${outcomes(app, result)}${actions(app, result)}`;
  const mark = body.querySelector(".pass-mark");
  const at = (100 * result.needed) / result.total;
  mark.style.setProperty("--at", `${at}%`);
  mark.classList.toggle("left", at > 60);
  if (result.total > BARS) mark.previousSibling.style.setProperty("--part", `${result.raw}%`);
}

function stillToDo({ session, html }) {
  const pages = session.unread();
  const links = pages.map((page) => linkTo(page, html, "read-on"));
  const left = [
    ["pages-left", pages.length],
    ["practice-left", session.unanswered().length],
    ["finished", session.complete()],
  ];
  return (
    left.map(([word, n]) => (n ? `<p>${html(word, { n })}</p>` : "")).join("") + `<p>${links.join(" ")}</p>`
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
    `<div class="score-bar" aria-hidden="true">` +
    (total > BARS ? '<span class="plain"></span>' : bars.join("")) +
    `<i class="pass-mark"><b>${html("to-pass", { n: needed })}</b></i></div>` +
    `<p>${best > raw ? html("best", { percent: best }) : ""}</p></div>`
  );
}

function outcomes({ course, html }, { objectives }) {
  const rows = objectives.map(({ met, text, right, total, pages }) => {
    const again = course.pages.filter((page) => right < total && pages.includes(page.id));
    const links = again.map((page) => linkTo(page, html, "read-again"));
    return (
      `<li class="${met ? "ok" : "again"}">${icon(met ? "tick" : "again")}<div><p class="outcome-text">` +
      `<span class="visually-hidden">${html(met ? "met" : "look-again")} </span>${escapeHtml(text)}</p>` +
      `${links.join(" ")}</div><span class="count">${html("score", { n: right, total })}</span></li>`
    );
  });
  return rows.length ? `<h2>${html("how-you-did")}</h2><ul class="outcomes">${rows.join("")}</ul>` : "";
}

function actions({ course, session, html }, { verdict, triesLeft }) {
  const open = verdict === "o" && session.mode !== "revisit";
  const fewer = course.assessment.draw < course.questions.filter((one) => one.assessed).length;
  const [word, action] = open
    ? [fewer ? "retry" : "retry-same", "retry"]
    : session.unread().length
      ? ["go-on", "go-on"]
      : ["finish", "leave"];
  const tries = html(triesLeft === null ? "tries-free" : "tries-left", { n: triesLeft });
  return (
    `<div class="actions">${button("primary", action, html(word))}` +
    button("quiet", "answers", html("see-answers")) +
    (open ? `${button("quiet", "leave", html("leave-today"))}</div><p class="small">${tries}</p>` : "</div>")
  );
}
