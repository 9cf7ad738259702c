// The probe's course: some visits, as the standard has them. The first tries everything and leaves a long text while
// it closes; each later one sees what came back, and sets what the next is to find or to miss.
import { Door, findAll, shown } from "./door.js";
import { again, answers, around, launches, limits, tried, types } from "./findings.js";
import { guarded } from "../../player/runtime/guarded.js";
import { Likeness } from "./likeness.js";
import { came, padded } from "./memory.js";
import { STANDARDS } from "./standards.js";

const MEMORY = "coursebuilder-"; // and the package's name: this browser's note: which visit it was, and the reports so far
const SEEK_FOR = 10000;
const CLOSING = 60000; // the longest text sent while the page closes
const SHORTER = 4; // so many times shorter is the next, when one was lost
const FILLED = { every: 100, most: 3000 }; // milliseconds: how often, and how long, a record that is empty is read again

const DONE =
  "That was all. Copy the report and send it to whoever asked you for it. To see whether two activities share what they " +
  "keep, load the same zip once more, as an activity of its own, open that, and copy the report there.";

const win = window;
const doc = document;
const start = Date.now();
const report = [];
const known = JSON.parse(doc.getElementById("known").textContent); // {name, types, launches, first}
let door = null;
let visit = 1;
let planned = 0; // how many characters go out while the page closes
let lost = 0; // how many went out and didn't come back
const like = new Likeness(remembered().like);
let elsewhere = false; // whether this is the same zip as a second activity
const set = {}; // what this visit has set last, element → value

function remembered() {
  return guarded(() => JSON.parse(win.localStorage.getItem(MEMORY + known.name)), null) || { visit: 0, reports: [], sent: 0, lost: 0, set: {} };
}

function say(heading, lines) {
  report.push("", heading, ...lines.map((line) => "  " + line));
  show();
}

function show() {
  const { reports } = remembered();
  const earlier = reports.slice(0, visit - 1).concat(report.join("\n"));
  const behaves = ["Your LMS behaves like"].concat(like.lines().map((line) => "  " + line)).join("\n");
  doc.getElementById("report").textContent = earlier.concat(door ? behaves : []).join("\n\n");
}

function told(text) {
  doc.getElementById("next").textContent = text;
}

function keep(what) {
  door.call("set", door.standard.state, padded(visit, planned, 0));
  const { value, thrown, ms } = door.call("save", "");
  const read = {};
  const then = door.standard.status.map((name) => {
    read[name] = door.call("get", name).value;
    return `${name} reads ${shown(read[name])}`;
  });
  read[door.standard.raw] = door.call("get", door.standard.raw).value;
  const answer = `${door.standard.save} answers ${thrown ? "throws " + thrown : shown(value)} in ${ms} ms`;
  say("Saving", [`${what}: ${answer}`].concat(then));
  like.saved({ set, read, ms }, door.times);
}

// What the visit before sent while it closed. What was lost is sent again, shorter, until something comes back.
function returned(before, sent) {
  const back = before && before.visit === visit - 1 && before.length > 100 ? before.length : "nothing";
  const lostBefore = lost;
  lost = back === "nothing" ? sent : 0;
  const lines = [`${back} of ${sent} characters came back`];
  if (before) lines.push(before.change ? `changed on their way: ${before.change}` : "unchanged");
  if (lostBefore && back !== "nothing") like.add(true, `beacon:${back}`, "a closing page can send no more than this");
  say("What was sent while the visit before closed", lines);
}

// The first visit tries everything; the later ones see what came back.
function looked(before) {
  if (visit === 1) {
    const { lines, found } = answers(door);
    say("What it answers", lines);
    like.reads(found);
    return;
  }
  const memory = Object.assign({ set: {} }, remembered());
  const sent = before && before.visit === visit - 1 ? before.size : memory.sent;
  if (sent) returned(before, sent);
  const { lines, read } = again(door);
  const now = door.standard.visits[visit - 1];
  say(now.before, lines);
  const suspended = Object.keys(memory.set).some((name) => /exit$/.test(name) && memory.set[name] === "suspend");
  like.reads(Object.fromEntries(Object.keys(read).map((name) => [name, { value: read[name] }])));
  like.cameBack({ before, read, set: memory.set, blank: !before && !suspended });
  if (now.resultsBack) like.results(read);
}

function opened(before) {
  const { visits, state } = door.standard;
  const now = visits[visit - 1];
  lost = remembered().lost;
  looked(before);
  if (now.tries) {
    const { lines, found } = tried(door, now.tries);
    say("What it takes", lines);
    if (visit === 1) like.tries(found);
  }
  if (visit === 1) {
    const { lines, most } = limits(door);
    say("How much it takes", lines);
    like.add(!most[door.standard.place], "refuses-location", "it keeps no place");
    planned = Math.min(CLOSING, most[state] || 0);
  } else if (now.sends) planned = Math.floor(lost / SHORTER);
  Object.keys(now.results).forEach((what) => {
    Object.assign(set, now.results[what]);
    door.setAll(now.results[what]);
    keep(what);
  });
  Object.assign(set, now.ending);
  const next = `visit ${visit + 1} of ${visits.length}`;
  told(visit < visits.length ? `Now close the module as a learner does, and open it again: ${next}.` : DONE);
}

