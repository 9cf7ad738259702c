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
import { showResult } from "./player_result.js";
import { showSupport } from "./player_support.js";
import { readyTerms, toggleTerm } from "./player_terms.js";
import { attempt } from "./scorm_api.js";

export class Player {
  constructor(win, course, session, reload) {
    Object.assign(this, { win, doc: win.document, course, session, reload });
    this.say = speaker(course.words);
    this.html = (key, values) => escapeHtml(this.say(key, values));
    this.title = this.doc.title;
    this.first = this.page = course.pages[0].id;
    this.looking = false; // at one's answers after Submit, not at the result
  }

  // Before the platform has answered: the page is there to be read, and a reloaded one is where it was.
  start() {
    readyPages(this);
    this.session.show(this.first, true);
    showResume(this);
    readyTerms(this);
    showDue(this);
    this.go(this.idIn(this.win.location.hash) || this.first, true);
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
    const bar = this.session.bars(id);
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
    this.page = id;
    const { rule } = session.assessment;
    const assessed = rule && rule.page === id;
    if (assessed) showAssessment(this);
    const result = assessed && session.result() && !this.looking;
    if (result) showResult(this);
    this.turn(result ? "result" : id, quiet);
    showFrame(this);
    this.showReady();
    return showSaving(this);
  }

  turn(id, quiet) {
    const { doc, win } = this;
    const section = doc.getElementById("page-" + id);
    all(doc, ".page.current").forEach((page) => page.classList.remove("current"));
    section.classList.add("current");
    const heading = section.querySelector("h1");
    heading.tabIndex = -1;
    doc.title = (id === this.first ? "" : `${heading.textContent} – `) + this.title;
    toggleContents(this, false);
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
    const open = all(section, ".actions .primary").some((one) => !one.closest("[hidden]"));
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
    if (action) this[`on ${action}`](target);
    else if (term) toggleTerm(this, target);
    else if (this.idIn(target.hash)) this.visit(this.idIn(target.hash));
    else this.aside(target);
  }

  visit(id) {
    this.looking = false;
    this.go(id);
  }

  aside(link) {
    if (!this.doc.querySelector(".aside.current")) this.left = link;
    this.turn(link.hash.replace("#page-", ""));
    showSupport(this);
  }

  "on close-term"({ dataset }) {
    const term = this.doc.querySelector(`.current [href="#term-${dataset.of}"]`);
    toggleTerm(this, term);
    term.focus();
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

  "on retry"() {
    this.session.retry();
    this.visit(this.page);
    this.announce(WORD.new_questions);
  }

  "on result"() {
    this.visit(this.session.assessment.rule.page);
  }

  "on answers"() {
    this.looking = true;
    this.go(this.page);
  }

  "on go-on"() {
    this.visit(this.session.unreadAnywhere()[0].id);
  }

  "on print"() {
    attempt(() => this.win.print());
  }

  "on retry-save"() {
    const { session } = this;
    if (session.mode === "moved") this.reload();
    else if (session.mode === "held") session.takeOver();
    else if (session.launch) session.saver.now();
    else session.connect();
  }

  // Leaves only when all is saved; else says so, and the platform gets another chance when the page closes.
  "on leave"() {
    const { session } = this;
    const { mode } = session;
    session.saver.now().then((answer) => {
      const done = { revisit: WORD.looking_back, moved: WORD.moved_on_text }[mode];
      const text = done || (answer === "saved" ? WORD.left_text : WORD.left_unsaved);
      const address = text !== WORD.left_unsaved && session.leave();
      if (address) this.win.location.assign(address);
      else this.showLeft(address === false ? WORD.not_saved : WORD.left_title, text);
    });
  }

  showLeft(title, text) {
    const { doc, html } = this;
    const [action, word] = text === WORD.left_unsaved ? ["leave", WORD.try_now] : ["open", WORD.open_again];
    doc.getElementById("h-result").textContent = this.say(title);
    const again = button("secondary", action, html(word));
    hook(doc, "result-body").innerHTML =
      `<p class="lead">${html(text)}</p><div class="actions">${again}</div>`;
    this.turn("result");
  }

  // True after the end: then a new session where the standard allows one, else a word where to find it.
  reopen() {
    const { adapter, mode } = this.session;
    if (mode !== "ended") return false;
    if (adapter.restarts) this.reload();
    else this.showLeft(WORD.ended, WORD.ended_text);
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
