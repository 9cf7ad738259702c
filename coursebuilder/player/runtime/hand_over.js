// window.coursebuilder: the one object through which a package's scripts share anything. Each built script is a
// function of its own; where another one imports a name from a file of the first script, the bundler gives it the
// property of that name from here (build.js). So a name that is missing here fails the build.
//
// Beside the functions below it has, each set by one script and used by another:
//   createAdapter(env)      the target's adapter (adapter.js; statements_beside.js puts its own around it)
//   openSession, openPlayer what begin() makes (whole_course.js puts those of a whole course in their place)
//   texts                   {words, feedback} of the second script, a line that the compiler puts before it
//   begin()                 core.js; the first script's last line calls it
//   telling                 methods of the adapter that come with the second script: targets/*/telling.js
//   arrived({parts, methods}) main.js; the second script calls it
import { Assessment } from "./assessment.js";
import { placeName } from "./device.js";
import { guarded } from "./guarded.js";
import { Player } from "./player.js";
import { BARS, all, button, escapeHtml, hook, icon, setMark, speaker } from "./player_dom.js";
import { showFrame, showNotice, showSaving } from "./player_frame.js";
import { keepRecord, recordOf } from "./records.js";
import { scramble } from "./scramble.js";
import { Session } from "./session.js";
import { BEGIN, decodeState, emptyState, encodeState, mended, mergeStates } from "./state.js";

export const handOver = {
  createAdapter: null,
  openSession: (...given) => new Session(...given),
  openPlayer: (...given) => new Player(...given),
  Assessment,
  BARS,
  BEGIN,
  Player,
  Session,
  all,
  button,
  decodeState,
  emptyState,
  encodeState,
  escapeHtml,
  guarded,
  hook,
  icon,
  keepRecord,
  mended,
  mergeStates,
  placeName,
  recordOf,
  scramble,
  setMark,
  showFrame,
  showNotice,
  showSaving,
  speaker,
};
