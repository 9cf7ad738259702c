/* A strict SCORM LMS for tests, of any version: the object the package finds, with every call remembered. A classic
   script beside those of one version, which define:

   LmsSession(options, quirks): {api(), end(code), code, kept}, one launch; its functions are called by their part,
   LMS_NAMES: {open, close, read, write, save, lastError, errorString, diagnostic: what this version calls them},
   LMS_FAILED: the error of each when the LMS could not do it,
   LMS_WINDOW_NAME: where a package looks for it, LMS_FLAGS: the names of the quirks its session knows.

   createLms({stored, studentId, studentName, mode, quirks, save, record, leaving, ...what the session asks for})
     -> {api, calls, errors, last, data(), install(window), address(href), shut(frame), closing()}
   stored: what an earlier launch left (data()); save(data) is called whenever something becomes permanent,
   record(call) at every call with {name, arguments, result, error} and, where an
   argument was a number or a truth value, untyped; last: the name of the call that ends it all;
   leaving(): whether the package's page is going right now; address(href): where the package is opened; shut(frame):
   how the platform ends it; closing(): from now on the page is going. */
"use strict";

function createLms(options) {
  const quirks = readQuirks(options.quirks);
  const session = new LmsSession(options, quirks);
  const calls = [];
  const errors = [];

  function note(name, given, result, error) {
    const call = { name, arguments: given.map(String), result: String(result), error: String(error) };
    if (given.some((one) => /number|boolean/.test(typeof one))) call.untyped = true;
    calls.push(call);
    if (call.error !== "0") errors.push(call);
    if (options.record) options.record(call);
  }

  let api = session.api();
  Object.keys(quirks).forEach((name) => {
    const change = LMS_QUIRKS[name];
    if (change) api = Object.assign({}, api, change(api, quirks[name], session));
  });
  const door = lmsDoor(api, note, () => session.code);

  function install(target) {
    if ("absent" in quirks) return;
    const put = () => {
      target[LMS_WINDOW_NAME] = door;
    };
    if ("late" in quirks) target.setTimeout(put, Number(quirks.late));
    else put();
  }

  const data = () => Object.assign({}, session.kept);
  const { address, shut } = session;
  const closing = () => (session.closing = true);
  return { api: door, calls, errors, data, install, last: LMS_NAMES.close, address, shut, closing };
}

/* The object the package finds. Each call is noted with what the package got and the error behind it. */
function lmsDoor(api, note, error) {
  const door = {};
  Object.keys(LMS_NAMES).forEach((part) => {
    const name = LMS_NAMES[part];
    door[name] = function (...given) {
      // Platforms whose API is a class instance need its methods called as methods.
      if (this !== door) throw new TypeError("called without its API object: " + name);
      try {
        const result = api[part](...given);
        if (!["lastError", "errorString", "diagnostic"].includes(part)) note(name, given, result, error());
        return result;
      } catch (thrown) {
        note(name, given, "", "thrown");
        throw thrown;
      }
    };
  });
  return door;
}

/* {name: parameter} of a list such as ["booleans", "late:2000", "of:moodle"]; `of` stands for all that a platform does. */
function readQuirks(list) {
  const quirks = {};
  (list || []).forEach((entry) => {
    const [name, parameter] = entry.split(":");
    if (name === "of" && typeof LMS_PLATFORMS === "object" && LMS_PLATFORMS[parameter]) {
      Object.assign(quirks, readQuirks(LMS_PLATFORMS[parameter]));
      return;
    }
    if (!(name in LMS_QUIRKS) && !LMS_FLAGS.includes(name)) throw new Error("no such behaviour: " + entry);
    quirks[name] = parameter || "";
  });
  return quirks;
}
