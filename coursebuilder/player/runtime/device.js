// What this device can do beside the platform: keep a rescue copy, and tell a course's windows of each other.
// Windows of other releases hear these messages and find these copies: {counter, state} and {kind, state} never change.
import { scramble } from "./scramble.js";
import { guarded } from "./guarded.js";

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
    const held = guarded(() => JSON.parse(this.storage.getItem(this.name)), null) || { counter: -1 };
    return Object.assign(held, { state: String(held.state || "") });
  }

  // `more` is what the session has to say of it: session.js, keepCopy.
  keep(counter, state, more) {
    guarded(() => this.storage.setItem(this.name, JSON.stringify(Object.assign({ counter, state }, more))));
  }

  confirmed(counter) {
    if (this.read().counter <= counter) guarded(() => this.storage.removeItem(this.name));
  }
}

// Messages between this learner's windows; a browser that knows no such channel goes without.
export class Windows {
  constructor(env, name, hear) {
    this.channel = guarded(() => new env.window.BroadcastChannel(name), {});
    this.channel.onmessage = ({ data }) => hear(data.kind, data.state);
  }

  say(kind, state = "") {
    guarded(() => this.channel.postMessage({ kind, state }));
  }

  close() {
    guarded(() => this.channel.close());
  }
}
