// The second script: what no page needs before the learner has begun. core.js is the first.
// Each of its parts may have
//   opened(app)           once, when it has come
//   shown(app, id)        whenever a page is shown, the result and those beside the module's own too
//   decided(app, result)  whenever the assessment's page is shown after Submit
//   typed(app, event)     whenever something is typed or chosen
//   checked(app, [question, answer, well])   whenever an answer has been checked
//   actions               {NAME: function (app, target)}: a press on what has data-action="NAME"
import { JOURNAL } from "./journal.js";
import { NOTES_PAGE } from "./journal_page.js";
import { LATER_KINDS } from "./kinds_later.js";
import { CLIPS } from "./player_clips.js";
import { PLACES } from "./player_places.js";
import { PRACTICE } from "./player_practice.js";
import { RESULT } from "./player_result.js";
import { SCENARIOS } from "./player_scenario.js";
import { SUPPORT } from "./player_support.js";
import { RECORD } from "./record.js";
import { TERMS } from "./player_terms.js";

const PARTS = [RESULT, SUPPORT, TERMS, PLACES, JOURNAL, NOTES_PAGE, RECORD, CLIPS, PRACTICE, SCENARIOS];

window.coursebuilder.arrived({ parts: PARTS, kinds: LATER_KINDS });
