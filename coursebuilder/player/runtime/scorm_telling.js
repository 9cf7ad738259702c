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

  // Where an objective stands in the platform's list; put there if it is new. Where the platform doesn't say how long
  // that is, an earlier session may have filled any of as many places as the course has objectives.
  standing(id) {
    if (this.reading) return "";
    if (this.objectives === null) {
      const told = this.count("objectives._count");
      const length = told >= 0 ? told : 0;
      this.objectives = Array.from({ length }, (none, n) => this.get("objectives." + n + ".id"));
      this.places = told >= 0 ? 0 : this.course.objectives.length;
    }
    const found = this.objectives.indexOf(id);
    const all = Array.from({ length: this.places || this.objectives.length + 1 }, (none, n) => n);
    const untaken = all.filter((n) => this.objectives[n] === undefined);
    const n = found < 0 ? untaken.find((n) => this.set("objectives." + n + ".id", id)) : found;
    if (n === undefined) return "";
    this.objectives[n] = id;
    return "objectives." + n + ".";
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
