// What somebody who helps from afar needs to know: never a name, an id, an answer or a note.
import { all, hook } from "./player_dom.js";

export function showSupport({ doc, session, win }) {
  const { adapter, env, mode, saver } = session;
  const facts = all(doc, "#page-about .particulars > div").map((row) => {
    return Array.from(row.children, (part) => part.textContent).join(": ");
  });
  const since = saver.saved && Math.round((env.now() - saver.saved) / 1000);
  facts.push(
    `${adapter.found || "–"}, ${mode}, ${session.written().length}, ${since} s`,
    `${win.innerWidth} × ${win.innerHeight}, ${win.navigator.userAgent}`,
    ...env.errors.slice(-3),
  );
  hook(doc, "support").textContent = facts.join("\n");
}
