// Statements beside a platform of another standard: the same that a record store gets, for an address of the
// provider's. The platform comes first: nothing here is waited for, and what goes wrong here is not heard there.
import { guarded } from "./guarded.js";
import { RecordStore } from "./lrs.js";
import { sha256 } from "./sha256.js";
import { Recorder } from "./statements.js";

const ALONG = ["save", "answered", "objective", "report"];
const MODEST = 16000; // of one request: the platform's own last one needs most of the 64 KiB that all share

// An adapter around the platform's own; whatever it is told the recorder is told too, afterwards.
export function withStatements(createPlatform) {
  return (env) => follow(createPlatform(env), new StatementsBeside(env));
}

function follow(platform, recorder) {
  const after = (name, work) => {
    const first = platform[name];
    platform[name] = (...given) => {
      const answer = first.apply(platform, given);
      guarded(() => work(answer, ...given));
      return answer;
    };
  };
  after("connect", (answer, course) =>
    answer.then((launch) => launch && guarded(() => recorder.start(course, launch))).catch(() => {}),
  );
  ALONG.forEach((name) => after(name, (answer, given) => recorder[name](given)));
  after("commit", () => recorder.commit());
  after("leave", () => recorder.leave());
  return platform;
}

class StatementsBeside extends Recorder {
  constructor(env) {
    super(env, {});
  }

  // Needs no answer from the store: the platform has told where the learner is.
  start(course, launch) {
    const beside = course.launch.beside;
    if (this.outbox || !beside || !launch.learnerKey) return;
    const digest = (text) => sha256(new this.env.window.TextEncoder().encode(text));
    const account = { homePage: beside.home_page };
    account.name = digest(account.homePage + launch.learnerKey + beside.salt);
    const activity = beside.launched.id;
    const registration = uuidOf(digest(account.name + activity));
    this.course = course;
    this.names = beside;
    this.entered = {
      actor: { objectType: "Agent", account },
      learnerKey: account.name,
      template: { registration },
      mode: launch.mode,
      mastery: null,
      marks: () => ({}),
      adopted: (entry) => entry,
      activity,
      registration,
    };
    const { outcome, state } = launch;
    const store = new RecordStore(this.env, beside.endpoint, "", {});
    store.most = MODEST;
    this.progress = { keep: () => Promise.resolve(true), part() {} }; // the platform keeps it
    const outbox = this.boxFor(store);
    const results = outcome ? ["completed"].concat({ true: "passed", false: "failed" }[outcome.success] || []) : [];
    this.take({ state, sent: results }, outbox.left());
    this.noteSent(this.held);
    this.reading = launch.mode !== "normal" || Boolean(outcome);
    this.open(outbox);
    this.commit();
  }

  commit() {
    return this.outbox ? super.commit().catch(() => {}) : null;
  }
}

// Digits of a digest as a UUID; its version says that they are made to a rule of our own (RFC 9562, 5.8).
function uuidOf(hex) {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), "8" + hex.slice(13, 16), "a" + hex.slice(17, 20)];
  return parts.concat(hex.slice(20, 32)).join("-");
}
