/* Whether an element can be pressed at once: shown, enabled, in view, under nothing, and nothing about to move it.
   What playwright finds out by watching it for two frames, read from the page. */
(element) => {
  const { ownerDocument: page } = element;
  const { innerHeight: height, innerWidth: width, performance } = page.defaultView;
  const loads = Array.from(page.querySelectorAll("script[src], link[rel=stylesheet]"));
  const images = Array.from(page.images);
  if (!loads.every((one) => performance.getEntriesByName(one.src || one.href).length)) return false;
  if (!images.every((one) => one.complete || one.loading === "lazy")) return false;
  const moving = page.getAnimations().filter((one) => one.playState === "running" && one.effect);
  if (moving.some(({ effect: { target } }) => target && (target.contains(element) || element.contains(target))))
    return false;
  if (element.disabled || !element.getClientRects().length) return false;
  const middle = () => {
    const [box] = element.getClientRects();
    return [box.left + box.width / 2, box.top + box.height / 2, box];
  };
  const inside = ({ top, left, bottom, right }) => top >= 0 && left >= 0 && bottom <= height && right <= width;
  if (!inside(middle()[2])) element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const [x, y, box] = middle();
  const hit = inside(box) && page.elementFromPoint(x, y);
  const label = hit && hit.closest("label");
  return Boolean(hit) && (element.contains(hit) || Boolean(label && label.control === element));
}
