/* The platform of the journeys where statements go to a record store: a store in this page that takes and refuses as
   coursebuilder/lrs does, behind a network that loses requests, replies or time. KIND is cmi5 or xapi. */
"use strict";

const VERB = "http://adlnet.gov/expapi/verbs/";
const VERBS = ["initialized", "experienced", "progressed", "answered", "completed", "passed", "failed", "terminated"];
const JUDGED = ["passed", "failed"];
const ENDPOINT = "https://lrs.example/xapi/";
const LATE = 40000; // of a slow network, in milliseconds; the runtime gives a request up before
const SIGN_IN = [200, "<form>Please sign in</form>", "", "text/html; charset=utf-8"]; // whatever was asked
const QUOTA = 65536; // bytes of requests that may outlive their pages

const verbOf = ({ verb }) => verb.id.slice(VERB.length);

// What the store refuses or must never see: (statement, its launch, all statements before) => what is wrong.
function faultOf(statement, launch, { statements: earlier, world }, batch) {
  const verb = verbOf(statement);
  const { scaled, raw } = (statement.result && statement.result.score) || {};
  const all = earlier.map(verbOf);
  const late = KIND === "xapi" && statement.timestamp < launch.began; // left by a window that is gone
  if (!launch.said.length && verb !== "initialized") return "before initialized";
  if (verb === "initialized" && KIND === "cmi5" && batch.length > 1 && verbOf(batch[batch.length - 1]) !== "terminated") return "not alone";
  if (launch.said.includes("terminated")) return "after terminated";
  if (!late && /initialized|terminated/.test(verb) && launch.said.includes(verb)) return "a second time in a launch";
  if (/completed|passed/.test(verb) && all.includes(verb)) return "a second time";
  if (verb === "failed" && all.includes("passed") && !world.lost) return "failed after passed";
  if (JUDGED.includes(verb) && JUDGED.some((other) => launch.said.includes(other))) return "two results in a launch";
  if (JUDGED.includes(verb) && scaled >= launch.mastery !== (verb === "passed")) return "score against the verb";
  if (raw !== undefined && Math.abs(raw - scaled * 100) > 1e-9) return "raw is not the share";
  if (statement.context.registration !== launch.registration) return "another registration";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(statement.id)) return "no UUID";
  if (KIND === "cmi5" && statement.context.extensions.session !== launch.number) return "another session";
  if (!late && statement.timestamp < launch.latest) return "older than the one before it";
  if (!late) launch.latest = statement.timestamp;
  if (!late && verb === "initialized") launch.began = statement.timestamp;
  return "";
}

class Lrs {
  constructor(world) {
    Object.assign(this, { world, documents: {}, tag: 0, statements: [], flying: 0 });
    this.bare = KIND === "xapi" && world.luck.chance(0.2); // statements and nothing else, as Ralph
  }

  has(id) {
    return this.statements.find((one) => one.id === id);
  }

  // How many there are of a verb, about something.
  count(verb, about) {
    return this.statements.filter((one) => verbOf(one) === verb && (!about || one.object.id === about)).length;
  }

  answer(launch, method, path, query, headers, body) {
    if (path === "fetch") {
      launch.fetched += 1;
      return launch.fetched > 1 ? [400, "{}"] : [200, JSON.stringify({ "auth-token": "t" + launch.number })];
    }
    if (headers.Authorization !== launch.authorization) return [401, ""];
    if (path === "agents/profile") return [404, ""];
    if (path === "about") return [200, "{}"];
    if (path === "activities/state") return this.document(launch, method, query.get("stateId"), headers, body);
    if (method === "GET") return this.has(query.get("statementId")) ? [200, JSON.stringify(this.has(query.get("statementId")))] : [404, ""];
    return this.take(launch, JSON.parse(body));
  }

  document(launch, method, name, headers, body) {
    if (name === "LMS.LaunchData") return [200, JSON.stringify(launch.data)];
    const held = this.documents[name];
    if (this.bare) return [404, ""];
    if (method === "GET") return held ? [200, held.text, held.etag] : [404, ""];
    const fits = headers["If-Match"] ? held && held.etag === headers["If-Match"] : headers["If-None-Match"] ? !held : true;
    if (!fits) return [412, ""];
    if (method === "PUT" && held && !headers["If-Match"]) return [409, ""];
    const text = method === "POST" && held ? JSON.stringify(Object.assign(JSON.parse(held.text), JSON.parse(body))) : body;
    this.tag += 1;
    this.documents[name] = { text, etag: '"' + this.tag + '"' };
    return [204, "", this.documents[name].etag];
  }

