/* Reading and writing the SCORM 1.2 data model, as strictly as its specification allows. */
"use strict";

class CmiModel extends CmiRecord {
  get(name) {
    const special = this.keyword(name);
    if (special) return this.getKeyword(special);
    const { access } = this.element(name);
    this.checkIndexes(name, 0, 201);
    if (access === "w") throw 404;
    return name in this.values ? this.values[name] : "";
  }

  set(name, value) {
    if (this.keyword(name)) throw 402;
    const { access, type } = this.element(name);
    this.checkIndexes(name, 1, 201);
    if (access === "r") throw 403;
    // Scripts written for lax platforms hand over numbers and booleans; the specification knows only strings.
    if (typeof value !== "string" || !this.fits(name, type, value)) throw 405;
    this.values[name] = name === "cmi.comments" ? this.appended(value) : value;
  }

  element(name) {
    if (typeof name !== "string" || name === "") throw 201;
    const found = CMI_ELEMENTS[cmiShape(name)];
    if (!found) throw 201;
    if (this.missing(name)) throw 401;
    return { access: found[0], type: found[1] };
  }

  keyword(name) {
    const match = /^(.+)\.(_children|_count|_version)$/.exec(typeof name === "string" ? name : "");
    if (!match) return null;
    const shape = cmiShape(match[1]);
    const known = Object.keys(CMI_ELEMENTS).some((one) => one === shape || one.startsWith(shape + "."));
    if (!known) throw 201;
    return { base: match[1], shape, word: match[2] };
  }

  getKeyword({ base, shape, word }) {
    if (this.missing(base)) throw 401;
    this.checkIndexes(base, 0, 201);
    if (word === "_version") {
      if (shape !== "cmi") throw 201;
      return "3.4";
    }
    if (word === "_count") {
      if (!CMI_ARRAYS.includes(shape)) throw 203;
      return String(this.count(base));
    }
    if (!(shape in CMI_CHILDREN)) throw 202;
    return CMI_CHILDREN[shape];
  }

  /* Comments of one lesson add up. */
  appended(value) {
    const whole = (this.values["cmi.comments"] || "") + value;
    if (!CMI_TYPES.string4096(whole)) throw 405;
    return whole;
  }

  fits(name, type, value) {
    if (type !== "pattern" && type !== "response") return CMI_TYPES[type](value);
    // What a response may be depends on the type, which must therefore be known before it.
    const kind = this.values[name.split(".").slice(0, 3).join(".") + ".type"];
    if (!kind) return false;
    const braced = /^\{(.*)\}$/.exec(value);
    const inner = type === "pattern" && braced && CMI_BRACED.includes(kind) ? braced[1] : value;
    return CMI_FEEDBACK[kind].test(inner);
  }
}

/* CMITimespan as hundredths of a second, and back; a total beyond the form stays at its largest. */
function cmiHundredths(span) {
  const [hours, minutes, seconds] = (span || "0000:00:00").split(":");
  return Number(hours) * 360000 + Number(minutes) * 6000 + Math.round(Number(seconds) * 100);
}

function cmiTimespan(hundredths) {
  const all = Math.min(hundredths, 9999 * 360000 + 359999);
  const two = (number) => String(number).padStart(2, "0");
  const clock = [Math.floor(all / 6000) % 60, Math.floor(all / 100) % 60].map(two).join(":");
  return String(Math.floor(all / 360000)).padStart(4, "0") + ":" + clock + "." + two(all % 100);
}
