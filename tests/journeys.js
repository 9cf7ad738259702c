/* What random learners do in their world (journeys_world.js), and what must be true after each visit. */
"use strict";

// ---- what a learner does

const ACTIONS = {
  turn: (world, session) => world.show(session, world.luck.one(world.course.pages).id),
  practise(world, session) {
    const practice = world.course.questions.filter((question) => !question.assessed);
    const question = practice.length && world.luck.one(practice);
    if (!question) return;
    session.check(question, world.luck.chance(0.5) ? rightAnswer(world.luck, question) : anyAnswer(world.luck, question));
    PLATFORM.told(world, session, [question]);
  },
  assess(world, session) {
    const { luck, course } = world;
    if (!course.assessment || session.exam.decided(session.state)) return;
    world.show(session, course.assessment.page);
    session.openAssessment();
    if (session.result()) return void (luck.chance(0.7) && session.retry());
    session.exam.asked(session.state).forEach((question) => {
      const answer = luck.chance(0.6) ? rightAnswer(luck, question) : anyAnswer(luck, question);
      if (luck.chance(0.8)) question.safety ? session.check(question, answer) : session.choose(question, answer);
    });
    const { open, wrong } = session.exam.missing(session.state);
    if (open.length || wrong.length) return;
    session.submit();
    PLATFORM.told(world, session, session.exam.asked(session.state));
    if (session.mode !== "revisit") world.best = Math.max(world.best, session.result().raw);
  },
  readAll: (world, session) => world.course.pages.forEach((page) => world.show(session, page.id)),
  // Some replies, to the end or not; or back to an earlier one.
  converse(world, session) {
    const { luck, course } = world;
    const scenario = course.scenarios.length && luck.one(course.scenarios);
    if (!scenario) return;
    world.show(session, scenario.page);
    const way = () => T.pathOf(session.state, scenario);
    if (luck.chance(0.2)) T.followPath({ course, session }, scenario, way().path.slice(0, luck.below(4)));
    for (let n = luck.one([1, 3, 12]); n; n -= 1) {
      const [step, , replies] = scenario.steps[T.walk(scenario, way().path).reached];
      if (!replies.length) break;
      const letter = "abc"[n > 3 ? 0 : luck.below(3)];
      T.reportChoice(session, scenario, step, letter);
      PLATFORM.told(world, session, [{ id: `${scenario.id}.${step}` }]);
      T.followPath({ course, session }, scenario, way().path + letter);
    }
    const ended = course.scenarios.every((one) => one.page !== scenario.page || T.pathOf(session.state, one).overOnce);
    if (ended && session.mode !== "revisit") world.shown.add(course.pages.find(({ id }) => id === scenario.page).key);
  },
  wait: (world) => world.wait(world.luck.below(90)),
  hide: (world, session) => session.hidden(),
  retrySave: (world, session) => void session.saver.now(), // its answer may take time
  network(world) {
    world.network = world.luck.one(PLATFORM.networks);
  },
};
Object.assign(ACTIONS, PLATFORM.actions);

const WEIGHTED = Object.keys(PLATFORM.actions).concat(["turn", "turn", "practise", "practise", "assess", "assess", "readAll", "converse", "converse", "wait", "wait", "hide", "retrySave", "network"]);

// Whether two such texts are the same, as far as the platform gives back what it was given.
const same = (world, ...texts) => new Set(texts.map((text) => PLATFORM.asKept(world, text))).size === 1;

const whole = (state) => JSON.stringify([state.responses, state.tally, state.attempt, state.seen.slice().sort(), state.others.filter((record) => !/^a/.test(record)).sort()]); // not which attempt it is

// ---- one journey: some visits, each checked against what the learner had before

