// Time as the course counts it: what is shown to the learner and idle hours are two different things.

const IDLE = 600000; // ten minutes after the last key, click or scroll nobody is taken to be reading

export class Stopwatch {
  constructor(now) {
    this.now = now;
    this.total = 0;
    this.running = true;
    this.since = this.input = now();
  }

  settle() {
    const now = this.now();
    if (this.running) this.total += Math.max(0, Math.min(now, this.input + IDLE) - this.since);
    this.since = now;
  }

  touch() {
    this.settle();
    this.input = this.since;
  }

  show(visible) {
    this.touch();
    this.running = visible;
  }

  // At least one second: a platform counts a completion only if some time was spent.
  seconds() {
    this.settle();
    return Math.max(1, this.total / 1000);
  }
}
