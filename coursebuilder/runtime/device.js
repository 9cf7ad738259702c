// What this device can do beside the platform: keep a rescue copy, and tell a course's windows of each other.
// Names in quotes outlive a release: another one's window may hear them, or find what was kept.
import { scramble } from "./judge.js";
import { attempt } from "./attempt.js";

// Where something of this learner's is kept, without saying whose it is.
export function placeName(parts) {
  const text = parts.join("\n");
  return "coursebuilder-" + scramble(text).toString(36) + scramble("2" + text).toString(36);
}

// The last state the platform has not confirmed. Without a learner's id none is kept: devices are shared.
export class Rescue {
  constructor(storage, name) {
    Object.assign(this, { storage, name });
  }

  read() {
    const held = attempt(() => JSON.parse(this.storage.getItem(this.name)), null) || { "counter": -1 };
    return { counter: held["counter"], state: String(held["state"] || "") };
  }

  keep(counter, state) {
    attempt(() => this.storage.setItem(this.name, JSON.stringify({ "counter": counter, "state": state })));
  }

  confirmed(counter) {
    if (this.read().counter <= counter) attempt(() => this.storage.removeItem(this.name));
  }
}

// Messages between this learner's windows; a browser that knows no such channel goes without.
export class Windows {
  constructor(env, name, hear) {
    this.channel = attempt(() => new env.window.BroadcastChannel(name), {});
    this.channel.onmessage = ({ data }) => hear(data["kind"], data["state"]);
  }

  say(kind, state = "") {
    attempt(() => this.channel.postMessage({ "kind": kind, "state": state }));
  }

  close() {
    attempt(() => this.channel.close());
  }
}
