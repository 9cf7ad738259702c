// The start page: a card for each course, with its state and what can be done with it.
import { ask, counted, make, watch } from "./studio.js";

const AGAIN = 400; // milliseconds between two looks at a build
const cards = new Map();
const said = document.getElementById("said");

async function begin() {
  const { folder, courses } = await ask("courses");
  document.getElementById("folder").textContent = folder;
  if (!courses.length) {
    said.textContent =
      'There is no course in this folder yet. In a terminal: coursebuilder new "The title of your course", then reload this page.';
  }
  for (const course of courses) {
    const card = make("section", { className: "card" }, make("h2", {}, course), make("p", { className: "soft" }, "Reading…"));
    cards.set(course, card);
    document.getElementById("courses").append(card);
  }
  await refresh();
  watch(refresh);
}

async function refresh() {
  for (const [course, card] of cards) {
    try {
      fill(card, course, await ask("state", { course }));
    } catch (error) {
      card.replaceChildren(make("h2", {}, course), make("p", { role: "alert" }, error.message));
    }
  }
}

function fill(card, course, state) {
  const running = card.querySelector(".work"); // a build that is going on, or what came of the last
  const focused = card.contains(document.activeElement) && document.activeElement.dataset.action;
  const work = running || make("div", { className: "work" });
  const heading = make("h2", {}, state.title, " ", make("span", { className: "soft" }, course));
  card.replaceChildren(heading, facts(state), modules(course, state), buttons(card, course, work), work);
  if (focused) card.querySelector(`[data-action="${focused}"]`)?.focus();
}

function facts(state) {
  const built = state.lastBuild ? `last built ${state.lastBuild}` : "never built here";
  const items = [
    [state.mistakes ? "wrong" : "fine", state.mistakes ? counted(state.mistakes, "mistake") : "no mistakes"],
    ["", counted(state.warnings, "warning")],
    [state.toDo ? "open" : "fine", state.toDo ? `${counted(state.toDo, "thing")} to do` : "nothing to do"],
    ["", counted(state.advice, "piece") + " of advice"],
    [state.unsigned.length ? "open" : "fine", state.unsigned.length ? `${counted(state.unsigned.length, "module")} not signed off` : "all signed off"],
    ["", built],
  ];
  return make("ul", { className: "facts" }, ...items.map(([className, text]) => make("li", { className }, text)));
}

function modules(course, state) {
  const items = state.modules.map(({ title, file, writable, unsaved }) => {
    const href = `desk?${new URLSearchParams({ course, file })}`;
    const notes = [
      unsaved && "has text that isn't saved",
      state.unsigned.includes(title) && "not signed off",
      !writable && "belongs to another course: open the studio there",
    ].filter(Boolean);
    const note = make("span", { className: "soft" }, notes.length ? ` (${notes.join("; ")})` : "");
    return make("li", {}, writable ? make("a", { href }, title) : title, note);
  });
  if (!items.length) return list(state.problems);
  return make("ol", { className: "modules" }, ...items);
}

function buttons(card, course, work) {
  const row = make("p", { className: "actions" });
  const add = (label, action, run) => {
    const button = make("button", { type: "button", onclick: run }, label);
    button.dataset.action = action;
    row.append(button);
  };
  add("Check", "check", () => check(card, course, work));
  add("Build", "build", () => build(course, work, ""));
  add("Build a draft", "draft", () => build(course, work, "yes"));
  return row;
}

async function check(card, course, work) {
  tell(work, "Checking…");
  try {
    const state = await ask("state", { course });
    tell(work, state.mistakes ? `${counted(state.mistakes, "mistake")}:` : "No mistakes.", list(state.problems));
    fill(card, course, state);
  } catch (error) {
    tell(work, error.message);
  }
}

async function build(course, work, draft) {
  try {
    const { begun } = await ask("build", { course, draft });
    if (!begun) {
      tell(work, "Another build is running: wait for it, or stop it.");
      return;
    }
    await follow(work);
    await refresh();
  } catch (error) {
    tell(work, error.message);
  }
}

async function follow(work) {
  const bar = make("progress", {});
  bar.setAttribute("aria-label", "Packages made");
  tell(work, "Building…", bar, make("button", { type: "button", onclick: () => ask("stop") }, "Stop"));
  for (;;) {
    const job = await ask("job");
    if (job.count) Object.assign(bar, { max: job.count, value: job.done });
    if (job.ended) {
      ended(work, job);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

function ended(work, job) {
  const errors = job.problems.filter((one) => one.severity === "error");
  if (!job.built) {
    tell(work, `${job.ended[0].toUpperCase()}${job.ended.slice(1)}.`, list(errors));
    return;
  }
  const show = make("button", { type: "button", onclick: () => ask("show") }, "Open the list of packages");
  tell(work, "Built: the packages are in the folder dist.", show);
}

function tell(work, text, ...more) {
  work.replaceChildren(make("p", { role: "status" }, text), ...more);
}

function list(problems) {
  const items = problems.map(({ file, line, message, hint }) =>
    make("li", {}, `${file}${line ? `, line ${line}` : ""}: ${message}`, hint ? make("span", { className: "soft" }, ` – ${hint}`) : ""),
  );
  return make("ul", { className: "found" }, ...items);
}

begin().catch((error) => (said.textContent = error.message));
