// Steps that are put in order by arrows: the letters in the learner's order.
import { all, hook, icon } from "./player_dom.js";
import { showRow } from "./player_rows.js";
import { inPlace, meant, shownAs } from "./shown_order.js";

function steps(form) {
  return all(form, ".sequence li");
}

// The first step can't go up, the last one not down; both keep the focus.
function showArrows(form, locked) {
  const arrows = all(form, ".sequence button");
  arrows.forEach((arrow, n) => {
    arrow.setAttribute("aria-disabled", n === 0 || n === arrows.length - 1);
    arrow.disabled = !!locked;
  });
}

function putIn(form, question, answer, locked) {
  const list = form.querySelector(".sequence");
  if (orderIn(form, question) !== answer)
    Array.from(answer || question.order).forEach((letter) =>
      list.appendChild(hook(form, "answer=" + shownAs(question, letter))),
    );
  list.classList.toggle("sorted", answer);
  showArrows(form, locked);
}

// The step itself stays where it is in the document, so that the arrow keeps the focus; its neighbour moves.
function move(form, arrow) {
  const step = arrow.closest("li");
  const list = step.parentNode;
  const after = step.nextElementSibling;
  if (arrow.nextElementSibling) list.insertBefore(step.previousElementSibling, after);
  else list.insertBefore(after, step);
  list.classList.add("sorted");
  showArrows(form);
  const told = hook(form, "moved");
  const [title, n] = [step.querySelector("span").textContent, steps(form).indexOf(step) + 1];
  told.textContent = told.dataset.moved.replace("{n}", n).replace("{title}", () => title);
}

function orderIn(form, question, used) {
  if (used && used.getAttribute("aria-disabled") === "false") move(form, used);
  return steps(form)
    .map((step) => meant(question, step.dataset.answer))
    .join("");
}

export const SEQUENCING = {
  judge: ({ right }, answer) => answer === right,
  answerIn: orderIn,
  putIn,
  markRows: (app, form, question, answer, final) => {
    hook(form, "moved").textContent = "";
    const texts = steps(form).map((step) => step.querySelector("span").innerHTML);
    steps(form).forEach((step, n) => {
      const fits = answer[n] === question.right[n];
      const word = fits ? "fits" : final ? "your-answer" : "not-quite";
      showRow(app, step, fits ? "right" : "not-quite", word, "");
    });
    if (final && answer !== question.right) {
      const items = Array.from(question.right, (letter) => `<li>${texts[answer.indexOf(letter)]}</li>`);
      const label = `<p class="verdict-word">${icon("tick")}${app.html("was-answer")}</p>`;
      const shown = `<div class="said">${label}<ol>${items.join("")}</ol></div>`;
      form.querySelector(".sequence").insertAdjacentHTML("afterend", shown);
    }
    return [];
  },
  partRight: inPlace,
};
