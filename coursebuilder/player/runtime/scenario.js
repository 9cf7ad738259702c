// The ways through a scenario: a path is the letters of what was chosen, one after the other. scene_data.py
// says what a scenario's data are. No document and no standard is known here.
//
// The saved line keeps a path in a record of its own: p, key, check character, letters, and "-" once an end
// was reached. state_size.py knows its length.
import { keepRecord, recordOf } from "./records.js";

const MOST_KEPT = 40; // letters: where replies lead back to earlier steps, a path may have any length

// Where a path leads: the number of its last step, where the gauges stand, and each turn on the way. A turn
// whose `leadsTo` is missing was unsafe: it ended where it began.
export function walk({ gauges, steps }, path) {
  const levels = gauges.map((gauge) => gauge[2]);
  const turns = [];
  let at = 0;
  [...path].every((letter) => {
    const replies = steps[at][2];
    const reply = replies[letter.charCodeAt(0) - 97];
    if (reply === undefined) return false; // not of this scenario: what is left means nothing
    const [to, changes] = reply || [];
    (changes || []).forEach(([n, by]) => {
      levels[n] = Math.max(0, Math.min(gauges[n][1].length - 1, levels[n] + by));
    });
    turns.push({ stage: at, letter, leadsTo: to });
    if (reply) at = to;
    return true;
  });
  return { reached: at, levels, turns };
}

export function isEnd({ steps }, at) {
  return !steps[at][2].length;
}

// What was chosen so far, and whether an end was ever reached.
export function pathOf(state, scenario) {
  const { check, key } = scenario;
  const path = scenario.path || ""; // all of it, as long as this page is open
  const record = recordOf(state, "p" + key);
  const told = record.charAt(0) === check ? record.slice(1) : ""; // else the ways have changed since
  const [, kept, mark] = /^([a-z]*)(-?)$/.exec(told) || ["", "", ""];
  return { path: path.slice(0, MOST_KEPT) === kept ? path : kept, overOnce: !!mark };
}

export function keepPath(state, scenario, path, overOnce) {
  scenario.path = path;
  keepRecord(state, "p" + scenario.key, scenario.check + path.slice(0, MOST_KEPT) + (overOnce ? "-" : ""));
}

export function scenariosOn({ course }, page) {
  return (course.scenarios || []).filter((scenario) => scenario.page === page);
}

// The learner has come to where a path leads. A page counts once all scenarios on it have come to an end.
export function followPath({ course, session }, scenario, path) {
  const { state } = session;
  const { page } = scenario;
  const overOnce = pathOf(state, scenario).overOnce || isEnd(scenario, walk(scenario, path).reached);
  keepPath(state, scenario, path, overOnce);
  const { key } = session.page(page);
  const ended = scenariosOn({ course }, page).every((one) => pathOf(state, one).overOnce);
  if (ended && !state.seen.includes(key)) state.seen.push(key);
  session.change();
}

// The platform hears what was chosen, as something that is neither right nor wrong.
export function reportChoice(session, scenario, step, given) {
  const question = `${scenario.id}.${step}`;
  const now = session.watch.seconds();
  const seconds = Math.max(0, now - (scenario.since || session.turned));
  scenario.since = now;
  if (session.mode !== "on") return;
  session.adapter.answered({ question, kind: "choice", given, right: null, pattern: "", seconds, weight: 0 });
}
