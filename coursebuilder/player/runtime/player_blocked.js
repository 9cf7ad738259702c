// What a platform's frame may forbid without a word (`sandbox` without allow-popups or allow-modals): a link that
// opens a window of its own, and printing. Nothing tells a page of it, so it is seen by what doesn't follow a press.
const AFTER = 1000; // milliseconds in which a new window has taken the focus, or paper is laid out

export const BLOCKED = { opened: watch };

function watch(app) {
  const { doc, win, session } = app;
  let printed = false;
  win.addEventListener("beforeprint", () => (printed = true));
  doc.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    if (ctrlKey || metaKey || shiftKey || !target.closest) return;
    const link = target.closest("a[target=_blank]");
    const button = target.closest("[data-action=print]");
    if (button) printed = false;
    const stayed = () => (link ? doc.hasFocus() && !doc.hidden : button && !printed);
    if (link || button) session.env.setTimeout(() => stayed() && tell(app, link || button), AFTER);
  }, true);
}

// Beside what was pressed, once.
function tell({ doc, say }, pressed) {
  const { nextElementSibling: next } = pressed;
  if (next && next.matches(".blocked")) return;
  const note = doc.createElement("span");
  note.className = "blocked small";
  note.setAttribute("role", "status");
  pressed.after(note);
  note.textContent = pressed.href ? say("link-blocked", { address: pressed.href }) : say("print-blocked");
}
