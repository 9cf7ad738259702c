/* What real platforms do differently, each as a small change to a strict API: the tests ask for them by name,
   with a parameter after a colon where there is one ("late:2000"). */
"use strict";

/* Each: (api, parameter, lms) => the functions of `api` that behave differently.
   lms.end(code) makes the call end with that error (0: none) and returns "false" or "true". */
const LMS_QUIRKS = {
  // NHS Learning Hub: JavaScript booleans, and a number from LMSGetLastError.
  booleans: (api) => ({
    LMSInitialize: (value) => api.LMSInitialize(value) === "true",
    LMSSetValue: (name, value) => api.LMSSetValue(name, value) === "true",
    LMSCommit: (value) => api.LMSCommit(value) === "true",
    LMSFinish: (value) => api.LMSFinish(value) === "true",
    LMSGetLastError: () => Number(api.LMSGetLastError()),
  }),
  // Moodle: numbers where a stored text looks like one.
  numbers: (api) => ({
    LMSGetValue: (name) => {
      const value = api.LMSGetValue(name);
      return /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    },
  }),
  // Nothing at all for what was never set.
  nulls: (api) => ({
    LMSGetValue: (name) => {
      const value = api.LMSGetValue(name);
      return value === "" ? null : value;
    },
  }),
  // Nothing is kept, and asked why the platform says all is well.
  "false-with-error-0": (api, parameter, lms) => {
    const refuse = () => {
      lms.end(0);
      return "false";
    };
    return { LMSSetValue: refuse, LMSCommit: refuse, LMSFinish: refuse };
  },
  // Every call throws, or the one named: throws:LMSFinish.
  throws: (api, parameter) => {
    const broken = () => {
      throw new Error("the platform's own script failed");
    };
    const names = parameter ? [parameter] : Object.keys(api);
    return Object.fromEntries(names.map((name) => [name, broken]));
  },
  // The first N saves are refused, or all: refuse-commit:2.
  "refuse-commit": (api, parameter, lms) => {
    let left = parameter ? Number(parameter) : Infinity;
    return {
      LMSCommit: (value) => {
        if (left <= 0) return api.LMSCommit(value);
        left -= 1;
        return lms.end(101);
      },
    };
  },
  // A learner whose session on the platform ran out: everything is refused from the Nth save on.
  "logged-out-after": (api, parameter, lms) => {
    let saves = Number(parameter);
    const until = (call) => (...values) => (saves > 0 ? call(...values) : lms.end(101));
    return {
      LMSSetValue: until(api.LMSSetValue),
      LMSCommit: (value) => {
        const result = until(api.LMSCommit)(value);
        saves -= 1;
        return result;
      },
      LMSFinish: until(api.LMSFinish),
    };
  },
  // Each save blocks the page, as synchronous requests do.
  slow: (api, parameter) => ({
    LMSCommit: (value) => {
      const end = performance.now() + Number(parameter);
      while (performance.now() < end);
      return api.LMSCommit(value);
    },
  }),
  // LMSInitialize says no though the session works: the frame around opened it already.
  "opened-before": (api) => ({
    LMSInitialize: (value) => {
      api.LMSInitialize(value);
      return "false";
    },
  }),
  // Read where the API object is made, not here:
  "only-core": () => ({}), // ESR: only status, score, place, state, time and exit
  "blank-restart": () => ({}), // NHS Learning Hub: after any end but suspend, everything but the id is gone
  "one-line": () => ({}), // AICCShim: suspend data may hold no line break, = $ [ or ]
  absent: () => ({}), // there is no API at all
  late: () => ({}), // the API appears after so many milliseconds
};

const LMS_ONLY_CORE = /^cmi\.(interactions|objectives|student_\w+|core\.score\.(min|max))/;

/* {name: parameter} of a list such as ["booleans", "late:2000", "of:moodle"]. */
function readQuirks(list) {
  const quirks = {};
  (list || []).forEach((entry) => {
    const [name, parameter] = entry.split(":");
    if (name === "of" && LMS_PLATFORMS[parameter]) {
      Object.assign(quirks, readQuirks(LMS_PLATFORMS[parameter]));
      return;
    }
    if (!(name in LMS_QUIRKS)) throw new Error("no such behaviour: " + entry);
    quirks[name] = parameter || "";
  });
  return quirks;
}
