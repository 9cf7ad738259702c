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
  // Numbers and truth values are taken as the text they make, as every platform written in JavaScript seen does.
  "takes-numbers": (api) => ({
    write: (name, value) => api.write(name, /number|boolean/.test(typeof value) ? String(value) : value),
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
  // Each save blocks the page for so many milliseconds, as synchronous requests do; a test's clock may let them pass.
  slow: (api, parameter, lms) => ({
    save: (value) => {
      const end = performance.now() + Number(parameter);
      if (lms.options.pass) lms.options.pass(Number(parameter));
      while (performance.now() < end);
      return api.save(value);
    },
  }),
  // Nothing can be set after the Nth call that sets something: refuse-set-after:50.
  "refuse-set-after": (api, parameter, lms) => {
    let left = Number(parameter);
    return {
      write: (name, value) => {
        if (left <= 0) return lms.end(LMS_FAILED.write);
        left -= 1;
        return api.write(name, value);
      },
    };
  },
  // While the device has no network its platform stores nothing.
  offline: (api, parameter, lms) => {
    const online = (part) => (value) => (navigator.onLine ? api[part](value) : lms.end(LMS_FAILED[part]));
    return { save: online("save"), close: online("close") };
  },
  // The opening call says no though the session works: the frame around opened it already.
  "opened-before": (api) => ({
    open: (value) => {
      api.open(value);
      return "false";
    },
  }),
  // Moodle: what a closing page sends shares so many bytes; more is lost without a word.
  beacon: (api, parameter, lms) => {
    let left = Number(parameter || 65536);
    const closing = () => (lms.closing = lms.closing || Boolean(lms.options.leaving && lms.options.leaving()));
    const sent = (name) => (value) => {
      const bytes = new TextEncoder().encode(JSON.stringify(lms.values)).length;
      if (!closing() || bytes <= left) {
        if (lms.closing) left -= bytes;
        return api[name](value);
      }
      if (name === "close") lms.state = "after";
      return lms.end(0);
    };
    return { save: sent("save"), close: sent("close") };
  },
  // Neither statuses, scores nor the lengths of lists are ever answered (an Open edX XBlock).
  "silent-reads": (api) => ({
    read: (name) => (/status$|score\.\w+$|_count$/.test(name) ? "" : api.read(name)),
  }),
  // A session may be started again after its end, though the platform's own page stands as it was.
  "starts-again": (api, parameter, lms) => ({
    open: (value) => {
      if (lms.state === "after") lms.state = "before";
      return api.open(value);
    },
  }),
  // Read where the API object is made, not here:
  absent: () => ({}), // there is no API at all
  late: () => ({}), // the API appears after so many milliseconds
};
