// The probe's course: three visits. The first tries everything and leaves a long text while it closes; the second
// sees what came back and sets two results that contradict each other; the third sees which of them stayed.
import { Door, findAll, shown } from "./door.js";
import { again, answers, around, limits, tried, types } from "./findings.js";
import { attempt } from "./scorm_api.js";
import { STANDARDS } from "./standards.js";

const MARK = "probe"; // begins the text the platform keeps: probe.VISIT.SIZE.
const MEMORY = "coursebuilder-probe"; // this browser's note: which visit it was, and the reports so far
const SEEK_FOR = 10000;
const CLOSING = 60000; // the longest text sent while the page closes

const win = window;
const doc = document;
const start = Date.now();
const report = [];
let door = null;
let visit = 1;
let planned = 0; // how many characters go out while the page closes

function remembered() {
  return attempt(() => JSON.parse(win.localStorage.getItem(MEMORY)), null) || { visit: 0, reports: [] };
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

function first() {
  say("What it answers", answers(door));
  say("What it takes", tried(door));
  const { lines, most } = limits(door);
  say("How much it takes", lines);
  planned = Math.min(CLOSING, most[door.standard.state] || 0);
  door.setAll(door.standard.begin);
  keep("begun, to be continued");
  told("Now close the module as a learner does, and open it again: the second of three visits.");
}

function keep(what) {
  door.call("set", door.standard.state, padded(0));
  const { value, thrown, ms } = door.call("save", "");
  say("Saving", [`${what}: ${door.standard.save} answers ${thrown ? "throws " + thrown : shown(value)} in ${ms} ms`]);
}

function second(before) {
  const kept = before.length > 100 ? `${before.length} of ${before.size} characters came back` : "nothing of it came back";
  say("What was sent while the first visit closed", [before.size ? kept : "nothing came back"]);
  say("What came back", again(door));
  planned = 0;
  door.setAll(door.standard.first);
  keep("a first result");
  door.setAll(door.standard.second);
  keep("a second result that contradicts it");
  told("Close the module and open it a third time: the last visit.");
}

function third() {
  say("What came back after two results in one visit", again(door));
  told("That was all. Copy the report and send it to whoever asked you for it.");
}

// A platform may start blank where it should continue: then only this browser knows that it isn't the first visit.
function began() {
  const text = door.text(door.standard.state);
  const before = left(text);
  const here = remembered().visit;
  if (!before && here) say("Coming back", [`this browser was here ${here} times; the platform gave nothing back`]);
  visit = Math.min(3, before ? before.visit + 1 : here + 1);
  report[0] = `coursebuilder probe, visit ${visit} of 3`;
  const lost = { size: 0, length: 0 };
  [first, () => second(before || lost), third][visit - 1]();
}

function noted() {
  const memory = remembered();
  memory.reports = memory.reports.slice(0, visit - 1).concat(report.join("\n"));
  memory.visit = visit;
  attempt(() => win.localStorage.setItem(MEMORY, JSON.stringify(memory)));
}

function found() {
  const places = STANDARDS.map((standard) => ({ standard, all: findAll(win, standard) }));
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
  say("Where the platform is", lines.concat(`after ${Math.round((Date.now() - start) / 100) / 10} s`));
  if (!all.length) return told("No platform answers. Was the package opened from your LMS?");
  door = new Door(standard, all[0].api);
  const { value, error, thrown } = door.call("open", "");
  const kind = typeof attempt(() => door.api[standard.error](), "");
  const answer = thrown ? "throws " + thrown : shown(value) + (error ? ", error " + error : "");
  say("Opening", [`${standard.open}: ${answer}`, `${standard.error} gives a ${kind}`]);
  began();
  noted();
  return null;
}

function ended() {
  if (!door) return;
  const { ending, state } = door.standard;
  if (visit < 3) {
    if (visit === 1) door.setAll(ending);
    door.call("set", state, padded(planned));
  }
  door.call("close", "");
  door = null;
}

function copy() {
  const text = doc.getElementById("report");
  win.getSelection().selectAllChildren(text);
  attempt(() => doc.execCommand("copy"));
  attempt(() => win.navigator.clipboard.writeText(text.textContent).catch(() => {}));
}

function restart() {
  attempt(() => win.localStorage.removeItem(MEMORY));
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
types(win, JSON.parse(doc.getElementById("types").textContent)).then((lines) => {
  say("How files are served", lines);
  if (door) noted();
});
