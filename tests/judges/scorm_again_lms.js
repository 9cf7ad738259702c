/* scorm-again as a platform: the same face as the project's own double, so that one test can play on both. */
"use strict";

function createLms(options) {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  const calls = [];
  const kept = options.stored || {};
  const left = kept["cmi.core.exit"];
  const core = {
    "cmi.core.student_id": "learner-1",
    "cmi.core.student_name": "Learner, One",
    "cmi.core.lesson_mode": options.mode || "normal",
    "cmi.core.credit": (options.mode || "normal") === "normal" ? "credit" : "no-credit",
    "cmi.core.entry": left === "suspend" ? "resume" : left === undefined ? "ab-initio" : "",
  };
  const before = Object.assign({}, kept, core);
  ["cmi.core.exit", "cmi.core.session_time"].forEach((name) => delete before[name]);
  api.loadFromFlattenedJSON(before, "");

  function flat(value, name, into) {
    if (value !== null && typeof value === "object") {
      Object.keys(value).forEach((key) => key !== "childArray" && flat(value[key], name + "." + key, into));
    } else into[name] = String(value);
    return into;
  }

  function save() {
    const all = flat(JSON.parse(api.renderCMIToJSONString()).cmi, "cmi", {});
    all["cmi.core.total_time"] = api.cmi.getCurrentTotalTime();
    options.save(all);
  }

  const door = {};
  ["Initialize", "GetValue", "SetValue", "Commit", "Finish", "GetLastError"].forEach((short) => {
    const name = "LMS" + short;
    door[name] = (...given) => {
      const result = api[name](...given);
      if (name === "LMSGetLastError") return result;
      const error = String(api.LMSGetLastError());
      const call = { name, arguments: given.map(String), result: String(result), error };
      calls.push(call);
      options.record(call);
      if (/Commit|Finish/.test(name) && String(result) === "true") save();
      return result;
    };
  });
  return { api: door, calls, last: "LMSFinish", install: (target) => (target.API = door) };
}
