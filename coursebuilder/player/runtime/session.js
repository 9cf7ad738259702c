// One learner's time with one module: what counts, when it is finished, and what the platform hears of it.
// course_session.js widens this to a package of several modules.
// Knows no page and no standard; player*.js shows it, an adapter translates it.
import { Assessment } from "./assessment.js";
import { placeName, Rescue, Windows } from "./device.js";
import { Stopwatch } from "./duration.js";
import { QUESTION_KINDS } from "./kinds.js";
import { Saver } from "./saving.js";
import { decodeState, emptyState, encodeState, mergeStates } from "./state.js";

const PATIENCE = 3000; // before the learner is told that no platform has answered

export class Session {
  // changed(launched) is called when there is something new to show; true: what the platform held is known.
  constructor(env, course, adapter, changed) {
    Object.assign(this, { env, course, adapter, changed });
    this.state = this.base = emptyState(); // the base holds the save counter and the learner's place
    this.exam = new Assessment(course);
    this.watch = new Stopwatch(env.now);
    // seeking a platform, absent, on, revisit; held: another window is open, moved: it took over; ended
    this.mode = "seeking";
    this.reported = false; // the platform has confirmed the outcome
    this.times = {}; // when each question was last answered
    const write = () => this.write();
    const commit = () => (this.mode === "on" ? adapter.commit() : Promise.resolve("refused"));
    const heard = (saved, counter) => this.heard(saved, counter);
    this.saver = new Saver(env, write, commit, heard);
  }

  // ---- beginning

  connect() {
    this.env.setTimeout(() => this.missed(), PATIENCE);
    const joins = (launch) => this.mode === "on" && this.begin(launch); // where a learner is known only later
    this.seeking =
      this.seeking ||
      this.adapter.connect(this.course, joins).then((launch) => {
        this.seeking = null;
        if (!launch) this.missed();
        else if (this.mode !== "ended") this.begin(launch);
      });
    return this.seeking;
  }

  missed() {
    if (this.mode === "seeking") this.mode = "absent";
    this.changed();
  }

  begin(launch) {
    const { course, env } = this;
    this.launch = launch;
    this.mode = launch.outcome || launch.mode !== "normal" ? "revisit" : "on";
    if (launch.masteryScore !== null) this.exam.passMark = launch.masteryScore;
    const name = placeName([course.course, course.module, launch.learnerKey]);
    this.rescue = new Rescue(launch.learnerKey && env.storage, name);
    const before = this.base.counter;
    const held = this.understood(launch.state);
    const copy = this.understood(this.rescue.read().state);
    const rescued = copy.counter > held.counter;
    held.place = held.place || this.spot(this.page(launch.place));
    this.take(rescued ? copy : held);
    if (this.mode === "on") {
      this.rescue.confirmed(held.counter);
      if (this.windows) this.windows.close(); // or it would hear itself
      this.windows = new Windows(env, name, (kind, state) => this.hear(kind, state));
      this.windows.say("hello");
      if (launch.refused) this.saver.after(false, 0);
      if (rescued || before || this.complete()) this.change(true);
    }
    this.changed(true);
  }

  // An answer to a question that has since been changed means nothing any more: it alone is forgotten.
  take(held) {
    this.state = this.base = mergeStates(held, this.state);
    this.forgetChanged();
  }

  forgetChanged() {
    const { responses } = this.state;
    this.exam.questions.forEach(({ key, check }) => {
      if (responses[key] && responses[key].check !== check) delete responses[key];
    });
  }

  // ---- other windows of the same learner: the newer asks, the older saves, ends and hands over what it has

  hear(kind, state) {
    if (kind === "gone") this.resume(state);
    if (this.mode !== "on") return;
    if (kind === "hello") this.windows.say("here");
    if (kind === "here") this.mode = "held";
    if (kind === "take") {
      this.leave();
      this.mode = "moved";
    }
    this.changed();
  }

  takeOver() {
    this.windows.say("take");
    this.env.setTimeout(() => this.resume(""), 1500);
  }

