// How much is right, and which questions are asked. scoring.py says the same in Python; kinds.js, what is right.
import { scramble } from "./scramble.js";

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
