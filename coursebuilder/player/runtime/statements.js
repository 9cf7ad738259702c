// A learner's time as xAPI statements: what the two targets that speak to a record store have in common. Each
// gives a platform, whose open() finds the store and tells what this launch is.
import { placeName } from "./device.js";
import { mayPass } from "./lrs.js";
import { Outbox } from "./outbox.js";
import { counterOf, Progress } from "./progress.js";
import { fixedId, letGoAhead, merged, only, randomId, responseOf, spelledOut } from "./statement_parts.js";
import { pagesSeen } from "./pages_seen.js";

const RESULTS = ["completed", "passed", "failed"]; // each once a registration
const QUARTER = 25; // per cent between two statements about progress
const TRIES = 3; // to reach a platform, then the learner is asked
const PAUSE_BETWEEN = 3000;
const AT_MOST = 3000; // milliseconds until the store has what was done

export class Recorder {
  constructor(env, launcher) {
    Object.assign(this, { env, launcher });
    this.restarts = launcher.restarts;
    this.ended = false;
    this.reading = true; // a revisit, or not begun: only the start and the end are told
    this.told = {}; // ids of results, or true for those of an earlier launch
    this.latest = 0;
    this.working = Promise.resolve();
  }

  // ---- beginning

  async connect(course) {
    this.course = course;
    this.names = course.launch;
    for (let n = 0; n < TRIES && !this.ended; n += 1) {
      if (n) await new Promise((done) => this.env.setTimeout(done, PAUSE_BETWEEN));
      const opened = await this.launcher.open(course);
      if (!opened) continue;
      this.entered = opened;
      const begun = opened.store ? await this.begin(opened.store) : opened;
      if (begun) return begun;
    }
    return null;
  }

  async begin(store) {
    const outbox = this.boxFor(store);
    this.progress = new Progress(this.env, store, outbox.name + ".state");
    if (!(await this.reached(store, outbox.left())) || this.ended) return null; // ended: closed before it began
    const found = this.found();
    this.open(outbox);
    found.refused = (await outbox.flush()) !== "saved";
    this.reading = found.mode !== "normal" || Boolean(found.outcome);
    if (outbox.left().length || this.wanted) this.commit(); // though nothing more may be done in this launch
    return found;
  }

  boxFor(store) {
    const name = placeName(["outbox", this.entered.learnerKey, this.entered.activity]);
    const complete = (entry) => this.complete(entry);
    return new Outbox(this.env, name, store, complete, (entry) => this.resultOf(entry));
  }

  open(outbox) {
    this.outbox = outbox;
    outbox.begin(this.entry("initialized", this.main()));
    this.began = this.latest;
  }

  // A store that is out of reach may hold the learner's progress: then we had better come again. One that answers,
  // but never to this question, has no documents for us.
  async reached(store, left) {
    await this.read(left);
    if (!this.progress.unread) return true;
    if (mayPass((await store.ask("GET", "about", {})).code)) return false;
    await this.read(left);
    return true;
  }

  // The store's copy of our document; this device's where the store has none or an older one.
  async read(left) {
    const [stored, spare] = await this.progress.read();
    [stored, spare].forEach((held) => this.noteSent(held));
    const behind = counterOf(spare) > counterOf(stored);
    if (behind) this.wanted = {}; // the store is to have it too
    this.take(behind ? spare : stored, left);
  }

  // Where the learner is: what the document says, and what waits here to be told.
  take(held, left) {
    this.held = held;
    this.seconds = this.earlier = this.held.seconds || 0;
    const waiting = left.map((entry) => entry.object.id);
    const told = this.course.pages.filter(({ id }) => waiting.includes(this.names.pages[id].id));
    this.seen = pagesSeen(this.course, this.held.state || "").concat(told.map(({ id }) => id));
    this.percent = this.share();
  }

  noteSent(held) {
    (held.sent || []).forEach((verb) => (this.told[verb] = this.told[verb] || true));
  }

  // What the session is to know of this launch.
  found() {
    const { held, told, entered } = this;
    const success = told.passed ? true : told.failed ? false : null;
    const raw = "raw" in held ? held.raw : null;
    return Object.assign({}, entered, {
      outcome: RESULTS.some((verb) => told[verb]) ? { completion: true, success, raw } : null,
      state: held.state || "",
      place: held.location || "",
    });
  }

  again() {
    return this.restarts;
  }

  // ---- what a learner does

  idle() {
    return this.ended || this.reading;
  }

  // save() tells which pages are new, for the whole registration.
  reportPages(seen) {
    const fresh = seen.filter((id) => !this.seen.includes(id));
    fresh.forEach((id) => {
      this.seen.push(id);
      this.say("experienced", this.names.pages[id], null, this.inside(), "page" + id);
    });
    const percent = this.share();
    const quarter = Math.floor(percent / QUARTER);
    if (percent < 100 && quarter > Math.floor(this.percent / QUARTER)) {
      const extensions = { [this.names.progress]: percent };
      this.say("progressed", this.main(), { extensions }, {}, "quarter" + quarter);
    }
    this.percent = percent;
  }

  share() {
    const { pages } = this.course;
    return Math.floor((100 * pages.filter(({ id }) => this.seen.includes(id)).length) / pages.length);
  }