  // All of a batch or nothing; the same statement again is no fault, another of its id is.
  take(launch, batch) {
    const known = (one) => this.has(one.id);
    if (batch.some((one) => known(one) && JSON.stringify(known(one)) !== JSON.stringify(one))) return [409, ""];
    batch.filter((one) => !known(one)).forEach((one) => {
      const fault = faultOf(one, launch, this, batch);
      if (fault) this.world.fail(`${verbOf(one)}: ${fault}`);
      launch.said.push(verbOf(one));
      this.statements.push(one);
    });
    return [200, JSON.stringify(batch.map(({ id }) => id))];
  }
}

// ---- the network: where a request gets to, and when its reply is back

function fetching(world, owner, launch) {
  const { luck } = world;
  let last = 0; // requests of one page arrive in order
  return (address, { method, headers = {}, body, keepalive, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const path = address.startsWith(ENDPOINT) ? url.pathname.slice("/xapi/".length) : "fetch";
      const network = path === "fetch" ? "ok" : world.network; // a token lost on the way ends a cmi5 launch for good
      const broken = () => reject(new TypeError("network"));
      const size = keepalive ? (body || "").length : 0;
      if (world.lrs.flying + size > QUOTA) return world.fail("too much for a page that closes");
      world.lrs.flying += size;
      if (signal) signal.given = broken;
      const delay = network === "slow" ? luck.below(LATE) : luck.below(200);
      last = Math.max(last, world.now + delay);
      const lost = network === "down" && luck.chance(0.5);
      // What may outlive its page has nobody whose end would stop it.
      world.later(keepalive ? world : owner, () => {
        world.lrs.flying -= size;
        if (lost) return world.later(owner, broken, 1);
        const refused = network === "refuses";
        const astray = refused || network === "sign-in";
        launch.refused = launch.refused || (astray && path === "activities/state");
        const [code, text, etag, type] = refused
          ? [luck.one([500, 503, 429]), ""]
          : astray
            ? SIGN_IN
          : world.lrs.answer(launch, method || "GET", path, url.searchParams, headers, body);
        const reply = { status: code, headers: { get: (name) => (name === "ETag" ? etag : type) || null }, text: () => Promise.resolve(text) };
        return world.later(owner, () => (network === "down" ? broken() : resolve(reply)), luck.below(200));
      }, last - world.now);
    });
}

class Ending {
  constructor() {
    this.signal = { given: () => {} };
  }

  abort() {
    this.signal.given();
  }
}

const idOf = (name) => "urn:c:" + name;
const named = (list) => Object.fromEntries(list.map(({ id }) => [id, { id: idOf(id) }]));
const say = (world, why) => world.fail(why + " [" + world.lrs.statements.map(verbOf).join(" ") + "]");