  resume(state) {
    if (this.mode !== "held") return;
    this.mode = "on";
    this.take(this.understood(state));
    this.change(true);
    this.changed(true);
  }

  // ---- what the learner does

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

  // A practice question, or a safety question of the assessment, whose first answer is the one that scores.
  check(question, answer) {
    const { assessed, key } = question;
    this.choose(question, answer, assessed && this.state.responses[key]);
    if (!assessed) this.reportAnswer(question, answer);
  }

  // `before`: an answer that stays the first.
  choose({ key, check }, last, before) {
    this.times[key] = this.watch.seconds();
    if (last) this.state.responses[key] = { check, first: before ? before.first : last, last };
    else delete this.state.responses[key];
    this.change();
  }

  answerTo({ key }) {
    return this.state.responses[key];
  }

  reportAnswer(question, answer) {
    const { id, kind, key, right: pattern, objective } = question;
    const { judge, heardAs, type } = QUESTION_KINDS[kind];
    const seconds = Math.max(0, (this.times[key] || 0) - this.turned);
    const right = judge(question, answer);
    const told = { question: id, kind, given: answer, right, pattern, seconds, objective, weight: 1 };
    Object.assign(told, type && { kind: type }, heardAs && heardAs(question, answer));
    if (this.mode === "on") this.adapter.answered(told);
  }

  openAssessment() {
    if (this.exam.open(this.state) && this.launch) this.change();
  }

  submit() {
    const { exam, state } = this;
    exam.submit(state);
    exam.asked(state).forEach((question) => this.reportAnswer(question, state.responses[question.key].first));
    this.result().objectives.forEach(({ id, right, total, met }) => {
      if (this.mode === "on") this.adapter.objective({ id, scaled: right / total, success: met });
    });
    this.change(true);
  }

  retry() {
    this.exam.retry(this.state);
    this.change(true);
  }

  result() {
    return this.exam.result(this.state);
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

  done() {
    return !this.unread().length && !this.unanswered().length && this.exam.decided(this.state);
  }

  outcome(seconds) {
    return this.exam.outcome(this.state, seconds);
  }

  // ---- saving

  written() {
    return encodeState(this.state);
  }

  understood(text) {
    return decodeState(text);
  }

  change(urgent) {
    this.base.counter += 1;
    if (this.mode === "on") {
      this.rescue.keep(this.base.counter, this.written());
      this.saver.changed(urgent || (!this.reported && this.complete()));
    }
    this.changed();
  }

  // Completion, success and score go out together once all is decided, and again only if refused.
  write() {
    const { adapter, base } = this;
    if (this.mode !== "on") return -1;
    const seconds = this.watch.seconds();
    adapter.save({ state: this.written(), place: this.place().id, seconds });
    if (!this.reported && this.complete()) adapter.report(this.outcome(seconds));
    return base.counter;
  }

  // How a commit went; all is saved when nothing has changed since.
  heard(saved, counter) {
    const current = saved && counter === this.base.counter;
    if (saved) this.rescue.confirmed(counter);
    if (current) this.reported = this.complete();
    this.saver.unsaved = !current;
    this.changed();
  }

  hidden() {
    if (this.saver.unsaved) this.saver.now();
  }

  // What the learner may be told about saving.
  saving() {
    if (this.mode !== "on") return this.mode;
    return this.saver.refusals ? "refused" : this.saver.unsaved ? "unsaved" : "saved";
  }

  // ---- ending: once, at the exit button or when the page goes, and nothing after it

  leave() {
    const { mode } = this;
    if (mode === "ended" || mode === "moved") return null;
    this.write();
    if (mode === "on") this.windows.say("gone", this.written());
    if (this.windows) this.windows.close();
    this.mode = "ended";
    // A window never chosen wrote nothing, and its end would store an old copy; but a start for once is ended.
    return mode === "held" && this.adapter.restarts ? null : this.adapter.leave();
  }
}
