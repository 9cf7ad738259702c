// The learner's notes. They live in the page's own fields, on the device only where the learner asks for it, and
// are sent nowhere: no session, adapter or saved state knows of them.
import { placeName } from "./device.js";
import { showNotes } from "./journal_page.js";
import { all, hook, icon } from "./player_dom.js";
import { guarded } from "./guarded.js";

export const JOURNAL = { opened: readyNotes, shown: showJournal, typed: noteTyped };

function readyNotes(app) {
  app.notes = new Notes(app);
  app.notes.fields.forEach((field) => field.insertAdjacentHTML("afterend", "<div data-keep></div>"));
  app.win.addEventListener("pagehide", () => app.notes.write());
}

class Notes {
  constructor({ course, doc, session }) {
    Object.assign(this, { course, session, keeping: false, earlier: 0, kept: {} });
    this.fields = all(doc, "[data-reflection] textarea");
    this.device = session.env.device;
  }

  // Nowhere for a learner the platform gives no id: the next one at this device would read them.
  place() {
    const { course, device, session } = this;
    const launch = session.launch || {};
    const who = launch.notesKey || launch.learnerKey;
    const able = who && guarded(() => device.length + 1, 0);
    return able ? placeName(["notes", course.course, course.module, who]) : "";
  }

  // Once it is known who is here; what they have written since stays.
  restore() {
    const place = this.place();
    const held = place && !this.keeping && guarded(() => JSON.parse(this.device.getItem(place)), null);
    if (!Array.isArray(held)) return;
    const [seconds, texts] = held;
    Object.assign(this, { keeping: true, earlier: Number(seconds) || 0, kept: Object(texts) });
    this.fields.forEach((field) => (field.value = field.value || this.kept[nameOf(field)] || ""));
  }

  // Of learning: in this visit, and in those before of which this device knows.
  seconds() {
    return this.earlier + this.session.watch.seconds();
  }

  // Whether something is written that goes with this page.
  unkept() {
    return !this.keeping && this.fields.some((field) => field.value.trim());
  }

  // What another window has deleted stays deleted. False where the device is full.
  write() {
    this.keeping = this.keeping && guarded(() => this.device.getItem(this.place()), null) !== null;
    return !this.keeping || this.keep();
  }

  keep() {
    this.fields.forEach((field) => (this.kept[nameOf(field)] = field.value || undefined));
    const text = JSON.stringify([Math.round(this.seconds()), this.kept]);
    this.keeping = guarded(() => this.device.setItem(this.place(), text), "full") !== "full";
    if (!this.keeping) this.forget();
    return this.keeping;
  }

  forget() {
    Object.assign(this, { keeping: false, earlier: 0, kept: {} });
    guarded(() => this.device.removeItem(this.place()));
  }
}

function nameOf(field) {
  return field.closest("[data-reflection]").dataset.reflection;
}

// Under every field and on the page of all notes: the box to tick, or why there is none.
function showJournal(app, id) {
  const { doc, html, notes } = app;
  notes.restore();
  notes.write();
  doc.documentElement.classList.toggle("alone", !!doc.querySelector(".sheet.current"));
  if (id === "notes") showNotes(app);
  const able = notes.place();
  const box =
    `<label class="kept-box"><input type="checkbox" data-keeps-notes><span>${html("keep-notes")} ` +
    `<span class="how">${html("keep-notes-how")}</span></span></label>`;
  all(doc, "[data-keep]").forEach((row) => {
    if (!!hook(row, "keeps-notes") === !!able && row.firstChild) return;
    row.innerHTML = (able ? box : "") + '<p class="small kept-word" role="status"></p>';
  });
  showKeeping(app, 0);
}

function noteTyped(app, { target }) {
  const { notes } = app;
  const boxes = target.matches("[data-keeps-notes]");
  if (!boxes && !notes.fields.includes(target)) return;
  const off = boxes && !target.checked;
  if (off) notes.forget();
  const done = off || (boxes ? notes.keep() : notes.write());
  showKeeping(app, off ? "notes-deleted" : done ? 0 : "notes-cannot");
}

function showKeeping({ doc, html, notes }, word) {
  all(doc, "[data-keeps-notes]").forEach((box) => (box.checked = notes.keeping));
  const said = word || (notes.place() ? 0 : "notes-cannot");
  const told = notes.keeping ? icon("tick") + html("notes-kept") : said ? html(said) : "";
  all(doc, ".kept-word").forEach((line) => {
    if (line.innerHTML !== told) line.innerHTML = told;
  });
}
