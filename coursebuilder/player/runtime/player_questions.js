// Questions on the page: what was answered, what came of it and why. Each kind knows its own controls.
import { isRight, QUESTION_KINDS } from "./kinds.js";
import { all, escapeHtml, hook, icon } from "./player_dom.js";
import { clearRows, feedback } from "./player_rows.js";

export const QUESTIONS = {
  opened: nameSafety,
  launched: restorePractice,
  assessed: showAssessment,
  answered: takeAnswer,
  actions: { check: checkAnswer, submit },
};

export function formOf({ doc }, question) {
  return doc.getElementById("q-" + question.id);
}

export function verdictLine(form) {
  return hook(form, "verdict");
}

// What is chosen wrongly in a question about safety is called so, and has safeguarding's colour: player_rows.js.
function nameSafety(app) {
  const about = app.course.questions.filter(({ safety }) => safety);
  about.forEach((question) => formOf(app, question).classList.add("of-safety"));
}

function answerIn(form, question, used) {
  return QUESTION_KINDS[question.kind].answerIn(form, question, used);
}

function showChosen(form) {
  all(form, ".answer input").forEach((box) => box.closest(".answer").classList.toggle("chosen", box.checked));
}

function showActions(form, shown) {
  const actions = form.querySelector(".actions");
  if (actions) actions.hidden = !shown;
}

// The form as nobody has checked it, with this answer in it.
export function resetForm(form, question, answer, locked) {
  clearRows(form);
  form.classList.remove("unanswered");
  QUESTION_KINDS[question.kind].putIn(form, question, answer, locked);
  showChosen(form);
  verdictLine(form).textContent = "";
  showActions(form, !locked);
}

// Marks the rows of an answer; `final` shows the right ones too. Gives the reasons, to be read aloud.
export function showRows(app, form, question, answer, final) {
  const { judge, markRows } = QUESTION_KINDS[question.kind];
  const told = markRows(app, form, question, answer, final);
  // The verdict is said once, so a single answer's row leaves it out.
  const skipped = told.length > 1 ? 0 : 1;
  const said = feedback(form, question, "");
  // Said to everybody, once it can give nothing away.
  if (said && (judge(question, answer) !== false || final)) {
    const answers = form.querySelector(".answers");
    const label = `<p class="callout-label">${icon("bulb")}${app.html("remember")}</p>`;
    answers.insertAdjacentHTML("afterend", `<div class="said">${label}${said}</div>`);
    told.push(answers.nextSibling);
  }
  const lines = told.map((part) => [...part.children].slice(skipped).map((line) => line.textContent));
  return [].concat(...lines).join(" ");
}

function showVerdict(app, form, question, answer) {
  const { html } = app;
  const { judge, partRight, done } = QUESTION_KINDS[question.kind];
  resetForm(form, question, answer);
  const well = judge(question, answer) !== false;
  const reasons = showRows(app, form, question, answer);
  const n = partRight && partRight(question, answer);
  const wrong = form.matches(".of-safety") && form.querySelector("div.answer.not-quite") ? "not-safe" : "not-quite";
  const late = well && question.assessed && !firstIsRight(app, question);
  const word = late ? "right-now" : well ? done || "right" : n ? "part-right" : wrong;
  verdictLine(form).innerHTML =
    `<b>${html(word, { n, total: question.right.length })}.</b> ` +
    `<span class="visually-hidden">${escapeHtml(reasons)}</span> ` +
    (late ? html("for-next-time") : well ? "" : html("try-again"));
  if (well) all(form, ".pair .why, .sequence .why").forEach((same) => same.remove()); // the verdict says it for all
  hook(form, "action=check").textContent = app.say("check-again");
  showActions(form, !well);
  return well;
}

// Of a question of the assessment that is put right at once the first answer counts.
export function firstIsRight({ session }, question) {
  const { first } = session.answerTo(question) || { first: "" };
  return isRight(question, first);
}

