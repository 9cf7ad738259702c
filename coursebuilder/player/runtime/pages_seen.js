// What a saved line says was read. A course's line holds the course's own state, then one of each module.
import { BEGIN, decodeState } from "./state.js";

// The ids of the pages: their keys are unique in a module only.
export function pagesSeen(course, text) {
  const [own, ...lines] = text.split(BEGIN);
  const line = (key) => (key ? (lines.find((one) => one.slice(0, 3) === key) || "").slice(3) : own);
  const seen = (part) => {
    const keys = decodeState(line(part.key)).seen;
    return part.pages.filter((page) => keys.includes(page.key)).map((page) => page.id);
  };
  return [].concat(...(course.modules || [{ key: "", pages: course.pages }]).map(seen));
}
