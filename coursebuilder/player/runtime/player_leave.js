// The way out, and what is shown after it: what is done, what is still to do, and what isn't kept.
import { copyText } from "./journal_page.js";
import { button, escapeHtml, hook } from "./player_dom.js";
import { showSaving } from "./player_frame.js";
import { showElsewhere } from "./player_where.js";

export const LEAVING = { actions: { leave: leaveModule }, ended: (app) => showLeft(app, "ended", "ended-text") };

// Leaves only when all is saved; else says so, and the platform gets another chance when the page closes. An address
// of the platform's is gone to at once, unless that would lose what the learner wrote.
function leaveModule(app) {
  const { session, win } = app;
  const { mode } = session;
  session.saver.now().then((answer) => {
    const done = { revisit: "looking-back", moved: "moved-on-text" }[mode];
    const text = done || (answer === "saved" ? "left-text" : "left-unsaved");
    const address = text !== "left-unsaved" && session.leave();
    if (address && !app.notes.unkept()) win.location.assign(address);
    else showLeft(app, address === false ? "not-saved" : "left-title", text, address);
  });
}

// In a frame the window is the platform's. Where opening again leads nowhere (`ended`) there is no button for it.
function showLeft(app, title, text, address) {
  const { doc, html, say, win } = app;
  const framed = win.parent !== win;
  const inFrame = { "left-title": "left-frame", "ended-text": "ended-frame" };
  const word = (name) => (framed && inFrame[name]) || name;
  const [action, label] = text === "left-unsaved" ? ["leave", "try-now"] : ["open", "open-again"];
  const back = address ? `<a class="secondary" href="${escapeHtml(address)}">${html("leave-now")}</a>` : "";
  const told = text === "left-text" || text === "left-unsaved" ? howFar(app) : [];
  const body = hook(doc, "result-body");
  doc.getElementById("h-result").textContent = say(word(title));
  const again = title === "ended" ? "" : button("secondary", action, html(label));
  body.innerHTML =
    `<p class="lead">${html(word(text))}</p>${told.map((line) => `<p>${line}</p>`).join("")}${unkeptNotes(app)}` +
    `<div class="actions">${back || again}</div>`;
  readyToCopy(app, body);
  app.turn("result");
  showElsewhere(app, readOf(app));
  showSaving(app);
}

// ---- what the platform holds, or would: said as it stands

export function readOf({ html, page, session }) {
  const pages = session.pagesOfModule(page);
  return html("read-of", { n: pages.filter((one) => session.isRead(one)).length, total: pages.length });
}

// What is still to do, in the order in which it is to be done; of a whole course in the module one has left from.
export function howFar(app) {
  const { html, session } = app;
  if (session.complete()) return [html("finished")];
  const [next] = session.unread();
  const [other] = session.unreadAnywhere();
  const after = next || (session.exam.decided(session.state) ? other : null);
  return [readOf(app) + ".", unsent(app), after ? html("next-is", { title: after.title }) : ""].filter(Boolean);
}

// Answers of an assessment that were given and not submitted.
function unsent({ html, session }) {
  const { exam, state } = session;
  const asked = exam.rule && !exam.isMarked(state) ? exam.asked(state) : [];
  const n = asked.length && exam.missing(state).open.length;
  const word = state.tally ? "left-unpassed" : "left-unasked";
  if (n === asked.length) return exam.decided(state) ? "" : html(word, session.page(exam.rule.page));
  return n ? html("left-open", { n, total: asked.length }) : html("left-unsent");
}

// ---- notes that go when the page does

function unkeptNotes({ html, notes }) {
  if (!notes.unkept()) return "";
  const copy = `<button type="button" class="secondary" data-copy>${html("copy-text")}</button>`;
  return `<div class="card"><p>${html("notes-unkept")}</p><div data-keep></div><div class="actions">${copy}</div></div>`;
}

// No data-action: after the end any of those would open the module again, and what was written would be gone.
function readyToCopy(app, body) {
  const copy = hook(body, "copy");
  if (copy) copy.onclick = () => copyText(app);
}
