// One learner's time with several modules in one package. Each has a state of its own; the base is that of the
// course's opening page, and what Session does, it does with the module the learner is in.
import { Assessment } from "./assessment.js";
import { Session } from "./session.js";
import { BEGIN, decodeState, emptyState, encodeState, mended, mergeStates } from "./state.js";

// The modules, the opening page first, and the course as if it were one long module.
function flattened(course) {
  const { assessment, objectives, pages, questions, rules } = course;
  course.modules.unshift({ key: "", assessment, objectives, pages, questions, rules });
  ["pages", "questions", "objectives", "scenarios"].forEach((name) => {
    course[name] = [].concat(...course.modules.map((module) => module[name] || []));
  });
  return course;
}

export class CourseSession extends Session {
  constructor(env, course, adapter, changed) {
    super(env, flattened(course), adapter, changed);
    this.parts = course.modules.map((module) => {
      return Object.assign(new Assessment(module), { state: module.key ? emptyState() : this.base });
    });
    this.gone = []; // modules the course had once: kept in case they come back
    this.enter(course.pages[0].id);
  }

  partOf(id) {
    return this.parts.find(({ pages }) => pages.some((page) => page.id === id));
  }

  enter(id) {
    this.here = id;
    this.exam = this.partOf(id);
    this.state = this.exam.state;
  }

  // What Session would say if the learner were in this module.
  within(part, work) {
    const { exam, state } = this;
    Object.assign(this, { exam: part, state: part.state });
    const answer = work();
    Object.assign(this, { exam, state });
    return answer;
  }

  each(work) {
    return this.parts.map((part) => this.within(part, () => work(part)));
  }

  // ---- the saved line

  written() {
    const lines = this.parts.filter(({ key, state }) => key && state.seen.length);
    const told = lines.map(({ key, state }) => key + encodeState(state));
    return [encodeState(this.base)].concat(told, this.gone).join(BEGIN);
  }

  understood(text) {
    const [own, ...lines] = mended(text).split(BEGIN);
    return Object.assign(decodeState(own), { lines });
  }

  lineOf({ lines }, part) {
    return decodeState((lines.find((one) => one.slice(0, 3) === part.key) || "").slice(3));
  }

  isCompleteIn(held) {
    return this.parts.every((part) => {
      const state = part.key ? this.lineOf(held, part) : held;
      return this.within(Object.assign(Object.create(part), { state }), () => this.done());
    });
  }

  take(held) {
    const keys = this.parts.map(({ key }) => key);
    this.gone = held.lines.filter((one) => !keys.includes(one.slice(0, 3)));
    this.base = mergeStates(held, this.base);
    this.parts.forEach((part) => {
      part.state = part.key ? mergeStates(this.lineOf(held, part), part.state) : this.base;
    });
    this.each(() => this.forgetChanged());
    this.enter(this.here);
  }

  // ---- pages

  spot(page) {
    return (this.partOf(page.id) || { key: "" }).key + page.key;
  }

  show(id, passing) {
    this.enter(id);
    super.show(id, passing);
  }

  pagesOfModule(id) {
    const part = this.partOf(id);
    return part.key ? part.pages : this.course.pages;
  }

  // In an ordered course the first page not yet read bars all after it, in an ordered module those of its own.
  bars(id) {
    const part = this.partOf(id);
    if (this.course.rules.navigation === "ordered") return this.unreadAnywhere()[0];
    return part && part.rules.navigation === "ordered" && this.within(part, () => this.unread()[0]);
  }

  isRead(page) {
    return this.within(this.partOf(page.id), () => super.isRead(page));
  }

  answerTo(question) {
    return this.within(this.partOf(question.page), () => super.answerTo(question));
  }

  unreadAnywhere() {
    return [].concat(...this.each(() => this.unread()));
  }

  // ---- finishing

  complete() {
    return this.each(() => this.done()).every(Boolean);
  }

  // The mean of the modules' results counts, and a pass is one in each of them.
  outcome(seconds) {
    const tallies = this.parts.map(({ state }) => state.tally).filter(Boolean);
    if (!tallies.length) return super.outcome(seconds);
    const raw = Math.round(tallies.reduce((sum, { best }) => sum + best, 0) / tallies.length);
    const success = tallies.every(({ standing }) => standing === "p");
    return { completion: true, success, scaled: raw / 100, raw, progress: 1, seconds };
  }
}
