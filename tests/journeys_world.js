/* The world of one random learner: a course, a clock, a network and devices made up; session.js and the adapter
   run in it against a PLATFORM: journeys_lms.js, journeys_lrs.js or journeys_device.js. */
"use strict";

function dice(seed) {
  let state = seed * 2654435761;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(roll() * limit);
  return { roll, below, one: (list) => list[below(list.length)], chance: (part) => roll() < part };
}

// ---- a course

const KEYS = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => letter + "1k");

const SCORED = ["choice", "choice", "multiple", "true-false", "matching", "sequencing", "sort", "fill-in", "numeric"];

function makeQuestion(luck, key, page, assessed) {
  const kind = luck.one(assessed ? SCORED : SCORED.concat("likert", "long-fill-in"));
  const answers = kind === "true-false" ? 2 : 2 + luck.below(3);
  const letters = "abcde".slice(0, answers);
  const right = {
    "choice": luck.one(Array.from(letters)), "true-false": luck.one(["a", "b"]),
    "multiple": letters.slice(0, 1 + luck.below(answers - 1)), "likert": "", "long-fill-in": "",
    "matching": letters, "sequencing": letters, "sort": "ab" + letters.slice(2).replace(/./g, "a"), "fill-in": "ab", "numeric": "a",
  }[kind];
  return {
    id: "q-" + key, key, page, kind, check: String(luck.below(9)), objective: luck.one(["aim", "goal", null]),
    safety: assessed && luck.chance(0.3), assessed, text: "?", right, answers: Array.from(letters), letters,
    order: Array.from(letters).reverse().join(""), texts: ["A walk", "Zoë’s way, 2 × “on”", "no"], case: luck.chance(0.5),
    ranges: [[16, luck.one([16, 18.5])], [-3, -2]], send_text: luck.chance(0.5),
  };
}

// The right answer as a form hands it over; true where nothing is right or wrong.
function rightAnswer(luck, question) {
  if (question.kind === "fill-in") return T.packText(luck.one(question.texts.slice(0, 2)));
  if (question.kind === "numeric") return T.packText(luck.one(["16", "16.0"]));
  return question.right || anyAnswer(luck, question);
}

function anyAnswer(luck, question) {
  const letters = Array.from(question.letters);
  switch (question.kind) {
    case "multiple":
      return letters.filter(() => luck.chance(0.5)).join("") || letters[0];
    case "sort":
    case "matching": {
      const given = letters.map(() => luck.one(letters)).join("");
      return question.assessed && !question.safety && luck.chance(0.3) ? "__" + given.slice(1) : given;
    }
    case "sequencing":
      return letters.slice(1).concat(letters[0]).join("");
    case "fill-in":
      return T.packText(luck.one(["a walk", "no", "x_~.-$=", "Ωmega ☂ 😀", "a  b", "60".repeat(30)]));
    case "numeric":
      return T.packText(luck.one(["-2.5", "12", "0.000001", "99999999999999999999", "-12345678.123456789"]));
    case "long-fill-in":
      question.written = luck.one(["Some\nlines.\n", "x".repeat(4000), "…"]);
      return "y";
    default:
      return luck.one(letters);
  }
}

// Some steps, the last of them an end; replies lead on, back or, where they are unsafe, nowhere.
function makeScenario(luck, id, key, page) {
  const last = 2 + luck.below(3);
  const reply = (n) => luck.one([[n + 1], [n + 1, [[0, 1]]], [luck.below(last)], [last], 0]);
  const steps = Array.from({ length: last }, (none, n) => ["step-" + n, 1, [[n + 1, [[0, -1]]], reply(n), reply(n)]]);
  return {
    id, key, check: String(luck.below(9)), page, gauges: [["Trust", ["low", "some", "high"], 1]],
    steps: steps.concat([["end", 0, []]]),
  };
}

// What the platform calls the steps at which something is chosen.
function stepsOf({ scenarios }) {
  return scenarios.flatMap(({ id, steps }) => steps.map(([step]) => ({ id: `${id}.${step}` })));
}

function makeCourse(luck) {
  const keys = KEYS.slice();
  const pages = Array.from({ length: 2 + luck.below(4) }, (none, n) => {
    return { id: "page-" + n, key: keys.pop(), title: "T", minutes: 1 };
  });
  const scenarios = Array.from({ length: luck.below(3) }, (none, n) => {
    const page = luck.one(pages.slice(0, -1));
    page.scenes = 1;
    return makeScenario(luck, "talk-" + n, keys.pop(), page.id);
  });
  const last = pages[pages.length - 1].id;
  const practice = Array.from({ length: luck.below(4) }, () => makeQuestion(luck, keys.pop(), luck.one(pages).id, false));
  const bank = Array.from({ length: luck.chance(0.8) ? 1 + luck.below(5) : 0 }, () => makeQuestion(luck, keys.pop(), last, true));
  const safety = bank.filter((question) => question.safety).length;
  const draw = Math.max(1, safety, 1 + luck.below(bank.length || 1));
  return {
    course: "c", module: "m", pages, questions: practice.concat(bank), scenarios, spare: keys,
    assessment: bank.length ? { page: last, draw, attempts: luck.one([null, 1, 2, 3]) } : null,
    objectives: [{ id: "aim", text: "A", pages: [] }, { id: "goal", text: "B", pages: [] }],
    rules: {
      mastery: luck.one([0.5, 0.8, 1]), completion: luck.one(["viewed", "viewed", "questions"]),
      end_status: luck.one(["passed", "passed", "completed"]), on_fail: luck.one(["failed", "failed", "incomplete"]),
      navigation: "free",
    },
    words: {},
  };
}

