// Questions on the page: what was chosen, what came of it and why.
import { isRight } from "./judge.js";
import { all, escapeHtml, hook, icon } from "./player_dom.js";

export function formOf({ doc }, question) {
  return doc.getElementById("q-" + question.id);
}

function inputs(form) {
  return all(form, "input");
}

export function chosenLetters(form) {
  return inputs(form)
    .map((input) => (input.checked ? input.value : ""))
    .join("");
}

export function showChosen(form) {
  inputs(form).forEach((input) => input.closest(".answer").classList.toggle("chosen", input.checked));
}

function showActions(form, shown) {
  const actions = form.querySelector(".actions");
  if (actions) actions.hidden = !shown;
}

// The form as nobody has checked it, with these letters chosen.
export function resetForm(form, letters, locked) {
  all(form, ".why, .said").forEach((told) => told.remove());
  inputs(form).forEach((input) => {
    input.closest(".answer").className = "answer";
    input.checked = letters.includes(input.value);
    input.disabled = !!locked;
  });
  showChosen(form);
  hook(form, "verdict").textContent = "";
  showActions(form, !locked);
}

// Practice questions carry their feedback in the page, where print shows it; assessed ones in the data.
function feedback(form, question, letter) {
  if (question.why) return (letter ? question.why[letter] : question.after) || "";
  const found = form.querySelector(letter ? `[data-for=${letter}] div` : ".key-after");
  return found ? found.innerHTML : "";
}

function showRow(app, form, question, letter, state, word) {
  const row = hook(form, "answer=" + letter);
  row.className = "answer " + state;
  const label = `<p class="verdict-word">${icon(state[0] === "n" ? "again" : "tick")}${app.html(word)}</p>`;
  row.insertAdjacentHTML("beforeend", `<div class="why">${label}${feedback(form, question, letter)}</div>`);
  return row.lastChild;
}

// Marks the rows of an answer; `final` shows the right ones too. Gives the reasons, to be read aloud.
function showRows(app, form, question, letters, final) {
  const right = isRight(question, letters);
  const chosen = Array.from(letters);
  const told = chosen.map((letter) => {
    const fits = question.right.includes(letter);
    const word = fits
      ? question.kind === "multiple"
        ? WORD.fits
        : WORD.right
      : final
        ? WORD.your_answer
        : WORD.not_quite;
    const state = (fits ? "right" : "not-quite") + (final ? " yours" : "");
    return showRow(app, form, question, letter, state, word);
  });
  Array.from(final ? question.right : "").forEach((letter) => {
    if (!letters.includes(letter)) showRow(app, form, question, letter, "was-answer", WORD.was_answer);
  });
  const said = feedback(form, question, "");
  // Said to everybody, once it can give nothing away; at once where nothing else would tell why.
  if (said && (right || final || !chosen.some((letter) => feedback(form, question, letter)))) {
    const answers = form.querySelector(".answers");
    const label = `<p class="callout-label">${icon("bulb")}${app.html(WORD.remember)}</p>`;
    answers.insertAdjacentHTML("afterend", `<div class="said">${label}${said}</div>`);
    told.push(answers.nextSibling);
  }
  // The verdict is said once, so a single answer's row leaves it out.
  const lines = (part) =>
    Array.from(part.children, (line) => line.textContent).slice(chosen.length > 1 ? 0 : 1);
  return told.map((part) => lines(part).join(" ")).join(" ");
}

export function showVerdict(app, form, question, letters) {
  const { html } = app;
  resetForm(form, letters);
  const right = isRight(question, letters);
  const reasons = showRows(app, form, question, letters);
  const several = question.kind === "multiple";
  const n = several && Array.from(letters).filter((letter) => question.right.includes(letter)).length;
  const word = right
    ? html(WORD.right)
    : n
      ? html(WORD.part_right, { n, total: question.right.length })
      : html(WORD.not_quite);
  const next = right ? "" : html(several ? WORD.try_again_several : WORD.try_again);
  hook(form, "verdict").innerHTML =
    `<b>${word}.</b> <span class="visually-hidden">${escapeHtml(reasons)}</span> ${next}`;
  hook(form, "action=check").textContent = app.say(WORD.check_again);
  showActions(form, !right);
  return right;
}

// Focus stays on the button unless that goes, then it moves to the verdict.
export function checkAnswer(app, question) {
  const form = formOf(app, question);
  const letters = chosenLetters(form);
  if (!letters) return ask(app, form, WORD.choose_first);
  app.session.check(question, letters);
  if (showVerdict(app, form, question, letters)) {
    hook(form, "verdict").tabIndex = -1;
    hook(form, "verdict").focus();
  }
  return app.showReady();
}

// Says what is missing where it is missing, and leads there.
function ask(app, form, word) {
  if (word) hook(form, "verdict").textContent = app.say(word);
  (inputs(form).find((input) => input.checked) || inputs(form)[0]).focus();
  return false;
}

export function restorePractice(app) {
  app.course.questions.forEach((question) => {
    const answer = app.session.answerTo(question);
    if (answer && !question.assessed) showVerdict(app, formOf(app, question), question, answer.last);
  });
}

// The assessment's page: the questions drawn, in their order; once submitted, how each was answered.
export function showAssessment(app) {
  const { course, doc, session, say } = app;
  const { state } = session;
  session.openAssessment();
  const asked = session.assessment.asked(state);
  const result = session.result();
  const place = hook(doc.getElementById("page-" + app.page), "action=submit").parentNode;
  course.questions.forEach((question) => {
    if (question.assessed) formOf(app, question).hidden = !asked.includes(question);
  });
  asked.forEach((question, n) => {
    const form = formOf(app, question);
    const { first, last } = state.answers[question.key] || { first: "" };
    place.parentNode.insertBefore(form, place);
    hook(form, "count").textContent = say(WORD.question_of, { n: n + 1, total: asked.length });
    resetForm(form, first, result);
    if (result) showRows(app, form, question, first, result.verdict !== "o");
    else if (first && question.safety) showVerdict(app, form, question, last);
  });
  place.hidden = !!result;
}

// True when nothing stands in the way of Submit.
export function readyToSubmit(app) {
  const { doc, session, say } = app;
  const { open, wrong } = session.assessment.missing(session.state);
  const [first] = open.concat(wrong);
  hook(doc.getElementById("page-" + app.page), "submit-status").textContent = open.length ? say(WORD.not_answered, { n: open.length }) : "";
  const checking = first && first.safety && chosenLetters(formOf(app, first));
  return !first || ask(app, formOf(app, first), checking && WORD.safety_first);
}
