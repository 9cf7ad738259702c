// What the desk has to ask its author: what becomes of unsaved text, and which of two texts counts.
import { make } from "./studio.js";

const place = document.getElementById("question");

// A sentence with buttons; each entry of `answers` is [label, what it does]. Any answer takes it away, and then
// `after` is called.
export function question(sentence, answers, after, ...more) {
  const buttons = answers.map(([label, run]) =>
    make("button", { type: "button", onclick: () => (place.replaceChildren(), run(), after()) }, label),
  );
  place.replaceChildren(make("p", {}, sentence), make("p", { className: "actions" }, ...buttons), ...more);
  for (const first of place.querySelectorAll("pre > .differs:not(.differs ~ .differs)")) {
    first.parentElement.scrollTop = first.offsetTop - first.parentElement.offsetTop;
  }
}

// Two texts beside one another, lines that only one of them has marked.
export function twoTexts(mine, other) {
  return make("div", { className: "two" }, column("Yours", mine, other), column("In the file", other, mine));
}

function column(label, text, against) {
  const known = new Set(against.split("\n"));
  const lines = text.split("\n").map((line) => make("span", { className: known.has(line) ? "" : "differs" }, `${line}\n`));
  return make("section", { ariaLabel: label }, make("h3", {}, label), make("pre", { tabIndex: 0 }, ...lines));
}
