// The way out, and what is shown after it.
import { button, hook } from "./player_dom.js";

// Leaves only when all is saved; else says so, and the platform gets another chance when the page closes.
export function leaveModule(app) {
  const { session, win } = app;
  const { mode } = session;
  session.saver.now().then((answer) => {
    const done = { revisit: "looking-back", moved: "moved-on-text" }[mode];
    const text = done || (answer === "saved" ? "left-text" : "left-unsaved");
    const address = text !== "left-unsaved" && session.leave();
    if (address) win.location.assign(address);
    else showLeft(app, address === false ? "not-saved" : "left-title", text);
  });
}

export function showLeft(app, title, text) {
  const { doc, html } = app;
  const [action, word] = text === "left-unsaved" ? ["leave", "try-now"] : ["open", "open-again"];
  doc.getElementById("h-result").textContent = app.say(title);
  const again = button("secondary", action, html(word));
  hook(doc, "result-body").innerHTML = `<p class="lead">${html(text)}</p><div class="actions">${again}</div>`;
  app.turn("result");
}
