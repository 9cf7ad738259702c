// What only some platforms make of a launch: one that came too late, or one with a pass mark of its own.
import { button, hook } from "./player_dom.js";

export function greetLate({ doc, html, session }) {
  const back = button("quiet", "leave", html("finish"));
  const text = `${html("ended")} ${html("ended-text")} ${session.launch.returnUrl ? back : ""}`;
  const notice = `<p class="notice" role="note">${text}</p>`;
  doc.getElementById("main").insertAdjacentHTML("afterbegin", notice);
}

// The page says what passing takes; the platform's score wins.
export function greetWith(duty) {
  return ({ doc }) => (hook(doc, "duty").textContent = duty);
}
