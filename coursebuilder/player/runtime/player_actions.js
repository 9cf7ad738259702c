// What a press on something with data-action="…" does, by that name. The second script's parts bring more: later.js.
import { guarded } from "./guarded.js";
import { hook } from "./player_dom.js";
import { toggleContents } from "./player_frame.js";

export const ACTIONS = {
  contents: (app, menu) => toggleContents(app, menu.getAttribute("aria-expanded") !== "true"),
  move: (app, target) => app.changed({ target }), // an arrow that puts steps in order
  print: printPage,
  restart,
  result: (app) => app.visit(app.session.exam.rule.page),
  resume,
  "retry-save": retrySaving,
  return: returnFromAside,
  skip: ({ doc }) => doc.querySelector(".page.current h1").focus(),
};

function printPage({ laterScript, win }) {
  const onPaper = () => guarded(() => win.print());
  laterScript.withParts(onPaper, onPaper); // what comes later fills in the record and knows how paper looks
}

function restart(app) {
  hook(app.doc, "resume").hidden = true;
  app.visit(app.first);
}

function resume(app) {
  const { pages } = app.course;
  app.visit((pages[app.place() || 1] || pages[0]).id);
}

function retrySaving({ reload, session }) {
  if (session.mode === "moved") reload();
  else if (session.mode === "held") session.takeOver();
  else if (session.launch) session.saver.now();
  else session.connect();
}

function returnFromAside(app) {
  app.go(app.page);
  if (app.left) app.left.focus();
}
