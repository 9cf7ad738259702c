// What comes next: on the first card, once a learner has begun and is back there; of a whole course also which modules
// are done.
import { all, button, hook, icon } from "./player_dom.js";
import { readOf } from "./player_leave.js";

export const ONWARD = { shown: showOnward, renewed: showNext, actions: { "go-on": goOn } };

// The first page not yet read, or the questions not yet passed; of a whole course module by module.
export function nextPage(session) {
  const inModule = () => {
    const { exam, state } = session;
    return session.unread()[0] || (exam.decided(state) ? null : session.page(exam.rule.page));
  };
  return session.each ? session.each(inModule).find(Boolean) : inModule();
}

function goOn(app) {
  app.visit((nextPage(app.session) || app.course.pages[1]).id);
}

function showOnward(app) {
  const { course, doc, session } = app;
  if (course.modules) {
    all(doc, "[data-course-part]").forEach((link) => {
      const part = session.parts.find(({ key }) => key === link.dataset.coursePart);
      link.classList.toggle("done", isDone(session, part));
      link.classList.toggle("begun", part.state.seen.length > 0);
    });
    const where = hook(doc, "where");
    if (session.exam.key && session.done()) where.innerHTML = where.innerHTML.replace(/ · .*/, "");
  }
  showNext(app);
}

function isDone(session, part) {
  return part.key > "" && session.within(part, () => session.done());
}

// Somebody who was in the middle of a module is offered that page by the first script.
function showNext(app) {
  const { course, doc, html, session } = app;
  const at = session.place();
  const part = course.modules && session.partOf(at.id);
  const here = at.id === app.first || (part && isDone(session, part));
  const read = course.pages.filter((page) => page.id !== app.first && session.isRead(page));
  const card = hook(doc, "resume");
  if (card.contains(doc.activeElement)) return; // a button written anew would lose the focus
  if (!here || !read.length || session.mode === "revisit" || session.complete()) return;
  const next = nextPage(session);
  const parts = course.modules && session.parts.filter((one) => isDone(session, one));
  const said = parts ? html("parts-done", { n: parts.length, total: session.parts.length - 1 }) : readOf(app);
  card.innerHTML =
    `<h2>${said}</h2><p>${next ? html("next-is", next) : ""}</p>` +
    `<div class="actions">${button("primary", "go-on", html("go-on") + icon("arrow-right"))}</div>`;
}
