// The second script: main.js is the first. What is only reached from here is not in the first one.
// Each of its parts may have
//   opened(app)           once, when it has come
//   shown(app, id)        whenever a page is shown, the result and those beside the module's own too
//   decided(app, result)  whenever the assessment's page is shown after Submit
//   typed(app, event)     whenever something is typed or chosen
//   checked(app, [question, answer, well])   whenever an answer has been checked
//   "on ACTION"(app, target)    a press on what has data-action="ACTION"
import { JOURNAL } from "./journal.js";
import { NOTES_PAGE } from "./journal_page.js";
import { CLIPS } from "./player_clips.js";
import { PRACTICE } from "./player_practice.js";
import { RESULT } from "./player_result.js";
import { SCENARIOS } from "./player_scenario.js";
import { SUPPORT } from "./player_support.js";
import { RECORD } from "./record.js";
import { TERMS } from "./player_terms.js";

const ALWAYS = [RESULT, SUPPORT, TERMS, JOURNAL, NOTES_PAGE, RECORD, CLIPS];
// A package is joined without the rows that its pages have no use for, as it is without those of kinds.js.
const SOMETIMES = {
  "practice": PRACTICE,
  "scenario": SCENARIOS,
};

document.currentScript.arrived(ALWAYS.concat(Object.values(SOMETIMES)), "WORDS", "FEEDBACK");
