// A number below 2 ** 32 that depends on every character: our own, for it must be the same in every browser,
// and the browser's hash is missing on plain http. Good enough to shuffle and to name, not to hide.
export function scramble(text) {
  const mixed = Array.from(text).reduce((sum, sign) => {
    const next = Math.imul(sum ^ sign.codePointAt(0), 0x9e3779b1);
    return next ^ (next >>> 15);
  }, 0x5f356495);
  return Math.imul(mixed, 0x735a2d97) >>> 0;
}
