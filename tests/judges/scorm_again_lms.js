/* scorm-again as a platform: the same face as the project's own doubles, so that one test can play on all of them. */
"use strict";

const AGAIN =
  typeof Scorm2004API === "undefined"
    ? { make: Scorm12API, object: "API", before: "LMS", last: "LMSFinish", exit: "cmi.core.exit" }
    : { make: Scorm2004API, object: "API_1484_11", before: "", last: "Terminate", exit: "cmi.exit" };

function atLaunch(kept, options) {
  const mode = options.mode || "normal";
  const left = kept[AGAIN.exit];
  const credit = mode === "normal" ? "credit" : "no-credit";
  const entry = left === "suspend" ? "resume" : left === undefined ? "ab-initio" : "";
  if (AGAIN.object === "API") {
    return {
      "cmi.core.student_id": "learner-1",
      "cmi.core.student_name": "Learner, One",
      "cmi.core.lesson_mode": mode,
      "cmi.core.credit": credit,
      "cmi.core.entry": entry,
    };
  }
  return {
    "cmi.learner_id": "learner-1",
    "cmi.learner_name": "Learner, One",
    "cmi.mode": mode,
    "cmi.credit": credit,
    "cmi.entry": entry,
    "cmi.scaled_passing_score": options.passingScore,
  };
}

function createLms(options) {
  const api = new AGAIN.make({ autocommit: false, logLevel: 5 });
  const calls = [];
  const kept = options.stored || {};
  const before = Object.assign({}, kept, atLaunch(kept, options));
  [AGAIN.exit, "cmi.core.session_time", "cmi.session_time"].forEach((name) => delete before[name]);
  api.loadFromFlattenedJSON(before, "");

  function flat(value, name, into) {
    if (value !== null && typeof value === "object") {
      Object.keys(value).forEach((key) => key !== "childArray" && flat(value[key], name + "." + key, into));
    } else into[name] = String(value);
    return into;
  }

  function save() {
    const all = flat(JSON.parse(api.renderCMIToJSONString()).cmi, "cmi", {});
    const time = AGAIN.object === "API" ? "cmi.core.total_time" : "cmi.total_time";
    all[time] = api.cmi.getCurrentTotalTime();
    options.save(all);
  }

  const door = {};
  ["Initialize", "GetValue", "SetValue", "Commit", "Finish", "Terminate"].forEach((short) => {
    const name = AGAIN.before + short;
    if (!api[name]) return;
    door[name] = (...given) => {
      const result = api[name](...given);
      const error = String(api[AGAIN.before + "GetLastError"]());
      const call = { name, arguments: given.map(String), result: String(result), error };
      calls.push(call);
      options.record(call);
      if (/Commit|Finish|Terminate/.test(name) && String(result) === "true") save();
      return result;
    };
  });
  const error = AGAIN.before + "GetLastError";
  door[error] = () => api[error]();
  return { api: door, calls, last: AGAIN.last, install: (target) => (target[AGAIN.object] = door) };
}
