// A whole course in one package: stands in the first script behind the adapter, and puts its own session and player
// in the place of those of one module.
import { CoursePlayer } from "./course_player.js";
import { CourseSession } from "./course_session.js";

export function openSession(...given) {
  return new CourseSession(...given);
}

export function openPlayer(...given) {
  return new CoursePlayer(...given);
}
