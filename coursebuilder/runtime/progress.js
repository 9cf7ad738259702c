// Our document in a record store: a learner's progress, and which results the store has been told of.
import { isTaken, parsed } from "./lrs.js";
import { attempt } from "./scorm_api.js";

const DOCUMENT = "coursebuilder";
const STRIKES = 3; // a store that refuses documents as often has none

export class Progress {
  // `spare`: where this device keeps it if the store does not.
  constructor(env, store, spare) {
    Object.assign(this, { storage: env.storage, store, spare });
    this.strikes = 0;
    this.kept = "";
  }

  // Resolves with both copies, the store's and this device's; empty ones where there are none.
  async read() {
    const { code, came, etag } = await this.store.stored("GET", DOCUMENT);
    this.etag = code === 404 ? "*" : code === 200 ? etag : null;
    const spare = attempt(() => this.storage.getItem(this.spare), "");
    return [code === 200 ? parsed(came, {}) : {}, parsed(spare, {})];
  }

  // Resolves with whether it is kept, by the store or at least here; null: somebody else has written.
  async keep(text) {
    if (text === this.kept) return true;
    const done = this.strikes < STRIKES && (await this.write(text));
    if (done === null) return null;
    if (done) this.kept = text;
    return attempt(() => {
      if (done) this.storage.removeItem(this.spare);
      else this.storage.setItem(this.spare, text);
      return true;
    }, done);
  }

  // A tag shows whether the document is still as we read it. Where tags are refused it goes without.
  async write(text) {
    if (this.etag) {
      const condition = this.etag === "*" ? { "If-None-Match": "*" } : { "If-Match": this.etag };
      const { code, etag } = await this.store.stored("PUT", DOCUMENT, text, condition);
      if (code === 412) return null;
      this.etag = etag;
      if (isTaken(code)) return true;
    }
    const { code } = await this.store.stored("POST", DOCUMENT, text);
    this.strikes = isTaken(code) ? 0 : this.strikes + 1;
    return isTaken(code);
  }
}
