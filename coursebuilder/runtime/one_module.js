// A package with one module. many_modules.js takes this file's place where there are several.
import { Player } from "./player.js";
import { Session } from "./session.js";

export function openSession(...given) {
  return new Session(...given);
}

export function openPlayer(...given) {
  return new Player(...given);
}
