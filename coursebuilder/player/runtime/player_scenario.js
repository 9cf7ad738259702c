// Scenarios on the page: one step at a time, what was said before it, and at the end the way that was taken.
// All steps stand in the page; paper and a page without a script show them with what comes of each reply.
import { all, button, escapeHtml, hook, icon, setMark } from "./player_dom.js";
import { showFrame } from "./player_frame.js";
import { followPath, isEnd, pathOf, scenariosOn, reportChoice, walk } from "./scenario.js";

export const SCENARIOS = {
  opened: readyReplies,
  shown: playAll,
  actions: { reply: choose, "other-way": goBack, "converse-again": goBack },
};

// Beside a verdict's word; what isn't named here did well.
const SYMBOLS = { "not-quite": "again", unsafe: "shield" };

function rootOf({ doc }, { id }) {
  return doc.getElementById("s-" + id);
}

function scenarioOf(app, target) {
  return app.course.scenarios.find((scenario) => rootOf(app, scenario).contains(target));
}

// Replies become buttons; a line over the steps tells where one is, one below them what came of a choice.
function readyReplies(app) {
  all(app.doc, ".reply").forEach((words) => {
    words.outerHTML = button("reply", "reply", `<span>${words.innerHTML}</span>${icon("arrow-right")}`);
  });
  all(app.doc, "[data-how=unsafe]").forEach((row) => {
    const label = `<p class="verdict-word stop">${icon("shield")}${verdictOf(row)}</p>`;
    row.querySelector(".led").insertAdjacentHTML("beforebegin", label);
  });
  all(app.doc, ".scenario").forEach((root) => {
    root.querySelector(".step").insertAdjacentHTML("beforebegin", '<p class="scene-bar" data-scene-bar></p>');
    const status = '<p class="verdict" data-scene-status role="status"></p>';
    root.insertAdjacentHTML("beforeend", status + '<div class="flow" data-path></div>');
  });
}

function playAll(app, page) {
  scenariosOn(app, page).forEach((scenario) => play(app, scenario));
}

// Shows where a path has led to.
function play(app, scenario) {
  const root = rootOf(app, scenario);
  const way = walk(scenario, pathOf(app.session.state, scenario).path);
  const steps = all(root, ".step");
  const here = steps[way.reached];
  root.classList.add("playing");
  steps.forEach((step) => step.classList.toggle("now", step === here));
  const led = way.turns.filter(({ leadsTo }) => leadsTo !== undefined);
  const last = led[led.length - 1];
  const over = isEnd(scenario, way.reached);
  const before = walk(scenario, pathOf(app.session.state, scenario).path.slice(0, way.turns.indexOf(last)));
  showBar(app, scenario, way, over ? 0 : led.length + 1, last ? before.levels : way.levels);
  showSaid(app, here, last && replyOf(steps, last));
  showStopped(here, way.turns.slice(way.turns.lastIndexOf(last) + 1));
  hook(root, "scene-status").textContent = "";
  hook(root, "path").innerHTML = over
    ? wayTaken(app, steps, way.turns)
    : `<p class="small">${app.html("come-back")}</p>`;
  app.showReady();
}

// Which step this is (0: none, at an end), and how everything stands that choices change.
function showBar(app, { id, gauges, steps }, { reached, levels }, n, before) {
  const { html } = app;
  const total = n + steps[reached][1];
  const shown = levels.map((level, one) => gaugeAt(gauges[one], level, before[one])).join("");
  hook(rootOf(app, { id }), "scene-bar").innerHTML =
    (n ? `<b>${html("step-of", { n, total })}</b> ` : "") + shown;
}

// `before`: where it stood before the last reply.
function gaugeAt([name, words], level, before) {
  const was = level === before ? "" : `<s>${escapeHtml(words[before])}</s> ${icon("arrow-right")} `;
  const bars = words.map((word, n) => (n > level ? "<i></i>" : '<i class="on"></i>')).join("");
  return (
    `<span class="gauge">${escapeHtml(name)} <span class="meter" aria-hidden="true">${bars}</span> ` +
    `${was}<b>${escapeHtml(words[level])}</b></span>`
  );
}

