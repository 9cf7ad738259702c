// Time as the course counts it: what is shown to the learner and idle hours are two different things.

const IDLE = 600000; // ten minutes after the last key, click or scroll nobody is taken to be reading

// "0000:12:34.00": four digits of hours, because one platform drops the first, and always two decimals.
export function clockTime(seconds) {
  const hundredths = Math.min(Math.round(seconds * 100), 3599999999);
  const two = (number) => String(number).padStart(2, "0");
  const whole = Math.floor(hundredths / 100);
  const hours = String(Math.floor(whole / 3600)).padStart(4, "0");
  return hours + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60) + "." + two(hundredths % 100);
}

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
