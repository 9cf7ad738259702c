/* The platform of the journeys where it is an LMS: which version it is, the result in its record, and what that must
   be. The strict LMS stands behind it. */
"use strict";

const told = (result) => JSON.stringify(result);

// How an LMS differs from the strict one, from a learner's first visit to their last; half of them have a strict one.
// Nothing may come of it: the same invariants hold. Those of DECIDING make a result of a visit that was only ended.
const DECIDING = ["fails-unfinished", "completes-unfinished"];
const DIFFERENT = [
  "booleans", "numbers", "nulls", "opened-before", "answers-nothing", "answers-odd", "upper-case-words",
  "fraction-score", "silent-reads", "refuses-exit", "refuses-location", "refuses-time", "empty-at-first:300",
  "memory-changed:blanks", "memory-changed:quotes", "memory-changed:escaped", "memory-changed:plus",
  "memory-changed:capitals", "of:open-edx", ...DECIDING,
].filter((name) => !name.startsWith("of:") || LMS_PLATFORMS[name.slice(3)]);
// After these the record is untouched: a finished course was assigned again, or an attempt was deleted.
const ANEW = ["assigned-again", "reset-by-admin"];
const STATUS = /^cmi\.(core\.lesson|completion|success)_status$/;
const SILENT = /silent-reads|open-edx/;
// What some of them refuse, or have none of: the names are asked where the length of the list isn't told.
const REFUSED = [[/^refuses-/, /exit$|location$|time$/], [SILENT, /^cmi\.objectives\.\d+\.id$/]];
const FINAL = /^(passed|completed|failed)$/;

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
  start(world) {
    world.kept = null; // what the LMS holds
    world.quirks = world.luck.chance(0.5) ? [] : [world.luck.one(DIFFERENT)];
    world.reporting = false; // whether a result was told to it
    world.reported = false; // and saved
    world.log.push(`[${world.quirks}]`);
  },
  words: () => ({}),
  room: (world, set) => set(),
  told() {},
  lasts: () => true,
  rescues: true,
  meets: () => true,
  travels: () => true,
  atLaunch: () => "ok",
  reload: () => true,
  finish: (world) => void (world.wrong && world.fail(world.wrong)),
  forgets() {},

  // anew: {quirk, stored} where the record is untouched from now on.
  enter(world, env, owner, anew = { quirk: [], stored: world.kept }) {
    const lms = createLms({
      stored: anew.stored && Object.assign({}, anew.stored),
      quirks: world.quirks.concat(anew.quirk),
      now: () => world.now,
      studentId: "s1",
      passingScore: RECORD.passingScore(world.course),
      save: (data) => PLATFORM.save(world, data),
    });
    const top = { [LMS_WINDOW_NAME]: PLATFORM.door(world, lms.api) };
    top.parent = top;
    Object.assign(env.window, { parent: top, top });
    return lms;
  },

  asKept: (world, text) => (world.quirks[0] === "memory-changed:capitals" ? text.toLowerCase() : text),
  decides: (world) => world.quirks.some((name) => DECIDING.includes(name)),

  // Every save of the LMS: a result once final never changes again, unless the LMS had made it itself.
  save(world, data) {
    const [before, after] = [RECORD.result(world.kept || {}), RECORD.result(data)];
    const final = RECORD.final(before) && (world.reported || !PLATFORM.decides(world));
    if (final && told(before) !== told(after)) world.wrong = `result went from ${told(before)} to ${told(after)}`;
    if (world.reporting) world.reported = true;
    world.kept = Object.assign({}, data);
  },

  // The API as the network lets it through.
  door(world, api) {
    const door = {};
    Object.keys(api).forEach((name) => {
      door[name] = (...given) => {
        if (world.network === "down") throw new Error("no network");
        if (world.network === "refuses" && name === LMS_NAMES.save) return "false";
        if (name === LMS_NAMES.write && STATUS.test(given[0]) && FINAL.test(given[1])) world.reporting = true;
        return api[name](...given);
      };
    });
    return door;
  },

  // What must be true of the LMS once a learner has left with the network up.
  check(world, { session, opened, revisit }) {
    if (world.wrong) world.fail(world.wrong);
    const expected = (call) => RECORD.normal(call) || REFUSED.some(([quirk, element]) => quirk.test(world.quirks[0]) && element.test(call.arguments[0]));
    const refused = opened.errors.find((call) => !expected(call));
    if (refused) world.fail("the LMS refused " + JSON.stringify(refused));
    const held = T.decodeState(world.kept["cmi.suspend_data"] || "");
    if (revisit) return;
    if (session.before && session.keeps) return void (/^\W*1/.test(session.keeps) || world.fail("what was done before is gone"));
    if (whole(held) !== whole(session.state)) world.fail(`LMS holds ${whole(held)}, not ${whole(session.state)}`);
    if (Array.from(world.shown).some((key) => !held.seen.includes(key))) world.fail("a page that was seen is not in the LMS");
    const { tally } = session.state;
    const verdict = session.complete() ? (tally ? tally.standing : "done") : "open";
    const found = RECORD.result(world.kept);
    const wanted = RECORD.wanted(verdict, world.course.rules, tally, found);
    if (PLATFORM.decides(world) && !RECORD.final(wanted)) return;
    // One that never says what it holds keeps a result of ours, though a new release has more pages.
    if (SILENT.test(world.quirks[0]) && world.reported && verdict === "open") return;
    if (told(found) !== told(wanted)) world.fail(`result ${told(found)}, not ${told(wanted)}`);
  },

  // Nobody is shut out by a result of the LMS's own making.
  arrived(world, { session }) {
    if (session.mode === "revisit" && !world.reported && !session.complete()) world.fail("shut out: the LMS made a result, and none was told");
  },

  endings: {
    // The record is untouched at the next visit: nothing old is told as if it were done now.
    async anew(world, visit) {
      leaveSaved(world, visit);
      const quirk = world.luck.one(ANEW);
      world.log.push(quirk);
      if (quirk === "assigned-again" && !RECORD.final(RECORD.result(world.kept))) return again(world, lasting(world, visit));
      const stored = world.kept;
      const stays = Object.entries(stored).filter(([name]) => !/status$|score\./.test(name));
      world.kept = Object.fromEntries(stays);
      world.reporting = world.reported = false;
      const next = world.visit({ quirk, stored });
      await world.wait(3);
      const { session } = next;
      const { seen, tally, responses } = session.state;
      if (session.mode !== "on") world.fail(`begun anew, and the module is "${session.mode}"`);
      if (seen.length > 1 || tally || Object.keys(responses).length) world.fail(`begun anew with ${whole(session.state)}`);
      if (RECORD.final(RECORD.result(world.kept))) world.fail("an old result was told of a new attempt");
      world.forget(session);
      return next;
    },
  },
};