// All visits are over: this may be the same zip, loaded a second time as an activity of its own.
function openedElsewhere(before) {
  elsewhere = win.location.pathname !== remembered().path;
  const { lines, read } = again(door);
  const back = before ? `the saved progress of visit ${before.visit} is back` : "it has no saved progress";
  const where = elsewhere ? "at another address: a second activity" : "at the address of the visits before";
  report[0] = "coursebuilder probe, after all visits";
  say("Opened once more", [where, back].concat(lines));
  const shares = elsewhere && before;
  const anew = !Object.values(read).some((value) => /^(passed|completed|failed)$/i.test(value));
  const why = "a second activity of the same zip has the first one's progress";
  like.add(shares && anew, "assigned-again", why);
  visit = door.standard.visits.length + 1;
  told("That was all.");
}

// A platform may start blank where it should continue: then only this browser knows that it isn't the first visit.
function began() {
  const before = came(door.text(door.standard.state));
  const here = remembered().visit;
  if (!before && here) say("Coming back", [`this browser was here ${here} times; the platform gave nothing back`]);
  const all = door.standard.visits.length;
  if (here >= all) return openedElsewhere(before);
  visit = Math.min(all, Math.max(before ? before.visit : 0, here) + 1);
  report[0] = `coursebuilder probe, visit ${visit} of ${all}`;
  opened(before);
  return null;
}

function noted() {
  const memory = remembered();
  memory.reports = memory.reports.slice(0, visit - 1).concat(report.join("\n"));
  memory.visit = visit;
  if (!elsewhere) memory.path = win.location.pathname;
  Object.assign(memory, { sent: planned, lost, set, like: like.found });
  guarded(() => win.localStorage.setItem(MEMORY + known.name, JSON.stringify(memory)));
}

function found() {
  // The package's own standard first: it is asked where a platform has several.
  const standards = STANDARDS.slice().sort((one, other) => (other.title === known.first) - (one.title === known.first));
  const places = standards.map((standard) => ({ standard, all: findAll(win, standard) }));
  const lines = places.map(({ standard, all }) => {
    const where = all.map((one) => one.where).join("; ");
    return standard.title + ": " + (where ? `${standard.api} in ${where}` : `no ${standard.api} found`);
  });
  return { places, lines };
}

function seek() {
  const { places, lines } = found();
  const { standard, all } = places.find((place) => place.all.length) || { all: [] };
  if (!all.length && Date.now() - start < SEEK_FOR) return win.setTimeout(seek, 250);
  const addressed = launches(win, known.launches);
  lines.push(...addressed.map((one) => one.line), `after ${Math.round((Date.now() - start) / 100) / 10} s`);
  say("Where the platform is", lines);
  if (!all.length) return told(absent(addressed.find((one) => one.whole)));
  door = new Door(standard, all[0].api);
  const { value, error, thrown } = door.call("open", "");
  const kind = typeof guarded(() => door.api[standard.error](), "");
  const answer = thrown ? "throws " + thrown : shown(value) + (error ? ", error " + error : "");
  say("Opening", [`${standard.open}: ${answer}`, `${standard.error} gives a ${kind}`]);
  const opener = all[0].where.includes("opened this one");
  like.place({ ms: Date.now() - start, query: Boolean(win.location.search), opener });
  filled(Date.now());
  return null;
}

// Some objects answer from a record that arrives after the opening call: it is read again until something stands there.
function filled(from) {
  const waited = Date.now() - from;
  const empty = door.standard.first.every((name) => !door.text(name));
  if (empty && waited < FILLED.most) return win.setTimeout(() => filled(from), FILLED.every);
  if (waited >= FILLED.every && !empty) {
    say("Its record", [`empty at first, filled after ${waited} ms`]);
    like.add(true, `empty-at-first:${Math.ceil(waited / 100) * 100}`, "its record is empty at first");
  }
  began();
  like.answers(door.kinds);
  show();
  noted();
  return null;
}

function absent(launch) {
  return launch
    ? `No platform answers, but the address is that of a launch by ${launch.title}: try a package of that kind.`
    : "No platform answers. Was the package opened from your LMS?";
}

function ended() {
  if (!door) return;
  const { visits, state } = door.standard;
  if (visit <= visits.length) door.setAll(visits[visit - 1].ending);
  if (visit < visits.length) door.call("set", state, padded(visit, planned, planned));
  door.call("close", "");
  door = null;
}

function copy() {
  const text = doc.getElementById("report");
  win.getSelection().selectAllChildren(text);
  guarded(() => doc.execCommand("copy"));
  guarded(() => win.navigator.clipboard.writeText(text.textContent).catch(() => {}));
}

function restart() {
  guarded(() => win.localStorage.removeItem(MEMORY + known.name));
  if (door) {
    door.call("set", door.standard.state, "");
    door.call("close", "");
  }
  door = null;
  told("Forgotten on this device. Close the module and open it again with a fresh attempt.");
}

report.push("coursebuilder probe");
say("This page", around(win));
doc.getElementById("copy").onclick = copy;
doc.getElementById("restart").onclick = restart;
win.addEventListener("pagehide", ended);
seek();
types(win, known.types).then((lines) => {
  say("How files are served", lines);
  if (door) noted();
});
