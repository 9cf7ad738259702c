// What the platform behaves like: names of the behaviours of verify's doubles that fit what was seen, each with the
// reason. `coursebuilder verify --like REPORT.txt` reads them and plays packages so.

const SLOW_CALL = 50; // milliseconds; a call that takes longer is a request that the page waits for
const SLOW_SAVE = 1000;
const LATE = 1000;
const WORDS = /^(passed|completed|failed|incomplete|browsed|not attempted|unknown|normal|review|browse|resume)$/i;

export class Likeness {
  // found: what earlier visits found, name → why.
  constructor(found) {
    this.found = found || {};
  }

  add(fits, name, why) {
    if (fits && !this.found[name]) this.found[name] = why;
  }

  lines() {
    const names = Object.keys(this.found);
    return names.length ? names.map((name) => `${name}: ${this.found[name]}`) : ["nothing out of the ordinary"];
  }

  // How the opening, setting and saving calls answered; `kinds` as the door counted them.
  answers(kinds) {
    const odd = kinds.has("other") || (kinds.has("nothing") && kinds.has("text"));
    this.add(odd, "answers-odd", "it says yes in other words than true");
    this.add(!odd && kinds.has("nothing"), "answers-nothing", "its functions answer nothing");
    this.add(kinds.has("boolean"), "booleans", "it answers with truth values, not texts");
  }

  // What reading gave: element → {value, thrown}.
  reads(found) {
    const values = Object.values(found).map((one) => one.value);
    this.add(values.some((one) => typeof one === "number"), "numbers", "what looks like a number is read as one");
    this.add(values.some((one) => one === null), "nulls", "what was never set is read as null");
    const upper = values.some((one) => WORDS.test(one) && one === one.toUpperCase());
    this.add(upper, "upper-case-words", "its words are in capitals");
    const comments = found["cmi.comments"];
    this.add(comments && comments.thrown, "comments-throw", "reading cmi.comments throws");
    const mastery = found["cmi.student_data.mastery_score"];
    this.add(mastery && String(mastery.value) === "100", "mastery-100", "it has a mastery score that nobody set");
  }

  // What was taken: element → {taken, refused}, values as texts, and the reasons of the refusals.
  tries(found) {
    const none = (pattern) => {
      const tried = Object.keys(found).filter((name) => pattern.test(name));
      return tried.length > 0 && tried.every((name) => !found[name].taken.length);
    };
    const all = Object.values(found);
    if (all.every((one) => !one.taken.length)) {
      const silent = all.every((one) => one.why.every((why) => why === "no error"));
      return this.add(silent, "false-with-error-0", "it refuses everything, and says that nothing is wrong");
    }
    this.add(none(/interactions/) && none(/objectives/), "only-core", "it refuses answers and objectives");
    this.add(none(/\.exit$/), "refuses-exit", "it takes no way of leaving");
    const times = found[Object.keys(found).find((name) => /session_time$/.test(name))];
    const exact = times && times.taken.every((one) => !/^\d{4}:|\./.test(one)) && times.refused.length > 1;
    return this.add(exact, "refuses-time", "it takes no time as the standard writes it");
  }

  // After a result was set and saved: {set: {element: value}, read: {element: value}, ms: of saving}.
  saved({ set, read, ms }, calls) {
    const statuses = Object.keys(read).filter((name) => /status$/.test(name) && set[name] !== undefined);
    const silent = statuses.length > 0 && statuses.every((name) => !read[name]);
    this.add(silent, "silent-reads", "it doesn't say which status it holds");
    const raw = Object.keys(read).find((name) => /score\.raw$/.test(name) && Number(set[name]) > 1);
    const part = raw && read[raw] !== "" && Math.abs(Number(read[raw]) * 100 - Number(set[raw])) < 1;
    this.add(part, "fraction-score", "it gives scores back as fractions of 1");
    this.add(ms >= SLOW_SAVE, `slow:${Math.round(ms / 1000) * 1000}`, "saving takes seconds");
    const sorted = calls.slice().sort((one, other) => one - other);
    const usual = sorted[Math.floor(sorted.length / 2)] || 0;
    this.add(usual >= SLOW_CALL, `slow-calls:${Math.round(usual / 10) * 10}`, "each value set takes so many ms");
  }

  // At the start of a later visit: {visit, before (what came back, or null), read, set: what the visit before set}.
  cameBack({ before, read, set, blank }) {
    const known = before && before.change && before.change !== "otherwise";
    if (known) this.add(true, `memory-changed:${before.change}`, `saved progress comes back changed: ${before.change}`);
    this.add(blank, "blank-restart", "what was saved doesn't come back after an end that isn't suspend");
    const word = (name) => String(read[name] || "").toLowerCase();
    const unfinished = Object.keys(set).some((name) => set[name] === "incomplete");
    const is = (value) => Object.keys(read).some((name) => /status$/.test(name) && word(name) === value);
    if (!unfinished) return;
    this.add(is("failed"), "fails-unfinished", "an attempt left unfinished came back as failed");
    this.add(is("completed"), "completes-unfinished", "an attempt left unfinished came back as completed");
  }

  // A first result and a second that contradicts it: what stands at the next visit.
  results(read) {
    const { "cmi.core.lesson_status": status, "cmi.core.score.raw": raw } = read;
    const frozen = String(status).toLowerCase() === "passed" && Number(raw) === 80;
    this.add(frozen, "frozen-result", "the first result of a visit stays, and so does its score");
    this.add(read["cmi.core.lesson_mode"] === "review", "review-after-failed", "after failed it opens for review");
    const late = read["cmi.mode"] === "review" && String(read["cmi.completion_status"]) === "completed";
    this.add(late, "review-when-completed", "after completed without success it opens for review");
  }

  // Where the platform's object is: {ms until it was there, query, opener}.
  place({ ms, query, opener }) {
    this.add(ms >= LATE, `late:${Math.ceil(ms / 1000) * 1000}`, "its object is there only after some seconds");
    this.add(query, "extra-query", "it adds keys to the address");
    this.add(opener, "opener", "it opens the module in a window of its own");
  }
}
