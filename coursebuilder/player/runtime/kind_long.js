// A text of the learner's own. It stays on this page: the platform hears that there is one and, where the
// author asks for it, what it says.
import { hook } from "./player_dom.js";

function writing(form) {
  return form.querySelector("textarea");
}

export const OWN_TEXT = {
  judge: () => null,
  heardAs: ({ send_text: sent, written }) => ({ given: sent ? written : "", pattern: null }),
  // Only that there is a text is kept; the text itself waits to be told.
  answerIn: (form, question) => {
    const field = writing(form);
    question.written = field.value.trim();
    hook(form, "left").textContent = field.maxLength - field.value.length;
    return question.written && "y";
  },
  putIn: () => 0,
  // Answered on an earlier visit: then there is nothing to show any more.
  markRows: ({ html }, form) => {
    const gone = writing(form).value ? "" : `<p class="said">${html("text-gone")}</p>`;
    writing(form).insertAdjacentHTML("afterend", gone);
    return [];
  },
  askFirst: "type-first",
  done: "thanks",
};
