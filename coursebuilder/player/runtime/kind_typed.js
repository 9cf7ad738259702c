// A text or a number that is typed; the author's answers go by letters, as those to choose from do.
import { escapeHtml, hook } from "./player_dom.js";
import { feedback, showRow } from "./player_rows.js";

// How a typed text is kept: letters and digits as they are, a space as _, any other sign as ~ and two of
// these digits, or three from the 3,072nd sign on, where the first is M or later.
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_~";
const LETTERS = DIGITS.slice(10, 36);

export function packText(text) {
  return text
    .replace(/[^A-Za-z0-9 ]/g, (sign) => {
      const code = sign.charCodeAt(0);
      const first = code < 3072 ? "" : DIGITS[48 + (code >> 12)];
      return "~" + first + DIGITS[(code >> 6) & 63] + DIGITS[code & 63];
    })
    .replace(/ /g, "_");
}

export function unpackText(kept) {
  return kept.replace(/~[0-9a-zA-L].|~[M-Z_~]..|_/g, (sign) => {
    const code = Array.from(sign.slice(1)).reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);
    return sign === "_" ? " " : String.fromCharCode(code & 65535);
  });
}

function field(form) {
  return form.querySelector("input");
}

function allRight({ right }, answers) {
  return answers.filter((answer, n) => right.includes(LETTERS[n]));
}

// reads(field): the answer in it; finds(question, given): which of the author's answers that is;
// shown(question): the right ones, to be read.
function typed(reads, finds, shown, more) {
  const letterOf = (question, answer) => LETTERS[finds(question, unpackText(answer))] || "";
  const judge = (question, answer) => {
    const letter = letterOf(question, answer);
    return letter > "" && question.right.includes(letter);
  };
  const answerOf = (form) => packText(reads(field(form).value));
  const markRows = (app, form, question, answer, final) => {
    const letter = letterOf(question, answer);
    const fits = judge(question, answer);
    const word = fits ? "right" : final ? "your-answer" : "not-quite";
    const solution = `<p>${app.html("was-answer")}: ${escapeHtml(shown(question))}</p>`;
    const reason = (letter && feedback(form, question, letter)) + (final && !fits ? solution : "");
    return [showRow(app, hook(form, "answer"), fits ? "right" : "not-quite", word, reason)];
  };
  return Object.assign(
    {
      judge,
      answerIn: answerOf,
      putIn: (form, question, answer, locked) => {
        if (answerOf(form) !== answer) field(form).value = unpackText(answer);
        field(form).disabled = !!locked;
      },
      markRows,
    },
    more,
  );
}

// ---- a text

// One full stop at the end doesn't count: phones write it for a double blank.
function plain(question, text) {
  const same = text.normalize().replace(/\s+/g, " ").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim();
  const bare = same.replace(/([^. ]) ?\.$/, "$1");
  return question.case ? bare : bare.toLowerCase();
}

export const TYPED_TEXT = typed(
  (text) => text.trim(),
  (question, given) => question.texts.findIndex((text) => plain(question, text) === plain(question, given)),
  (question) => allRight(question, question.texts).join(", "),
  {
    heardAs: (question, answer) => {
      const pattern = allRight(question, question.texts);
      return { given: unpackText(answer), pattern, case: !!question.case };
    },
    askFirst: "type-first",
  },
);

// ---- a number

// "16,5" and "1,000.5" as a script reads them; "" when it is no number.
export function readNumber(text) {
  const bare = text.replace(/\s/g, "").replace("−", "-").replace(/\.$/, ""); // as in a text
  const grouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(bare);
  const number = grouped ? bare.replace(/,/g, "") : bare.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(number) ? number : "";
}

// Of two answers that hold the number the narrower one: it says more.
export function narrowest({ ranges }, given) {
  const number = Number(given);
  const holds = ranges.filter(([low, high]) => low <= number && number <= high);
  const [first] = holds.sort((one, other) => one[1] - one[0] - (other[1] - other[0]));
  return ranges.indexOf(first);
}

export const TYPED_NUMBER = typed(
  readNumber,
  narrowest,
  (question) =>
    allRight(question, question.ranges)
      .map(([low, high]) => `${low}${low < high ? " – " + high : ""} ${question.unit || ""}`.trim())
      .join(", "),
  {
    heardAs: (question, answer) => {
      return { given: unpackText(answer), pattern: allRight(question, question.ranges) };
    },
    askFirst: "type-number",
  },
);
