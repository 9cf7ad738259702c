// Where a SCORM platform keeps answers and objectives, and its new object after its window was loaded again. Comes
// with the second script, as further methods of the adapter; each version's telling.js adds how they are written.
export const SCORM_TELLING = {
  // How many entries the platform says a list has; NaN where it doesn't say.
  count(name) {
    return parseInt(this.get(name), 10);
  },

  // Where the next interaction goes: at the end of the list. Where the platform doesn't say how long that is, our own
  // account does, or an earlier session's would be written over; one that says 0 has kept none, whatever it was told.
  // A platform that keeps none is asked only once.
  interaction(question) {
    if (this.reading || this.interactions < 0) return "";
    if (this.interactions === null) this.interactions = this.count("interactions._count");
    const ends = this.interactions >= 0 ? [this.interactions] : [...new Set([this.answersTold, 0])];
    const end = ends.find((n) => this.set("interactions." + n + ".id", question));
    if (end === undefined) {
      this.interactions = -1;
      return "";
    }
    this.interactions = this.answersTold = end + 1;
    return "interactions." + end + ".";
  },

  // Where an objective stands in the platform's list; put there if it is new.
  standing(id) {
    if (this.reading) return "";
    if (this.objectives === null) {
      const told = this.count("objectives._count");
      const most = told >= 0 ? told : this.course.objectives.length; // unsaid: up to the first without a name
      this.objectives = [];
      for (let n = 0; n < most; n += 1) {
        const name = this.get("objectives." + n + ".id");
        if (!name && !(told >= 0)) break;
        this.objectives.push(name);
      }
    }
    const found = this.objectives.indexOf(id);
    const n = found < 0 ? this.objectives.length : found;
    const at = "objectives." + n + ".";
    if (found < 0 && !this.set(at + "id", id)) return "";
    this.objectives[n] = id;
    return at;
  },

  // A platform's window that is loaded again has a new object; the old one may go on saying yes. The new one is taken
  // if it starts for the same learner, and is told everything.
  refind() {
    const { api: old, names } = this;
    const api = this.apiAround();
    if (this.reading || !api || api === old || (api === this.declined && !this.failed)) return;
    this.api = api;
    const record = this.hasStarted(this.call("opens", "")) && this.read();
    if (record && record.learnerKey === this.learnerKey && record.mode === "normal") {
      Object.assign(this, { sent: {}, without: {}, interactions: null, objectives: null });
      this.holdsPass = record.standing === "passed";
      if (this.wanted[names.always] === "incomplete") delete this.wanted[names.always];
      if (this.isFresh(record.standing)) this.wanted = Object.assign({ [names.always]: "incomplete" }, this.wanted);
    } else {
      this.api = old;
      if (!record || record.learnerKey) this.declined = api;
    }
  },
};