// What the learner said last, and what came of it.
function showSaid({ html }, here, row) {
  all(here, ".you-said, .came").forEach((said) => said.remove());
  if (!row) return;
  const { how } = row.dataset;
  const label = `<p class="speaker">${html("you-said")}</p>`;
  const said = `<div class="you-said">${label}<p>${row.querySelector(".reply span").innerHTML}</p></div>`;
  const led = `${icon(SYMBOLS[how] || "tick")}<div>${row.querySelector(".led").innerHTML}</div>`;
  here.firstElementChild.insertAdjacentHTML("afterend", `${said}<div class="came ${how}">${led}</div>`);
}

function replyOf(steps, { stage, letter }) {
  return hook(steps[stage], "reply=" + letter);
}

function verdictOf(row) {
  return row.querySelector(".reply-verdict").innerHTML;
}

function wordsOf(steps, turn) {
  return replyOf(steps, turn).querySelector(".reply span").innerHTML;
}

// What was unsafe in this step: why stands below it, and it is not to be chosen again.
function showStopped(here, stopped) {
  all(here, "[data-reply]").forEach((row) => {
    const unsafe = stopped.some(({ letter }) => letter === row.dataset.reply);
    row.classList.toggle("stopped", unsafe);
    setMark(row.querySelector(".reply"), "aria-disabled", unsafe && "true");
  });
}

function wayTaken({ html }, steps, turns) {
  const rows = turns.map((turn, n) => {
    const row = replyOf(steps, turn);
    const { how } = row.dataset;
    const label = `<p class="verdict-word">${icon(SYMBOLS[how] || "tick")}${verdictOf(row)}</p>`;
    const back = `<button type="button" class="quiet" data-action="other-way" data-back="${n}">`;
    const other = row.matches("[data-how=best]") ? "" : `${back}${html("other-way")}</button>`;
    const led = row.querySelector(".led").innerHTML;
    return `<li class="${how}">${label}<p><b>${wordsOf(steps, turn)}</b></p>${led}${other}</li>`;
  });
  const again = button("secondary", "converse-again", icon("again") + html("converse-again"));
  return (
    `<h3>${html("path-taken")}</h3><ol class="path">${rows.join("")}</ol>` +
    `<div class="actions">${again}</div>`
  );
}

// What somebody else says next has the focus; what was unsafe is said where it was chosen.
function choose(app, target) {
  const { session } = app;
  const scenario = scenarioOf(app, target);
  const row = target.closest("[data-reply]");
  const { path } = pathOf(session.state, scenario);
  const { reached } = walk(scenario, path);
  if (row.classList.contains("stopped")) return;
  reportChoice(session, scenario, scenario.steps[reached][0], row.dataset.reply);
  moveOn(app, scenario, path + row.dataset.reply);
  if (row.dataset.how === "unsafe") sayUnsafe(app, row);
  else leadOn(rootOf(app, scenario));
}

function sayUnsafe({ html }, row) {
  const status = hook(row.closest(".scenario"), "scene-status");
  const reason = escapeHtml(row.querySelector(".led").textContent);
  status.innerHTML =
    `<b>${verdictOf(row)}</b> ` +
    `<span class="visually-hidden">${reason}</span> ${html("choose-other")}`;
}

function moveOn(app, scenario, path) {
  followPath(app, scenario, path);
  play(app, scenario);
  showFrame(app);
}

function leadOn(root) {
  const here = root.querySelector(".now");
  const said = here.querySelector(".you-said") || here;
  const next = here.querySelector(".choices") && (here.querySelector(".bubble") || said);
  const [focused, highest] = next ? [next, said] : [here.firstElementChild, here];
  focused.tabIndex = -1;
  highest.scrollIntoView();
  focused.focus({ preventScroll: true });
}

// Back to before a turn of the way that was taken, or to the beginning.
function goBack(app, target) {
  const { session } = app;
  const scenario = scenarioOf(app, target);
  const { path } = pathOf(session.state, scenario);
  moveOn(app, scenario, path.slice(0, Number(target.dataset.back || 0)));
  leadOn(rootOf(app, scenario));
}
