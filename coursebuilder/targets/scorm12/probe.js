// What the probe asks a SCORM 1.2 platform: its functions, its data model, and values to try.
export const SCORM12 = {
  title: "SCORM 1.2",
  api: "API",
  open: "LMSInitialize",
  close: "LMSFinish",
  get: "LMSGetValue",
  set: "LMSSetValue",
  save: "LMSCommit",
  error: "LMSGetLastError",
  personal: [
    "cmi.core.student_id", "cmi.core.student_name", "cmi.launch_data", "cmi.comments", "cmi.comments_from_lms",
    "cmi.suspend_data",
  ],
  read: [
    "cmi._version", "cmi.core._children", "cmi.core.student_id", "cmi.core.student_name", "cmi.core.lesson_location",
    "cmi.core.credit", "cmi.core.lesson_status", "cmi.core.entry", "cmi.core.score._children",
    "cmi.core.score.raw", "cmi.core.total_time", "cmi.core.lesson_mode", "cmi.suspend_data", "cmi.launch_data",
    "cmi.comments", "cmi.comments_from_lms", "cmi.objectives._count", "cmi.interactions._count",
    "cmi.student_data.mastery_score", "cmi.student_data.max_time_allowed",
    "cmi.student_preference.language", "cmi.student_preference._children",
  ],
  // What comes back, or doesn't, when the package is opened again.
  again: [
    "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.lesson_location", "cmi.core.entry",
    "cmi.core.lesson_mode", "cmi.core.total_time",
  ],
  // What every platform answers once its record is there.
  first: ["cmi.core.student_id", "cmi.core.lesson_status", "cmi.core.lesson_mode"],
  state: "cmi.suspend_data",
  place: "cmi.core.lesson_location",
  raw: "cmi.core.score.raw",
  sizes: {
    "cmi.suspend_data": [255, 4096, 4097, 16384, 32768, 63999, 64000, 65536],
    "cmi.core.lesson_location": [255, 256, 1000],
  },
  status: ["cmi.core.lesson_status"],
  // Unfinished, to be continued; then one result, and another that contradicts it.
  visits: [
    {
      tries: {
        "cmi.core.lesson_status": ["passed", "completed", "failed", "browsed", "not attempted", "incomplete"],
        "cmi.core.exit": ["", "time-out", "logout", "normal", "suspend"],
        "cmi.core.score.raw": ["0", "100", "66.7", "101", "-1", ""],
        "cmi.core.score.min": ["0"],
        "cmi.core.score.max": ["100"],
        "cmi.core.session_time": ["00:00:01", "0000:00:01.5", "PT1S", "0000:00:01.00"],
        "cmi.comments": ["probe"],
        "cmi.student_preference.language": ["en-GB"],
        "cmi.objectives.0.id": ["probe"],
        "cmi.objectives.0.status": ["passed"],
        "cmi.interactions.0.id": ["with space", "probe"],
        "cmi.interactions.0.type": ["long-fill-in", "numeric", "choice"],
        "cmi.interactions.0.student_response": ["a", "a,c", "{a,c}", "ab"],
        "cmi.interactions.0.result": ["correct", "wrong", "incorrect"],
      },
      results: {
        "begun, to be continued": {
          "cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend", "cmi.core.lesson_location": "probe-1",
        },
      },
      ending: { "cmi.core.session_time": "0000:00:03.00", "cmi.core.exit": "suspend" },
      sends: true,
    },
    {
      before: "What came back",
      results: {
        "a first result": {
          "cmi.core.score.raw": "80", "cmi.core.session_time": "0000:00:02.00", "cmi.core.lesson_status": "passed",
          "cmi.core.exit": "suspend",
        },
        "a second result that contradicts it": { "cmi.core.score.raw": "20", "cmi.core.lesson_status": "failed" },
      },
      ending: {},
      sends: true,
    },
    { before: "What came back after two results in one visit", resultsBack: true, results: {}, ending: {} },
  ],
};
