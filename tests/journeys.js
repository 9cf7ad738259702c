/* What random learners do in their world (journeys_world.js), and what must be true after each visit. */
"use strict";

// ---- what a learner does

const ACTIONS = {
  turn: (world, session) => world.show(session, world.luck.one(world.course.pages).id),
  practise(world, session) {
    const practice = world.course.questions.filter((question) => !question.assessed);
    const question = practice.length && world.luck.one(practice);
    if (question) session.check(question, world.luck.chance(0.5) ? rightAnswer(world.luck, question) : anyAnswer(world.luck, question));
  },
  assess(world, session) {
    const { luck, course } = world;
    if (!course.assessment || session.assessment.decided(session.state)) return;
    world.show(session, course.assessment.page);
    session.openAssessment();
    if (session.result()) return void (luck.chance(0.7) && session.retry());
    session.assessment.asked(session.state).forEach((question) => {
      const answer = luck.chance(0.6) ? rightAnswer(luck, question) : anyAnswer(luck, question);
      if (luck.chance(0.8)) question.safety ? session.check(question, answer) : session.choose(question, answer);
    });
    const { open, wrong } = session.assessment.missing(session.state);
    if (open.length || wrong.length) return;
    session.submit();
    if (session.mode !== "revisit") world.best = Math.max(world.best, session.result().raw);
  },
  readAll: (world, session) => world.course.pages.forEach((page) => world.show(session, page.id)),
  wait: (world) => world.wait(world.luck.below(90)),
  hide: (world, session) => session.hidden(),
  retrySave: (world, session) => session.saver.now(),
  network(world) {
    world.network = world.luck.one(["ok", "ok", "refuses", "down"]);
  },
};

const WEIGHTED = ["turn", "turn", "practise", "practise", "assess", "assess", "readAll", "wait", "wait", "hide", "retrySave", "network"];

const told = (state) => JSON.stringify([state.answers, state.tally, state.attempt, state.seen.slice().sort()]);

// ---- one journey: some visits, each checked against what the learner had before

async function journey(seed) {
  const world = new World(seed);
  const { luck } = world;
  try {
    let visit = world.visit();
    await world.wait(1);
    for (let n = 4 + luck.below(3); n; n -= 1) visit = await oneVisit(world, visit);
    return null;
  } catch (error) {
    return { seed, why: String(error.stack), log: world.log.join(" ") };
  }
}

async function oneVisit(world, visit) {
  const { luck } = world;
  const { session } = visit;
  for (let n = luck.below(9); n; n -= 1) {
    const name = luck.one(WEIGHTED);
    world.log.push(name + (name === "network" ? ":" : ""));
    await ACTIONS[name](world, session);
    await world.settle();
  }
  const way = luck.one(["leave", "leave", "leave", "crash", "reload", "second window", "other device", "new release"]);
  world.log.push("|" + way);
  visit.revisit = session.mode === "revisit";
  return ENDINGS[way](world, visit);
}

// What must be true of the LMS once a learner has left with the network up.
function checkLms(world, { session, lms, revisit }) {
  if (lms.errors.length) world.fail("the LMS refused " + JSON.stringify(lms.errors[0]));
  const held = T.decodeState(world.kept["cmi.suspend_data"] || "");
  if (revisit) return;
  if (told(held) !== told(session.state)) world.fail(`LMS holds ${told(held)}, not ${told(session.state)}`);
  const { rules } = world.course;
  const { tally } = session.state;
  if (Array.from(world.shown).some((key) => !held.seen.includes(key))) world.fail("a page that was seen is not in the LMS");
  if ((tally ? tally.best : -1) !== world.best) world.fail(`best result ${tally && tally.best}, not ${world.best}`);
  const status = world.kept["cmi.core.lesson_status"];
  let wanted = "incomplete";
  if (session.complete()) {
    const passed = tally && tally.verdict === "p";
    if (!world.course.assessment) wanted = "completed";
    else if (passed) wanted = rules.end_status;
    else wanted = rules.on_fail;
    if (world.course.assessment && Number(world.kept["cmi.core.score.raw"]) !== tally.best) world.fail("score " + world.kept["cmi.core.score.raw"]);
  }
  if (status !== wanted) world.fail(`status ${status}, not ${wanted}`);
}

async function again(world, before, options = {}) {
  world.network = options.network || "ok";
  const visit = world.visit();
  await world.wait(3);
  const after = visit.session;
  if (!after.launch) world.fail("no launch");
  if (before === null) world.forget(after);
  if (before && told(after.state) !== before) world.fail(`came back to ${told(after.state)}, not ${before}`);
  return visit;
}

// The learner's state as it will come back: a revisit changes nothing.
function lasting({ session, revisit }) {
  return revisit ? null : told(session.state);
}

const ENDINGS = {
  async leave(world, visit) {
    world.network = "ok";
    visit.session.leave();
    checkLms(world, visit);
    world.drop(visit);
    return again(world, lasting(visit));
  },
  async reload(world, visit) {
    const before = lasting(visit);
    visit.session.leave(); // whatever the network: the rescue copy is on this device
    world.drop(visit);
    return again(world, before);
  },
  async crash(world, visit) {
    const before = lasting(visit);
    world.drop(visit);
    return again(world, before);
  },
  // Only what the LMS confirmed can be there; but all of that must be.
  async "other device"(world, visit) {
    await world.settle();
    const confirmed = visit.session.saving() === "saved" ? lasting(visit) : null;
    world.drop(visit);
    world.device.clear();
    return again(world, confirmed);
  },
  async "second window"(world, visit) {
    world.network = "ok";
    await world.wait(70);
    const before = lasting(visit);
    const second = world.visit();
    await world.wait(3);
    if (!visit.revisit && !/held|revisit/.test(second.session.mode)) world.fail("the second window did not ask");
    if (second.session.mode === "held") {
      second.session.takeOver();
      await world.wait(3);
      if (!/ended|moved/.test(visit.session.mode)) world.fail("the first window did not give way");
    }
    if (before && told(second.session.state) !== before) world.fail(`second window: ${told(second.session.state)}, not ${before}`);
    world.drop(visit);
    return second;
  },
  async "new release"(world, visit) {
    world.network = "ok";
    visit.session.leave();
    checkLms(world, visit);
    world.drop(visit);
    const old = visit.session;
    world.course = edit(world.luck, world.course);
    const next = await again(world, "");
    if (visit.revisit) return next;
    const now = next.session.state;
    world.course.questions.forEach((question) => {
      const was = world.luck && old.state.answers[question.key];
      const same = was && was.check === question.check;
      if (same && JSON.stringify(now.answers[question.key]) !== JSON.stringify(was)) world.fail("an edit lost the answer to " + question.id);
    });
    if (old.state.seen.some((key) => !now.seen.includes(key))) world.fail("an edit lost a page");
    if (JSON.stringify(old.state.tally) !== JSON.stringify(now.tally)) world.fail("an edit changed the result");
    return next;
  },
};

async function journeys(first, count) {
  const failures = [];
  for (let seed = first; seed < first + count && failures.length < 5; seed += 1) {
    const failure = await journey(seed);
    if (failure) failures.push(failure);
  }
  return failures;
}
