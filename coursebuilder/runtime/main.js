// Connects page, session and platform, and catches whatever goes wrong between them.
import { createAdapter } from "./adapter.js";
import { Door } from "./door.js";
import { openPlayer, openSession } from "./one_module.js";
import { all, button, speaker } from "./player_dom.js";
import { unfold } from "./player_frame.js";
import { learnFeedback } from "./player_questions.js";
import { attempt } from "./attempt.js";

const win = window;
const doc = document;
let session = null;
let player = null;
let course = { words: [] };
const errors = []; // for those who help

// Everything the browser calls goes through here. What was done is saved before the learner is told.
function guarded(work) {
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
  const saved = attempt(() => session.saver.now(), null) || Promise.resolve();
  return saved.then((answer) => showFailure(answer === "saved"));
}

function showFailure(safe) {
  const say = speaker(course.words);
  const main = doc.getElementById("main");
  all(doc, ".page.current").forEach((page) => page.classList.remove("current"));
  if (!player) doc.documentElement.className = ""; // it never began: all can be read, as without a script
  main.insertAdjacentHTML(
    "afterbegin",
    `<div class="card failure" role="alert"><h1 tabindex="-1">${say(WORD.error)}</h1>` +
      `<p>${say(safe ? WORD.left_text : WORD.not_saved)}</p>` +
      `<div class="actions">${button("primary", "", say(WORD.load_again))}</div></div>`,
  );
  main.querySelector(".failure button").onclick = reload;
  main.querySelector(".failure h1").focus();
}

function reload() {
  win.location.reload();
}

function on(target, type, work, capture) {
  target.addEventListener(type, guarded(work), capture);
}

function listen() {
  on(doc, "click", (event) => player.clicked(event));
  on(doc, "input", (event) => {
    player.changed(event);
    player.tellParts("typed", event);
  });
  on(doc, "keydown", (event) => player.pressed(event));
  const touched = () => {
    session.watch.touch();
    player.door.open();
  };
  ["pointerdown", "click", "keydown", "scroll"].forEach((type) => on(doc, type, touched, true));
  on(win, "hashchange", () => {
    const id = player.idIn(win.location.hash);
    if (id && id !== player.page) player.visit(id);
  });
  on(win, "beforeprint", () => (win.onafterprint = unfold(player)));
  on(win, "pagehide", () => session.leave());
  on(win, "pageshow", ({ persisted }) => persisted && player.reopen());
  on(doc, "visibilitychange", () => {
    session.watch.show(!doc.hidden);
    if (doc.hidden) session.hidden();
  });
}

function begin() {
  course = JSON.parse(doc.querySelector("#course").textContent);
  const env = {
    window: win,
    now: () => Date.now(),
    setTimeout: (work, delay) => win.setTimeout(guarded(work), delay),
    clearTimeout: (timer) => win.clearTimeout(timer),
    storage: attempt(() => win.localStorage, null),
    tell: (error) => errors.push(error),
    errors,
  };
  session = openSession(env, course, createAdapter(env), (launched) => player.changes(launched));
  const door = new Door(doc, guarded, (words, told) => {
    course.words.push(...words);
    learnFeedback(player, Object(told[course.module]));
    player.joined();
  });
  player = openPlayer(win, course, session, door, reload);
  listen();
  env.setTimeout(() => door.open(), 4000); // unasked too, once the first screen is there: it may be printed
  player.start();
  session.connect().catch(failed);
}

guarded(begin)();
