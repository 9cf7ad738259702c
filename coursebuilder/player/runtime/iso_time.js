// Time as ISO 8601 writes it, for the standards that ask for it.

// "PT0H12M34.00S": always two decimals, because some platforms refuse more.
export function isoDuration(seconds) {
  const hundredths = Math.round(seconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M${((hundredths % 6000) / 100).toFixed(2)}S`;
}

// "2026-01-05T09:00:00" on the learner's own clock: a zone, or more decimals, is refused here and there.
export function localTimestamp(now) {
  const shift = new Date(now).getTimezoneOffset() * 60000;
  return new Date(now - shift).toISOString().slice(0, 19);
}
