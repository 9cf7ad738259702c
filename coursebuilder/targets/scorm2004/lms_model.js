/* Reading and writing the SCORM 2004 data model, as strictly as its specification allows. */
"use strict";

class CmiModel extends CmiRecord {
  get(name) {
    if (typeof name !== "string" || name === "") throw 301;
    const keyword = /^(.+)\.(_children|_count|_version)$/.exec(name);
    if (keyword) return this.getKeyword(keyword[1], keyword[2]);
    const [access, , otherwise] = this.element(name);
    if (access === "w") throw 405;
    this.checkIndexes(name, 0, 301);
    if (name in this.values) return this.values[name];
    if (otherwise === undefined) throw 403;
    return otherwise;
  }

  set(name, value) {
    if (typeof name !== "string" || name === "") throw 351;
    if (/\._(children|count|version)$/.test(name)) {
      this.getKeyword(...name.split(/\.(?=_\w+$)/));
      throw 404;
    }
    const [access, type] = this.element(name);
    if (access === "r") throw 404;
    this.checkIndexes(name, 1, 351);
    this.checkDependencies(name);
    // Scripts written for lax platforms hand over numbers and booleans; the specification knows only strings.
    if (typeof value !== "string") throw 406;
    const fault = this.fault(name, type, value);
    if (fault) throw fault;
    this.checkUnique(name, value);
    this.values[name] = value;
  }

  element(name) {
    const found = CMI_ELEMENTS[cmiShape(name)];
    if (!found) throw 401;
    if (this.missing(name)) throw 402;
    return found;
  }

  getKeyword(base, word) {
    const shape = cmiShape(base);
    const below = Object.keys(CMI_ELEMENTS).filter((one) => one.startsWith(shape + "."));
    if (!below.length && !(shape in CMI_ELEMENTS)) throw 401;
    if (word === "_version") {
      if (shape !== "cmi") throw 401;
      return "1.0";
    }
    if (!below.length) throw 301; // it has neither children nor a count
    if (this.missing(base)) throw 402;
    this.checkIndexes(base, 0, 301);
    if (word === "_children") {
      const start = shape in CMI_ARRAYS ? shape + ".n." : shape + ".";
      return Array.from(new Set(below.map((one) => one.slice(start.length).split(".")[0]))).join(",");
    }
    if (!(shape in CMI_ARRAYS)) throw 301;
    return String(this.count(base));
  }

  /* An entry's id comes first, and before a response the type that says what it may be. */
  checkDependencies(name) {
    Object.keys(CMI_ARRAYS).forEach((array) => {
      const first = CMI_ARRAYS[array];
      const entry = new RegExp("^(" + array.replace(/\./g, "\\.") + "\\.\\d+)\\.(.+)$").exec(name);
      if (first && entry && entry[2] !== first && !(entry[1] + "." + first in this.values)) throw 408;
    });
    const response = /^(cmi\.interactions\.\d+)\.(learner_response|correct_responses\..*)$/.exec(name);
    if (response && !(response[1] + ".type" in this.values)) throw 408;
  }

  fault(name, type, value) {
    if (type !== "pattern" && type !== "response") return CMI_TYPES[type](value);
    const parts = name.split(".");
    const kind = this.values[parts.slice(0, 3).join(".") + ".type"];
    return type === "response" ? cmiResponse(kind, value) : cmiPattern(kind, value, Number(parts[4]));
  }

  checkUnique(name, value) {
    const shape = cmiShape(name);
    if (!CMI_UNIQUE.includes(shape)) return;
    if (name in this.values && this.values[name] !== value) throw 351;
    const array = name.split(".").slice(0, -2).join(".") + ".";
    const same = (one) => one.startsWith(array) && cmiShape(one) === shape && this.values[one] === value;
    if (Object.keys(this.values).some((one) => one !== name && same(one))) throw 351;
  }
}

/* A duration as hundredths of a second, and back; years and months as everybody counts them. */
function cmiHundredths(span) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(span || "PT0S");
  const [years, months, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part || 0));
  const whole = ((years * 365 + months * 30 + days) * 24 + hours) * 60 + minutes;
  return whole * 6000 + Math.round(seconds * 100);
}

function cmiTimespan(hundredths) {
  const minutes = Math.floor(hundredths / 6000);
  return "PT" + Math.floor(minutes / 60) + "H" + (minutes % 60) + "M" + ((hundredths % 6000) / 100).toFixed(2) + "S";
}
