// Records of the saved line that state.js carries through unread. Each begins with a letter for its kind, most with
// the key of what they are about as well.

export function recordOf({ others }, start) {
  return (others.find((record) => record.slice(0, start.length) === start) || "").slice(start.length);
}

export function keepRecord(state, start, text) {
  const others = state.others.filter((record) => record.slice(0, start.length) !== start);
  state.others = others.concat(start + text);
}
