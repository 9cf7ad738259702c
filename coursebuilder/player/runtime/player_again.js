// A course that was assigned again: the answers of an earlier attempt are there, and this one begins empty.
import { button, icon } from "./player_dom.js";

export const AGAIN = { before: offer, actions: { "look-back": lookBack } };

// `card`: the first card, which says how to begin.
function offer({ html }, card) {
  const anew = button("primary", "resume", html("begin-anew") + icon("arrow-right"));
  const actions = anew + button("secondary", "look-back", html("look-back"));
  const text = `<h2>${html("before-title")}</h2><p>${html("before-text")}</p>`;
  card.innerHTML = `${text}<div class="actions">${actions}</div>`;
  card.classList.add("told");
}

// At the result of an earlier attempt, or at its first page where there is none.
function lookBack(app) {
  app.session.lookBack();
  const { exam, state } = app.session;
  app.visit(exam.isMarked(state) ? exam.rule.page : app.first);
}