  answered({ question, kind, given, right, seconds, objective }) {
    if (this.idle()) return;
    const result = { duration: spelledOut(seconds) };
    if (given) result.response = responseOf(kind, given);
    if (typeof right === "boolean") result.success = right;
    const aim = objective ? { other: [this.names.objectives[objective]] } : {};
    this.say("answered", this.names.questions[question], result, Object.assign(this.inside(), aim));
  }

  objective({ id, scaled, success }) {
    const result = { score: { scaled }, success };
    if (!this.idle()) this.say("progressed", this.names.objectives[id], result, this.inside());
  }

  // Both at once, and each only once, however often the session asks.
  report({ success, scaled, raw }) {
    if (this.idle()) return;
    const duration = spelledOut(this.seconds);
    this.once("completed", { completion: true, duration });
    if (success === null) return;
    const result = { success, duration };
    // The score has to agree with the verb; it may not where the platform has changed what passes since.
    const { mastery } = this.entered;
    if (mastery === null || scaled >= mastery === success)
      result.score = { scaled, raw, min: 0, max: 100 };
    if (!this.told.passed) this.once(success ? "passed" : "failed", result);
    this.raw = raw;
  }

  once(verb, result) {
    this.told[verb] = this.told[verb] || this.say(verb, this.main(), result, {}, verb);
  }

  // ---- statements

  // `once`: what this tells of, where it is told once in a registration.
  say(verb, object, result, around, once) {
    const entry = this.entry(verb, object, result, around, once);
    this.outbox.hand(entry);
    return entry.id;
  }

  // Kept without the learner's name and what the launch says: that is filled in when it is sent.
  entry(verb, object, result, around, once) {
    const course = this.names.course;
    const named = { grouping: [verb === "initialized" ? course : only(course)] };
    named.category = [this.names.profile];
    const context = { contextActivities: Object.assign(named, around) };
    const made = { id: this.idOf(once), verb: this.names.verbs[verb], object };
    made.timestamp = new Date(this.now()).toISOString();
    if (result) made.result = result;
    made.context = merged(context, this.entered.marks(verb));
    return made;
  }

  complete(entry) {
    const context = merged(entry.context, this.entered.template);
    return Object.assign({ actor: this.entered.actor }, entry, { context });
  }

  // The launched activity, by the name the platform gives it.
  main() {
    return Object.assign({}, this.names.launched, { id: this.entered.activity });
  }

  inside() {
    return { parent: [only(this.names.launched)] };
  }

  resultOf(entry) {
    return RESULTS.find((verb) => entry.verb.id === this.names.verbs[verb].id);
  }

  // Statements never go back in time, though a device's clock may.
  now() {
    this.latest = Math.max(this.latest, this.env.now());
    return this.latest;
  }

  // The same in every launch of a registration, so that no store can hold it twice: a page may have closed, or a
  // device been changed, between telling the store and noting that it was told.
  idOf(once) {
    const { registration, activity, learnerKey } = this.entered;
    return (once && fixedId(registration, [once, activity, learnerKey])) || randomId(this.env);
  }

  // ---- saving

  save({ state, place, seconds }) {
    if (this.idle()) return;
    this.seconds = this.earlier + seconds;
    this.wanted = { state, location: place };
    this.soon();
    this.reportPages(pagesSeen(this.course, state));
  }

  // Another device is to find what was done here, though this window may close unheard at any time.
  soon() {
    this.saving = this.saving || this.env.setTimeout(() => ((this.saving = 0), this.commit()), AT_MOST);
  }

  // Saves what was done by now, however long the statements before it take.
  commit() {
    const { wanted } = this;
    this.working = this.working.then(() => this.work(wanted));
    return this.working;
  }

  // Statements first, then our document: it says which results the store has.
  async work(wanted) {
    if (this.ended || this.entered.mode !== "normal") return "refused";
    if (!this.settled) await this.outbox.adopt((entry) => this.adopt(entry));
    this.settled = true;
    const answer = await this.outbox.flush();
    if (this.reading) return this.keep(wanted).then(() => "refused"); // what this device alone has of an earlier visit
    if (answer === "unreachable" || this.ended) return answer;
    return (await this.keep(wanted)) ? answer : "refused";
  }

  // A statement that an earlier launch could not send.
  adopt(entry) {
    const mine = this.entered.adopted(entry, this.began);
    const verb = mine && this.resultOf(mine);
    if (verb) this.told[verb] = mine.id;
    return mine;
  }

  // True when our document is kept.
  async keep(wanted) {
    if (!wanted) return true;
    const done = await this.progress.keep(this.paper(wanted));
    if (done !== null) return done;
    // Another device was here: what it has sent is not sent again.
    (await this.progress.read()).forEach((held) => this.noteSent(held));
    return this.progress.keep(this.paper(wanted));
  }

  paper(wanted) {
    const sent = RESULTS.filter((verb) => this.told[verb] && !this.outbox.waits(this.told[verb]));
    const raw = this.raw === undefined ? {} : { raw: this.raw };
    const parts = { seconds: Math.round(this.seconds), sent };
    return JSON.stringify(Object.assign({}, this.held, wanted, parts, raw));
  }

  // ---- ending

  leave() {
    const over = this.ended || !this.entered;
    this.ended = true;
    if (over) return null;
    if (this.outbox) {
      if (this.wanted && this.progress.part(this.paper(this.wanted)) && !this.restarts) letGoAhead(this.env);
      const open = spelledOut((this.now() - this.began) / 1000);
      this.outbox.part(this.entry("terminated", this.main(), { duration: open }));
    }
    return this.entered.returnUrl;
  }
}
