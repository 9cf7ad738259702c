// No platform stands behind the page: what was done can be kept on the learner's device, and is only if they
// tick so. This file asks them and keeps it; the rest of the runtime doesn't notice the difference.
import { placeName } from "../../player/runtime/device.js";
import { all, button, hook, setMark, speaker } from "../../player/runtime/player_dom.js";
import { guarded } from "../../player/runtime/guarded.js";

const ANYONE = "-"; // nobody tells us who sits here; the tick says not to on a shared computer

export function createAdapter(env) {
  return new Adapter(env);
}

class Adapter {
  constructor(env) {
    this.env = env;
    this.restarts = true; // a page that was left may be opened again
    this.device = env.storage;
    env.storage = null; // for everybody else: nothing is kept here unasked, not even for an emergency
    this.latest = ""; // the learner's progress as last told
  }

  // Resolves at once. Two windows meet where both write to the same place: from the start, or once this one does.
  connect(course, joins) {
    this.course = course;
    this.joins = joins;
    this.place = placeName([course.course, course.module]);
    this.notes = placeName(["notes", course.course, course.module, ANYONE]);
    const held = this.read();
    this.latest = held || "";
    this.keeping = held !== null;
    this.ask();
    this.show();
    return Promise.resolve(this.launch(this.latest));
  }

  launch(state) {
    return {
      learnerKey: this.keeping ? "" : String(this.env.now()),
      notesKey: ANYONE,
      mode: "normal",
      outcome: null,
      masteryScore: null,
      state,
      place: "",
    };
  }

  // null: nothing is kept. A line without text: the tick was given before anything was done.
  read() {
    return guarded(() => this.device.getItem(this.place), null);
  }

  // What another window has deleted stays deleted.
  keep() {
    this.keeping = this.read() !== null;
    return this.keeping && guarded(() => this.device.setItem(this.place, this.latest), "full") !== "full";
  }

  // What another window keeps is not written over: it and what was done here become one.
  begin() {
    const held = this.read() || "";
    this.keeping = guarded(() => this.device.setItem(this.place, held || this.latest), "full") !== "full";
    if (this.keeping) this.joins(this.launch(held));
    this.announce(this.keeping ? "kept" : "cannot");
  }

  forget() {
    [this.place, this.notes].forEach((name) => guarded(() => this.device.removeItem(name)));
    this.keeping = false;
    this.announce("deleted");
  }

  // At once: what is only written while the page closes may be lost. Whether it could be is for commit() to say.
  save({ state }) {
    this.latest = state;
    if (this.keeping && this.read() !== null) guarded(() => this.device.setItem(this.place, state));
  }

  // Not being asked to keep anything is no failure.
  commit() {
    const asked = this.keeping;
    const done = asked && this.keep();
    if (asked && !this.keeping) this.show();
    return Promise.resolve(this.keeping && !done ? "refused" : "saved");
  }

  again() {
    return true;
  }

  leave() {
    if (this.keeping) this.keep();
    return null;
  }

  answered() {}
  objective() {}
  report() {}

  // ---- asking the learner: on the opening page in full, under every page in short

  ask() {
    const doc = this.env.window.document;
    const say = speaker(this.course.launch.words);
    const box = (rest) => `<label class="kept-box"><input type="checkbox" data-keeps><span>${say("keep")}${rest}</span></label>`;
    const able = this.keeping || guarded(() => this.device.length + 1, 0);
    const note = `<span class="how">${say("keep-note")}</span>`;
    const forget = `<div class="actions">${button("quiet", "forget", say("delete"))}</div>`;
    const card = able ? `<div class="answer">${box(note)}</div>${forget}` : `<p>${say("cannot")}</p>`;
    // At the end, where nothing has to make room for it.
    const end = hook(doc, "resume").parentNode.querySelector(".pager");
    end.insertAdjacentHTML("beforebegin", `<div class="kept-here privacy">${card}</div>`);
    if (able) hook(doc, "save-state").insertAdjacentHTML("beforebegin", box(""));
    doc.addEventListener("change", ({ target }) => this.ticked(target));
    // Before the player hears of it, which doesn't know this button.
    doc.addEventListener("click", (event) => this.pressed(event), true);
  }

  ticked(box) {
    if (!box.matches("[data-keeps]")) return;
    if (box.checked) this.begin();
    else this.forget();
  }

  pressed(event) {
    if (!event.target.closest("[data-action=forget]")) return;
    event.stopPropagation();
    this.forget();
    hook(this.env.window.document, "keeps").focus();
  }

  announce(word) {
    this.show();
    const region = hook(this.env.window.document, "announce");
    region.textContent = "";
    this.env.setTimeout(() => (region.textContent = speaker(this.course.launch.words)(word)), 50);
  }

  show() {
    const doc = this.env.window.document;
    const { words, launch } = this.course;
    words["left-text"] = launch.words[this.keeping ? "left-kept" : "left-lost"];
    all(doc, "[data-keeps]").forEach((box) => (box.checked = this.keeping));
    all(doc, ".kept-here .answer").forEach((one) => one.classList.toggle("chosen", this.keeping));
    all(doc, ".kept-here .actions").forEach((one) => (one.hidden = !this.keeping));
    setMark(hook(doc, "save-state"), "hidden", !this.keeping && "hidden");
  }
}
