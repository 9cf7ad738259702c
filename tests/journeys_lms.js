/* What the journeys must know of an LMS's record: which version it is, the result in it, and what that must be. */
"use strict";

const told = (result) => JSON.stringify(result);

/* result(record): status or statuses, and the score; final(result): whether it may never change again;
   normal(call): whether a refusal means nothing; wanted(verdict, rules, tally, found): the result when the module is
   open, done (no assessment), p(assed) or f(ailed). */
const RECORDS = {
  API: {
    passingScore: () => "",
    result: (record) => [record["cmi.core.lesson_status"] || "not attempted", record["cmi.core.score.raw"] || ""],
    final: ([status]) => /passed|completed|failed/.test(status),
    normal: () => false,
    // Having failed may be no end here: what was said of it stays when a new release has more pages.
    wanted(verdict, rules, tally, found) {
      if (verdict === "open") return ["incomplete", tally && tally.verdict === "f" ? found[1] : ""];
      const status = { done: "completed", p: rules.end_status, f: rules.on_fail }[verdict];
      return [status, /^[pf]$/.test(verdict) ? String(tally.best) : ""];
    },
  },
  API_1484_11: {
    passingScore: (course) => (course.assessment ? String(course.rules.mastery) : ""),
    result: (record) => [
      record["cmi.completion_status"] || "unknown",
      record["cmi.success_status"] || "unknown",
      record["cmi.score.raw"] || "",
    ],
    final: ([completion, success]) => completion === "completed" || success !== "unknown",
    normal: ({ name, error }) => name === "GetValue" && error === "403",
    wanted(verdict, rules, tally) {
      if (verdict === "open") return ["incomplete", "unknown", ""];
      if (verdict === "done") return ["completed", "unknown", ""];
      const failed = rules.on_fail === "incomplete" ? "incomplete" : "completed";
      return [verdict === "p" ? "completed" : failed, verdict === "p" ? "passed" : "failed", String(tally.best)];
    },
  },
};
const RECORD = RECORDS[LMS_WINDOW_NAME];
