// What the adapters of all SCORM versions do alike: find the platform, judge what it holds, tell it all, end once.
import { guarded } from "./guarded.js";
import { findApi, isPromise, THROWN } from "./scorm_api.js";
import { ScormCalls } from "./scorm_calls.js";

const SEEK_FOR = 10000; // some platforms set up their API after our page has loaded
const ASK_FOR = 3000; // and some fill its record only after it was started
const UNKNOWN_LINE = { known: false, decided: false, complete: false };

export class ScormSession extends ScormCalls {
  // names as ScormCalls has them, and: always, the status that is never empty; leaves, the elements and values that
  // say the learner comes back. restarts: whether a reloaded page may start a session again.
  constructor(env, names, restarts) {
    super(env, names);
    this.restarts = restarts;
    this.seeks = true; // whether it makes sense to connect again later
    this.ended = false;
    this.reading = true; // not begun, a revisit, or ended: nothing may be set
    this.interactions = null; // how many the platform has
    this.answersTold = 0; // and how many it has by our own account
    this.objectives = null;
    this.queue = []; // what is told when there is time
    this.toldAll = () => this.store(); // called when nothing waits any more
  }

  // Resolves with what the platform holds, or with null when there is none to talk to.
  // judge(line): {known, decided, complete}, what the session makes of saved progress; see Session.judge.
  connect(course, joins, judge) {
    const until = this.course ? 0 : this.env.now() + SEEK_FOR;
    Object.assign(this, { course, judge });
    return new Promise((resolve) => this.seek(resolve, until));
  }

  seek(resolve, until) {
    const { env } = this;
    const api = this.ended ? null : this.apiAround();
    if (!api) return this.seekOn(resolve, until, 250);
    this.api = api;
    const begun = (answer) => {
      if (this.hasStarted(answer)) return this.ask(resolve, env.now() + ASK_FOR);
      this.barred = true; // it is there, and doesn't start
      return this.seekOn(resolve, until, 2000);
    };
    const answer = this.call("opens", "");
    return isPromise(answer) ? answer.then(begun, () => begun(THROWN)) : begun(answer);
  }

  apiAround() {
    return findApi(this.env.window, this.names.finds, this.names.opens);
  }

  seekOn(resolve, until, delay) {
    this.api = null;
    if (this.ended || this.env.now() >= until) return resolve(null);
    return this.env.setTimeout(() => this.seek(resolve, until), delay);
  }

  isFresh(standing) {
    return /^(|unknown|not attempted)$/.test(standing);
  }

  // A "false" may mean "already running": then there is a status to read, and we go on.
  hasStarted(answer) {
    const started = !this.isRefused(answer) || Boolean(this.get(this.names.always));
    if (started) this.found = this.names.finds;
    return started;
  }

  // No version knows an empty status: where learner and mode are missing too, the record is not there yet.
  ask(resolve, until) {
    const record = this.read();
    const silent = !record.standing && !record.learnerKey && !record.said;
    if (this.ended) return resolve(null);
    if (!silent || this.env.now() >= until) return resolve(this.open(record));
    return this.env.setTimeout(() => this.ask(resolve, until), 100);
  }

  // A pass is always believed. Some platforms make `failed` of an early exit and `completed` of an opening: those
  // are ours only where our own progress says decided, or where there is none but a score.
  open(record) {
    const { entry, learnerKey, mode, place, score, standing, state } = record;
    const line = this.judge ? this.judge(state) : UNKNOWN_LINE;
    const final = /^(passed|completed|failed)$/.test(standing);
    const ours = standing === "passed" || mode !== "normal" || line.decided || (!line.known && score);
    const fresh = this.isFresh(standing);
    const anew = fresh && entry === "ab-initio"; // whatever progress is there is of an earlier attempt
    const address = guarded(() => this.env.window.location.pathname, "");
    const launch = { learnerKey, mode, outcome: null, masteryScore: null, state, place, address, anew };
    this.learnerKey = learnerKey;
    if (final && ours) {
      const success = standing === "completed" ? null : standing === "passed";
      launch.outcome = { completion: true, success, raw: this.score(score) };
      if (mode === "normal") this.wanted = Object.assign({}, this.names.looks);
    } else if (mode === "normal") {
      const begins = fresh && (anew || !line.decided); // one that tells no status may hold a result of ours
      launch.refused = /refused|unreachable/.test(this.begin(begins && { [this.names.always]: "incomplete" }));
    }
    return launch;
  }

  // Begins to write: `fresh` is what an untouched record gets, in one commit with the rest.
  begin(fresh) {
    this.reading = false;
    this.wanted = Object.assign({}, fresh, this.names.leaves);
    this.setWanted();
    return fresh ? this.store() : "saved";
  }

  // Whether a reloaded page may start a session again: some platforms refuse it until their own page is loaded anew.
  again() {
    return this.restarts && this.hasStarted(this.call("opens", ""));
  }

  // Comes with the second script: scorm_telling.js.
  refind() {}

  // A fraction of 1 is some platforms' own way: our results are whole per cents.
  score(text) {
    const raw = Math.round(parseFloat(text));
    return isFinite(raw) && !/^0?\.\d*[1-9]/.test(text) ? raw : null;
  }

  // ---- answers and objectives: as far as the platform takes them. How they are told comes with the second script:
  // scorm_telling.js and the targets' telling.js. What is answered before it has come waits for it (LaterScript).

  answered(response) {
    this.inTurn({ after: response.after, send: () => this.tellAnswer(response) });
  }

  objective(row) {
    this.inTurn({ after: row.after, send: () => this.tellObjective(row) });
  }

  // after: it belongs to a result, whose commit comes first. Where calls take time all waits until the page is painted.
  inTurn(entry) {
    if (this.reading) return;
    if (!entry.after && !this.isSlow()) return void entry.send();
    this.queue.push(entry);
    if (entry.after) this.held = true;
    else this.wake();
  }

  wake() {
    this.woken = this.woken || this.env.setTimeout(() => this.slice(), 50);
  }

  // Two at most, so that the learner can go on between them; all are saved once none is left.
  slice() {
    this.woken = 0;
    if (this.reading || this.held) return;
    this.queue.splice(0, this.isSlow() ? 1 : 2).forEach(({ send }) => send());
    if (this.queue.length) this.wake();
    else this.toldAll();
  }

  // ---- saving and ending

  commit() {
    if (this.reading) return Promise.resolve("refused");
    const told = this.store();
    this.held = false;
    if (this.queue.length) this.wake();
    return Promise.resolve(told);
  }

  // A page that is going has no time for many slow calls.
  tellRest() {
    const going = guarded(() => this.env.window.event.type, "") === "pagehide";
    const rest = this.queue.splice(0);
    if (!this.reading && (!going || !this.isSlow())) rest.forEach(({ send }) => send());
  }

  // Ending stores what was set; a commit beside it could push both over what a closing page may send.
  leave() {
    this.tellRest();
    this.setWanted();
    this.ended = this.reading = true;
    this.call("ends", "");
    return null;
  }
}
