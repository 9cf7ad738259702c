// Our document in a record store: a learner's progress, and which results the store has been told of.
import { isTaken, mayPass, parsed } from "./lrs.js";
import { guarded } from "./guarded.js";
import { decodeState } from "./state.js";

const DOCUMENT = "coursebuilder";
// On the question as well, so that the browser has asked the store about it before the last request: see part().
const READY_TO_WRITE = { "Content-Type": "application/json" };
const STRIKES = 3; // a store that refuses documents as often has none
const READINGS = 3; // tries to read what is there
const BETWEEN_READINGS = 1000;
const MOMENT = 2; // seconds

export class Progress {
  // `spare`: where this device keeps it if the store does not.
  constructor(env, store, spare) {
    Object.assign(this, { env, storage: env.storage, store, spare });
    this.strikes = 0;
    this.kept = "";
  }

  // Resolves with both copies, the store's and this device's; empty ones where there are none.
  async read() {
    const { code, came, etag } = await this.fetched(READINGS);
    this.unread = mayPass(code);
    this.strikes = this.unread ? STRIKES : 0; // what could not be read must not be written over
    this.etag = code === 404 ? "*" : code === 200 ? etag : null;
    const spare = guarded(() => this.storage.getItem(this.spare), "");
    return [code === 200 ? parsed(came, {}) : {}, parsed(spare, {})];
  }

  async fetched(tries) {
    const reply = await this.store.stored("GET", DOCUMENT, undefined, READY_TO_WRITE);
    if (tries < 2 || !mayPass(reply.code)) return reply;
    await new Promise((done) => this.env.setTimeout(done, BETWEEN_READINGS));
    return this.fetched(tries - 1);
  }

  // Resolves with whether it is kept: by the store, or here where the store refuses it; null: somebody else has
  // written. What nobody heard (0) is kept here too, and is not called so.
  async keep(text) {
    if (text === this.kept) return true;
    const code = this.strikes < STRIKES ? await this.write(text) : 404;
    if (code === 412) return null;
    const done = isTaken(code);
    if (done) this.kept = text;
    const spared = guarded(() => {
      if (done) this.storage.removeItem(this.spare);
      else this.storage.setItem(this.spare, text);
      return true;
    }, done);
    return spared && code > 0;
  }

  // Resolves with the store's code. A tag shows whether the document is still as we read it. Where tags are refused it
  // goes without.
  async write(text) {
    const condition = this.etag === "*" ? { "If-None-Match": "*" } : { "If-Match": this.etag };
    const put = this.etag && (await this.store.stored("PUT", DOCUMENT, text, condition));
    if (put && (put.code === 412 || isTaken(put.code))) return this.tagged(put);
    const posted = await this.store.stored("POST", DOCUMENT, text);
    if (posted.code) this.strikes = isTaken(posted.code) ? 0 : this.strikes + 1;
    return isTaken(posted.code) ? this.tagged(posted) : posted.code;
  }

  // The page goes: one last request, whose answer nobody may hear, so this device keeps the text too. Without a
  // condition: a header that the browser hasn't asked the store about yet would let other requests overtake it.
  // Whether it was sent.
  part(text) {
    if (isAlmost(text, this.kept)) return false;
    guarded(() => this.storage.setItem(this.spare, text));
    const takes = this.strikes < STRIKES;
    if (takes) this.store.stored("POST", DOCUMENT, text, undefined, true);
    return takes;
  }

  tagged({ code, etag }) {
    this.etag = etag;
    return code;
  }
}

// How often what a copy of the document holds had changed: the higher is the newer.
export function counterOf(held) {
  return decodeState(held.state || "").counter;
}

// Whether two documents are the same but for a moment's time. Leaving by the button saves first: a second document for
// a second more could come after the session's end, when a store takes nothing.
function isAlmost(text, kept) {
  const [now, then] = [text, kept].map((one) => parsed(one, {}));
  const near = Math.abs(now.seconds - then.seconds) <= MOMENT;
  return near && JSON.stringify(Object.assign(now, { seconds: then.seconds })) === kept;
}
