// The text that the probe lets the platform keep, probe.VISIT.SIZE. and then signs of those that packages use; and what
// became of it on its way back.
import { guarded } from "../../player/runtime/guarded.js";

const MARK = "probe";
const SIGNS = "Aa0_.~-";
// How platforms change a saved text, by the names of verify's doubles → how to undo it.
const UNDO = {
  blanks: (text) => text.trim(),
  quotes: (text) => text.replace(/^"([^]*)"$/, "$1"),
  escaped: (text) => guarded(() => decodeURIComponent(text), text),
  plus: (text) => text.replace(/\+$/, ""),
  capitals: (text) => text.toLowerCase(),
};

// The text of a visit that sends so many characters while it closes: of this length, or the mark alone.
export function padded(visit, size, length) {
  const mark = `${MARK}.${visit}.${size}.`;
  return mark + SIGNS.repeat(Math.ceil(length / SIGNS.length)).slice(0, Math.max(0, length - mark.length));
}

function left(text) {
  const [, number, size] = /^probe\.(\d)\.(\d+)\./.exec(text) || [];
  return number ? { visit: Number(number), size: Number(size), length: text.length } : null;
}

// What an earlier visit left, {visit, size, length, change}, or null. change: "" where it came back as it was, else how
// it was changed: a name of UNDO, or "otherwise".
export function came(text) {
  const same = ({ visit, size, length }) => padded(visit, size, length);
  const as = left(text);
  if (as && same(as) === text) return Object.assign(as, { change: "" });
  for (const change of Object.keys(UNDO)) {
    const mended = UNDO[change](text);
    const found = left(mended);
    const wanted = found && (change === "capitals" ? same(found).toLowerCase() : same(found));
    if (found && mended === wanted) return Object.assign(found, { change });
  }
  return as && Object.assign(as, { change: "otherwise" });
}
