// Video and sound: they stop when the learner turns the page, and listening is learning time too.
import { all } from "./player_dom.js";

export const CLIPS = {
  opened: ({ doc, session }) => doc.addEventListener("timeupdate", () => session.watch.touch(), true),
  shown: ({ doc }) => all(doc, "[controls]").forEach((one) => one.closest(".current") || one.pause()),
};
