// What the adapters of all SCORM versions do alike: find the platform, set each value until it is taken, end once.
import { guarded } from "./guarded.js";
import { findApi, isTrue } from "./scorm_api.js";

const SEEK_FOR = 10000; // some platforms set up their API after our page has loaded

export class ScormSession {
  // names: what a version calls its object (finds), its functions (opens, gets, sets, commits, ends, fails), what
  // comes before the names of all elements (model), and the element that is never empty (always).
  // restarts: whether a reloaded page may start a session again.
  constructor(env, names, restarts) {
    Object.assign(this, { env, names, restarts });
    this.api = null;
    this.ended = false;
    this.reading = true; // not begun, a revisit, or ended: nothing may be set
    this.sent = {}; // what the platform took, so that nothing is set twice
    this.wanted = {}; // what every commit must make sure of: time, status, exit
    this.refused = false;
    this.interactions = null;
    this.objectives = null;
  }

  // Resolves with what the platform holds, or with null when there is none to talk to.
  connect(course) {
    this.course = course;
    return new Promise((resolve) => this.seek(resolve, this.env.now() + SEEK_FOR));
  }

  seek(resolve, until) {
    const { env, ended, names } = this;
    const api = ended ? null : findApi(env.window, names.finds, names.opens);
    if (api && this.initialise(api)) return resolve(this.read());
    if (ended || env.now() >= until) return resolve(null);
    return env.setTimeout(() => this.seek(resolve, until), api ? 2000 : 250);
  }

  // A "false" may mean "already running": then there is a status to read, and we go on.
  initialise(api) {
    this.api = api;
    if (!isTrue(guarded(() => api[this.names.opens](""))) && !this.get(this.names.always)) this.api = null;
    this.found = this.api && this.names.finds;
    return this.api;
  }

  // Whether a reloaded page may start a session again: some platforms refuse it until their own page is loaded anew.
  again() {
    return this.restarts && this.initialise(this.api);
  }

  get(name) {
    const value = guarded(() => this.api[this.names.gets](this.names.model + name));
    return value === undefined || value === null ? "" : String(value);
  }

  set(name, value) {
    return isTrue(guarded(() => this.api[this.names.sets](this.names.model + name, value)));
  }

  must(name, value) {
    if (this.sent[name] === value) return;
    if (this.set(name, value)) this.sent[name] = value;
    else {
      this.refused = true;
      this.log(name);
    }
  }

  log(what) {
    this.env.log(what + " " + guarded(() => this.api[this.names.fails]()));
  }

  score(name) {
    const raw = Math.round(parseFloat(this.get(name)));
    return isFinite(raw) ? raw : null;
  }

  setWanted() {
    Object.keys(this.wanted).forEach((name) => this.must(name, this.wanted[name]));
  }

  // Begins to write: `fresh` is what an untouched record gets, in one commit with the rest.
  begin(fresh, wanted) {
    this.reading = false;
    this.wanted = Object.assign({}, fresh, wanted);
    this.setWanted();
    return fresh ? this.store() : "saved";
  }

  store() {
    this.setWanted();
    const answer = guarded(() => this.api[this.names.commits](""), "thrown");
    const taken = isTrue(answer) && !this.refused;
    this.refused = false;
    if (taken) return "saved";
    this.log("commit:");
    return answer === "thrown" ? "unreachable" : "refused";
  }

  count(name) {
    return Math.max(0, parseInt(this.get(name), 10) || 0);
  }

  // Where the next interaction goes: at the end of the list. A platform that keeps none is asked only once.
  interaction(question) {
    if (this.reading || this.interactions < 0) return "";
    if (this.interactions === null) this.interactions = this.count("interactions._count");
    const at = "interactions." + this.interactions + ".";
    this.interactions = this.set(at + "id", question) ? this.interactions + 1 : -1;
    return this.interactions < 0 ? "" : at;
  }

  // Where an objective stands in the platform's list; put there if it is new.
  standing(id) {
    if (this.reading) return "";
    if (this.objectives === null) {
      const length = this.count("objectives._count");
      this.objectives = Array.from({ length }, (none, n) => this.get("objectives." + n + ".id"));
    }
    const found = this.objectives.indexOf(id);
    const n = found < 0 ? this.objectives.length : found;
    const at = "objectives." + n + ".";
    if (found < 0 && !this.set(at + "id", id)) return "";
    this.objectives[n] = id;
    return at;
  }

  commit() {
    return Promise.resolve(this.reading ? "refused" : this.store());
  }

  // Ending stores what was set; a commit beside it could push both over what a closing page may send.
  leave() {
    this.setWanted();
    this.ended = this.reading = true;
    guarded(() => this.api[this.names.ends](""));
    return null;
  }
}