// A new release: a question or page more, one less, another order, or another right answer.
function edit(luck, course) {
  const made = JSON.parse(JSON.stringify(course));
  const { pages, questions } = made;
  const practice = questions.filter((question) => !question.assessed);
  const what = luck.one(["add question", "drop question", "reorder", "change answer", "change ways", "add page"]);
  if (what === "add question") questions.push(makeQuestion(luck, made.spare.pop(), pages[0].id, false));
  if (what === "drop question" && practice.length) questions.splice(questions.indexOf(luck.one(practice)), 1);
  if (what === "reorder") questions.reverse();
  if (what === "change answer" && practice.length) {
    const question = luck.one(practice);
    question.check = String((Number(question.check) + 1) % 10);
  }
  made.scenarios.slice(0, what === "change ways" ? 1 : 0).forEach((scenario) => {
    const { check } = scenario;
    Object.assign(scenario, makeScenario(luck, scenario.id, scenario.key, scenario.page));
    scenario.check = String((Number(check) + 1) % 10);
  });
  if (what === "add page") pages.splice(1, 0, { id: "page-new-" + made.spare.length, key: made.spare.pop(), title: "N", minutes: 1 });
  return made;
}

// ---- the world around one learner

class World {
  constructor(seed) {
    this.luck = dice(seed);
    Math.random = dice(-seed).roll; // draws and names of the runtime: a seed plays again as it was
    this.release(makeCourse(this.luck));
    this.now = 1e12;
    this.timers = [];
    this.ids = 0;
    this.device = new Map();
    this.channels = [];
    this.network = "ok";
    this.log = [];
    this.shown = new Set(); // keys of the pages this learner has seen, as we know it ourselves
    this.best = -1; // and their best result
    PLATFORM.start(this);
  }

  release(course) {
    this.course = course;
    course.launch = PLATFORM.words(course);
  }

  // What the learner has done goes on from here: after a loss that nothing could prevent.
  forget({ state }) {
    this.shown = new Set(state.seen);
    this.best = state.tally ? state.tally.best : -1;
  }

  show(session, id) {
    session.show(id);
    const { key, scenes } = this.course.pages.find((page) => page.id === id);
    if (session.mode !== "revisit" && !scenes) this.shown.add(key);
  }

  fail(why) {
    throw new Error(why);
  }

  // This device's storage, whose names can be listed as a browser's.
  storage() {
    const { device } = this;
    const kept = {
      get length() {
        return device.size;
      },
      getItem: (name) => (device.has(name) ? device.get(name) : null),
      setItem: (name, value) => PLATFORM.room(this, () => device.set(name, value)),
      removeItem: (name) => device.delete(name),
    };
    const listed = { enumerable: true, configurable: true, writable: true };
    return new Proxy(kept, { ownKeys: () => Array.from(device.keys()), getOwnPropertyDescriptor: () => listed });
  }

  // `more`: what the platform must know of this opening.
  visit(more) {
    const world = this;
    const owner = { alive: true };
    const env = {
      window: { parent: null, BroadcastChannel: null },
      now: () => world.now,
      setTimeout: (work, delay) => world.later(owner, work, delay),
      log: () => {},
      clearTimeout: (id) => { world.timers = world.timers.filter((timer) => timer.id !== id); },
      storage: this.storage(),
    };
    const opened = PLATFORM.enter(this, env, owner, more);
    env.window.BroadcastChannel = function Channel(name) {
      const channel = { name, onmessage: null };
      channel.postMessage = (data) => world.channels.filter((one) => one !== channel && one.name === name).forEach((one) => {
        world.later(one.owner, () => one.onmessage && one.onmessage({ data }), 1);
      });
      channel.close = () => { world.channels = world.channels.filter((one) => one !== channel); };
      channel.owner = owner;
      world.channels.push(channel);
      return channel;
    };
    this.course.scenarios.forEach((one) => Object.assign(one, { path: "", since: 0 })); // a page of its own
    const session = new T.Session(env, this.course, T.createAdapter(env), () => {});
    session.show(this.course.pages[0].id, true);
    session.connect().catch((error) => this.fail("connect: " + error.stack));
    return { session, opened, owner };
  }

  later(owner, work, delay) {
    if (owner.alive === false) return 0; // a page that is gone hears nothing more
    this.ids += 1;
    this.timers.push({ owner, work, at: this.now + delay, id: this.ids });
    return this.ids;
  }

  async settle() {
    for (let n = 0; n < PLATFORM.steps; n += 1) await null;
  }

  async wait(seconds) {
    const end = this.now + seconds * 1000;
    for (;;) {
      await this.settle();
      const due = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.now = Math.max(this.now, due.at);
      this.timers.splice(this.timers.indexOf(due), 1);
      due.work();
    }
    this.now = end;
  }

  drop(visit) {
    visit.owner.alive = false;
    this.timers = this.timers.filter((timer) => timer.owner !== visit.owner);
    this.channels = this.channels.filter((channel) => channel.owner !== visit.owner);
  }
}
