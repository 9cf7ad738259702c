// A course's modules in one package; joined in place of one_module.js.
import { CoursePlayer } from "./course_player.js";
import { CourseSession } from "./course_session.js";

export function openSession(...given) {
  return new CourseSession(...given);
}

export function openPlayer(...given) {
  return new CoursePlayer(...given);
}
