/* What the platforms known by name do, each measured on it or read in its code; and all of one platform together:
   "of:learning-hub" in a list of behaviours stands for every one of that platform's. */
"use strict";

const LMS_RESULT = ["cmi.core.lesson_status", "cmi.core.score.raw"];
const LMS_FINAL = /^(passed|completed|failed)$/;
/* AICCShim: text after a line break, = or $ is read as something else, and so are lines that begin a group. */
const LMS_SHIM = /[\r\n=$[\]][^]*$/;
const LMS_SHIM_PASSES = /^cmi\.(core\.(lesson_location|lesson_status|score\.raw|total_time)|suspend_data)$/;

Object.assign(LMS_QUIRKS, {
  // ---- NHS Learning Hub

  // The first final status stored with a time ends the attempt: it stays, and so does its score. Without a time
  // none is counted.
  "frozen-result": (api, parameter, lms) => {
    let frozen = null;
    const server = (call) => (value) => {
      const [status] = LMS_RESULT.map((name) => lms.values[name]);
      if (frozen) Object.assign(lms.values, frozen);
      else if (LMS_FINAL.test(status)) {
        const timed = cmiHundredths(lms.values["cmi.core.session_time"]) > 0;
        if (timed) frozen = Object.fromEntries(LMS_RESULT.map((name) => [name, lms.values[name] || ""]));
        else lms.values[LMS_RESULT[0]] = "incomplete";
      }
      return call(value);
    };
    return { save: server(api.save), close: server(api.close) };
  },
  "comments-throw": (api) => ({
    read: (name) => {
      if (name === "cmi.comments") throw new TypeError("comments is undefined");
      return api.read(name);
    },
  }),
  // 12:34:56 is stored as 2:34:56.
  "hour-digit": (api, parameter, lms) => ({
    write: (name, value) => {
      const taken = api.write(name, value);
      if (name === "cmi.core.session_time" && taken) lms.values[name] = lms.values[name].slice(1);
      return taken;
    },
  }),
  // A mastery score nobody asked for, and which the platform itself never applies.
  "mastery-100": (api) => ({
    read: (name) => api.read(name) || (name === "cmi.student_data.mastery_score" ? "100" : ""),
  }),

  // ---- ESR

  // Keys of the platform's own behind the package's address.
  "extra-query": (api, parameter, lms) => {
    lms.address = (href) => href + "?ext_session=7&ext_user=a%20b";
    return {};
  },
  // However the learner goes, the platform blanks the frame.
  "blank-frame": (api, parameter, lms) => {
    lms.shut = (frame) => (frame.src = "about:blank");
    return {};
  },

  // ---- Moodle

  // Its own result from any raw score, whatever the status, once the package says it is done.
  "mastery-at-finish": (api, parameter, lms) => {
    lms.options = Object.assign({}, lms.options, { masteryScore: parameter });
    return {};
  },
  "review-after-failed": () => ({}), // read at the launch; what is written in review mode is stored all the same
  // ---- AICCShim

  "aicc-loss": (api, parameter, lms) => {
    lms.stored = (values) => {
      const passed = Object.entries(values).filter(([name]) => LMS_SHIM_PASSES.test(name));
      return Object.fromEntries(passed.map(([name, value]) => [name, value.replace(LMS_SHIM, "")]));
    };
    return {};
  },
});

/* Choices of single characters, no negative numbers and no empty texts are what the strict LMS takes anyway. */
const LMS_PLATFORMS = {
  "learning-hub": ["booleans", "comments-throw", "hour-digit", "mastery-100", "frozen-result", "blank-restart"],
  esr: ["only-core", "extra-query", "blank-frame"],
  moodle: ["numbers", "mastery-at-finish:80", "review-after-failed", "beacon:65536"],
  "aicc-shim": ["aicc-loss"],
  "open-edx": ["silent-reads"],
};
