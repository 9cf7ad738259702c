// What a page of several modules shows beside what every page does: how far the learner is in each.
import { Player } from "./player.js";
import { all, hook } from "./player_dom.js";

export class CoursePlayer extends Player {
  changes(launched) {
    super.changes(launched);
    this.notifyParts("renewed");
  }

  go(id, quiet) {
    super.go(id, quiet);
    const { doc, html, session } = this;
    const here = session.partOf(this.page);
    all(doc, "[data-course-part]").forEach((link) => {
      const part = session.parts.find(({ key }) => key === link.dataset.coursePart);
      hook(link, "part-state").innerHTML = howFar(this, part);
      link.closest("li").classList.toggle("here", part === here);
    });
    if (!here.key) {
      const n = session.parts.length - 1;
      doc.querySelector("[data-where] b").innerHTML = html("modules", { n });
    }
  }
}

function howFar({ html, session }, part) {
  const { pages, state } = part;
  if (session.within(part, () => session.done())) {
    const { best, standing } = state.tally || {};
    const word = { p: "part-passed", f: "part-failed" }[standing] || "part-done";
    return html(word, { percent: best });
  }
  if (!state.seen.length) return html("part-new");
  const n = pages.filter((page) => !session.isRead(page)).reduce((sum, { minutes }) => sum + minutes, 0);
  return html("minutes-left", { n });
}
