// Each left side gets a right side, chosen from a list: the n-th letter is the n-th left side's.
// While some have none the answer begins with _, and so stands each of them.
import { all } from "./player_dom.js";
import { showRow } from "./player_rows.js";
import { inPlace, meant, shownAs } from "./shown_order.js";

function lists(form) {
  return all(form, "select");
}

export const MATCHING = {
  judge: ({ right }, answer) => answer === right,
  answerIn: (form, question) => {
    const answer = lists(form).map((list) => (list.value ? meant(question, list.value) : "_"));
    const open = answer.filter((letter) => letter === "_").length;
    return open < answer.length ? (open ? "_" : "") + answer.join("") : "";
  },
  putIn: (form, question, answer, locked) =>
    lists(form).forEach((list, n) => {
      const letter = answer.replace(/^_/, "")[n] || "_";
      list.value = letter === "_" ? "" : shownAs(question, letter);
      list.disabled = !!locked;
    }),
  markRows: (app, form, question, answer, final) => {
    const replies = all(form, ".replies li");
    all(form, ".pair").forEach((pair, n) => {
      const fits = answer[n] === question.right[n];
      const reply = replies[question.order.indexOf(question.right[n])].innerHTML;
      const reason = final && !fits ? `<p>${app.html("was-answer")}: ${reply}</p>` : "";
      const word = fits ? "fits" : final ? "your-answer" : "not-quite";
      showRow(app, pair, fits ? "right" : "not-quite", word, reason);
    });
    return [];
  },
  partRight: inPlace,
  askFirst: "choose-each",
};
