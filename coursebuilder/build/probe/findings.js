// What is found out, as lines of text. Whose account it is stays out: names and ids count by their length alone.
import { shown } from "./door.js";
import { guarded } from "../../player/runtime/guarded.js";

const WORD_FOR = { yes: "yes", no: "no" };

export function around(win) {
  const { document: doc, screen, location } = win;
  const policy = doc.permissionsPolicy || doc.featurePolicy;
  const heard = policy ? guarded(() => policy.allowsFeature("unload"), null) : null;
  const yesNo = (is) => (is ? WORD_FOR.yes : WORD_FOR.no);
  return [
    `page: ${win.innerWidth} x ${win.innerHeight} pixels, screen ${screen.width} x ${screen.height}`,
    `in a frame: ${yesNo(win.parent !== win)}; parent can be read: ${yesNo(guarded(() => win.parent.document, 0))}`,
    `opened by another window: ${yesNo(guarded(() => win.opener, 0))}`,
    `address: ${location.protocol} with ${location.search ? "keys behind a ?" : "nothing behind it"}`,
    `storage on this device: ${yesNo(guarded(() => win.localStorage, 0))}`,
    `the event unload is allowed: ${heard === null ? "not told" : yesNo(heard)}`,
  ];
}

// {lines, found: element → {value, thrown}}
export function answers(door) {
  const { standard } = door;
  const found = {};
  const lines = standard.read.map((name) => {
    const { value, error, thrown } = door.call("get", name);
    found[name] = { value, thrown };
    const personal = standard.personal.includes(name);
    const told = personal && typeof value === "string" ? `text of ${value.length} characters` : shown(value);
    return `${name}: ${thrown ? "throws " + thrown : told}${error ? ", error " + error : ""}`;
  });
  return { lines, found };
}

// Each element, what it takes and what it refuses: {lines, found: element → {taken, refused, why}}.
export function tried(door, tries) {
  const found = {};
  const lines = Object.keys(tries).map((name) => {
    const takes = [];
    const refuses = [];
    found[name] = { taken: [], refused: [], why: [] };
    tries[name].forEach((value) => {
      const { yes, why } = door.taken(name, value);
      found[name][yes ? "taken" : "refused"].push(value);
      if (yes) takes.push(JSON.stringify(value));
      else {
        refuses.push(`${JSON.stringify(value)} (${why})`);
        found[name].why.push(why);
      }
    });
    const list = [takes.length && "takes " + takes.join(" "), refuses.length && "refuses " + refuses.join(" ")];
    return `${name}: ${list.filter(Boolean).join("; ")}`;
  });
  return { lines, found };
}

// The longest text that was taken and came back whole, in {name: characters}.
export function limits(door) {
  const { sizes } = door.standard;
  const most = {};
  const lines = Object.keys(sizes).map((name) => {
    const told = sizes[name].map((size) => {
      const { yes, why } = door.taken(name, "x".repeat(size));
      const back = yes ? door.text(name).length : 0;
      if (yes && back === size) most[name] = size;
      return `${size} ${yes ? (back === size ? "taken" : "cut to " + back) : "refused, " + why}`;
    });
    return `${name}, characters: ${told.join("; ")}`;
  });
  return { lines, most };
}

// {lines, read: element → value}
export function again(door) {
  const read = {};
  const lines = door.standard.again.map((name) => {
    read[name] = door.call("get", name).value;
    return `${name}: ${shown(read[name])}`;
  });
  return { lines, read };
}

// Which parameters of a launch stand behind the page's address: their names alone, for the values are a learner's.
export function launches(win, known) {
  const given = new URLSearchParams(win.location.search);
  return known.map(({ title, parameters }) => {
    const there = parameters.filter((name) => given.has(name));
    const not = parameters.filter((name) => !given.has(name));
    const names = there.join(", ") + (not.length ? "; not " + not.join(", ") : "");
    return { title, whole: !not.length, line: `${title}: ${there.length ? "the address has " + names : "no launch"}` };
  });
}

// How the platform's server names the types of files; it can't be asked from a disk or a sandboxed frame.
export function types(win, names) {
  const asked = names.map((name) =>
    win.fetch(name, { method: "GET" }).then(
      (answer) => `${name}: ${answer.status === 200 ? answer.headers.get("Content-Type") : answer.status}`,
      () => `${name}: could not be asked`,
    ),
  );
  return Promise.all(asked);
}
