// What a learner has done in one module, and when it is finished. session.js adds the platform to it, and the second
// script what answers questions: answering.js.
import { Assessment } from "./assessment.js";
import { Stopwatch } from "./duration.js";
import { emptyState } from "./state.js";

export class CourseWork {
  constructor(env, course, adapter) {
    Object.assign(this, { env, course, adapter });
    this.state = this.base = emptyState(); // the base holds the save counter and the learner's place
    this.exam = new Assessment(course);
    this.watch = new Stopwatch(env.now);
    this.times = {}; // when each question was last answered
  }

  page(id) {
    return this.course.pages.find((page) => page.id === id) || { id: "", key: "" };
  }

  // How the state names a page, and the page it names, if that is still there.
  spot({ key }) {
    return key;
  }

  place() {
    return this.course.pages.find((page) => this.spot(page) === this.base.place) || this.page("");
  }

  // The pages of the module that a page is in, and whether one of them bars the way to it.
  pagesOfModule() {
    return this.course.pages;
  }

  bars() {
    return this.course.rules.navigation === "ordered" && this.unread()[0];
  }

  // `passing`: shown on the way in, which leaves the learner's place alone and by itself needs no saving.
  show(id, passing) {
    const page = this.page(id);
    const { base, state } = this;
    const fresh = !page.scenes && !state.seen.includes(page.key); // else when they have come to an end
    this.turned = this.watch.seconds();
    if (fresh) state.seen.push(page.key);
    if (passing && base.place) return;
    const moved = this.place() !== page;
    base.place = this.spot(page);
    if (passing ? this.complete() : fresh || moved) this.change();
  }

  answerTo({ key }) {
    return this.state.responses[key];
  }

  // ---- finishing

  // The assessment's page is not behind one before it is decided.
  isRead({ id, key }) {
    const { rule } = this.exam;
    const decided = !rule || rule.page !== id || this.exam.decided(this.state);
    return decided && this.state.seen.includes(key);
  }

  unread() {
    return this.exam.pages.filter((page) => !this.state.seen.includes(page.key));
  }

  unreadAnywhere() {
    return this.unread();
  }

  unanswered() {
    const { questions, rules } = this.exam;
    const asked = rules.completion === "questions";
    return questions.filter((one) => asked && !one.assessed && !this.state.responses[one.key]);
  }

  complete() {
    return this.done();
  }

  // Whether all was done in a saved line's state.
  isCompleteIn(held) {
    const { state } = this;
    this.state = held;
    const complete = this.complete();
    this.state = state;
    return complete;
  }

  done() {
    return !this.unread().length && !this.unanswered().length && this.exam.decided(this.state);
  }

  outcome(seconds) {
    return this.exam.outcome(this.state, seconds);
  }
}
