// The way out, and what is shown after it.
import { button, hook } from "./player_dom.js";

// Leaves only when all is saved; else says so, and the platform gets another chance when the page closes.
export function leaveModule(app) {
  const { session, win } = app;
  const { mode } = session;
  session.saver.now().then((answer) => {
    const done = { revisit: WORD.looking_back, moved: WORD.moved_on_text }[mode];
    const text = done || (answer === "saved" ? WORD.left_text : WORD.left_unsaved);
    const address = text !== WORD.left_unsaved && session.leave();
    if (address) win.location.assign(address);
    else showLeft(app, address === false ? WORD.not_saved : WORD.left_title, text);
  });
}

export function showLeft(app, title, text) {
  const { doc, html } = app;
  const [action, word] = text === WORD.left_unsaved ? ["leave", WORD.try_now] : ["open", WORD.open_again];
  doc.getElementById("h-result").textContent = app.say(title);
  const again = button("secondary", action, html(word));
  hook(doc, "result-body").innerHTML = `<p class="lead">${html(text)}</p><div class="actions">${again}</div>`;
  app.turn("result");
}
