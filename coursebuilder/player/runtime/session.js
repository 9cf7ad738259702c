// One learner's time with one module: what they do (course_work.js), and what the platform hears of it and when.
// course_session.js widens this to a package of several modules.
// Knows no page and no standard; player*.js shows it, an adapter translates it.
import { attemptIn, isOfAttempt, isSomebody, newTag, NO_TAG, noteAttempt } from "./attempt.js";
import { CourseWork } from "./course_work.js";
import { placeName, Rescue, Windows } from "./device.js";
import { guarded } from "./guarded.js";
import { Saver } from "./saving.js";
import { decodeState, encodeState, markedOld, mergeStates } from "./state.js";

const PATIENCE = 3000; // before the learner is told that no platform has answered
const AGAIN = 5000; // before it is looked for again

export class Session extends CourseWork {
  // changed(launched) is called when there is something new to show; true: what the platform held is known.
  constructor(env, course, adapter, changed) {
    super(env, course, adapter);
    this.changed = changed;
    // seeking a platform, absent, on, revisit; held: another window is open, moved: it took over; ended
    this.mode = "seeking";
    this.reported = false; // the platform has confirmed the outcome
    this.keeps = ""; // the line that stays in the platform until the learner does something
    const write = () => this.write();
    const commit = () => (this.mode === "on" ? adapter.commit() : Promise.resolve("refused"));
    const heard = (saved, counter) => this.heard(saved, counter);
    adapter.toldAll = () => this.saver.now(); // of answers that had to wait
    this.saver = new Saver(env, write, commit, heard, () => guarded(() => adapter.isSlow(), false));
  }

  // ---- beginning

  connect() {
    if (this.mode === "seeking") this.env.setTimeout(() => this.missed(), PATIENCE);
    const joins = (launch) => this.mode === "on" && this.begin(launch); // where a learner is known only later
    this.seeking =
      this.seeking ||
      this.adapter.connect(this.course, joins, (line) => this.judge(line)).then((launch) => {
        this.seeking = null;
        if (launch && this.mode !== "ended") this.begin(launch);
        else this.missed();
        if (!launch && this.adapter.seeks) this.env.setTimeout(() => this.mode === "absent" && this.connect(), AGAIN);
      });
    return this.seeking;
  }

  missed() {
    if (this.mode === "seeking") this.mode = "absent";
    this.changed();
  }

  // What a saved line says of itself: known, whether it is ours and can be read; complete, whether all was done;
  // decided, whether a result that the platform holds may be of it.
  judge(line) {
    const held = this.understood(line);
    const { old, reported } = attemptIn(held);
    const complete = !old && this.isCompleteIn(held);
    return { known: Boolean(held.counter || held.seen.length), complete, decided: complete || (reported && !old) };
  }

  begin(launch) {
    this.launch = launch;
    this.mode = launch.outcome || launch.mode !== "normal" ? "revisit" : "on";
    if (launch.masteryScore !== null) this.exam.passMark = launch.masteryScore;
    const early = this.base.counter; // what was done before the platform was there
    const held = this.understood(launch.state);
    const copy = this.openRescue(held);
    // Answers of an earlier attempt are there to be looked at: they are not told as if they were given now.
    const old = (launch.anew || attemptIn(held).old) && this.mode === "on";
    this.before = old && (held.counter || held.seen.length) ? held : null;
    if (!this.before && !held.counter && !held.seen.length) this.keeps = /^\W*1/.test(launch.state) ? launch.state : "";
    const own = this.before ? this.understood("") : held;
    own.place = own.place || (this.before ? "" : this.spot(this.page(launch.place)));
    this.take(copy || own);
    this.known = !launch.anew || launch.refused === false; // the platform has something of this attempt
    this.adapter.answersTold = attemptIn(own).told; // the copy may know of answers that the platform has lost
    this.noteAttempt(this.adapter.answersTold, false, attemptIn(held).old && attemptIn(held).tag);
    if (this.before) this.keeps = markedOld(launch.state, attemptIn(this.base).tag || NO_TAG);
    this.correctOutcome();
    if (this.mode === "on") this.goOn(copy, early);
    this.changed(true);
  }

