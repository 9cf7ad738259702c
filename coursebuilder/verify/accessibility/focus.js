/* A walk through the page by Tab: begin(), then step() after each key, then end().

step() is true once the focus has left the page, or comes round again; end() tells what was wrong. */
(() => {
  if (window.coursebuilderFocus) return;
  const look = window.coursebuilderLook;
  const FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls]," +
    " video[controls], [contenteditable=''], [contenteditable=true], [tabindex]";
  const CLEAR = /^(transparent|rgba\(.*, 0\))$/;
  let walk = null;

  const tabbable = (element) =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.type !== "hidden" &&
    element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0 &&
    !(element.localName === "summary" && element.parentElement.querySelector("summary") !== element);

  /* Of radio buttons with one name the keyboard reaches one. */
  const group = (element) =>
    element.type === "radio" && element.name ? `${element.form ? element.form.id : ""}/${element.name}` : element;

  const ring = (style) => {
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 &&
      !CLEAR.test(style.outlineColor) && `${style.outlineStyle}${style.outlineWidth}${style.outlineColor}`;
    const shadow = !/^(none|(rgba\([^)]*, 0\)[^,]*,?\s*)+)$/.test(style.boxShadow) && style.boxShadow;
    if (style.opacity === "0") return "";
    return [outline, shadow, style.backgroundColor, style.backgroundImage, style.color, style.opacity,
      style.borderTopColor, style.borderBottomColor, style.borderLeftColor, style.borderTopWidth,
      style.borderBottomWidth, style.borderLeftWidth, style.textDecoration, style.transform, style.filter,
      style.fontWeight, style.clipPath].join(";");
  };

  /* Where a sign of the focus may show: the element, what is around it, what stands beside it, its label. */
  const around = (element) => {
    const near = [element, ...(element.labels || [])];
    for (let at = element.parentElement, n = 0; at && n < 3; at = at.parentElement, n++) near.push(at);
    if (element.parentElement) near.push(...Array.from(element.parentElement.querySelectorAll("*")).slice(0, 40));
    return near;
  };

  const picture = (element) => {
    const parts = around(element).map((one) =>
      ["", "::before", "::after"].map((part) => ring(getComputedStyle(one, part || null))).join("|"));
    return `${element.offsetLeft},${element.offsetTop},${element.offsetWidth},${element.offsetHeight}` + parts.join("\n");
  };

  /* The caret is a sign of its own. */
  const hasCaret = (element) =>
    element.isContentEditable || element.localName === "textarea" ||
    (element.localName === "input" &&
      !/^(checkbox|radio|button|submit|reset|file|color|range|image)$/.test(element.type));

  const box = (element) => {
    let shown = element.getBoundingClientRect();
    const small = shown.width <= 2 || shown.height <= 2 || getComputedStyle(element).opacity === "0";
    if (small && element.labels && element.labels[0]) shown = element.labels[0].getBoundingClientRect();
    return shown;
  };

  /* Its place on the whole page. */
  const page = (element) => {
    const {left, right, top, bottom} = box(element);
    return {left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY};
  };

  /* "outside", "covered", or nothing wrong: whether any of it can be seen where it is now. */
  const hidden = (element) => {
    const {left, right, top, bottom} = box(element);
    const [x0, x1] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    if (x1 - x0 < 1 || y1 - y0 < 1) return "outside";
    for (const across of [0.5, 0.1, 0.9]) {
      for (const down of [0.5, 0.15, 0.85]) {
        const there = document.elementFromPoint(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down);
        const label = element.labels && Array.from(element.labels).some((one) => one.contains(there));
        if (!there || there.contains(element) || element.contains(there) || label) return "";
      }
    }
    return "covered";
  };

  const fault = (code, element, message) => walk.faults.push({code, where: look.name(element), message});

  /* Upwards on the screen, from one thing to another above it. */
  const upwards = (before, now) =>
    !look.floats(before.element) && !look.floats(now.element) && now.box.bottom <= before.box.top &&
    now.box.left < before.box.right && now.box.right > before.box.left;

  /* Whether a jump upwards passes over something else: two neighbours may well change places. */
  const passes = (before, now) => {
    const last = walk.steps[walk.steps.length - 2];
    if (last && upwards(last, before)) return true;
    return walk.all.some((one) => {
      const {left, right, top, bottom} = page(one);
      return one !== before.element && one !== now.element && top >= now.box.bottom && bottom <= before.box.top &&
        left < now.box.right && right > now.box.left;
    });
  };

  /* Backwards in the page's text is wrong; upwards on the screen is doubtful. */
  const judgeOrder = (before, now) => {
    if (before.element.compareDocumentPosition(now.element) & Node.DOCUMENT_POSITION_PRECEDING) {
      const nested = before.element.contains(now.element) || now.element.contains(before.element);
      if (!nested) fault("focus-order", now.element, `comes after ${look.name(before.element)}, which stands behind it`);
    } else if (upwards(before, now) && passes(before, now)) {
      fault("focus-jump", now.element, `stands above ${look.name(before.element)}, which has the focus before it`);
    }
  };

  /* A walk that begins within the page doesn't meet what tabindex puts before all else. */
  const judgeNumbers = (all) => {
    const numbered = all.filter((element) => element.tabIndex > 0);
    const sorted = numbered.slice().sort((a, b) => a.tabIndex - b.tabIndex);
    numbered.forEach((element, n) => {
      if (element !== all[n] || element !== sorted[n]) {
        fault("focus-order", element, `has tabindex ${element.tabIndex}: the focus comes to it out of turn`);
      }
    });
  };

  const judgeSign = () => {
    const last = walk.steps[walk.steps.length - 1];
    if (!last || last.judged) return;
    last.judged = true;
    if (!last.caret && document.activeElement !== last.element && picture(last.element) === last.picture) {
      fault("focus-hidden", last.element, "looks the same with the focus as without it");
    }
  };

  const begin = () => {
    const all = Array.from(document.querySelectorAll(FOCUSABLE)).filter(tabbable);
    walk = {all, steps: [], faults: [], seen: new Set(), back: document.activeElement, at: [scrollX, scrollY]};
    judgeNumbers(all);
    const start = document.createElement("span"); // the next Tab begins where this stood
    start.tabIndex = -1;
    document.body.prepend(start);
    window.focus();
    start.focus();
    start.remove();
  };

  const step = () => {
    const element = document.hasFocus() ? document.activeElement : document.body;
    judgeSign();
    if (element === document.body || !element || element === document.documentElement) return walk.steps.length > 0;
    if (walk.seen.has(element) && element.localName !== "iframe") {
      const reached = new Set(Array.from(walk.seen).map(group));
      const left = walk.all.filter((one) => tabbable(one) && !reached.has(group(one))).length;
      if (left > 0 && !element.closest("dialog:modal, [aria-modal=true]")) {
        fault("focus-trap", element, `the Tab key comes back here and never reaches ${left} others`);
      }
      return true;
    }
    walk.seen.add(element);
    const now = {element, caret: hasCaret(element) || element.localName === "iframe", picture: picture(element),
      box: page(element), judged: false};
    const where = hidden(element);
    if (where === "outside") fault("focus-hidden", element, "has the focus outside of what can be seen");
    if (where === "covered") fault("focus-covered", element, "is wholly covered by something else when it has the focus");
    if (walk.steps.length) judgeOrder(walk.steps[walk.steps.length - 1], now);
    walk.steps.push(now);
    return false;
  };

  const end = () => {
    if (document.activeElement) document.activeElement.blur();
    judgeSign();
    if (walk.back && walk.back !== document.body && walk.back.isConnected) walk.back.focus({preventScroll: true});
    scrollTo(...walk.at);
    return {faults: walk.faults, reached: walk.steps.length};
  };

  window.coursebuilderFocus = {begin, step, end};
})()
