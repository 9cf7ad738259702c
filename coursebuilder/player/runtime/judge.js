// Right or wrong, how much of it, and which questions are asked. judge.py says the same in Python.
import { QUESTION_KINDS } from "./kinds.js";

// All or nothing: exactly the right answers and no other.
export function isRight(question, answer) {
  return QUESTION_KINDS[question.kind].judge(question, answer);
}

// Per cent, half up, in whole numbers so that no rounding error of the machine decides a pass.
export function percent(right, total) {
  return total ? Math.floor((200 * right + total) / (2 * total)) : 0;
}

export function reaches(raw, mastery) {
  return raw >= Math.round(mastery * 100);
}

export function fewestRight(total, mastery) {
  let right = 0;
  while (right < total && !reaches(percent(right, total), mastery)) right += 1;
  return right;
}

// A number below 2 ** 32 that depends on every character: our own, for it must be the same in every browser,
// and the browser's hash is missing on plain http. Good enough to shuffle and to name, not to hide.
export function scramble(text) {
  const mixed = Array.from(text).reduce((sum, sign) => {
    const next = Math.imul(sum ^ sign.codePointAt(0), 0x9e3779b1);
    return next ^ (next >>> 15);
  }, 0x5f356495);
  return Math.imul(mixed, 0x735a2d97) >>> 0;
}

// Safety questions are always asked and come first; then those of `kept` still there; then chance decides.
// A bank that is asked whole stays in its author's order.
export function drawQuestions(bank, count, seed, kept) {
  if (count >= bank.length) return bank;
  const rank = ({ key, safety }) =>
    (safety ? 0 : kept.includes(key) ? 1 : 2) + scramble(seed + key) / 2 ** 32;
  const least = bank.filter((question) => question.safety).length;
  return bank
    .slice()
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, Math.max(count, least));
}
