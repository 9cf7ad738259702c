// Statements on their way: kept on this device until the record store has them, sent in order, never under a
// new id. Each window keeps its own; what a closed one left is taken over by the next.
import { isTaken, mayPass, parsed } from "./lrs.js";
import { guarded } from "./guarded.js";

const MOST_BYTES = 56000; // of one request: what a closing page may send is 64 KiB, our document included
const AT_ONCE = 50; // statements in one request

export class Outbox {
  // `store` sends; complete(entry) makes the statement, lasting(entry) tells whether it is never given up.
  constructor(env, name, store, complete, lasting) {
    const { storage, window: win } = env;
    const place = name + "-" + Math.random().toString(36).slice(2, 8);
    Object.assign(this, { storage, win, name, place, store, complete, lasting });
    this.most = store.most || MOST_BYTES;
    this.queue = [];
    this.under = []; // those under way
    this.busy = Promise.resolve();
    this.parted = false;
  }

  waits(id) {
    return this.queue.some((entry) => entry.id === id);
  }

  // The first of all goes by itself: some platforms look at what they have, not at what comes with it.
  begin(entry) {
    this.first = entry.id;
    this.hand(entry);
  }

  hand(entry) {
    if (!this.waits(entry.id)) this.queue.push(entry);
    this.keep();
  }

  keep() {
    guarded(() => {
      if (this.queue.length) this.storage.setItem(this.place, JSON.stringify(this.queue));
      else this.storage.removeItem(this.place);
    });
  }

  drop(entries) {
    this.queue = this.queue.filter((entry) => !entries.includes(entry));
    this.keep();
  }

  // Where other windows of this learner keep theirs: most are gone.
  others() {
    const { storage } = this;
    const places = guarded(() => (storage.names ? storage.names() : Object.keys(storage)), []);
    return places.filter((place) => place.startsWith(this.name + "-") && place !== this.place);
  }

  left() {
    const found = this.others().map((place) => parsed(guarded(() => this.storage.getItem(place), ""), []));
    return found.reduce((all, some) => all.concat(some), []);
  }

  // What windows that are gone have left, as change(entry) wants it; nothing the store got after all.
  async adopt(change) {
    const gone = this.others();
    const late = [];
    for (const entry of this.left().map(change).filter(Boolean))
      if (!this.waits(entry.id) && !(await this.store.holds(entry.id))) late.push(entry);
    const begun = this.queue.filter((entry) => entry.id === this.first);
    this.queue = begun.concat(late, this.queue.slice(begun.length));
    this.keep();
    gone.forEach((place) => guarded(() => this.storage.removeItem(place)));
  }

  // One after the other: "saved" when nothing is left.
  flush() {
    this.busy = this.busy.then(() => this.deliver());
    return this.busy;
  }

  async deliver() {
    while (this.queue.length && !this.parted) {
      const alone = this.queue[0].id === this.first;
      const batch = alone ? this.queue.slice(0, 1) : this.fitting(this.queue, this.most);
      const code = await this.launch(batch);
      if (isTaken(code)) this.drop(batch);
      else if (!code) return "unreachable";
      else if (mayPass(code) || !(await this.singly(batch, code))) return "refused";
    }
    return "saved";
  }

  async launch(batch) {
    const small = this.sizeOf(batch.concat(this.under)) <= this.most; // it then outlives the page
    this.under = this.under.concat(batch);
    const { code } = await this.store.post(batch.map(this.complete), small);
    this.under = this.under.filter((entry) => !batch.includes(entry));
    return code;
  }

  // One bad statement spoils its batch. Alone it is dropped if the store has it already, or if the store takes
  // others but not this one. True when the batch is gone.
  async singly(batch, first) {
    const refused = [];
    let some = false;
    for (const entry of batch) {
      const code = batch.length > 1 ? await this.launch([entry]) : first;
      if (mayPass(code) || this.parted) return false;
      if (isTaken(code) || (await this.store.holds(entry.id))) {
        some = true;
        this.drop([entry]);
      } else refused.push(entry);
    }
    if (some) this.drop(refused.filter((entry) => !this.lasting(entry)));
    return !refused.some((entry) => this.queue.includes(entry));
  }

  sizeOf(entries) {
    return new this.win.TextEncoder().encode(JSON.stringify(entries.map(this.complete))).length;
  }

  // As many from the front as one request takes; at least one.
  fitting(entries, most) {
    let n = Math.min(entries.length, AT_ONCE);
    while (n > 1 && this.sizeOf(entries.slice(0, n)) > most) n = Math.ceil(n / 2);
    return entries.slice(0, n);
  }

  // The page goes: one last request with what fits, and `last`, which would mean nothing later. Whether it
  // arrived nobody may hear, so the rest stays on the device until the store has told, now or at a next launch.
  part(last) {
    const waiting = this.queue.filter((entry) => !this.under.includes(entry));
    const room = this.most - this.sizeOf(this.under.concat([last]));
    const fitting = this.fitting(waiting, room);
    const batch = (this.sizeOf(fitting) <= room ? fitting : []).concat([last]);
    this.parted = true;
    this.launch(batch).then((code) => isTaken(code) && this.drop(batch));
  }
}
