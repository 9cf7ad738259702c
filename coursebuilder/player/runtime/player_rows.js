// A question's rows once they are judged: what came of them, and why.
import { all, icon } from "./player_dom.js";

// Practice questions carry their feedback in the page, where print shows it; assessed ones come with the
// second script.
export function feedback(form, question, letter) {
  if (question.assessed) return (letter ? Object(question.why)[letter] : question.after) || "";
  const found = form.querySelector(letter ? `[data-for=${letter}] div` : ".key-after");
  return found ? found.innerHTML : "";
}

// A row's first class tells what it is, the others how it went. What is chosen in a question about safety is not
// "not quite" right: it isn't safe.
export function showRow(app, row, state, word, reason) {
  row.className = row.classList[0] + " " + state;
  const unsafe = state[0] === "n" && row.matches(".of-safety div.answer");
  const symbol = unsafe ? "shield" : state[0] === "n" ? "again" : "tick";
  const said = unsafe && word === "not-quite" ? "not-safe" : word;
  const label = `<p class="verdict-word">${icon(symbol)}${app.html(said)}</p>`;
  row.insertAdjacentHTML("beforeend", `<div class="why">${label}${reason}</div>`);
  return row.lastChild;
}

// As nobody has checked them.
export function clearRows(form) {
  all(form, ".why, .said").forEach((told) => told.remove());
  all(form, "[data-answer]").forEach((row) => (row.className = row.classList[0]));
}
