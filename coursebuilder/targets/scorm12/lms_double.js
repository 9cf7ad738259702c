/* One launch of a strict SCORM 1.2 LMS for tests: refuses whatever any platform may refuse.
   Stricter than most: 4,096 characters of suspend data, exact time spans, nothing after LMSFinish.
   Of createLms's options (lms_door.js) it reads masteryScore as well. */
"use strict";

const LMS_WINDOW_NAME = "API";
const LMS_NAMES = {
  open: "LMSInitialize",
  close: "LMSFinish",
  read: "LMSGetValue",
  write: "LMSSetValue",
  save: "LMSCommit",
  lastError: "LMSGetLastError",
  errorString: "LMSGetErrorString",
  diagnostic: "LMSGetDiagnostic",
};

/* Where a result that the LMS made by itself stands, and what an untouched record says. */
const LMS_MADE = { failed: "cmi.core.lesson_status", completed: "cmi.core.lesson_status" };
const LMS_UNTOUCHED = {
  "cmi.core.lesson_status": "not attempted",
  "cmi.core.entry": "ab-initio",
  "cmi.core.total_time": "0000:00:00.00",
};
/* The error of a call that the LMS itself could not carry out. */
const LMS_LACKS = 401; // and of one about an element that this LMS doesn't have
const LMS_FAILED = { open: 101, close: 101, write: 101, save: 101 };

/* ESR has only status, score, place, state, time and exit. NHS Learning Hub: after any end but suspend, everything
   but the id is gone. AICCShim: suspend data may hold no line break, = $ [ or ]. */
const LMS_FLAGS = ["only-core", "blank-restart", "one-line", "score-ignored"]; // the last: of 2004, nothing here
const LMS_ONLY_CORE = /^cmi\.(interactions|objectives|student_\w+|core\.score\.(min|max))/;

class LmsSession extends LmsLaunch {
  constructor(options, quirks) {
    super(options, quirks);
    this.oneLine = "one-line" in quirks;
    this.values = lmsAtLaunch(Object.assign({}, this.kept), options, quirks);
    this.model = new CmiModel(this.values, (name) => "only-core" in quirks && LMS_ONLY_CORE.test(name));
  }

  keep() {
    this.kept = this.stored(this.values);
    if (this.options.save) this.options.save(this.kept);
  }

  mistimed() {
    return 301;
  }

  open(value) {
    if (this.state !== "before") return this.end(101);
    if (value === "") this.state = "running";
    return this.end(value === "" ? 0 : 201);
  }

  read(name) {
    return this.model.get(name);
  }

  write(name, value) {
    if (this.oneLine && name === "cmi.suspend_data" && /[\r\n=$[\]]/.test(value)) throw 405;
    this.model.set(name, value);
  }

  store(value, last) {
    if (value !== "") throw 201;
    if (last) {
      lmsAtFinish(this.values, this.options);
      this.state = "after";
    }
    this.keep();
  }
}

/* The record as a launch finds it. */
function lmsAtLaunch(values, options, quirks) {
  const before = values["cmi.core.lesson_status"];
  const suspended = values["cmi.core.exit"] === "suspend";
  const blank = "blank-restart" in quirks && before && !suspended;
  if (blank) Object.keys(values).forEach((name) => delete values[name]);
  lmsAddTime(values); // a visit that ended without LMSFinish counts as well
  delete values["cmi.core.exit"];
  const mode = options.mode || ("review-after-failed" in quirks && before === "failed" ? "review" : "normal");
  return Object.assign(values, {
    "cmi.core.student_id": options.studentId || "learner-1",
    "cmi.core.student_name": options.studentName || "Learner, One",
    "cmi.core.lesson_status": values["cmi.core.lesson_status"] || "not attempted",
    "cmi.core.entry": suspended && !blank ? "resume" : before && !blank ? "" : "ab-initio",
    "cmi.core.credit": mode === "normal" ? "credit" : "no-credit",
    "cmi.core.lesson_mode": mode,
    "cmi.core.total_time": values["cmi.core.total_time"] || "0000:00:00.00",
    "cmi.student_data.mastery_score": options.masteryScore || "",
  });
}

function lmsAtFinish(values, options) {
  lmsAddTime(values);
  const raw = values["cmi.core.score.raw"];
  const counts = values["cmi.core.credit"] === "credit";
  if (counts && options.masteryScore && raw) {
    values["cmi.core.lesson_status"] = Number(raw) >= Number(options.masteryScore) ? "passed" : "failed";
  } else if (values["cmi.core.lesson_status"] === "not attempted") {
    values["cmi.core.lesson_status"] = "completed"; // the specification's default for a silent lesson
  }
}

function lmsAddTime(values) {
  const total = cmiHundredths(values["cmi.core.total_time"]) + cmiHundredths(values["cmi.core.session_time"]);
  values["cmi.core.total_time"] = cmiTimespan(total);
  delete values["cmi.core.session_time"];
}
