// Drives the finished pages: one of them is shown, and everything a learner can press ends up here.
import { guarded } from "./guarded.js";
import { ACTIONS } from "./player_actions.js";
import { all, button, escapeHtml, hook, speaker } from "./player_dom.js";
import {
  readyPages,
  showFrame,
  showNotice,
  showResume,
  showSaving,
  toggleContents,
} from "./player_frame.js";

const OF_LATER = "form, textarea, table, details, blockquote, code, video, audio"; // what needs the second script or its sheet
const SLOW = 400; // milliseconds after which a platform's silence is spoken of

export class Player {
  constructor(win, course, session, laterScript, reload) {
    Object.assign(this, { win, doc: win.document, course, session, laterScript, reload });
    this.say = speaker(course.words);
    this.html = (key, values) => escapeHtml(this.say(key, values));
    this.title = this.doc.title;
    this.first = this.page = course.pages[0].id;
    this.looking = false; // at one's answers after Submit, not at the result
    this.unread = []; // controls of questions that were used before the second script was there
  }

  // Before the platform has answered: the page is there to be read, and a reloaded one is where it was.
  start() {
    readyPages(this);
    const here = this.idIn(this.win.location.hash) || this.first;
    this.session.show(here, true); // the learner's place, until more is known
    this.session.show(this.first, true);
    showResume(this);
    this.session.env.setTimeout(() => this.waiting(), SLOW);
    this.go(here, true);
    if (this.page !== this.first) this.laterScript.load();
  }

  changes(launched) {
    if (launched) this.launched();
    else showResume(this);
    showSaving(this);
  }

  // A platform that takes its time: the first card says so, until it can tell how to begin or carry on.
  waiting() {
    if (this.session.mode !== "seeking") return;
    hook(this.doc, "resume").dataset.waiting = this.say("seeking");
    this.announce("seeking");
  }

  launched() {
    const { launch, mode } = this.session;
    if (mode === "revisit") showNotice(this, "looking-back");
    if (launch.greet) launch.greet(this);
    this.notifyParts("launched");
    showResume(this);
    if (this.place()) this.laterScript.load(); // they have begun before
    this.go(this.page, true);
  }

  // ---- pages

  numberOf(id) {
    return this.course.pages.findIndex((page) => page.id === id);
  }

  // The page an address names, if it is one of the course's.
  idIn(hash) {
    const id = hash.replace("#page-", "");
    return this.numberOf(id) < 0 ? "" : id;
  }

  // The page that the address names now: without a name it is the first.
  addressed() {
    const { hash } = this.win.location;
    return hash ? this.idIn(hash) : this.first;
  }

  // The browser has gone back or forward, or the address was changed by hand.
  travelled() {
    const id = this.addressed();
    if (id && id !== this.shown) this.visit(id);
  }

  // Where the learner was: the number of a page, 0 for the opening page.
  place() {
    return Math.max(0, this.numberOf(this.session.place().id));
  }

  isOpen(id) {
    const { session } = this;
    const bar = session.mode !== "revisit" && session.bars(id); // what is finished is all open
    return !bar || this.numberOf(id) <= this.numberOf(bar.id);
  }

  // Minutes of the pages not yet read, and of the one being read.
  minutesLeft(current) {
    const { session } = this;
    const left = session.pagesOfModule(current).filter((page) => page.id === current || !session.isRead(page));
    return left.reduce((sum, page) => sum + page.minutes, 0);
  }

  go(id, quiet) {
    const { session } = this;
    if (!this.isOpen(id)) return this.announce("read-first");
    session.show(id, quiet);
    if (session.page(id).scenes) this.laterScript.withParts(Object, () => this.showUnplayed(id));
    if (this.doc.getElementById("page-" + id).querySelector(OF_LATER)) this.laterScript.load();
    this.page = id;
    const { rule } = session.exam;
    const assessed = rule && rule.page === id;
    if (assessed) this.notifyParts("assessed");
    const result = assessed && session.exam.isMarked(session.state) && !this.looking;
    if (result) this.showResult();
    showFrame(this);
    this.showReady();
    showSaving(this);
    return this.turn(result ? "result" : id, quiet); // last: it makes the browser lay the page out
  }

  // Scenarios that can't be played, for want of the second script, are read whole, and then count.
  showUnplayed(id) {
    this.session.page(id).scenes = 0;
    this.doc.documentElement.classList.add("unplayed");
    this.session.show(id, true);
  }

  showResult() {
    const missing = () => {
      this.doc.getElementById("h-result").textContent = this.say("not-loaded");
      hook(this.doc, "result-body").innerHTML = button("primary", "result", this.html("try-now"));
    };
    this.laterScript.withParts(() => this.notifyParts("decided", this.session.result()), missing);
  }

