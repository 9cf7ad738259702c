// The second script: main.js is the first. What is only reached from here is not in the first one.
// Each of its parts may have
//   opened(app)           once, when it has come
//   shown(app, id)        whenever a page is shown, the result and those beside the module's own too
//   decided(app, result)  whenever the assessment's page is shown after Submit
//   typed(app, event)     whenever something is typed or chosen
//   "on ACTION"(app, target)    a press on what has data-action="ACTION"
import { JOURNAL } from "./journal.js";
import { NOTES_PAGE } from "./journal_page.js";
import { CLIPS } from "./player_clips.js";
import { RESULT } from "./player_result.js";
import { SUPPORT } from "./player_support.js";
import { RECORD } from "./record.js";
import { TERMS } from "./player_terms.js";

document.currentScript.arrived([RESULT, SUPPORT, TERMS, JOURNAL, NOTES_PAGE, RECORD, CLIPS], "WORDS");
