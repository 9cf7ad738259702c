// Of a whole course: which modules are done, and which comes next.
import { all, button, hook, icon } from "./player_dom.js";

export const WHOLE = { shown: showParts, renewed: showNextModule };

function showParts(app) {
  const { course, doc, session } = app;
  if (!course.modules) return;
  all(doc, "[data-course-part]").forEach((link) => {
    const part = session.parts.find(({ key }) => key === link.dataset.coursePart);
    link.classList.toggle("done", isDone(session, part));
    link.classList.toggle("begun", part.state.seen.length > 0);
  });
  const where = hook(doc, "where");
  if (session.exam.key && session.done()) where.innerHTML = where.innerHTML.replace(/ · .*/, "");
  showNextModule(app);
}

function isDone(session, part) {
  return part.key && session.within(part, () => session.done());
}

// The course's first card, once a module is done: what comes next. In the middle of a module it says so by itself.
function showNextModule({ course, doc, html, session }) {
  if (!course.modules || session.mode === "revisit" || session.complete()) return;
  const done = session.parts.filter((part) => isDone(session, part));
  const at = session.partOf(session.place().id);
  if (!done.length || (at && at.key && !done.includes(at))) return;
  const [next] = session.unreadAnywhere();
  const said = html("parts-done", { n: done.length, total: session.parts.length - 1 });
  hook(doc, "resume").innerHTML =
    `<h2>${said}</h2><p>${next ? html("next-is", { title: next.title }) : ""}</p>` +
    `<div class="actions">${button("primary", "go-on", html("go-on") + icon("arrow-right"))}</div>`;
}
