// Small pieces of a page. Everything the learner reads comes from the course and its own list of words.

export const BARS = 20; // more pages or questions than this share one plain bar

export function escapeHtml(text) {
  return String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// say("tries-left", {n: 2}): a word by its key in coursebuilder/words/. Where n is 1, some read otherwise.
export function speaker(words) {
  return (word, values = {}) => {
    const [many, one = many] = [].concat(words[word] || "");
    const text = values.n === 1 ? one : many;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  };
}

export function icon(name) {
  return `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-${name}"/></svg>`;
}

export function button(kind, action, label) {
  return `<button type="button" class="${kind}" data-action="${action}">${label}</button>`;
}

export function all(root, selector) {
  return Array.from(root.querySelectorAll(selector));
}

export function hook(root, name) {
  return root.querySelector(`[data-${name}]`);
}

export function setMark(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}
