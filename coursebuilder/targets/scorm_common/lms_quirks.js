/* What real platforms do differently, each as a small change to a strict API: the tests ask for them by name,
   with a parameter after a colon where there is one ("late:2000"). What only one version's platforms do is a flag
   that its session reads. */
"use strict";

/* What becomes of saved progress on its way: by the parameter of memory-changed. */
const LMS_CHANGES = {
  blanks: (text) => ` ${text}\r\n`,
  quotes: (text) => `"${text}"`,
  escaped: (text) => text.replace(/[~._-]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase()),
  plus: (text) => text + "+",
  capitals: (text) => text.toUpperCase(),
};

/* The functions that change something, carried out, with another answer. */
function lmsAnswering(api, answer) {
  const after = (call) => (...values) => {
    const done = call(...values);
    return done === "false" ? done : answer();
  };
  return Object.fromEntries(["open", "write", "save", "close"].map((part) => [part, after(api[part])]));
}

/* Refuses an element, or only such values of it. */
function lmsWithout(api, lms, element, values = /^/) {
  return {
    write: (name, value) => {
      if (!element.test(name) || !values.test(value)) return api.write(name, value);
      return lms.end(LMS_LACKS);
    },
  };
}

function lmsDeciding(api, lms, made) {
  return {
    close: (value) => {
      const final = Object.values(LMS_MADE).some((names) => /^(passed|completed|failed)$/.test(lms.values[names]));
      const done = api.close(value);
      if (final) return done;
      lms.kept = Object.assign({}, lms.kept, { [LMS_MADE[made]]: made });
      if (lms.options.save) lms.options.save(lms.kept);
      return done;
    },
  };
}

function lmsBegunAnew(lms, names) {
  names.forEach((name) => delete lms.values[name]);
  Object.assign(lms.values, LMS_UNTOUCHED);
}

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
  // Nothing is answered to what is set, saved or ended, though all of it is done: functions without a `return`.
  "answers-nothing": (api) => lmsAnswering(api, () => undefined),
  // Yes in some other way: 1, "ok", "TRUE", nothing, a promise.
  "answers-odd": (api) => {
    const yes = [1, "ok", "TRUE", "", "True", null];
    let n = 0;
    return lmsAnswering(api, () => (n += 1) && (n % 7 ? yes[n % 6] : Promise.resolve("true")));
  },
  // One element of the core is not taken: the way of leaving, the place, the time as this version writes it.
  "refuses-exit": (api, parameter, lms) => lmsWithout(api, lms, /\.exit$/),
  "refuses-location": (api, parameter, lms) => lmsWithout(api, lms, /location$/),
  "refuses-time": (api, parameter, lms) => lmsWithout(api, lms, /session_time$/, /^\d{4}:|\./),
  // The API answers from a store that is filled only so many milliseconds after the start.
  "empty-at-first": (api, parameter, lms) => {
    let from = Infinity;
    return {
      open: (value) => {
        from = lms.options.now ? lms.options.now() : Date.now();
        return api.open(value);
      },
      read: (name) => {
        const now = lms.options.now ? lms.options.now() : Date.now();
        if (now - from >= Number(parameter || 300)) return api.read(name);
        lms.end(0);
        return "";
      },
    };
  },
  // Saved progress comes back not quite as it was: blanks, a line end, quotes, %XX, a plus, capitals.
  "memory-changed": (api, parameter) => ({
    read: (name) => {
      const value = api.read(name);
      return /suspend_data$/.test(name) && value ? LMS_CHANGES[parameter || "blanks"](value) : value;
    },
  }),
  // Words of the data model in capitals.
  "upper-case-words": (api) => ({
    read: (name) => {
      const value = api.read(name);
      return /(status|mode|entry|credit)$/.test(name) ? value.toUpperCase() : value;
    },
  }),
  // The score comes back as a fraction of 1.
  "fraction-score": (api) => ({
    read: (name) => {
      const value = api.read(name);
      return /score\.raw$/.test(name) && value ? String(Number(value) / 100) : value;
    },
  }),
  // Each call blocks the page for so many milliseconds: one request a call.
  "slow-calls": (api, parameter, lms) => {
    const slowly = (call) => (...values) => {
      const end = performance.now() + Number(parameter || 100);
      if (lms.options.pass) lms.options.pass(Number(parameter || 100));
      while (performance.now() < end);
      return call(...values);
    };
    return Object.fromEntries(["open", "read", "write", "save", "close"].map((part) => [part, slowly(api[part])]));
  },
  // Neither statuses, scores nor the lengths of lists are ever answered (an Open edX XBlock).
  "silent-reads": (api) => ({
    read: (name) => (/status$|score\.\w+$|_count$/.test(name) ? "" : api.read(name)),
  }),
  // The LMS turns an unfinished attempt into a result at its end: below a mastery score of its own, or merely closed.
  "fails-unfinished": (api, parameter, lms) => lmsDeciding(api, lms, "failed"),
  "completes-unfinished": (api, parameter, lms) => lmsDeciding(api, lms, "completed"),
  // A finished course is assigned once more: a new record with the old one's saved progress in it.
  "assigned-again": (api, parameter, lms) => {
    const names = Object.keys(lms.values).filter((name) => /status$|score\.|interactions|objectives/.test(name));
    if (names.some((name) => /^(passed|completed|failed)$/.test(lms.values[name]))) lmsBegunAnew(lms, names);
    return {};
  },
  // An administrator has deleted the attempt: the next launch finds an untouched record.
  "reset-by-admin": (api, parameter, lms) => {
    lmsBegunAnew(lms, Object.keys(lms.values).filter((name) => !/_id$|_name$|mode$|credit$/.test(name)));
    return {};
  },
  // A second start throws, as in Moodle once an interaction was stored.
  "throws-second-start": (api, parameter, lms) => ({
    open: (value) => {
      if (lms.state !== "before") throw new TypeError("Cannot read properties of undefined (reading 'objectives')");
      return api.open(value);
    },
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
