// Runs in the preview, after the player: tells the studio which page is shown and how far it is scrolled, and goes to
// the place that the address asks for. The preview has no origin, so it can do no more than post messages.
(() => {
  const wanted = Number(new URLSearchParams(location.search).get("scroll"));
  let last = "";

  function tell(ready) {
    const shown = document.querySelector(".page.current");
    const place = { page: shown ? shown.id.replace("page-", "") : "", scroll: Math.round(scrollY), ready };
    if (!ready && JSON.stringify(place) === last) return;
    last = JSON.stringify({ ...place, ready: false });
    parent.postMessage(place, "*");
  }

  function begin() {
    scrollTo(0, wanted);
    tell(true);
    addEventListener("load", () => scrollY < wanted && scrollTo(0, wanted)); // it was too short without its pictures
    addEventListener("scroll", () => setTimeout(tell, 50, false), { passive: true });
    ["click", "keyup"].forEach((type) => addEventListener(type, () => setTimeout(tell, 50, false)));
  }

  addEventListener("DOMContentLoaded", () => setTimeout(begin)); // the player, before this script, has shown its page
})();
