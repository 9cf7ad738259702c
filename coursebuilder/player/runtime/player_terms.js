// Words of the glossary: a press opens the definition in place; without a script they lead to the glossary.
import { all, icon } from "./player_dom.js";

export const TERMS = { opened: makeButtons, actions: { term: toggleTerm, "close-term": closeTerm } };

function makeButtons({ doc }) {
  all(doc, ".term").forEach((term) => {
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", false);
  });
}

// A page marks each term once, so the page and the term tell which definition is meant.
function toggleTerm({ doc, html }, term) {
  const [hash, id] = [term.hash, term.dataset.term];
  const open = term.getAttribute("aria-expanded") !== "true";
  term.setAttribute("aria-expanded", open);
  if (!open) return term.closest(".page").querySelector(`[data-of="${id}"]`).parentNode.remove();
  const [name, meaning] = [doc.querySelector(hash), doc.querySelector(hash + "+dd")];
  const block = term.closest("p, li, td, div");
  return block.insertAdjacentHTML(
    block.localName === "p" ? "afterend" : "beforeend",
    `<div class="definition"><b>${name.innerHTML}</b>: ${meaning.innerHTML} ` +
      `<button type="button" class="quiet" data-action="close-term" data-of="${id}">` +
      `${icon("close")}${html("close")}</button></div>`,
  );
}

function closeTerm(app, { dataset }) {
  const term = app.doc.querySelector(`.current [href="#term-${dataset.of}"]`);
  toggleTerm(app, term);
  term.focus();
}
