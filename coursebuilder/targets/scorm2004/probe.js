// What the probe asks a SCORM 2004 platform, of either edition: its functions, its data model, and values to try.
export const SCORM2004 = {
  title: "SCORM 2004",
  api: "API_1484_11",
  open: "Initialize",
  close: "Terminate",
  get: "GetValue",
  set: "SetValue",
  save: "Commit",
  error: "GetLastError",
  personal: ["cmi.learner_id", "cmi.learner_name", "cmi.launch_data", "cmi.suspend_data"],
  read: [
    "cmi._version", "cmi.learner_id", "cmi.learner_name", "cmi.completion_status", "cmi.success_status",
    "cmi.completion_threshold", "cmi.scaled_passing_score", "cmi.score._children", "cmi.score.scaled",
    "cmi.score.raw", "cmi.progress_measure", "cmi.entry", "cmi.mode", "cmi.credit", "cmi.location",
    "cmi.total_time", "cmi.suspend_data", "cmi.launch_data", "cmi.objectives._count",
    "cmi.interactions._count", "cmi.interactions._children", "cmi.comments_from_learner._count",
    "cmi.comments_from_lms._count", "cmi.learner_preference.language", "cmi.max_time_allowed",
    "cmi.time_limit_action", "adl.nav.request_valid.continue",
  ],
  // What comes back, or doesn't, when the package is opened again.
  again: [
    "cmi.completion_status", "cmi.success_status", "cmi.score.scaled", "cmi.score.raw", "cmi.progress_measure",
    "cmi.location", "cmi.entry", "cmi.mode", "cmi.total_time", "cmi.objectives._count", "cmi.interactions._count",
  ],
  // What every platform answers once its record is there.
  first: ["cmi.learner_id", "cmi.completion_status", "cmi.mode"],
  state: "cmi.suspend_data",
  place: "cmi.location",
  raw: "cmi.score.raw",
  sizes: {
    "cmi.suspend_data": [255, 4000, 4001, 16384, 32768, 64000, 64001],
    "cmi.location": [1000, 1001],
    "cmi.interactions.0.description": [250, 251, 4000],
  },
  status: ["cmi.completion_status", "cmi.success_status"],
  // Left to be continued; left for good; results that contradict each other, and at last a score that contradicts
  // its own result; completed without a word on success, after which some platforms never take anything again.
  visits: [
    {
      tries: {
        "cmi.completion_status": ["completed", "not attempted", "passed", "unknown", "incomplete"],
        "cmi.success_status": ["passed", "failed", "completed", "unknown"],
        "cmi.exit": ["", "time-out", "logout", "normal", "suspend"],
        "cmi.progress_measure": ["1", "1.1", "0.5"],
        "cmi.session_time": ["PT1.5S", "PT1.123S", "00:00:01", "PT0H0M1.00S"],
        "cmi.comments_from_learner.0.comment": ["probe"],
        "cmi.learner_preference.language": ["en-GB"],
        "cmi.objectives.0.id": ["with space", "probe"],
        "cmi.objectives.0.success_status": ["passed"],
        "cmi.objectives.0.score.scaled": ["0.5"],
        "cmi.objectives.2.id": ["gap"],
        "cmi.interactions.0.id": ["with space", "probe"],
        "cmi.interactions.0.type": ["essay", "choice"],
        "cmi.interactions.0.timestamp": ["2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05"],
        "cmi.interactions.0.correct_responses.0.pattern": ["a[,]c"],
        "cmi.interactions.0.learner_response": ["with-hyphen", "a,c", "a[,]c"],
        "cmi.interactions.0.result": ["correct", "wrong", "incorrect"],
        "cmi.interactions.0.latency": ["PT1.5S"],
        "cmi.interactions.0.description": ["two\nlines", "one line"],
        "cmi.interactions.1.id": ["probe-2"],
        "cmi.interactions.1.learner_response": ["before its type"],
      },
      results: {
        "begun, to be continued": {
          "cmi.completion_status": "incomplete", "cmi.exit": "suspend", "cmi.location": "probe-1",
        },
      },
      ending: { "cmi.session_time": "PT0H0M3.00S", "cmi.exit": "suspend" },
      sends: true,
    },
    {
      before: "What came back",
      results: { "still going on, to be left for good": { "cmi.exit": "normal", "cmi.location": "probe-2" } },
      ending: { "cmi.session_time": "PT0H0M2.00S", "cmi.exit": "normal" },
    },
    {
      before: "What came back after the exit normal",
      tries: {
        "cmi.score.scaled": ["1", "-1", "1.01", "0.123456789", "0"],
        "cmi.score.raw": ["100", "66.7", "101", "-1", "", "0"],
        "cmi.score.min": ["0"],
        "cmi.score.max": ["100"],
      },
      results: {
        "a first result": {
          "cmi.score.scaled": "0.8", "cmi.score.raw": "80", "cmi.completion_status": "completed",
          "cmi.success_status": "passed", "cmi.session_time": "PT0H0M2.00S", "cmi.exit": "suspend",
        },
        "a second result that contradicts it": {
          "cmi.score.scaled": "0.2", "cmi.score.raw": "20", "cmi.success_status": "failed",
        },
        "failed, with a score that passes": {
          "cmi.score.scaled": "0.95", "cmi.score.raw": "95", "cmi.success_status": "failed",
        },
      },
      ending: { "cmi.exit": "suspend" },
      sends: true,
    },
    {
      before: "What came back after three results in one visit",
      results: {
        "completed, success unknown": {
          "cmi.completion_status": "completed", "cmi.success_status": "unknown", "cmi.exit": "suspend",
        },
      },
      ending: { "cmi.session_time": "PT0H0M1.00S", "cmi.exit": "suspend" },
      sends: true,
    },
    { before: "What came back after completed without success", resultsBack: true, results: {}, ending: {} },
  ],
};
