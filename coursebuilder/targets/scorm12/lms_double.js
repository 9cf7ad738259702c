/* A strict SCORM 1.2 LMS for tests: refuses whatever any platform may refuse, and remembers every call.
   Stricter than most: 4,096 characters of suspend data, exact time spans, nothing after LMSFinish.

   createLms({stored, studentId, studentName, mode, masteryScore, quirks, save, record, leaving})
     -> {api, calls, errors, data(), install(window), address(href), shut(frame), closing()}
   stored: what an earlier launch left (data()); save(data) is called whenever something becomes permanent,
   record(call) at every call with {name, arguments, result, error}; leaving(): whether the
   package's page is going right now; address(href): where the package is opened; shut(frame): how the platform
   ends it; closing(): from now on the page is going. */
"use strict";

function createLms(options) {
  const quirks = readQuirks(options.quirks);
  const session = new LmsSession(options, quirks);
  const calls = [];
  const errors = [];

  function note(name, given, result, error) {
    const call = { name, arguments: given.map(String), result: String(result), error: String(error) };
    calls.push(call);
    if (call.error !== "0") errors.push(call);
    if (options.record) options.record(call);
  }

  let api = session.api();
  Object.keys(quirks).forEach((name) => {
    api = Object.assign({}, api, LMS_QUIRKS[name](api, quirks[name], session));
  });
  const door = lmsDoor(api, note, () => session.code);

  function install(target) {
    if ("absent" in quirks) return;
    const put = () => {
      target.API = door;
    };
    if ("late" in quirks) target.setTimeout(put, Number(quirks.late));
    else put();
  }

  return {
    api: door,
    calls,
    errors,
    data: () => Object.assign({}, session.kept),
    install,
    address: session.address,
    shut: session.shut,
    closing: () => (session.closing = true),
  };
}

/* The object the package finds. Each call is noted with what the package got and the error behind it. */
function lmsDoor(api, note, error) {
  const door = {};
  Object.keys(api).forEach((name) => {
    door[name] = function (...given) {
      // Platforms whose API is a class instance need its methods called as methods.
      if (this !== door) throw new TypeError("called without its API object: " + name);
      try {
        const result = api[name](...given);
        if (!/^LMSGet(LastError|ErrorString|Diagnostic)$/.test(name)) note(name, given, result, error());
        return result;
      } catch (thrown) {
        note(name, given, "", "thrown");
        throw thrown;
      }
    };
  });
  return door;
}

/* One launch: before LMSInitialize, running, after LMSFinish. */
class LmsSession {
  constructor(options, quirks) {
    this.options = options;
    this.oneLine = "one-line" in quirks;
    this.kept = options.stored || {};
    this.stored = (values) => Object.assign({}, values);
    this.closing = false;
    this.address = (href) => href;
    this.shut = (frame) => frame.remove();
    this.state = "before";
    this.code = 0; // of the last error
    this.values = lmsAtLaunch(Object.assign({}, this.kept), options, quirks);
    this.model = new CmiModel(this.values, (name) => "only-core" in quirks && LMS_ONLY_CORE.test(name));
  }

  end(code) {
    this.code = code;
    return code === 0 ? "true" : "false";
  }

  keep() {
    this.kept = this.stored(this.values);
    if (this.options.save) this.options.save(this.kept);
  }

  /* Does `act` while the session runs; a number it throws becomes the error of the call. */
  running(failed, act) {
    try {
      if (this.state !== "running") throw 301;
      const result = act();
      return this.end(0) && (result === undefined ? "true" : result);
    } catch (code) {
      if (typeof code !== "number") throw code;
      this.end(code);
      return failed;
    }
  }

  initialize(value) {
    if (this.state !== "before") return this.end(101);
    if (value === "") this.state = "running";
    return this.end(value === "" ? 0 : 201);
  }

  set(name, value) {
    if (this.oneLine && name === "cmi.suspend_data" && /[\r\n=$[\]]/.test(value)) throw 405;
    this.model.set(name, value);
  }

  commit(value, last) {
    if (value !== "") throw 201;
    if (last) {
      lmsAtFinish(this.values, this.options);
      this.state = "after";
    }
    this.keep();
  }

  api() {
    return {
      LMSInitialize: (value) => this.initialize(value),
      LMSFinish: (value) => this.running("false", () => this.commit(value, true)),
      LMSGetValue: (name) => this.running("", () => this.model.get(name)),
      LMSSetValue: (name, value) => this.running("false", () => this.set(name, value)),
      LMSCommit: (value) => this.running("false", () => this.commit(value, false)),
      LMSGetLastError: () => String(this.code),
      LMSGetErrorString: (code) => CMI_ERRORS[code] || "",
      LMSGetDiagnostic: (code) => CMI_ERRORS[code === "" ? this.code : code] || "",
    };
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
