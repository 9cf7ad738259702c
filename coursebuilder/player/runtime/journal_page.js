// The page of all notes: to read them in one place, take a copy, print or clear them.
import { button, escapeHtml, hook } from "./player_dom.js";

export const NOTES_PAGE = {
  actions: {
    "copy-text": copyText,
    "copy-page": copyPage,
    "clear-notes": askToClear,
    "clear-yes": clearNotes,
    "clear-no": keepNotes,
  },
};

export function showNotes(app) {
  const { doc, html, win } = app;
  // A frame that may not do so tells nobody; its origin is all there is to see.
  const shut = win.origin === "null" && win.location.protocol !== "file:";
  const choices = [
    ["print", "print-notes"],
    ["copy-text", "copy-text"],
    ["copy-page", "copy-page"],
  ];
  hook(doc, "notes").innerHTML =
    doc.querySelector("#page-record .privacy").outerHTML +
    entries(app).map(entryHtml(app)).join("") +
    "<div data-keep></div>" +
    `<div class="actions">${choices.map(([action, word]) => button("secondary", action, html(word))).join("")}</div>` +
    (shut ? `<p class="small">${html("notes-frame")}</p>` : "") +
    `<div class="actions" data-clear>${clearButton(app)}</div>`;
}

function entries({ doc, notes }) {
  return notes.fields.map((field) => {
    const page = field.closest(".page");
    return { prompt: field.labels[0].textContent, text: field.value, page, title: page.querySelector("h1").textContent };
  });
}

function entryHtml({ html }) {
  return ({ prompt, text, page, title }) => {
    const way = `<a href="#${page.id}">${html("write-here", { title })}</a>`;
    const said = text ? `<p class="own-words">${escapeHtml(text)}</p>` : `<p class="how">${html("nothing-written")}</p>`;
    return `<div class="card"><h2>${escapeHtml(prompt)}</h2>${said}<p class="small">${way}</p></div>`;
  };
}

function clearButton({ html }) {
  return button("quiet", "clear-notes", html("clear-notes"));
}

// ---- a copy, in a file

export function copyText(app) {
  const lines = entries(app).map(({ prompt, text }) => `${prompt}\n\n${text || app.say("nothing-written")}\n`);
  save(app, ".txt", "text/plain", [titleOf(app), dateOf(app), ""].concat(lines).join("\n"));
}

function copyPage(app) {
  const { html } = app;
  const root = app.doc.documentElement;
  const title = escapeHtml(titleOf(app));
  const parts = entries(app).map(({ prompt, text }) => {
    const said = text ? escapeHtml(text) : html("nothing-written");
    return `<h2>${escapeHtml(prompt)}</h2>\n<p style="white-space:pre-wrap">${said}</p>\n`;
  });
  const head =
    `<!doctype html>\n<html lang="${root.lang}" dir="${root.dir}">\n<meta charset="utf-8">\n<title>${title}</title>\n` +
    '<body style="max-width:40em;margin:auto;padding:1em;font:1.1em/1.5 sans-serif">\n';
  save(app, ".html", "text/html", `${head}<h1>${title}</h1>\n<p>${escapeHtml(dateOf(app))}</p>\n${parts.join("")}`);
}

function titleOf({ doc, title }) {
  return `${doc.querySelector("#page-notes h1").textContent}: ${title}`;
}

export function dateOf({ doc, session }) {
  const form = { day: "numeric", month: "long", year: "numeric" };
  // A browser without the names of this language's months has at least the British order.
  return new Date(session.env.now()).toLocaleDateString([doc.documentElement.lang, "en-GB"], form);
}

function save({ course, doc, win }, ending, type, text) {
  const link = doc.createElement("a");
  const address = win.URL.createObjectURL(new win.Blob([text], { type: `${type};charset=utf-8` }));
  link.href = address;
  link.download = `${course.course}-${course.module || "notes"}-notes${ending}`;
  link.click();
  win.setTimeout(() => win.URL.revokeObjectURL(address), 60000);
}

// ---- asked once, in place

function askToClear({ doc, html }) {
  const place = hook(doc, "clear");
  place.innerHTML =
    `<p>${html("clear-ask")}</p>` +
    button("secondary", "clear-yes", html("clear-yes")) +
    button("quiet", "clear-no", html("clear-no"));
  place.querySelector(".quiet").focus();
}

function keepNotes(app) {
  const place = hook(app.doc, "clear");
  place.innerHTML = clearButton(app);
  place.firstChild.focus();
}

function clearNotes(app) {
  const { notes } = app;
  notes.fields.forEach((field) => (field.value = ""));
  notes.forget();
  app.notifyParts("shown", "notes");
  app.doc.querySelector("#page-notes h1").focus();
  app.announce("cleared");
}