  // What this device has of the same attempt and the platform hasn't, or null. Releases before 0.2 kept it under a
  // name without the activity's address.
  openRescue(held) {
    const { course, env, launch } = this;
    const { address, learnerKey } = launch;
    const storage = isSomebody(learnerKey) && env.storage;
    const shared = placeName([course.course, course.module, learnerKey]);
    this.name = address ? placeName([course.course, course.module, learnerKey, address]) : shared;
    this.rescue = new Rescue(storage, this.name);
    const found = this.rescue.read();
    const copy = found.counter < 0 && address ? new Rescue(storage, shared).read() : found;
    const state = this.understood(copy.state);
    const counter = launch.anew || attemptIn(held).old ? -1 : held.counter; // each attempt counts its own saves
    const newer = state.counter > counter && isOfAttempt(copy, held, launch);
    if (this.mode === "on" && address) new Rescue(storage, shared).confirmed(Infinity);
    return newer ? state : null;
  }

  // The screen says what our own account says: some platforms give a score back as a fraction.
  correctOutcome() {
    const { outcome } = this.launch;
    const own = outcome && this.complete() && this.outcome(0).raw;
    if (typeof own === "number") outcome.raw = own;
  }

  goOn(copy, early) {
    const { env, launch, name } = this;
    if (!copy) this.rescue.confirmed(Infinity);
    if (this.windows) this.windows.close(); // or it would hear itself
    this.windows = new Windows(env, name, (kind, state) => this.hear(kind, state));
    this.windows.say("hello");
    if (launch.refused) this.saver.after(false, 0);
    if (copy || early || this.complete()) this.change(true);
    else if (this.before) this.saver.now();
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
    if (kind === "hello" && !this.isInvisible()) this.windows.say("here");
    else if (kind === "hello" || kind === "here") this.mode = "held";
    if (kind === "take") {
      this.leave();
      this.mode = "moved";
    }
    this.changed();
  }

  // Some platforms load a package twice, once in a frame that nobody sees.
  isInvisible() {
    return guarded(() => {
      const { frameElement, getComputedStyle, innerHeight, innerWidth } = this.env.window;
      const hidden = frameElement && getComputedStyle(frameElement).visibility === "hidden";
      return hidden || innerWidth < 2 || innerHeight < 2;
    }, false);
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

  // ---- saving

  written() {
    return encodeState(this.state);
  }

  understood(text) {
    return decodeState(text);
  }

  change(urgent) {
    this.base.counter += 1;
    this.keeps = "";
    if (this.mode === "on") {
      this.keepCopy();
      this.saver.changed(urgent || (!this.reported && this.complete()));
    }
    this.changed();
  }

  // tag: of which attempt; confirmed: whether the platform had taken anything of it.
  keepCopy() {
    const { tag } = attemptIn(this.base);
    this.rescue.keep(this.base.counter, this.written(), tag && { tag, confirmed: this.known });
  }

  // A SCORM platform's progress says which attempt it is of: an address is known of no other. begun: the tag of an
  // attempt in which nothing has been done yet, if there is one.
  noteAttempt(told, reports, begun) {
    const { tag, reported } = attemptIn(this.base);
    if (this.launch.address === undefined) return;
    const own = tag || (begun && begun !== NO_TAG ? begun : newTag());
    noteAttempt(this.base, { tag: own, told, reported: reported || reports });
  }

  // Completion, success and score go out together once all is decided, and again only if refused.
  write() {
    const { adapter, base } = this;
    if (this.mode !== "on") return -1;
    const seconds = this.watch.seconds();
    const reports = !this.reported && this.complete();
    this.noteAttempt(adapter.answersTold, reports);
    adapter.save({ state: this.keeps || this.written(), place: this.place().id, seconds });
    if (reports) adapter.report(this.outcome(seconds));
    return base.counter;
  }

  // How a commit went; all is saved when nothing has changed since.
  heard(saved, counter) {
    const current = saved && counter === this.base.counter;
    if (saved) {
      this.known = true;
      this.rescue.confirmed(counter);
    }
    if (current) this.reported = this.complete();
    this.saver.unsaved = !current;
    this.changed();
  }

  hidden() {
    if (this.saver.unsaved) this.saver.now();
  }

  // What the learner may be told about saving.
  saving() {
    if (this.mode === "absent" && this.adapter.barred) return "barred";
    if (this.mode !== "on") return this.mode;
    return this.saver.refusals ? "refused" : this.saver.unsaved ? "unsaved" : "saved";
  }

  // ---- ending: once, at the exit button or when the page goes, and nothing after it

  leave() {
    const { mode } = this;
    if (mode === "ended" || mode === "moved") return null;
    if (mode === "on") guarded(() => this.adapter.tellRest());
    this.write();
    if (mode === "on") this.windows.say("gone", this.written());
    if (this.windows) this.windows.close();
    this.mode = "ended";
    // A window never chosen wrote nothing, and its end would store an old copy; but a start for once is ended.
    return mode === "held" && this.adapter.restarts ? null : this.adapter.leave();
  }
}