// A control of a question was used. What is told of an answer goes when that changes; what was told of one of several
// may stay.
function takeAnswer(app, target) {
  const question = app.questionOf(target);
  const form = formOf(app, question);
  showChosen(form);
  const answer = answerIn(form, question, target);
  if (question.assessed && !question.safety) {
    app.session.choose(question, answer);
    if (form.matches(".unanswered")) resetForm(form, question, answer);
  } else if (form.querySelector(".actions").hidden || !form.querySelector(".answer input")) resetForm(form, question, answer);
  app.showReady();
}

// Focus stays on the button unless that goes, then it moves to the verdict.
function checkAnswer(app, target) {
  const question = app.questionOf(target);
  const form = formOf(app, question);
  const answer = answerIn(form, question);
  const { askFirst } = QUESTION_KINDS[question.kind];
  if ((answer || "_")[0] === "_") return ask(app, form, askFirst || "choose-first");
  app.session.check(question, answer);
  const well = showVerdict(app, form, question, answer);
  if (well) {
    verdictLine(form).tabIndex = -1;
    verdictLine(form).focus();
  }
  app.notifyParts("checked", [question, answer, well]);
  return app.showReady();
}

// Says what is missing where it is missing, and leads there.
function ask(app, form, word) {
  verdictLine(form).textContent = app.say(word);
  const missing = form.querySelector("[required]:invalid") || form.querySelector(".answers input:checked");
  (missing || form.querySelector("input, select, textarea, li button")).focus();
  return false;
}

// Shows what was answered in earlier visits; what was chosen before this script came stays as it was chosen.
function restorePractice(app) {
  const chosen = app.unread.map((target) => app.questionOf(target));
  app.course.questions.forEach((question) => {
    const answer = app.session.answerTo(question);
    if (!answer || question.assessed || chosen.includes(question)) return;
    showVerdict(app, formOf(app, question), question, answer.last);
  });
}

// The assessment's page: the questions drawn, in their order; once submitted, how each was answered.
function showAssessment(app) {
  const { course, doc, session, say } = app;
  const { state } = session;
  session.openAssessment();
  const asked = session.exam.asked(state);
  const result = session.result();
  const place = hook(doc.getElementById("page-" + app.page), "action=submit").parentNode;
  course.questions.forEach((question) => {
    if (question.assessed) formOf(app, question).hidden = !asked.includes(question);
  });
  asked.forEach((question, n) => {
    const form = formOf(app, question);
    const { first, last } = state.responses[question.key] || { first: "" };
    place.parentNode.insertBefore(form, place);
    hook(form, "count").textContent = say("question-of", { n: n + 1, total: asked.length });
    resetForm(form, question, first, result);
    if (result) showRows(app, form, question, first, result.standing !== "o");
    else if (first && question.safety) showVerdict(app, form, question, last);
  });
  place.hidden = !!result;
  showFirstCounts(app, asked, result);
}

// Above the first question of which only the first answer counts: that this is so, until it is submitted.
function showFirstCounts(app, asked, result) {
  const [first] = asked.filter(({ safety }) => safety);
  all(app.doc, "[data-first-counts]").forEach((told) => told.remove());
  if (!first || result) return;
  const told = `<p class="note" data-first-counts>${icon("warn")}<span>${app.html("first-counts")}</span></p>`;
  formOf(app, first).insertAdjacentHTML("beforebegin", told);
}

// True when nothing stands in the way of Submit.
function readyToSubmit(app) {
  const { doc, session, say } = app;
  const { open, wrong } = session.exam.missing(session.state);
  const [first] = open.concat(wrong);
  const told = open.length ? say("not-answered", { n: open.length }) : "";
  hook(doc.getElementById("page-" + app.page), "submit-status").textContent = told;
  if (!first) return true;
  const form = formOf(app, first);
  if (first.safety && answerIn(form, first)) return ask(app, form, "safety-first");
  form.classList.add("unanswered");
  return ask(app, form, QUESTION_KINDS[first.kind].askFirst || "choose-first");
}

function submit(app) {
  if (!readyToSubmit(app)) return;
  app.session.submit();
  app.visit(app.page);
}
