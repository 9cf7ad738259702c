// When to ask the platform to keep what it was given: often enough to lose nothing, seldom enough to be fair.

const PAUSE = 10000; // between two commits while the learner turns pages and answers
const AT_MOST = 60000; // how long something may wait
const AFTER_REFUSAL = [5000, 15000, 60000];

export class Saver {
  // write() hands the adapter everything and gives the counter of what it wrote; heard(saved, counter) knows
  // whether that is still the latest and sets `unsaved`.
  constructor(env, write, commit, heard) {
    Object.assign(this, {
      env,
      write,
      commit,
      heard,
      unsaved: false,
      refusals: 0,
      last: env.now(),
      saved: env.now(),
      timer: 0,
    });
  }

  changed(urgent) {
    this.unsaved = true;
    if (urgent || (!this.refusals && this.env.now() - this.last >= PAUSE)) return this.now();
    this.write();
    return this.timer || this.wait(AT_MOST);
  }

  wait(delay) {
    this.env.clearTimeout(this.timer);
    this.timer = this.env.setTimeout(() => this.now(), delay);
  }

  now() {
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
