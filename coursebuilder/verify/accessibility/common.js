/* What the checks share: how an element is named to its author, and what of a page can be seen. */
(() => {
  if (window.coursebuilderLook) return;

  /* The element as a short selector, with the first words in it. */
  const name = (element) => {
    const classes = Array.from(element.classList || []).slice(0, 2).map((one) => "." + one).join("");
    const tag = element.localName + (element.id ? "#" + element.id : classes);
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim();
    const short = words.replace(/\s+/g, " ").slice(0, 40);
    return short ? `${tag} “${short}”` : tag;
  };

  const visible = (element) =>
    element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) &&
    Array.from(element.getClientRects()).some((box) => box.width > 0 && box.height > 0);

  /* Meant for screen readers alone, or not shown yet: a pixel, clipped away, or wholly outside. */
  const forEars = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const nothing = /inset\((50%|100%)\)/.test(style.clipPath) || /rect\((0px|1px)/.test(style.clip);
      if (nothing || style.opacity === "0" || (style.position === "absolute" && box.width <= 2)) return true;
      const gone = box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left >= innerWidth;
      if (/absolute|fixed/.test(style.position) && gone) return true;
    }
    return false;
  };

  /* Has a layer of its own, that other things may pass under. */
  const floats = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };

  /* Elements that hold words themselves, and can be seen. */
  const wordy = () =>
    Array.from(document.body.querySelectorAll("*")).filter(
      (element) =>
        !/^(script|style|noscript|option|title)$/.test(element.localName) &&
        Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim()) &&
        visible(element) && !forEars(element));

  /* Other styles for as long as a check needs them. */
  const during = (css) => {
    const sheet = document.createElement("style");
    sheet.textContent = css;
    document.documentElement.append(sheet);
    document.documentElement.getBoundingClientRect();
    return () => sheet.remove();
  };

  /* Nothing moves between hold() and release(): every look then is at how things end. */
  let held = null;
  const hold = () => {
    held = held || during("*, ::before, ::after { transition: none !important; animation: none !important;" +
      " scroll-behavior: auto !important }");
  };
  const release = () => {
    if (held) held();
    held = null;
  };

  const scroller = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return at;
    }
    return null;
  };

  /* A number that differs when anything on the page does. */
  const fingerprint = () => {
    const fields = Array.from(document.querySelectorAll("input, select, textarea"));
    const text = document.documentElement.outerHTML +
      fields.map((field) => `${field.checked}${field.value}`).join("|") + `${innerWidth}x${innerHeight}`;
    let hash = 7;
    for (let n = 0; n < text.length; n++) hash = Math.imul(hash, 31) + text.charCodeAt(n) | 0;
    return `${text.length}-${hash}`;
  };

  /* The colours of everything, to tell whether a page has a dark side. */
  const colours = () =>
    Array.from(document.querySelectorAll("body, body *")).map((element) => {
      const style = getComputedStyle(element);
      return style.color + style.backgroundColor;
    }).join("");

  window.coursebuilderLook = {name, visible, forEars, floats, wordy, during, hold, release, scroller, fingerprint,
    colours};
})()
