// Records of the saved line that only the second script reads; the first one carries them through. Each
// begins with a letter for its kind and the key of what it is about: state.js says more.

export function recordOf({ others }, start) {
  return (others.find((record) => record.slice(0, start.length) === start) || "").slice(start.length);
}

export function keepRecord(state, start, text) {
  const others = state.others.filter((record) => record.slice(0, start.length) !== start);
  state.others = others.concat(start + text);
}
