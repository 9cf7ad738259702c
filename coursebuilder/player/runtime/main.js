// Connects page, session and platform, and catches whatever goes wrong between them.
import { DeviceStore } from "./device_store.js";
import { guarded } from "./guarded.js";
import { handOver } from "./hand_over.js";
import { LaterScript } from "./later_script.js";
import { all, button, speaker } from "./player_dom.js";
import { unfold } from "./player_frame.js";

const win = window;
const doc = document;
let session = null;
let player = null;
let course = { words: {} };
const errors = []; // for those who help

// Everything the browser calls goes through here. What was done is saved before the learner is told.
function caught(work) {
  return (...given) => {
    try {
      return work(...given);
    } catch (error) {
      return failed(error);
    }
  };
}

function failed(error) {
  win.console.error(error);
  errors.push(String(error));
  const saved = guarded(() => session.saver.now(), null) || Promise.resolve();
  return saved.then((answer) => showFailure(answer === "saved"));
}

function showFailure(safe) {
  const say = speaker(course.words);
  const main = doc.getElementById("main");
  all(doc, ".page.current").forEach((page) => page.classList.remove("current"));
  if (!player) doc.documentElement.className = ""; // it never began: all can be read, as without a script
  main.insertAdjacentHTML(
    "afterbegin",
    `<div class="card failure" role="alert"><h1 tabindex="-1">${say("error")}</h1>` +
      `<p>${say(safe ? "left-text" : "not-saved")}</p>` +
      `<div class="actions">${button("primary", "", say("load-again"))}</div></div>`,
  );
  main.querySelector(".failure button").onclick = reload;
  main.querySelector(".failure h1").focus();
}

function reload() {
  win.location.reload();
}

function on(target, type, work, capture) {
  target.addEventListener(type, caught(work), capture);
}

function listen() {
  on(doc, "click", (event) => player.clicked(event));
  on(doc, "input", (event) => {
    player.changed(event);
    player.notifyParts("typed", event);
  });
  on(doc, "keydown", (event) => player.pressed(event));
  const touched = () => {
    session.watch.touch();
    player.laterScript.load();
  };
  ["pointerdown", "click", "keydown", "scroll"].forEach((type) => on(doc, type, touched, true));
  ["popstate", "hashchange"].forEach((type) => on(win, type, () => player.travelled()));
  on(win, "beforeprint", () => (win.onafterprint = unfold(player)));
  on(win, "pagehide", () => session.leave());
  on(win, "pageshow", ({ persisted }) => persisted && player.reopen());
  on(doc, "visibilitychange", () => {
    session.watch.show(!doc.hidden);
    if (doc.hidden) session.hidden();
  });
}

export function begin() {
  caught(connect)();
}

function connect() {
  doc.documentElement.classList.add("js"); // where a platform's CSP forbids the page's own line that says so
  course = JSON.parse(doc.querySelector("#course").textContent);
  const env = {
    window: win,
    now: () => Date.now(),
    setTimeout: (work, delay) => win.setTimeout(caught(work), delay),
    clearTimeout: (timer) => win.clearTimeout(timer),
    log: (error) => errors.push(error),
    errors,
  };
  env.storage = env.device = guarded(() => new DeviceStore(env), null);
  const { ready } = Object(env.device);
  const { createAdapter, openPlayer, openSession } = handOver;
  session = openSession(env, course, createAdapter(env), (launched) => player.changes(launched));
  if (doc.hidden) session.watch.show(false); // a tab that was opened behind others
  const laterScript = new LaterScript(doc, caught, joined);
  handOver.arrived = caught((content) => laterScript.arrived(content));
  player = openPlayer(win, course, session, laterScript, reload);
  listen();
  env.setTimeout(() => laterScript.load(), 4000); // unasked too, once the first screen is there: it may be printed
  player.start();
  Promise.resolve(ready)
    .then(() => session.connect())
    .catch(failed);
}

function joined({ methods }) {
  const { words, feedback } = handOver.texts;
  Object.assign(course.words, words);
  Object.assign(session.adapter, methods);
  player.joined(Object(feedback[course.module]));
}
