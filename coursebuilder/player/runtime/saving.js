// When to ask the platform to keep what it was given: often enough to lose nothing, seldom enough to be fair.

const PAUSE = 10000; // between two commits while the learner turns pages and answers
const AT_MOST = 60000; // how long something may wait
const PAINT = 60; // milliseconds in which a browser shows what has changed
const AFTER_REFUSAL = [5000, 15000, 60000];

export class Saver {
  // write() hands the adapter everything and gives the counter of what it wrote; heard(saved, counter) knows
  // whether that is still the latest and sets `unsaved`.
  // isSlow(): whether a platform's calls take so long that the page is to show first what was done.
  constructor(env, write, commit, heard, isSlow) {
    Object.assign(this, {
      env,
      write,
      commit,
      heard,
      isSlow,
      unsaved: false,
      refusals: 0,
      last: env.now(),
      saved: env.now(),
      timer: 0,
      due: false,
      painting: 0,
    });
  }

  changed(urgent) {
    this.unsaved = true;
    this.due = this.due || urgent || (!this.refusals && this.env.now() - this.last >= PAUSE);
    if (!this.isSlow()) return this.act();
    this.painting = this.painting || this.env.setTimeout(() => this.act(), PAINT);
    return this.painting;
  }

  act() {
    this.painting = 0;
    if (this.due) return this.now();
    this.write();
    return this.timer || this.wait(AT_MOST);
  }

  wait(delay) {
    this.env.clearTimeout(this.timer);
    this.timer = this.env.setTimeout(() => this.now(), delay);
  }

  now() {
    this.due = false;
    const counter = this.write();
    this.last = this.env.now();
    return this.commit().then((answer) => {
      this.after(answer === "saved", counter);
      return answer;
    });
  }

  after(saved, counter) {
    const delay = AFTER_REFUSAL[Math.min(this.refusals, 2)];
    this.refusals = saved ? 0 : this.refusals + 1;
    if (saved) this.saved = this.env.now();
    this.heard(saved, counter);
    this.env.clearTimeout(this.timer);
    this.timer = 0;
    if (this.unsaved) this.wait(saved ? AT_MOST : delay);
  }
}
