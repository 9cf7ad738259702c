/* The platform of the journeys where it is an LMS: which version it is, the result in its record, and what that must
   be. The strict LMS stands behind it. */
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
      if (verdict === "open") return ["incomplete", tally && tally.standing === "f" ? found[1] : ""];
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

const PLATFORM = {
  steps: 8,
  networks: ["ok", "ok", "refuses", "down"],
  actions: {},
  start: (world) => (world.kept = null), // what the LMS holds
  words: () => ({}),
  room: (world, set) => set(),
  told() {},
  lasts: () => true,
  rescues: true,
  meets: () => true,
  travels: () => true,
  atLaunch: () => "ok",
  reload: () => true,
  finish() {},
  forgets() {},

  enter(world, env) {
    const lms = createLms({
      stored: world.kept && Object.assign({}, world.kept),
      studentId: "s1",
      passingScore: RECORD.passingScore(world.course),
      save: (data) => PLATFORM.save(world, data),
    });
    const top = { [LMS_WINDOW_NAME]: PLATFORM.door(world, lms.api) };
    top.parent = top;
    Object.assign(env.window, { parent: top, top });
    return lms;
  },

  // Every save of the LMS: a result once final never changes again.
  save(world, data) {
    const [before, after] = [RECORD.result(world.kept || {}), RECORD.result(data)];
    if (RECORD.final(before) && told(before) !== told(after)) world.fail(`result went from ${told(before)} to ${told(after)}`);
    world.kept = Object.assign({}, data);
  },

  // The API as the network lets it through.
  door(world, api) {
    const door = {};
    Object.keys(api).forEach((name) => {
      door[name] = (...given) => {
        if (world.network === "down") throw new Error("no network");
        if (world.network === "refuses" && name === LMS_NAMES.save) return "false";
        return api[name](...given);
      };
    });
    return door;
  },

  // What must be true of the LMS once a learner has left with the network up.
  check(world, { session, opened, revisit }) {
    const refused = opened.errors.find((call) => !RECORD.normal(call));
    if (refused) world.fail("the LMS refused " + JSON.stringify(refused));
    const held = T.decodeState(world.kept["cmi.suspend_data"] || "");
    if (revisit) return;
    if (whole(held) !== whole(session.state)) world.fail(`LMS holds ${whole(held)}, not ${whole(session.state)}`);
    if (Array.from(world.shown).some((key) => !held.seen.includes(key))) world.fail("a page that was seen is not in the LMS");
    const { tally } = session.state;
    const verdict = session.complete() ? (tally ? tally.standing : "done") : "open";
    const found = RECORD.result(world.kept);
    const wanted = RECORD.wanted(verdict, world.course.rules, tally, found);
    if (told(found) !== told(wanted)) world.fail(`result ${told(found)}, not ${told(wanted)}`);
  },
};
