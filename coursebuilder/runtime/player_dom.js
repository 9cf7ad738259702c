// Small pieces of a page. Everything the learner reads comes from the course and its own list of words.

export const BARS = 20; // more pages or questions than this share one plain bar

export function escapeHtml(text) {
  return String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// say("tries-left", {n: 2}); where n is 1, a word with -one behind its key is taken.
export function speaker(words) {
  return (key, values = {}) => {
    const text = (values.n === 1 && words[key + "-one"]) || words[key] || "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  };
}

export function icon(name) {
  return `<svg class="i" aria-hidden="true"><use href="#i-${name}"></use></svg>`;
}

export function button(kind, action, label) {
  return `<button type="button" class="${kind}" data-action="${action}">${label}</button>`;
}

export function linkTo({ id, title, minutes }, html, word) {
  const label = html(word, { title, n: minutes });
  return `<a class="read-again" href="#page-${id}" data-page-link="${id}">${label}</a>`;
}

export function hook(root, name) {
  return root.querySelector(`[data-${name}]`);
}

export function setMark(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}
