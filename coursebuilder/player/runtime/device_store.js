// What is kept on this device: in localStorage at once, and in IndexedDB right after. Moodle empties localStorage at
// every login; a write to IndexedDB that begins while a page closes may never land. Read and written like a Storage.
import { guarded } from "./guarded.js";

const OURS = "coursebuilder-";
const GONE = OURS + "gone"; // names that were deleted, until IndexedDB has heard of it
const TABLE = "kept";
const LONGEST = 14 * 24 * 3600 * 1000; // for what was only to be sent: nobody comes back for it
const TO_BE_SENT = /^(\{"counter"|\{"state"|\[\{)/; // rescue copy, progress document, statements
const PATIENCE = 1000; // some browsers never answer whether they have an IndexedDB

export class DeviceStore {
  // Throws where the page may keep nothing. `ready`: resolves once what a platform has emptied is back.
  constructor(env) {
    const { window: win } = env;
    Object.assign(this, { env, local: win.localStorage, mine: new Map() });
    this.gone = new Set(guarded(() => JSON.parse(this.local.getItem(GONE)), null));
    this.base = new Promise((done) => {
      const asked = guarded(() => win.indexedDB.open("coursebuilder", 1), {});
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = asked.onblocked = () => done(null);
      env.setTimeout(() => done(null), PATIENCE);
    });
    this.ready = this.table((table) => {
      const [names, rows] = [table.getAllKeys(), table.getAll()];
      return () => {
        names.result.forEach((name, n) => this.restore(name, rows.result[n]));
        // What lies here from a release that knew no IndexedDB, or was written where that failed.
        const kept = names.result.map((name, n) => name + rows.result[n].text);
        const read = (name) => this.local.getItem(name);
        this.names().forEach((name) => kept.includes(name + read(name)) || this.copy(name, read(name)));
      };
    });
    // Emptied while this page is open: what it wrote is put back. What another window deletes stays deleted.
    win.addEventListener("storage", ({ key }) => {
      if (key) this.mine.delete(key);
      else this.mine.forEach((text, name) => guarded(() => this.local.setItem(name, text)));
    });
  }

  get length() {
    return this.local.length;
  }

  names() {
    return Object.keys(this.local).filter((name) => name.startsWith(OURS) && name !== GONE);
  }

  getItem(name) {
    return this.local.getItem(name);
  }

  setItem(name, text) {
    this.local.setItem(name, text);
    this.mine.set(name, text);
    this.copy(name, text);
  }

  removeItem(name) {
    if (this.local.getItem(name) !== null || this.mine.has(name)) this.remove(name);
  }

  remove(name) {
    this.local.removeItem(name);
    this.mine.delete(name);
    this.note(() => this.gone.add(name));
    this.table((table) => void table.delete(name)).then((done) => {
      if (done) this.note(() => this.gone.delete(name));
    });
  }

  note(change) {
    change();
    guarded(() => {
      if (this.gone.size) this.local.setItem(GONE, JSON.stringify([...this.gone]));
      else this.local.removeItem(GONE);
    });
  }

  copy(name, text) {
    this.note(() => this.gone.delete(name));
    return this.table((table) => void table.put({ text, at: this.env.now() }, name));
  }

  // Resolves with true once work(table) is written; what it returns is called then.
  table(work) {
    return this.base.then(
      (base) =>
        new Promise((done) => {
          const begun = guarded(() => base.transaction(TABLE, "readwrite"), null);
          if (!begun) return done(false);
          const after = work(begun.objectStore(TABLE));
          begun.oncomplete = () => {
            if (after) after();
            done(true);
          };
          begun.onerror = begun.onabort = () => done(false);
        }),
    );
  }

  restore(name, { text, at }) {
    const late = TO_BE_SENT.test(text) && this.env.now() - at > LONGEST;
    if (late || this.gone.has(name)) this.remove(name);
    else if (this.local.getItem(name) === null) guarded(() => this.local.setItem(name, text));
  }
}
