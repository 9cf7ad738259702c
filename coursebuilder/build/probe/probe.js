// The probe's course: some visits, as the standard has them. The first tries everything and leaves a long text while
// it closes; each later one sees what came back, and sets what the next is to find or to miss.
import { Door, findAll, shown } from "./door.js";
import { again, answers, around, launches, limits, tried, types } from "./findings.js";
import { guarded } from "../../player/runtime/guarded.js";
import { STANDARDS } from "./standards.js";

const MARK = "probe"; // begins the text the platform keeps: probe.VISIT.SIZE.
const MEMORY = "coursebuilder-"; // and the package's name: this browser's note: which visit it was, and the reports so far
const SEEK_FOR = 10000;
const CLOSING = 60000; // the longest text sent while the page closes
const SHORTER = 4; // so many times shorter is the next, when one was lost

const win = window;
const doc = document;
const start = Date.now();
const report = [];
const known = JSON.parse(doc.getElementById("known").textContent); // {name, types, launches, first}
let door = null;
let visit = 1;
let planned = 0; // how many characters go out while the page closes
let lost = 0; // how many went out and didn't come back

function remembered() {
  return guarded(() => JSON.parse(win.localStorage.getItem(MEMORY + known.name)), null) || { visit: 0, reports: [], sent: 0, lost: 0 };
}

function say(heading, lines) {
  report.push("", heading, ...lines.map((line) => "  " + line));
  show();
}

function show() {
  const { reports } = remembered();
  const earlier = reports.slice(0, visit - 1).join("\n\n");
  doc.getElementById("report").textContent = (earlier ? earlier + "\n\n" : "") + report.join("\n");
}

function told(text) {
  doc.getElementById("next").textContent = text;
}

function padded(size) {
  const mark = `${MARK}.${visit}.${planned}.`;
  return mark + "x".repeat(Math.max(0, size - mark.length));
}

// What an earlier visit left: {visit, size, length} or null.
function left(text) {
  const [, number, size] = /^probe\.(\d)\.(\d+)\./.exec(text) || [];
  return number ? { visit: Number(number), size: Number(size), length: text.length } : null;
}

function keep(what) {
  door.call("set", door.standard.state, padded(0));
  const { value, thrown, ms } = door.call("save", "");
  const then = door.standard.status.map((name) => `${name} reads ${shown(door.call("get", name).value)}`);
  const answer = `${door.standard.save} answers ${thrown ? "throws " + thrown : shown(value)} in ${ms} ms`;
  say("Saving", [`${what}: ${answer}`].concat(then));
}

// What the visit before sent while it closed. What was lost is sent again, shorter, until something comes back.
function returned(before, sent) {
  const back = before && before.visit === visit - 1 && before.length > 100 ? before.length : "nothing";
  lost = back === "nothing" ? sent : 0;
  const kept = `${back} of ${sent} characters came back`;
  say("What was sent while the visit before closed", [kept]);
}

function opened(before) {
  const { visits, state } = door.standard;
  const now = visits[visit - 1];
  const sent = before && before.visit === visit - 1 ? before.size : remembered().sent;
  lost = remembered().lost;
  if (visit === 1) say("What it answers", answers(door));
  else if (sent) returned(before, sent);
  if (now.before) say(now.before, again(door));
  if (now.tries) say("What it takes", tried(door, now.tries));
  if (visit === 1) {
    const { lines, most } = limits(door);
    say("How much it takes", lines);
    planned = Math.min(CLOSING, most[state] || 0);
  } else if (now.sends) planned = Math.floor(lost / SHORTER);
  Object.keys(now.results).forEach((what) => {
    door.setAll(now.results[what]);
    keep(what);
  });
  const next = `visit ${visit + 1} of ${visits.length}`;
  told(
    visit < visits.length
      ? `Now close the module as a learner does, and open it again: ${next}.`
      : "That was all. Copy the report and send it to whoever asked you for it.",
  );
}

// A platform may start blank where it should continue: then only this browser knows that it isn't the first visit.
function began() {
  const text = door.text(door.standard.state);
  const before = left(text);
  const here = remembered().visit;
  if (!before && here) say("Coming back", [`this browser was here ${here} times; the platform gave nothing back`]);
  const all = door.standard.visits.length;
  visit = Math.min(all, Math.max(before ? before.visit : 0, here) + 1);
  report[0] = `coursebuilder probe, visit ${visit} of ${all}`;
  opened(before);
}

function noted() {
  const memory = remembered();
  memory.reports = memory.reports.slice(0, visit - 1).concat(report.join("\n"));
  memory.visit = visit;
  Object.assign(memory, { sent: planned, lost });
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
  began();
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
  door.setAll(visits[visit - 1].ending);
  if (visit < visits.length) door.call("set", state, padded(planned));
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
