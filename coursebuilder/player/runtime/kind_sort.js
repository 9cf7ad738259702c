// Each item goes into a bin, chosen by its own radio buttons: the n-th letter is the bin of the n-th item, which the
// page shows in another order. While some are in none the answer begins with _, and so stands each of them.
import { all } from "./player_dom.js";
import { feedback, showRow } from "./player_rows.js";
import { inPlace } from "./shown_order.js";

// In the order of the source.
function items(form) {
  return all(form, ".sort").sort((one, other) => (one.dataset.answer < other.dataset.answer ? -1 : 1));
}

export const SORTING = {
  type: "matching",
  judge: ({ right }, answer) => answer === right,
  answerIn: (form) => {
    const bins = items(form).map((item) => Object(item.querySelector(":checked")).value || "_");
    const open = bins.filter((letter) => letter === "_").length;
    return open < bins.length ? (open ? "_" : "") + bins.join("") : "";
  },
  putIn: (form, question, answer, locked) =>
    items(form).forEach((item, n) =>
      all(item, "input").forEach((button) => {
        button.checked = button.value === answer.replace(/^_/, "")[n];
        button.disabled = !!locked;
      }),
    ),
  markRows: (app, form, question, answer, final) => {
    items(form).forEach((item, n) => {
      const right = question.right[n];
      const fits = answer[n] === right;
      const bin = item.querySelector(`[value=${right}]+span`).innerHTML;
      const told = final && !fits ? `<p>${app.html("was-answer")}: ${bin}</p>` : "";
      const why = fits || final ? feedback(form, question, item.dataset.answer) : "";
      const word = fits ? "fits" : final ? "your-answer" : "not-quite";
      showRow(app, item, fits ? "right" : "not-quite", word, told + why);
    });
    return [];
  },
  partRight: inPlace,
  askFirst: "choose-each",
};
