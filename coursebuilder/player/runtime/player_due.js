// Guidance that somebody should have looked at again by today.
import { showNotice } from "./player_frame.js";

export const DUE = { opened: showDue };

function showDue(app) {
  const today = new Date(app.session.env.now()).toISOString().slice(0, 10);
  const due = (app.course.guidance || []).filter((one) => one.review_by < today);
  if (due.length) showNotice(app, "due", { title: due.map((one) => one.title).join("; ") });
}
