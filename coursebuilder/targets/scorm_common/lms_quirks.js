/* What real platforms do differently, each as a small change to a strict API: the tests ask for them by name,
   with a parameter after a colon where there is one ("late:2000"). What only one version's platforms do is a flag
   that its session reads. */
"use strict";

/* Each: (api, parameter, lms) => the functions of `api` that behave differently.
   lms.end(code) makes the call end with that error (0: none) and returns "false" or "true". */
const LMS_QUIRKS = {
  // NHS Learning Hub: JavaScript booleans, and a number for the last error.
  booleans: (api) => ({
    open: (value) => api.open(value) === "true",
    write: (name, value) => api.write(name, value) === "true",
    save: (value) => api.save(value) === "true",
    close: (value) => api.close(value) === "true",
    lastError: () => Number(api.lastError()),
  }),
  // Moodle: numbers where a stored text looks like one.
  numbers: (api) => ({
    read: (name) => {
      const value = api.read(name);
      return /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    },
  }),
  // Nothing at all for what was never set.
  nulls: (api) => ({
    read: (name) => {
      const value = api.read(name);
      return value === "" ? null : value;
    },
  }),
  // Nothing is kept, and asked why the platform says all is well.
  "false-with-error-0": (api, parameter, lms) => {
    const refuse = () => {
      lms.end(0);
      return "false";
    };
    return { write: refuse, save: refuse, close: refuse };
  },
  // Every call throws, or the one named: throws:LMSFinish.
  throws: (api, parameter) => {
    const broken = () => {
      throw new Error("the platform's own script failed");
    };
    const names = Object.keys(api).filter((part) => !parameter || LMS_NAMES[part] === parameter);
    return Object.fromEntries(names.map((name) => [name, broken]));
  },
  // The first N saves are refused, or all: refuse-commit:2.
  "refuse-commit": (api, parameter, lms) => {
    let left = parameter ? Number(parameter) : Infinity;
    return {
      save: (value) => {
        if (left <= 0) return api.save(value);
        left -= 1;
        return lms.end(LMS_FAILED.save);
      },
    };
  },
  // A learner whose session on the platform ran out: everything is refused from the Nth save on.
  "logged-out-after": (api, parameter, lms) => {
    let saves = Number(parameter);
    const until = (part) => (...values) => (saves > 0 ? api[part](...values) : lms.end(LMS_FAILED[part]));
    return {
      write: until("write"),
      save: (value) => {
        const result = until("save")(value);
        saves -= 1;
        return result;
      },
      close: until("close"),
    };
  },
  // Each save blocks the page, as synchronous requests do.
  slow: (api, parameter) => ({
    save: (value) => {
      const end = performance.now() + Number(parameter);
      while (performance.now() < end);
      return api.save(value);
    },
  }),
  // The opening call says no though the session works: the frame around opened it already.
  "opened-before": (api) => ({
    open: (value) => {
      api.open(value);
      return "false";
    },
  }),
  // Read where the API object is made, not here:
  absent: () => ({}), // there is no API at all
  late: () => ({}), // the API appears after so many milliseconds
};
