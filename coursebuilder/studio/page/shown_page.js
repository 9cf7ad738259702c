// The page beside the text: frames without an origin, one shown and one that loads behind it.
import { make } from "./studio.js";

const LONGEST = 4000; // milliseconds after which a frame is shown though it hasn't said that it is ready

// `place()` is the page and scroll position that the author sees; `show` puts another preview there.
export function openPage(parent) {
  let frame = null;
  let coming = null;
  let address = "";
  let timer = 0;
  let place = { page: "", scroll: 0 };

  addEventListener("message", ({ source, data }) => {
    if (!data || typeof data.page !== "string" || typeof data.scroll !== "number") return;
    if (coming && source === coming.contentWindow && data.ready) swap(data);
    else if (frame && !coming && source === frame.contentWindow) place = { page: data.page, scroll: data.scroll };
  });

  function swap(where) {
    clearTimeout(timer);
    const old = frame;
    [frame, coming] = [coming, null];
    frame.classList.remove("coming");
    frame.inert = false;
    if (where) place = { page: where.page, scroll: where.scroll };
    if (old) old.remove();
  }

  function show(next, page) {
    address = next;
    const scroll = page === place.page ? place.scroll : 0;
    if (coming) coming.remove();
    coming = make("iframe", { title: "The page as a learner has it", className: "coming", inert: true });
    coming.setAttribute("sandbox", "allow-scripts"); // without allow-same-origin: see SECURITY.md
    coming.src = `${next}?scroll=${scroll}${page ? `#page-${encodeURIComponent(page)}` : ""}`;
    clearTimeout(timer);
    timer = setTimeout(() => coming && swap(null), LONGEST);
    parent.append(coming);
  }

  return {
    place: () => place,
    show,
    turn: (page) => address && page !== place.page && show(address, page),
    isEmpty: () => !address,
  };
}
