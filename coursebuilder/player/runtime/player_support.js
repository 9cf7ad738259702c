// What somebody who helps from afar needs to know: never a name, an id, an answer or a note.
import { hook } from "./player_dom.js";

export const SUPPORT = { shown: showSupport };

function showSupport({ doc, session, win }, id) {
  if (id !== "about") return;
  const { adapter, env, mode, saver } = session;
  const facts = [
    doc.querySelector("#page-about .particulars").innerText,
    `${adapter.found || "–"}, ${mode}, ${session.written().length}, ${(env.now() - saver.saved) / 1000} s`,
    `${win.innerWidth} × ${win.innerHeight}, ${win.navigator.userAgent}`,
  ];
  hook(doc, "support").textContent = facts.concat(env.errors.slice(-3)).join("\n");
}
