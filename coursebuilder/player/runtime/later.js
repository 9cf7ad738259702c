// The second script: what no page needs before the learner has begun. core.js is the first.
// Each of its parts may have
//   opened(app)           once, when it has come
//   shown(app, id)        whenever a page is shown, the result and those beside the module's own too
//   decided(app, result)  whenever the assessment's page is shown after Submit
//   launched(app)         once the platform has told what it holds, or when this script has come after that
//   assessed(app)         whenever the assessment's page is about to be shown
//   renewed(app)          of a whole course, whenever the session has something new
//   answered(app, target) whenever a control of a question was used
//   typed(app, event)     whenever something is typed or chosen
//   checked(app, [question, answer, well])   whenever an answer has been checked
//   before(app, card)     whenever the first card is to offer the answers of an earlier attempt
//   ended(app)            a press in a page whose session is over and can't start again
//   actions               {NAME: function (app, target)}: a press on what has data-action="NAME"
import { JOURNAL } from "./journal.js";
import { NOTES_PAGE } from "./journal_page.js";
import { addMethods } from "./later_methods.js";
import { AGAIN } from "./player_again.js";
import { BLOCKED } from "./player_blocked.js";
import { CLIPS } from "./player_clips.js";
import { DUE } from "./player_due.js";
import { LEAVING } from "./player_leave.js";
import { ONWARD } from "./player_onward.js";
import { PLACES } from "./player_places.js";
import { PRACTICE } from "./player_practice.js";
import { QUESTIONS } from "./player_questions.js";
import { RESULT } from "./player_result.js";
import { SCENARIOS } from "./player_scenario.js";
import { SUPPORT } from "./player_support.js";
import { RECORD } from "./record.js";
import { TERMS } from "./player_terms.js";
import { WHERE } from "./player_where.js";

const ON_PAGES = [QUESTIONS, PRACTICE, SCENARIOS, TERMS, PLACES, CLIPS];
const AROUND = [RESULT, SUPPORT, JOURNAL, NOTES_PAGE, RECORD, LEAVING, AGAIN, BLOCKED, DUE, WHERE, ONWARD];

addMethods();
window.coursebuilder.arrived({ parts: [...ON_PAGES, ...AROUND], methods: window.coursebuilder.telling });
