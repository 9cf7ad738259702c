// Calls to a SCORM platform: what it takes is remembered, what it refuses is tried again or done without.
import { guarded } from "./guarded.js";
import { isPromise, isRefusal, THROWN } from "./scorm_api.js";

const CLEAR = /^(201|40[1-7])$/; // errors that say: never here. Others may pass: a session that ran out, no network
const SLOW = 20; // milliseconds of an average call from which on the page is painted before the next ones
const ANSWER_WITHIN = 10000; // of a promise

export class ScormCalls {
  // names: what a version calls its object (finds), its functions (opens, gets, sets, commits, ends, fails), what
  // comes before the names of all elements (model), which elements must be taken (needs: all others are best effort),
  // and another way to write some values (otherwise).
  constructor(env, names) {
    Object.assign(this, { env, names });
    this.api = null;
    this.sent = {}; // what the platform took, so that nothing is set twice
    this.wanted = {}; // what every commit must make sure of
    this.without = {}; // elements the platform doesn't have
    this.second = {}; // elements of which it takes only the second way to write them
    this.refused = false; // something needed was, since the last commit
    this.promised = []; // answers still to come
    this.spent = this.calls = 0;
  }

  call(part, ...given) {
    const began = this.env.now();
    const answer = guarded(() => this.api[this.names[part]](...given), THROWN);
    this.spent += this.env.now() - began;
    this.calls += 1;
    if (isPromise(answer) && /^(sets|commits)$/.test(part)) this.promised.push(answer);
    return answer;
  }

  // Whether a call takes so long that several in a row are felt.
  isSlow() {
    return this.spent > SLOW * this.calls;
  }

  lastError() {
    return guarded(() => this.api[this.names.fails]());
  }

  isRefused(answer) {
    return isRefusal(answer, () => this.lastError());
  }

  get(name) {
    const value = this.call("gets", this.names.model + name);
    return value === undefined || value === null || value === THROWN || isPromise(value) ? "" : String(value);
  }

  set(name, value) {
    return !this.isRefused(this.call("sets", this.names.model + name, value));
  }

  must(name, value) {
    if (this.sent[name] === value) return;
    if (this.set(name, value)) this.sent[name] = value;
    else if (this.names.needs.test(name)) {
      this.refused = true;
      this.log(name);
    } else this.spell(name, value);
  }

  // A platform may know another way to write this, or not have it at all.
  spell(name, value) {
    const clear = CLEAR.test(this.lastError());
    const written = (this.names.otherwise[name] || String)(value);
    if (written !== value && this.set(name, written)) {
      this.sent[name] = value;
      this.second[name] = true;
    } else this.without[name] = clear;
  }

  setWanted() {
    Object.keys(this.wanted).forEach((name) => {
      const value = this.wanted[name];
      if (value === undefined || this.without[name] || this.sent[name] === value) return;
      if (this.second[name] && this.set(name, this.names.otherwise[name](value))) this.sent[name] = value;
      else this.must(name, value);
    });
  }

  log(what) {
    this.env.log(what + " " + this.lastError());
  }

  // Gives "saved", "refused" or "unreachable"; a promise of one where the platform answers by promises.
  store() {
    this.setWanted();
    const answer = this.call("commits", "");
    const waiting = this.promised.splice(0);
    if (!waiting.length) return this.stored(answer);
    const taken = waiting.map((one) => one.then((said) => !isRefusal(said, () => 0), () => false));
    const late = new Promise((done) => this.env.setTimeout(() => done([false]), ANSWER_WITHIN));
    return Promise.race([Promise.all(taken), late]).then((each) => {
      if (!each.every(Boolean)) this.sent = {};
      return this.stored(each.every(Boolean) && !this.isRefused(answer) ? "true" : "false");
    });
  }

  stored(answer) {
    const taken = !this.isRefused(answer) && !this.refused;
    this.refused = false;
    this.failed = !taken;
    if (taken) return "saved";
    this.log("commit:");
    return answer === THROWN ? "unreachable" : "refused";
  }
}
