// The desk: a module's text, the page made of it, and what is wrong with it.
import { question, twoTexts } from "./asked.js";
import { openEditor } from "./editor.js";
import { openPage } from "./shown_page.js";
import { ask, make, watch } from "./studio.js";

const SOON = 80; // milliseconds after the last key before the page is made
const LATER = 700; // and before all problems are looked for, which would slow the page down
const query = new URLSearchParams(location.search);
const FILE = { course: query.get("course") || "", file: query.get("file") || "" };
const at = (id) => document.getElementById(id);

const page = openPage(at("frames"));
let editor = null;
let saved = { text: "", version: "" }; // as the file was read or written last
let pages = [];
let making = false; // a page is being made
let again = false; // the text has changed meanwhile
let timers = {};

async function begin() {
  at("title").textContent = FILE.file.split("/").pop();
  document.title = `${at("title").textContent} – studio`;
  const { text, version, unsaved } = await ask("file", FILE);
  saved = { text, version };
  editor = openEditor({
    parent: at("editor"),
    text,
    label: `Text of ${FILE.file}`,
    nonce: document.querySelector('meta[name="style-nonce"]').content,
    changed,
    moved: () => {},
    save,
  });
  if (unsaved) offer(unsaved);
  sayWhetherSaved();
  fillMenu(await ask("insert"));
  await makePage();
  findProblems();
  watch(lookAtFile);
}

// ---- text

function isSaved() {
  return editor.text() === saved.text;
}

function changed() {
  sayWhetherSaved();
  clearTimeout(timers.page);
  clearTimeout(timers.problems);
  timers.page = setTimeout(makePage, SOON);
  timers.problems = setTimeout(findProblems, LATER);
}

function sayWhetherSaved() {
  at("saved").textContent = isSaved() ? "Saved" : "Not saved yet";
}

async function save() {
  const text = editor.text();
  try {
    const { version } = await ask("save", { ...FILE, text, version: saved.version });
    saved = { text, version };
    sayWhetherSaved();
  } catch (error) {
    if (error.status === 409) clash(error.answer);
    else at("saved").textContent = `Not saved: ${error.message}`;
  }
}

// Another program has changed a file: this one is taken up, unless there is unsaved text.
async function lookAtFile() {
  const { text, version } = await ask("file", FILE).catch(() => saved);
  if (version !== saved.version) {
    if (text === editor.text() || isSaved()) takeUp({ text, version });
    else clash({ text, version });
  }
  makePage();
  findProblems();
}

function takeUp(file) {
  saved = file;
  editor.replace(file.text);
  sayWhetherSaved();
}

function clash(file) {
  question(
    "Another program has changed this file, and you have text that isn't saved. Which one counts?",
    [
      ["Keep mine", () => { saved = file; save(); }],
      ["Take the file's", () => { takeUp(file); ask("forget", FILE); }],
      ["Go on writing", () => {}],
    ],
    editor.focus,
    twoTexts(editor.text(), file.text),
  );
}

function offer(unsaved) {
  question(
    "There is text of yours that was never saved.",
    [
      ["Take it up", () => { editor.replace(unsaved.text); if (unsaved.version !== saved.version) clash(saved); }],
      ["Throw it away", () => ask("forget", FILE)],
    ],
    editor.focus,
    twoTexts(unsaved.text, saved.text),
  );
}

// ---- page

async function makePage() {
  if (making) {
    again = true;
    return;
  }
  making = true;
  try {
    const version = isSaved() ? "" : saved.version;
    const made = await ask("page", { ...FILE, text: editor.text(), version });
    if (made.address) {
      pages = made.pages;
      page.show(made.address, wanted());
      at("shown").textContent = "Up to date";
    } else {
      const other = page.isEmpty() ? "There is no page to show yet" : "This is the page before them";
      at("shown").textContent = `There are mistakes in the text. ${other}.`;
    }
  } catch (error) {
    at("shown").textContent = error.message;
  }
  making = false;
  if (again) {
    again = false;
    makePage();
  }
}

// The page that the cursor is in while there is writing, else the one that is shown.
function wanted() {
  const shown = page.place().page;
  const writing = at("editor").contains(document.activeElement);
  return writing || !pages.some(({ id }) => id === shown) ? pageOf(editor.line()) : shown;
}

function pageOf(line) {
  return (pages.filter((one) => one.line <= line).pop() || pages[0] || { id: "" }).id;
}

// ---- problems

async function findProblems() {
  const text = editor.text();
  const { problems } = await ask("problems", { ...FILE, text }).catch(() => ({ problems: [] }));
  if (text !== editor.text()) return; // they are of an older text
  editor.mark(problems.filter(({ file, line, severity }) => file === FILE.file && line && severity !== "to-do"));
  const focused = [...at("problems").querySelectorAll("button")].indexOf(document.activeElement);
  at("problems").replaceChildren(...problems.map(item));
  if (focused >= 0) at("problems").querySelectorAll("button")[focused]?.focus();
  if (!problems.length) at("problems").append(make("li", {}, "Nothing: no mistakes, and nothing left to do."));
}

function item({ severity, file, line, message, hint }) {
  const here = file === FILE.file;
  const word = make("strong", {}, severity);
  const where = here ? `line ${line || 1}` : `${file}${line ? `, line ${line}` : ""}`;
  const cure = hint ? make("span", { className: "soft" }, ` – ${hint}`) : "";
  const show = here ? make("button", { type: "button", onclick: () => goTo(line || 1) }, `Show ${where}`) : `${where} `;
  return make("li", { className: severity }, show, " ", word, `: ${message}`, cure);
}

function goTo(line) {
  editor.goTo(line);
  page.turn(pageOf(line));
}

// ---- Insert

function fillMenu(entries) {
  const groups = new Map();
  for (const { group, label, text } of entries) {
    if (!groups.has(group)) groups.set(group, make("fieldset", {}, make("legend", {}, group)));
    const button = make("button", { type: "button", onclick: () => insert(text) }, label);
    groups.get(group).append(button);
  }
  at("entries").replaceChildren(...groups.values());
}

// Ids in the example that the text already has get a number behind them.
function insert(example) {
  at("insert").open = false;
  const text = editor.text();
  const named = /^(:{3,} (?:question|scenario|reflection) |#{2,3} .*\{#)([a-z][a-z0-9-]*)/gm;
  const used = new Set([...text.matchAll(named)].map((found) => found[2]));
  editor.insert(example.replace(named, (whole, before, id) => before + free(id, used)));
}

function free(id, used) {
  let number = 2;
  if (!used.has(id)) return id;
  while (used.has(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}

// ---- the rest

at("save").onclick = save;
at("to-text").onclick = () => {
  const shown = pages.find(({ id }) => id === page.place().page);
  if (shown) editor.goTo(shown.line || 1);
};
at("insert").onkeydown = (event) => {
  if (event.key !== "Escape") return;
  at("insert").open = false;
  at("insert").firstElementChild.focus();
};
addEventListener("beforeunload", (event) => editor && !isSaved() && event.preventDefault());
begin().catch((error) => question(error.message, [["Back to all courses", () => location.assign("./")]], () => {}));