  turn(id, quiet) {
    const { doc, win } = this;
    const section = doc.getElementById("page-" + id);
    all(doc, ".page.current").forEach((page) => page.classList.remove("current"));
    section.classList.add("current");
    this.shown = id;
    const heading = section.querySelector("h1");
    heading.tabIndex = -1;
    doc.title = (id === this.first ? "" : `${heading.textContent} – `) + this.title;
    toggleContents(this, false);
    this.notifyParts("shown", id);
    if (quiet) return;
    this.noteInHistory(section);
    win.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  // A frame's history belongs to the platform; in a window of our own, Back turns back a page, and leads from an
  // aside to the page it was opened on. What was reached by Back or Forward stands there already.
  noteInHistory(section) {
    const { win } = this;
    if (this.addressed() === this.page && !section.matches(".aside")) return;
    const how = win.parent === win ? "pushState" : "replaceState";
    guarded(() => win.history[how](null, "", `#page-${this.page}`));
  }

  // The filled button is the next thing to do: a question's while one is open, then the way on.
  showReady() {
    const section = this.doc.getElementById("page-" + this.page);
    const open = all(section, ".actions .primary, .now .reply").some((one) => !one.closest("[hidden]"));
    all(section, ".next, .leave").forEach((way) => way.classList.toggle("ready", !open));
  }

  announce(key) {
    const region = hook(this.doc, "announce");
    region.textContent = "";
    this.session.env.setTimeout(() => (region.textContent = this.say(key)), 50);
  }

  // ---- what is pressed

  clicked(event) {
    const target = event.target.closest("[data-action], .term, [href^='#page-']");
    if (!target || event.ctrlKey || event.metaKey) return;
    const { action, term } = target.dataset;
    event.preventDefault();
    if (event.detail > 1 && action !== "move") return; // of a double click: its first one has turned the page
    if (action !== "print" && this.reopen()) return;
    if (action) this.act(action, target);
    else if (term) this.act("term", target);
    else if (this.idIn(target.hash)) this.visit(this.idIn(target.hash));
    else this.aside(target);
  }

  // Some actions come with the second script.
  act(name, target) {
    if (ACTIONS[name]) return ACTIONS[name](this, target);
    const run = (parts) => {
      const part = parts.find(({ actions }) => actions && actions[name]);
      if (part) part.actions[name](this, target);
    };
    return this.laterScript.withParts(run, () => this.showNotLoaded(target), target);
  }

  showNotLoaded(target) {
    const text = `<p class="small" role="alert">${this.html("not-loaded")}</p>`;
    target.insertAdjacentHTML("afterend", text);
  }

  // Calls what the second script's parts have by this name, if they are here yet.
  notifyParts(name, about) {
    (this.laterScript.parts || []).forEach((part) => part[name] && part[name](this, about));
  }

  // The second script is here, and with it `feedback` on assessed questions.
  joined(feedback) {
    const { course, session, shown } = this;
    course.questions.forEach((question) => Object.assign(question, feedback[question.id]));
    if (session.launch) this.notifyParts("launched");
    this.unread.splice(0).forEach((target) => this.changed({ target })); // before anything is drawn over them
    const { rule } = session.exam;
    if (rule && rule.page === shown) this.notifyParts("assessed");
    this.notifyParts("opened");
    this.notifyParts("shown", shown);
  }

  visit(id) {
    this.looking = false;
    this.go(id);
  }

  aside(link) {
    if (!this.doc.querySelector(".aside.current")) this.left = link;
    this.turn(link.hash.slice(6)); // after #page-
  }

  // True after the end: then a new session where the standard allows one, else a word where to find it.
  reopen() {
    const { adapter, mode } = this.session;
    if (mode !== "ended") return false;
    if (adapter.again()) this.reload();
    else this.laterScript.withParts(() => this.notifyParts("ended"), () => this.announce("not-loaded"));
    return true;
  }

  questionOf(target) {
    const form = target.closest(".question");
    return form && this.course.questions.find(({ id }) => "q-" + id === form.id);
  }

  // Questions are answered with the second script: what was chosen before it came is read then.
  changed({ target }) {
    if (!this.questionOf(target)) return;
    if (this.laterScript.parts) this.notifyParts("answered", target);
    else {
      this.unread.push(target);
      this.laterScript.load();
    }
  }

  // Enter in an answer checks it; left alone it would send the form away.
  pressed(event) {
    const { key, target } = event;
    if (key === " " && target.matches(".term")) {
      event.preventDefault();
      target.click();
    }
    if (key !== "Enter" || target.localName !== "input" || !this.questionOf(target)) return;
    event.preventDefault();
    if (hook(target.closest(".question"), "action=check")) this.act("check", target);
  }
}
