/* One launch of a strict SCORM 2004 LMS for tests: refuses whatever any platform may refuse, with the error the
   specification has for it. Stricter than scorm-again. Of createLms's options (lms_door.js) it reads as well
   passingScore and completionThreshold, what the manifest says of the primary objective and of completion. */
"use strict";

const LMS_WINDOW_NAME = "API_1484_11";
const LMS_NAMES = {
  open: "Initialize",
  close: "Terminate",
  read: "GetValue",
  write: "SetValue",
  save: "Commit",
  lastError: "GetLastError",
  errorString: "GetErrorString",
  diagnostic: "GetDiagnostic",
};

/* Moodle:
   blank-restart: what was stored comes back only if the last way of leaving was suspend
   review-when-completed: completed, success unknown, suspended: from then on every launch is in review mode
   review-stores: what is written in review mode is stored
   score-ignored: the passing score is never applied
   only-core: as no conforming LMS, neither interactions nor objectives nor progress */
const LMS_FLAGS = ["blank-restart", "review-when-completed", "review-stores", "score-ignored", "only-core"];
/* All of one platform together: "of:moodle" in a list of behaviours. */
const LMS_PLATFORMS = {
  moodle: ["numbers", "blank-restart", "review-when-completed", "review-stores", "score-ignored", "beacon:65536"],
  "open-edx": ["silent-reads"],
};
const LMS_ONLY_CORE = /^cmi\.(interactions|objectives|progress_measure|score\.(min|max)|learner_preference)/;
/* Where a result that the LMS made by itself stands, and what an untouched record says. */
const LMS_MADE = { failed: "cmi.success_status", completed: "cmi.completion_status" };
const LMS_UNTOUCHED = { "cmi.entry": "ab-initio", "cmi.total_time": "PT0H0M0.00S" };
/* The error of a call that the LMS itself could not carry out, and of one at the wrong time. */
const LMS_LACKS = 402; // and of one about an element that this LMS doesn't have
const LMS_FAILED = { open: 102, close: 111, write: 351, save: 391 };
const LMS_ERRORS = {
  read: { before: 122, after: 123 },
  write: { before: 132, after: 133 },
  save: { before: 142, after: 143 },
  close: { before: 112, after: 113 },
};

class LmsSession extends LmsLaunch {
  constructor(options, quirks) {
    super(options, quirks);
    this.values = lmsAtLaunch(Object.assign({}, this.kept), options, quirks);
    this.stores = this.values["cmi.mode"] === "normal" || "review-stores" in quirks;
    this.model = new CmiModel(this.values, (name) => "only-core" in quirks && LMS_ONLY_CORE.test(name));
  }

  keep() {
    if (!this.stores) return;
    this.kept = Object.assign({}, this.values, this.decided());
    if (this.options.save) this.options.save(this.kept);
  }

  /* The statuses as the LMS sees them: where there is a threshold, the measure decides and not the content. */
  decided() {
    const { passingScore, completionThreshold } = this.options;
    const found = {};
    const decide = (name, measure, threshold, [reached, missed]) => {
      if (!threshold) return;
      const value = this.values[measure];
      found[name] = value === undefined ? "unknown" : Number(value) >= Number(threshold) ? reached : missed;
    };
    if (!("score-ignored" in this.quirks)) {
      decide("cmi.success_status", "cmi.score.scaled", passingScore, ["passed", "failed"]);
    }
    const measured = "cmi.progress_measure" in this.values && completionThreshold;
    decide("cmi.completion_status", "cmi.progress_measure", measured, ["completed", "incomplete"]);
    return found;
  }

  mistimed(part) {
    return LMS_ERRORS[part][this.state];
  }

  open(value) {
    if (this.state !== "before") return this.end(this.state === "running" ? 103 : 104);
    if (value === "") this.state = "running";
    return this.end(value === "" ? 0 : 201);
  }

  read(name) {
    const decided = this.decided();
    const value = this.model.get(name);
    return name in decided ? decided[name] : value;
  }

  store(value, last) {
    if (value !== "") throw 201;
    if (last) {
      lmsAddTime(this.values);
      this.state = "after";
    }
    this.keep();
  }

  write(name, value) {
    this.model.set(name, value);
  }
}

/* The record as a launch finds it. */
function lmsAtLaunch(values, options, quirks) {
  const before = Object.keys(values).length > 0;
  const suspended = values["cmi.exit"] === "suspend";
  const blank = "blank-restart" in quirks && before && !suspended;
  if (blank) Object.keys(values).forEach((name) => delete values[name]);
  const review =
    "review-when-completed" in quirks &&
    suspended &&
    values["cmi.completion_status"] === "completed" &&
    (values["cmi.success_status"] || "unknown") === "unknown";
  lmsAddTime(values); // a visit that ended without Terminate counts as well
  delete values["cmi.exit"];
  const mode = options.mode || (review ? "review" : "normal");
  const optional = options.passingScore ? { "cmi.scaled_passing_score": options.passingScore } : {};
  return Object.assign(values, optional, {
    "cmi.learner_id": options.studentId || "learner-1",
    "cmi.learner_name": options.studentName || "Learner, One",
    "cmi.entry": suspended && !blank ? "resume" : before && !blank ? "" : "ab-initio",
    "cmi.credit": mode === "normal" ? "credit" : "no-credit",
    "cmi.mode": mode,
    "cmi.total_time": values["cmi.total_time"] || "PT0H0M0.00S",
  });
}

function lmsAddTime(values) {
  const total = cmiHundredths(values["cmi.total_time"]) + cmiHundredths(values["cmi.session_time"]);
  values["cmi.total_time"] = cmiTimespan(total);
  delete values["cmi.session_time"];
}
