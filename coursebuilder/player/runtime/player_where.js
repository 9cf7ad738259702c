// Where one is, on a page that is none of the module's own: notes, record, glossary, sources, help, the result, and the
// page after leaving. And wherever one is, the contents show it.
import { all, escapeHtml, hook, setMark } from "./player_dom.js";

export const WHERE = { shown: showWhere };

function showWhere(app, id) {
  const { doc, page, session } = app;
  const section = doc.getElementById("page-" + id);
  const aside = section.matches(".aside");
  all(doc, ".extras a").forEach((link) => setMark(link, "aria-current", aside && link.hash === "#page-" + id && "page"));
  if (aside) showElsewhere(app, escapeHtml(section.querySelector("h1").textContent));
  else if (id !== page && session.isRead(session.page(page))) markRead(app); // the result of what is decided
  showWayOut(app);
  keepInView(doc);
}

// `name`: what stands in the place of "Page 3 of 10", as HTML.
export function showElsewhere(app, name) {
  hook(app.doc, "where").innerHTML = `<b>${name}</b>`;
  markRead(app);
}

// The page one has come from is no longer the one that is shown.
function markRead({ doc, page, say, session }) {
  const link = doc.querySelector(`.stops [href="#page-${page}"]`);
  const read = session.isRead(session.page(page));
  link.className = read ? "done" : "todo";
  setMark(link, "aria-current");
  link.lastChild.textContent = say(read ? "read" : "not-read");
  all(doc, ".progress .here").forEach((bar) => bar.classList.remove("here"));
}

// The button after the last page: none while there is something to submit, and "Finish" only where all is done.
function showWayOut({ doc, say, session }) {
  const { exam, state } = session;
  const way = doc.querySelector(".pager .leave");
  way.hidden = !exam.decided(state);
  way.textContent = session.complete() ? say("finish") : doc.querySelector(".foot [data-action=leave]").textContent;
}

// The contents beside the page scroll by themselves.
function keepInView(doc) {
  const contents = doc.getElementById("contents");
  const at = contents.querySelector("[aria-current]");
  if (!at || contents.scrollHeight <= contents.clientHeight) return;
  const [frame, row] = [contents, at].map((one) => one.getBoundingClientRect());
  if (row.top < frame.top || row.bottom > frame.bottom) contents.scrollTop += row.top - frame.top - frame.height / 2;
}
