// What an author may add to a practice question: so many tries, and how sure the learner is.
import { isRight } from "./kinds.js";
import { formOf, resetForm, showRows, verdictLine } from "./player_questions.js";
import { keepRecord, recordOf } from "./records.js";

export const PRACTICE = { checked, shown: showTries };

// By what was said and how it went: what is worth a word more. Neither is kept, and nobody is told.
const SURE = {
  "1right": "sure-guessed",
  "1wrong": "sure-unsure",
  "3right": "sure-right",
  "3wrong": "sure-wrong",
};

function checked(app, [question, given, well]) {
  const { session } = app;
  const form = formOf(app, question);
  if (question.tries && !well) {
    keepRecord(session.state, "t" + question.key, Math.min(9, usedOf(session.state, question) + 1));
    session.change();
    if (showUsed(app, question, given)) verdictLine(form).focus();
  }
  const said = form.querySelector(".sure :checked");
  const word = said && SURE[said.value + (well ? "right" : "wrong")];
  if (word) verdictLine(form).insertAdjacentHTML("beforeend", ` <span>${app.html(word)}</span>`);
}

// How many tries are used up is a record of its own: t, key, a digit.
function usedOf(state, { key }) {
  return Number(recordOf(state, "t" + key)) || 0;
}

function showTries(app, page) {
  app.course.questions.forEach((question) => {
    const answer = question.tries && question.page === page && app.session.answerTo(question);
    if (answer && !isRight(question, answer.last)) showUsed(app, question, answer.last);
  });
}

// After a wrong answer: how many tries are left. True when there are none, and the answer is shown.
function showUsed(app, question, answer) {
  const { html, session } = app;
  const form = formOf(app, question);
  const n = question.tries - usedOf(session.state, question);
  const verdict = verdictLine(form);
  if (n > 0) {
    // A verdict that the learner's next answer took away stays away.
    if (verdict.lastChild) verdict.lastChild.textContent = ` ${app.say("tries-more", { n })}`;
    return false;
  }
  resetForm(form, question, answer, true);
  const reasons = showRows(app, form, question, answer, true);
  verdict.innerHTML =
    `<b>${html("not-quite")}.</b> ` +
    `<span class="visually-hidden"></span> ${html("tries-used")}`;
  verdict.querySelector("span").textContent = reasons;
  verdict.tabIndex = -1;
  return true;
}
