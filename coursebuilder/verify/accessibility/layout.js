/* What is lost when the window is narrow, or the text spaced out. */
(() => {
  if (window.coursebuilderLayout) return;
  const look = window.coursebuilderLook;
  const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;" +
    " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
  const MOST = 5; // of one kind: the first ones lead to the cause

  /* Sideways scrolling, or words and controls that stand outside without any. */
  const narrow = () => {
    const root = document.documentElement;
    const wide = Math.max(root.scrollWidth, document.body ? document.body.scrollWidth : 0);
    const controls = Array.from(document.querySelectorAll("button, input, select, textarea, img, video"));
    const outside = Array.from(new Set([...look.wordy(), ...controls.filter(look.visible)])).filter((element) => {
      const box = element.getBoundingClientRect();
      return (box.right + scrollX > innerWidth + 1 || box.left + scrollX < -1) &&
        !look.scroller(element) && !look.forEars(element);
    });
    const faults = outside.slice(0, MOST).map((element) => ({code: "reflow", where: look.name(element),
      message: `is not whole in a window ${innerWidth} pixels wide`}));
    if (!faults.length && root.scrollWidth > innerWidth + 1 && getComputedStyle(root).overflowX !== "hidden") {
      faults.push({code: "reflow", where: "html",
        message: `the page is ${wide} pixels wide in a window of ${innerWidth}`});
    }
    return faults;
  };

  /* Elements that cut off what is in them. */
  const cut = () => {
    const found = new Set();
    for (const element of look.wordy()) {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        const down = /hidden|clip/.test(style.overflowY) && at.scrollHeight > at.clientHeight + 2;
        const across = /hidden|clip/.test(style.overflowX) && at.scrollWidth > at.clientWidth + 2;
        if (at.clientHeight > 2 && (down || across)) found.add(at);
      }
    }
    return found;
  };

  const lines = (element) => {
    const range = document.createRange();
    return Array.from(element.childNodes)
      .filter((node) => node.nodeType === 3 && node.data.trim())
      .flatMap((node) => {
        range.selectNodeContents(node);
        return Array.from(range.getClientRects());
      });
  };

  /* Words written over other words: pairs of elements that aren't inside each other. */
  const overlaps = () => {
    const rows = look.wordy().filter((one) => !look.floats(one)).flatMap((element) => lines(element).map((box) => ({element, box})))
      .sort((a, b) => a.box.top - b.box.top);
    const found = new Map();
    rows.forEach((one, n) => {
      for (let m = n + 1; m < rows.length && rows[m].box.top < one.box.bottom; m++) {
        const other = rows[m];
        const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const nested = one.element.contains(other.element) || other.element.contains(one.element);
        if (!nested && wide > 2 && high > other.box.height / 2) found.set(other.element, one.element);
      }
    });
    return found;
  };

  const spaced = () => {
    const [cutBefore, overBefore] = [cut(), overlaps()];
    const end = look.during(SPACED);
    const lost = Array.from(cut()).filter((one) => !cutBefore.has(one)).slice(0, MOST).map((element) => (
      {code: "text-spacing", where: look.name(element), message: "cuts off text once it is spaced out"}));
    const over = Array.from(overlaps()).filter(([one]) => !overBefore.has(one)).slice(0, MOST).map(([one, other]) => (
      {code: "text-spacing", where: look.name(one), message: `runs into ${look.name(other)} once text is spaced out`}));
    end();
    return [...lost, ...over];
  };

  window.coursebuilderLayout = {narrow, spaced};
})()