async function journey(seed) {
  const world = new World(seed);
  const { luck } = world;
  try {
    let visit = world.visit();
    await world.wait(3);
    for (let n = 4 + luck.below(3); n; n -= 1) visit = await oneVisit(world, visit);
    await PLATFORM.finish(world, visit);
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
  const way = luck.one(WAYS);
  world.log.push("|" + way);
  visit.revisit = session.mode === "revisit";
  return ENDINGS[way](world, visit);
}

// What must be true once a learner has left with the network up.
function checkLeft(world, visit) {
  PLATFORM.check(world, visit);
  const { tally } = visit.session.state;
  if (!visit.revisit && (tally ? tally.best : -1) !== world.best) world.fail(`best result ${tally && tally.best}, not ${world.best}`);
}

async function again(world, before) {
  const trouble = PLATFORM.atLaunch(world);
  world.network = world.luck.one(["ok", trouble]);
  const visit = world.visit();
  const after = visit.session;
  if (trouble !== "ok") {
    await world.wait(world.luck.roll()); // in the middle of it
    world.network = trouble;
    await world.wait(world.luck.below(30));
    world.network = "ok";
    await world.wait(70);
    if (after.mode === "absent") after.connect(); // as the learner asks for it
    await world.wait(10);
  } else await world.wait(3);
  if (!after.launch) world.fail("no launch");
  PLATFORM.arrived(world, visit);
  if (before === null) world.forget(after);
  const now = whole(after.state);
  if (before && !same(world, now, before)) world.fail(`came back to ${now}, not ${before}`);
  return visit;
}

// The learner's state as it will come back: a revisit changes nothing.
function lasting(world, { session, revisit }) {
  return revisit || !PLATFORM.lasts(world, session) ? null : whole(session.state);
}

// By the button, with the network up.
function leaveSaved(world, visit) {
  world.network = "ok";
  visit.session.leave();
  checkLeft(world, visit);
  world.drop(visit);
}

const ENDINGS = {
  async leave(world, visit) {
    leaveSaved(world, visit);
    return again(world, lasting(world, visit));
  },
  async reload(world, visit) {
    const before = lasting(world, visit);
    visit.session.leave(); // whatever the network: the rescue copy is on this device
    world.drop(visit);
    await PLATFORM.reload(world, visit);
    return again(world, before);
  },
  async crash(world, visit) {
    const kept = PLATFORM.rescues || visit.session.saving() === "saved";
    const before = kept ? lasting(world, visit) : null;
    world.drop(visit);
    return again(world, before);
  },
  // Only what the LMS confirmed can be there; but all of that must be.
  async "other device"(world, visit) {
    await world.settle();
    const travels = PLATFORM.travels(world, visit) && visit.session.saving() === "saved";
    const confirmed = travels ? lasting(world, visit) : null;
    world.drop(visit);
    world.device.clear();
    PLATFORM.forgets(world);
    return again(world, confirmed);
  },
  async "second window"(world, visit) {
    world.network = "ok";
    await world.wait(70);
    const before = lasting(world, visit);
    const second = world.visit();
    await world.wait(3);
    if (!visit.revisit && PLATFORM.meets(world, visit) && !/held|revisit/.test(second.session.mode)) world.fail("the second window did not ask");
    if (second.session.mode === "held") {
      second.session.takeOver();
      await world.wait(3);
      if (!/ended|moved/.test(visit.session.mode)) world.fail("the first window did not give way");
    }
    if (!before) world.forget(second.session);
    else if (!same(world, whole(second.session.state), before)) world.fail(`second window: ${whole(second.session.state)}, not ${before}`);
    world.drop(visit);
    return second;
  },
  async "new release"(world, visit) {
    world.network = "ok";
    const before = lasting(world, visit);
    leaveSaved(world, visit);
    const old = visit.session;
    world.release(edit(world.luck, world.course));
    const next = await again(world, before && "");
    if (!before) return next;
    const now = next.session.state;
    world.course.questions.forEach((question) => {
      const was = world.luck && old.state.responses[question.key];
      const unchanged = was && was.check === question.check;
      const [is, then] = [now.responses[question.key], was].map((one) => JSON.stringify(one) || "");
      if (unchanged && !same(world, is, then)) world.fail("an edit lost the answer to " + question.id);
    });
    world.course.scenarios.forEach((scenario) => {
      const [was, is] = [old, next.session].map(({ state }) => T.pathOf(state, Object.assign({}, scenario, { path: "" })));
      if (JSON.stringify(was) !== JSON.stringify(is)) world.fail("an edit lost the way through " + scenario.id);
    });
    if (old.state.seen.some((key) => !now.seen.includes(key))) world.fail("an edit lost a page");
    if (JSON.stringify(old.state.tally) !== JSON.stringify(now.tally)) world.fail("an edit changed the result");
    return next;
  },
};

Object.assign(ENDINGS, PLATFORM.endings);
const WAYS = ["leave", "leave", "leave", "crash", "reload", "second window", "other device", "new release"].concat(Object.keys(PLATFORM.endings));

async function journeys(first, count) {
  const failures = [];
  for (let seed = first; seed < first + count && failures.length < 5; seed += 1) {
    const failure = await journey(seed);
    if (failure) failures.push(failure);
  }
  return failures;
}
