// The way out, and what is shown after it.
import { button, hook } from "./player_dom.js";
import { showSaving } from "./player_frame.js";

export const LEAVING = { actions: { leave: leaveModule }, ended: (app) => showLeft(app, "ended", "ended-text") };

// Leaves only when all is saved; else says so, and the platform gets another chance when the page closes.
function leaveModule(app) {
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

// In a frame the window is the platform's. Where opening again leads nowhere (`ended`) there is no button for it.
function showLeft(app, title, text) {
  const { doc, html, say, win } = app;
  const framed = win.parent !== win;
  const inFrame = { "left-title": "left-frame", "ended-text": "ended-frame" };
  const word = (name) => (framed && inFrame[name]) || name;
  const [action, label] = text === "left-unsaved" ? ["leave", "try-now"] : ["open", "open-again"];
  doc.getElementById("h-result").textContent = say(word(title));
  const again = title === "ended" ? "" : button("secondary", action, html(label));
  hook(doc, "result-body").innerHTML = `<p class="lead">${html(word(text))}</p><div class="actions">${again}</div>`;
  app.turn("result");
  showSaving(app);
}
