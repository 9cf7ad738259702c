// What somebody who helps from afar needs to know: never a name, an id, an answer or a note.
import { button, hook } from "./player_dom.js";

export const SUPPORT = { shown: showSupport, actions: { "copy-support": copySupport } };

function showSupport({ doc, html, say, session, win }, id) {
  if (id !== "about") return;
  const { adapter, env, mode, saver } = session;
  const seconds = Math.round((env.now() - saver.saved) / 1000);
  const facts = [
    doc.querySelector("#page-about .particulars").innerText,
    say("support-facts", { found: adapter.found || "–", mode, n: session.written().length, seconds }),
    `${win.innerWidth} × ${win.innerHeight}, ${win.navigator.userAgent}`,
  ];
  const text = hook(doc, "support");
  text.textContent = facts.concat(env.errors.slice(-3)).join("\n");
  if (text.nextSibling) return;
  text.insertAdjacentHTML("afterend", `<p class="actions">${button("secondary", "copy-support", html("support-copy"))}</p>`);
}

// Where a frame may not write to the clipboard the text is selected, to be copied by hand.
function copySupport(app) {
  const { doc, win } = app;
  const text = hook(doc, "support");
  win.getSelection().selectAllChildren(text);
  const { clipboard } = win.navigator;
  const copied = clipboard ? clipboard.writeText(text.textContent).then(() => true, () => false) : Promise.resolve(false);
  copied.then((done) => app.announce(done ? "support-copied" : "support-selected"));
}
