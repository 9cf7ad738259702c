/* What the strict LMSs of all SCORM versions do alike: count the entries of arrays, and answer with an error's number.
   Values live in one flat record, "cmi.suspend_data": "1abc"; a fault is thrown as its error number. Loaded first. */
"use strict";

/* A name with every index replaced by n, as the tables of elements have it. */
const cmiShape = (name) => name.replace(/\.(0|[1-9]\d*)(?=\.|$)/g, ".n");

class CmiRecord {
  /* `values`: the record; `missing(name)`: elements this LMS doesn't have, as some have only the core. */
  constructor(values, missing) {
    Object.assign(this, { values, missing });
  }

  count(array) {
    const start = array + ".";
    const indexes = Object.keys(this.values)
      .filter((name) => name.startsWith(start))
      .map((name) => Number(name.slice(start.length).split(".")[0]));
    return indexes.length ? Math.max(...indexes) + 1 : 0;
  }

  /* Arrays grow by one: an index may be at most the count when writing, and below it when reading. */
  checkIndexes(name, spare, error) {
    const parts = name.split(".");
    parts.forEach((part, at) => {
      if (/^\d+$/.test(part) && Number(part) >= this.count(parts.slice(0, at).join(".")) + spare) throw error;
    });
  }
}

/* One launch: before the opening call, running, after the closing one. */
class LmsLaunch {
  constructor(options, quirks) {
    Object.assign(this, { options, quirks });
    this.kept = options.stored || {};
    this.stored = (values) => Object.assign({}, values); // what of it outlives the launch
    this.closing = false;
    this.address = (href) => href;
    this.shut = (frame) => frame.remove();
    this.state = "before";
    this.code = 0; // of the last error
  }

  end(code) {
    this.code = code;
    return code === 0 ? "true" : "false";
  }

  /* Does `act` while the session runs; a number it throws becomes the error of the call. */
  running(part, failed, act) {
    try {
      if (this.state !== "running") throw this.mistimed(part);
      const result = act();
      return this.end(0) && (result === undefined ? "true" : result);
    } catch (code) {
      if (typeof code !== "number") throw code;
      this.end(code);
      return failed;
    }
  }

  api() {
    return {
      open: (value) => this.open(value),
      close: (value) => this.running("close", "false", () => this.store(value, true)),
      read: (name) => this.running("read", "", () => this.read(name)),
      write: (name, value) => this.running("write", "false", () => this.write(name, value)),
      save: (value) => this.running("save", "false", () => this.store(value, false)),
      lastError: () => String(this.code),
      errorString: (code) => CMI_ERRORS[code] || "",
      diagnostic: (code) => CMI_ERRORS[code === "" ? this.code : code] || "",
    };
  }
}