const PLATFORM = {
  steps: 24,
  networks: ["ok", "ok", "ok", "refuses", "down", "slow", "sign-in"],
  actions: {},

  start(world) {
    const { luck } = world;
    world.lrs = new Lrs(world);
    world.launches = 0;
    world.registration = "7c5fe0f4-6a37-4b1c-8d54-" + String(1e11 + luck.below(1e11));
    world.mastery = KIND === "cmi5" ? luck.one([null, 0.5, 0.75, 1]) : null;
    world.must = {}; // {what is told of: how many statements there must be in the end}
    world.may = {}; // and how many more there may be, since a device was lost
  },

  words: (course) => ({
    verbs: Object.fromEntries(VERBS.map((name) => [name, { id: VERB + name }])),
    profile: { id: "urn:profile" }, progress: "urn:progress", course: { id: "urn:course" }, launched: { id: "urn:module" },
    pages: named(course.pages), questions: named(course.questions.concat(stepsOf(course))), objectives: named(course.objectives),
    cmi5: { id: "urn:cmi5" }, moveon: { id: "urn:moveon" }, masteryscore: "urn:masteryscore", duty: "{needed} {percent}",
  }),
  room: (world, set) => set(),

  // `same`: the address of an earlier launch, as a reloaded page has it.
  enter(world, env, owner, same) {
    world.launches += same ? 0 : 1;
    const number = world.launches;
    const { registration, mastery } = world;
    const template = { contextActivities: { grouping: [{ id: "urn:platform" }] }, extensions: { session: number } };
    const launch = same || {
      number, registration, said: [], fetched: 0, latest: "", began: "", tab: {},
      mastery: mastery === null ? world.course.rules.mastery : mastery,
      authorization: KIND === "cmi5" ? "Basic t" + number : "Basic given",
      data: { contextTemplate: template, launchMode: "Normal", returnURL: "https://lms.example/", masteryScore: mastery === null ? undefined : mastery },
    };
    const agent = JSON.stringify({ objectType: "Agent", account: { homePage: "https://lms.example", name: "s1" } });
    const query = KIND === "cmi5" ? { fetch: "https://lms.example/fetch", activityId: "urn:launched" } : { auth: "Basic given", activity_id: "urn:launched" };
    const search = "?" + new URLSearchParams(Object.assign({ endpoint: ENDPOINT, actor: agent, registration }, query));
    const { tab } = launch;
    Object.assign(env.window, {
      URLSearchParams, TextEncoder, Uint8Array, encodeURIComponent, location: { search }, AbortController: Ending,
      fetch: fetching(world, owner, launch),
      crypto: { getRandomValues: (bytes) => bytes.map(() => world.luck.below(256)) },
      sessionStorage: { getItem: (name) => (name in tab ? tab[name] : null), setItem: (name, value) => (tab[name] = value) },
    });
    return launch;
  },

  told(world, session, questions) {
    if (session.mode !== "on") return;
    const add = (name) => (world.must[name] = (world.must[name] || 0) + 1);
    questions.forEach(({ id }) => add("answered " + id));
    if (questions[0].assessed) session.result().objectives.forEach(({ id }) => add("progressed " + id));
  },

  lasts: () => true,
  rescues: true,
  meets: () => true,
  // A store that has no documents, or refused one, gives nothing back to another device.
  travels: (world, { opened }) => !world.lrs.bare && !opened.refused,

  arrived() {},
  asKept: (world, text) => text,
  endings: {},
  atLaunch: ({ luck }) => (luck.chance(0.2) ? luck.one(PLATFORM.networks) : "ok"),

  // What was on a lost device and not in the store yet need not come any more.
  forgets(world) {
    world.lost = true;
    Object.keys(world.must).forEach((name) => {
      const [verb, id] = name.split(" ");
      const missing = Math.max(0, world.must[name] - world.lrs.count(verb, idOf(id)));
      world.must[name] -= missing;
      world.may[name] = (world.may[name] || 0) + missing;
    });
  },

  // A reloaded cmi5 page has no token: it can be read, and tells nothing.
  async reload(world, { opened }) {
    if (KIND === "xapi") return;
    world.network = "ok";
    await world.wait(LATE / 1000);
    const before = world.lrs.statements.length;
    const visit = world.visit(opened);
    await world.wait(3);
    world.show(visit.session, world.course.pages[1].id);
    await world.wait(70);
    if (visit.session.launch.mode !== "over") say(world, "a reloaded page began again");
    visit.session.leave();
    await world.wait(3);
    world.drop(visit);
    if (world.lrs.statements.length !== before) say(world, "a reloaded page told something");
  },

  check(world) {
    Object.keys(world.must).forEach((name) => {
      const [verb, id] = name.split(" ");
      const found = world.lrs.count(verb, idOf(id));
      if (found > world.must[name] + (world.may[name] || 0)) say(world, `${found} times ${name}, not ${world.must[name]}`);
    });
    const known = world.course.pages.map(({ id }) => idOf(id));
    const often = known.find((id) => world.lrs.count("experienced", id) > 1);
    if (often) say(world, `page ${often} twice`);
  },

  // Left alone with a network for a while, and opened once more: now all must be there, and once.
  async finish(world, visit) {
    world.network = "ok";
    await world.wait(200);
    const { session } = visit;
    const state = session.state;
    const pages = session.mode === "on" ? Array.from(world.shown) : [];
    session.leave();
    await world.wait(60);
    const last = await again(world, null);
    await world.wait(200);
    last.session.leave();
    await world.wait(5);
    PLATFORM.check(world);
    const { lrs } = world;
    Object.keys(world.must).forEach((name) => {
      const [verb, id] = name.split(" ");
      const found = lrs.count(verb, idOf(id));
      if (found < world.must[name]) say(world, `${found} times ${name}, not ${world.must[name]}`);
    });
    const gone = world.course.pages.find(({ id, key }) => pages.includes(key) && !lrs.count("experienced", idOf(id)));
    if (gone) say(world, `page ${gone.id} was not told of`);
    if (last.session.mode === "revisit" || session.complete()) PLATFORM.decided(world, state);
  },

  decided(world, { tally }) {
    const { lrs } = world;
    if (lrs.count("completed") !== 1) say(world, "not completed once");
    if (!tally) return;
    const [passed, failed] = JUDGED.map((verb) => lrs.statements.filter((one) => verbOf(one) === verb));
    if (tally.standing === "p" && passed.length !== 1) say(world, "not passed once");
    if (tally.standing === "f" && passed.length + failed.length < 1) say(world, "neither passed nor failed");
    const score = !world.lost && passed.length && passed[0].result.score;
    if (score && tally.standing === "p" && score.raw !== tally.best) say(world, `passed with ${score.raw}, not ${tally.best}`);
  },
};
