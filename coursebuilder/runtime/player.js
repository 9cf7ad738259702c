// Drives the finished pages: one of them is shown, and everything a learner can press ends up here.
import { all, button, escapeHtml, hook, speaker } from "./player_dom.js";
import {
  readyPages,
  showDue,
  showFrame,
  showNotice,
  showResume,
  showSaving,
  toggleContents,
} from "./player_frame.js";
import { leaveModule, showLeft } from "./player_leave.js";
import {
  answerIn,
  checkAnswer,
  formOf,
  readyToSubmit,
  resetForm,
  restorePractice,
  showAssessment,
  showChosen,
} from "./player_questions.js";
import { attempt } from "./attempt.js";

export class Player {
  constructor(win, course, session, door, reload) {
    Object.assign(this, { win, doc: win.document, course, session, door, reload });
    this.say = speaker(course.words);
    this.html = (key, values) => escapeHtml(this.say(key, values));
    this.title = this.doc.title;
    this.first = this.page = course.pages[0].id;
    this.looking = false; // at one's answers after Submit, not at the result
  }

  // Before the platform has answered: the page is there to be read, and a reloaded one is where it was.
  start() {
    readyPages(this);
    const here = this.idIn(this.win.location.hash) || this.first;
    this.session.show(here, true); // the learner's place, until more is known
    this.session.show(this.first, true);
    showResume(this);
    showDue(this);
    this.go(here, true);
    if (this.page !== this.first) this.door.open();
  }

  changes(launched) {
    if (launched) this.launched();
    showSaving(this);
  }

  launched() {
    const { launch, mode } = this.session;
    if (mode === "revisit") showNotice(this, WORD.looking_back);
    if (launch.greet) launch.greet(this);
    restorePractice(this);
    showResume(this);
    if (this.place()) this.door.open(); // they have begun before
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
    const left = session.beside(current).filter((page) => page.id === current || !session.isRead(page));
    return left.reduce((sum, page) => sum + page.minutes, 0);
  }

  go(id, quiet) {
    const { session } = this;
    if (!this.isOpen(id)) return this.announce(WORD.read_first);
    session.show(id, quiet);
    if (session.page(id).scenes) this.door.withParts(Object, () => this.showUnplayed(id));
    this.page = id;
    const { rule } = session.exam;
    const assessed = rule && rule.page === id;
    if (assessed) showAssessment(this);
    const result = assessed && session.result() && !this.looking;
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
      this.doc.getElementById("h-result").textContent = this.say(WORD.not_loaded);
      hook(this.doc, "result-body").innerHTML = button("primary", "result", this.html(WORD.try_now));
    };
    this.door.withParts(() => this.tellParts("decided", this.session.result()), missing);
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
    this.tellParts("shown", id);
    if (quiet) return;
    // A frame's history belongs to the platform; in a window of our own, Back turns back a page.
    const how = win.parent === win ? "pushState" : "replaceState";
    attempt(() => win.history[how](null, "", `#page-${this.page}`));
    win.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
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
    if (action !== "print" && this.reopen()) return;
    if (action) this.act(`on ${action}`, target);
    else if (term) this.act("on term", target);
    else if (this.idIn(target.hash)) this.visit(this.idIn(target.hash));
    else this.aside(target);
  }

  // Some actions come with the second script.
  act(action, target) {
    if (this[action]) return this[action](target);
    const missing = () =>
      target.insertAdjacentHTML("afterend", `<p class="small" role="alert">${this.html(WORD.not_loaded)}</p>`);
    return this.door.withParts((parts) => parts.forEach((part) => part[action] && part[action](this, target)), missing);
  }

  // What the second script's parts make of something, if they are here yet.
  tellParts(what, about) {
    (this.door.parts || []).forEach((part) => part[what] && part[what](this, about));
  }

  joined() {
    this.tellParts("opened");
    this.tellParts("shown", this.shown);
  }

  visit(id) {
    this.looking = false;
    this.go(id);
  }

  aside(link) {
    if (!this.doc.querySelector(".aside.current")) this.left = link;
    this.turn(link.hash.slice(6)); // after #page-
  }

  "on return"() {
    this.go(this.page);
    if (this.left) this.left.focus();
  }

  "on skip"() {
    this.doc.querySelector(".page.current h1").focus();
  }

  "on contents"(menu) {
    toggleContents(this, menu.getAttribute("aria-expanded") !== "true");
  }

  "on resume"() {
    const { pages } = this.course;
    this.visit((pages[this.place() || 1] || pages[0]).id);
  }

  "on restart"() {
    hook(this.doc, "resume").hidden = true;
    this.visit(this.first);
  }

  "on check"(target) {
    checkAnswer(this, this.questionOf(target));
  }

  "on move"(target) {
    this.changed({ target });
  }

  "on submit"() {
    if (!readyToSubmit(this)) return;
    this.session.submit();
    this.visit(this.page);
  }

  "on result"() {
    this.visit(this.session.exam.rule.page);
  }

  "on print"() {
    const onPaper = () => attempt(() => this.win.print());
    this.door.withParts(onPaper, onPaper); // what comes later fills in the record and knows how paper looks
  }

  "on retry-save"() {
    const { session } = this;
    if (session.mode === "moved") this.reload();
    else if (session.mode === "held") session.takeOver();
    else if (session.launch) session.saver.now();
    else session.connect();
  }

  "on leave"() {
    leaveModule(this);
  }

  // True after the end: then a new session where the standard allows one, else a word where to find it.
  reopen() {
    const { adapter, mode } = this.session;
    if (mode !== "ended") return false;
    if (adapter.again()) this.reload();
    else showLeft(this, WORD.ended, WORD.ended_text);
    return true;
  }

  questionOf(target) {
    const form = target.closest(".question");
    return form && this.course.questions.find(({ id }) => "q-" + id === form.id);
  }

  changed({ target }) {
    const question = this.questionOf(target);
    if (!question) return;
    const form = formOf(this, question);
    showChosen(form);
    const answer = answerIn(form, question, target);
    if (question.assessed && !question.safety) this.session.choose(question, answer);
    // What is told of an answer goes when that changes; what was told of one of several may stay.
    else if (form.querySelector(".actions").hidden || !form.querySelector(".answer input"))
      resetForm(form, question, answer);
    this.showReady();
  }

  // Enter in an answer checks it; left alone it would send the form away.
  pressed(event) {
    const { key, target } = event;
    if (key === " " && target.matches(".term")) {
      event.preventDefault();
      target.click();
    }
    const question = key === "Enter" && target.localName === "input" && this.questionOf(target);
    if (!question) return;
    event.preventDefault();
    if (hook(formOf(this, question), "action=check")) checkAnswer(this, question);
  }
}
