// The methods that the classes of the first script get with the second. What is answered before
// that has come waits in Player.unread and LaterScript.waiting.
import { ANSWERING } from "./answering.js";
import { Assessment } from "./assessment.js";
import { TAKING } from "./assessment_taking.js";
import { Session } from "./session.js";

export function addMethods() {
  Object.assign(Assessment.prototype, TAKING);
  Object.assign(Session.prototype, ANSWERING);
}
