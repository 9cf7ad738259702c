// Finding a platform's API objects with the way to them, and calling their functions while noting every detail.
import { guarded } from "../../player/runtime/guarded.js";
import { isRefusal } from "../../player/runtime/scorm_api.js";

const STEPS = 20;

// All objects of that name: [{api, where}], the nearest parents first.
export function findAll(win, standard) {
  const found = [];
  const look = (start, words) => {
    let frame = start;
    for (let level = 0; frame && level < STEPS; level += 1) {
      const api = guarded(() => frame[standard.api], null);
      const known = found.some((one) => one.api === api);
      if (api && !known && guarded(() => api[standard.open], null)) found.push({ api, where: words(level) });
      const above = guarded(() => frame.parent, null);
      frame = above === frame ? null : above;
    }
  };
  const up = (level) => (level ? `, ${level} further up` : "");
  if (win.parent !== win) look(win.parent, (level) => "the parent frame" + up(level));
  look(guarded(() => win.top.opener, null), (level) => "the window that opened this one" + up(level));
  look(win, (level) => (level ? "a parent frame" : "the package's own window"));
  return found;
}

// A value as it is, with its kind where that is not text.
export function shown(value) {
  if (value === undefined || value === null) return "nothing (" + value + ")";
  return typeof value === "string" ? JSON.stringify(value) : value + " (a " + typeof value + ")";
}

// What an answer of a call looks like that should be "true" or "false"; "no" for a text that says false.
export function answerKind(value) {
  if (typeof value === "boolean") return "boolean";
  if (value === undefined || value === null || value === "") return "nothing";
  if (String(value).toLowerCase() === "false") return "no";
  return value === "true" ? "text" : "other";
}

// kinds: of the answers so far to opening, setting and saving; times: milliseconds of each call that set something.
export class Door {
  constructor(standard, api) {
    this.standard = standard;
    this.api = api;
    this.kinds = new Set();
    this.times = [];
  }

  // {value, error, thrown, ms}: error "" where the platform says all is well.
  call(kind, ...given) {
    const name = this.standard[kind];
    const start = performance.now();
    try {
      const value = this.api[name](...given);
      const ms = Math.round(performance.now() - start);
      if (/open|set|save/.test(kind)) this.kinds.add(answerKind(value));
      if (kind === "set") this.times.push(ms);
      const code = kind === "error" ? "" : this.lastError();
      return { value, error: /^0?$/.test(code) ? "" : code, thrown: "", ms };
    } catch (error) {
      return { value: undefined, error: "", thrown: String((error && error.message) || error), ms: 0 };
    }
  }

  lastError() {
    return String(guarded(() => this.api[this.standard.error](), ""));
  }

  // Whether a value is taken: only false, an exception or an error's number is a refusal.
  taken(name, value) {
    const { value: answer, error, thrown } = this.call("set", name, value);
    const yes = !thrown && !isRefusal(answer, () => error);
    return { yes, why: thrown ? "throws" : error ? "error " + error : "no error" };
  }

  text(name) {
    const { value } = this.call("get", name);
    return value === undefined || value === null ? "" : String(value);
  }

  setAll(values) {
    Object.keys(values).forEach((name) => this.call("set", name, values[name]));
  }
}
