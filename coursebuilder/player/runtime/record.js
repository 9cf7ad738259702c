// The record of learning: what the device can fill in of the form, and the way there from the result.
import { dateOf } from "./journal_page.js";
import { hook } from "./player_dom.js";

export const RECORD = { shown: fillIn, decided: linkFromResult };

function fillIn(app, id) {
  if (id !== "record") return;
  const { doc, notes, say } = app;
  const n = Math.round(notes.seconds() / 60);
  hook(doc, "counted").textContent = say(notes.earlier ? "counted-kept" : "counted", { n });
  hook(doc, "today").textContent = dateOf(app);
}

function linkFromResult({ doc }) {
  const way = doc.querySelector(".extras [href='#page-record']").outerHTML;
  hook(doc, "result-body").insertAdjacentHTML("beforeend", `<p class="recorded">${way}</p>`);
}
