// One answer or several out of a list, and whether something is true: the letters chosen, in their order.
import { all, hook } from "./player_dom.js";
import { feedback, showRow } from "./player_rows.js";

function boxes(form) {
  return all(form, ".answers input");
}

function markRows(app, form, question, answer, final) {
  const { kind, right } = question;
  const tell = (letter, state, word) =>
    showRow(app, hook(form, "answer=" + letter), state, word, feedback(form, question, letter));
  const missed = final ? [...right].filter((letter) => !answer.includes(letter)) : [];
  missed.forEach((letter) => tell(letter, "was-answer", "was-answer"));
  return [...answer].map((letter) => {
    const fits = right.includes(letter);
    const word = fits
      ? kind === "multiple"
        ? "fits"
        : "right"
      : final
        ? "your-answer"
        : "not-quite";
    return tell(letter, (fits ? "right" : "not-quite") + (final ? " yours" : ""), word);
  });
}

export const CHOOSING = {
  judge: ({ right }, answer) => answer === right,
  answerIn: (form) =>
    boxes(form)
      .map((box) => (box.checked ? box.value : ""))
      .sort() // releases may have given letters in another order than the author's
      .join(""),
  putIn: (form, question, answer, locked) =>
    boxes(form).forEach((box) => {
      box.checked = answer.includes(box.value);
      box.disabled = !!locked;
    }),
  markRows,
  partRight: ({ kind, right }, answer) =>
    kind === "multiple" && [...answer].filter((letter) => right.includes(letter)).length,
};

export const SEVERAL = Object.assign({ type: "choice" }, CHOOSING);
